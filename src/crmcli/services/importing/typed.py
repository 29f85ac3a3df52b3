"""The options of an import as typed on a command line, read and checked before any row is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.core.fold import squeeze
from crmcli.errors import N_, UsageError
from crmcli.services import tagging
from crmcli.services.checks import refuse_sensitive
from crmcli.services.importing import profiles
from crmcli.services.importing.options import POLICIES, ImportOptions

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace


def read_options(
    ws: Workspace,
    *,
    on_match: str = "fill",
    source: str = "",
    event: str = "",
    tags: Sequence[str] = (),
    owner: str = "",
    strict: bool = False,
    limit: int | None = None,
    given: Sequence[str] = (),
    profile: str = "",
    save_profile: str = "",
    encoding: str = "",
    no_header: bool = False,
) -> ImportOptions:
    """The options, read.

    Args:
        source: any word of the dictionary.
        given: "HEADER=FIELD", as for --map.
        profile: name of a saved mapping.
        save_profile: name to save one under.

    Raises:
        UsageError, BadValue: a word that is none.
        NotFound: no mapping is saved under that name.
        Refused: a status as a tag, or a number that must not be kept.
    """
    refuse_sensitive([event, owner])
    return ImportOptions(
        on_match=_policy(on_match),
        source=ws.words.code("channel", source) if source else "",
        event=squeeze(event),
        tags=tuple(dict.fromkeys(tagging.read(ws, tag) for tag in tags)),
        owner=squeeze(owner),
        given=dict(_pair(text) for text in given),
        profile=profiles.named(ws, profile).mapping if profile else None,
        save_profile=profiles.checked_name(save_profile) if save_profile else "",
        strict=strict,
        limit=limit,
        encoding=encoding or None,
        no_header=no_header,
    )


def _policy(text: str) -> str:
    plain = text.strip().casefold()
    if plain not in POLICIES:
        raise UsageError(
            N_("--on-match {value} is not known."), N_("Type one of: {names}."), value=text, names=", ".join(POLICIES)
        )
    return plain


def _pair(text: str) -> tuple[str, str]:
    header, found, field = text.replace("＝", "=").rpartition("=")
    if not found or not header.strip():
        raise UsageError(N_("“{text}” is no COLUMN=FIELD."), N_("For example: --map 手机号=mobile"), text=text)
    return header.strip(), field.strip()
