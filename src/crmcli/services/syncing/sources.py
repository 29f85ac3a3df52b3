"""Saved sources: files, folder patterns and commands, each with how its rows are imported. Kept as settings
`sync.NAME.OPTION`, so that `crm config` lists and changes them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.filter_keys import yes_or_no
from crmcli.core.spelling import nearest
from crmcli.errors import N_, NotFound, UsageError
from crmcli.model import settings
from crmcli.records.base import Setting
from crmcli.services.importing.typed import read_options

if TYPE_CHECKING:
    from crmcli.services.importing.options import ImportOptions
    from crmcli.services.workspace import Workspace

PREFIX = "sync."
GLUE = "; "  # between several files, tags or columns
_GLUE = re.compile(r"\s*[;；\n]\s*")
_NAME = re.compile(r"[^\s.;；/\\]{1,40}")

# option -> what it means, as `crm config` says it
OPTIONS = {
    "files": N_("files to import: paths or patterns such as ~/Downloads/*.csv, parted by ;"),
    "command": N_("a command whose output is imported: CSV, JSON, anything crm import reads"),
    "profile": N_("saved mapping of the columns"),
    "map": N_("what columns are: COLUMN=FIELD, parted by ;"),
    "source": N_("source of rows that do not say one"),
    "event": N_("the event where you met them"),
    "tag": N_("tags for all of them, parted by ;"),
    "owner": N_("whose customers they are"),
    "on-match": N_("fill, update, skip or new"),
    "encoding": N_("of text files, if it is guessed wrong"),
    "no-header": N_("yes when the sheets have no headings"),
}


class SyncSource(NamedTuple):
    """One saved source.

    Args:
        options: option to its text, as in OPTIONS.
    """

    name: str
    options: Mapping[str, str]

    @property
    def files(self) -> tuple[str, ...]:
        """Paths and patterns."""
        return parts(self.options.get("files", ""))

    @property
    def command(self) -> str:
        """The command; "" for a source of files."""
        return self.options.get("command", "")


def parts(text: str) -> tuple[str, ...]:
    """Several values of one option."""
    return tuple(part for part in _GLUE.split(text.strip()) if part)


def read_all(ws: Workspace) -> tuple[SyncSource, ...]:
    """Every saved source, by name."""
    found: dict[str, dict[str, str]] = {}
    for key, value in sorted(settings.read_all(ws.db).items()):
        if key.startswith(PREFIX):
            name, _, option = key.removeprefix(PREFIX).rpartition(".")
            found.setdefault(name, {})[option] = value
    return tuple(SyncSource(name, options) for name, options in found.items())


def named(ws: Workspace, names: Sequence[str]) -> tuple[SyncSource, ...]:
    """The sources of some names; all of them when none is given.

    Raises:
        NotFound: there is none of that name.
    """
    known = {one.name: one for one in read_all(ws)}
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = N_("Did you mean {near}?") if near else N_("To see them: crm sync list")
            raise NotFound(N_("There is no saved source “{name}”."), hint, name=name, near=near)
    return tuple(known[name] for name in dict.fromkeys(names)) if names else tuple(known.values())


def save(ws: Workspace, name: str, options: Mapping[str, str]) -> SyncSource:
    """Save a source, replacing one of that name.

    Args:
        options: option to its text; empty ones are left out.

    Raises:
        UsageError, BadValue, NotFound: a name or option that is none, or neither files nor a command.
    """
    source = SyncSource(checked_name(name), {key: text for key, text in options.items() if text})
    if bool(source.files) == bool(source.command):
        raise UsageError(
            N_("A source is either files or a command."),
            N_(
                "For example: crm sync add douyin '~/Downloads/抖店*.csv', or crm sync add shop --command 'shop-export'"
            ),
        )
    import_options(ws, source)
    before = {one.name: one for one in read_all(ws)}.get(source.name)
    with ws.operation() as journal:
        for option in OPTIONS:
            value = source.options.get(option)
            if value is not None or (before and option in before.options):
                settings.store(journal, f"{PREFIX}{source.name}.{option}", value)
    return source


def remove(ws: Workspace, name: str) -> None:
    """Forget a source.

    Raises:
        NotFound: there is none of that name.
    """
    (found,) = named(ws, [name])
    with ws.operation() as journal:
        for option in found.options:
            settings.store(journal, f"{PREFIX}{name}.{option}", None)


def checked_name(name: str) -> str:
    """A name as it is saved.

    Raises:
        UsageError: it is empty or long, or has signs that part keys and paths.
    """
    if not _NAME.fullmatch(name.strip()):
        raise UsageError(N_("“{name}” cannot name a source."), N_("Use one short word, such as douyin."), name=name)
    return name.strip()


def import_options(ws: Workspace, source: SyncSource) -> ImportOptions:
    """How the rows of a source are imported.

    Raises:
        UsageError, BadValue, NotFound: an option that cannot be understood.
    """
    get = source.options.get
    if (policy := get("on-match", "fill").strip().casefold()) == "ask":
        raise UsageError(N_("A saved source cannot ask."), N_("Choose fill, update, skip or new."))
    return read_options(
        ws,
        on_match=policy,
        source=get("source", ""),
        event=get("event", ""),
        tags=parts(get("tag", "")),
        owner=get("owner", ""),
        given=parts(get("map", "")),
        profile=get("profile", ""),
        encoding=get("encoding", ""),
        no_header=yes_or_no(get("no-header", "")) is True,
    )


def setting(key: str) -> Setting | None:
    """The setting that a key `sync.NAME.OPTION` names; None when it is no such key."""
    name, _, option = key.strip().removeprefix(PREFIX).rpartition(".")
    if not key.strip().startswith(PREFIX) or option not in OPTIONS or not _NAME.fullmatch(name):
        return None
    return Setting(key.strip(), "", "text", OPTIONS[option])
