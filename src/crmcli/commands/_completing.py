"""Answers completion, `crm __complete WORDS…`, without Typer: what the last of the words may become.

Commands and options come from the generated table data/commands.csv, customers from one query. What a value may be is
in `_complete_values`; the shells' scripts are data/completion.*, printed by `crm completion`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from crmcli.commands import _listing
from crmcli.commands._options import GLOBALS, look_ahead

FILES = ":files"  # asks the shell for the names of files
PLAIN = ("bash",)  # shells that show no descriptions

Row = dict[str, str]
Choice = tuple[str, str]  # what is typed, and what it means: text, or an Id


class Id(str):
    """A meaning that is an English id of the catalogue, to be translated."""

    __slots__ = ()


class Place(NamedTuple):
    """Where in a command line the word stands.

    Args:
        path: the command so far, such as "config set".
        before: number of arguments before the word, options aside.
        option: the row of the option whose value it is; None for an argument, a command or an option.
    """

    path: str
    before: int
    option: Row | None


def lines(words: Sequence[str], environ: Mapping[str, str]) -> Iterator[str]:
    """What the last of `words` may become: one a line, a tab and what it means behind it.

    Args:
        words: those behind `crm`; the last is the one to complete, "" for a new one.
        environ: environment variables; _CRM_SHELL names the shell that asks.
    """
    words = list(words) or [""]
    look = look_ahead(words[:-1])
    plain = environ.get("_CRM_SHELL", "") in PLAIN
    for value, means in _choices(look.rest, words[-1], look.found, environ):
        said = "" if plain or not means or value == FILES else _said(means, look.found, environ)
        yield f"{value}\t{said}" if said else value


def _said(means: str, found: Mapping[str, str | bool], environ: Mapping[str, str]) -> str:
    if not isinstance(means, Id):
        return means
    from crmcli import i18n
    from crmcli.commands._complete_values import language

    return i18n.translate(means, language(found, environ)).split("\n")[0]


def _choices(
    prior: Sequence[str], word: str, found: Mapping[str, str | bool], environ: Mapping[str, str]
) -> Iterable[Choice]:
    from crmcli.commands._complete_values import Asking, argument_values, option_values

    place = _place(prior)
    asking = Asking(word, found, environ)
    if place.option is not None:
        return option_values(place.option, asking)
    if word.startswith("--") and "=" in word:
        return _after_equals(place.path, word, asking)
    if word.startswith("-"):
        return _starting(word, _option_names(place.path))
    inner = [] if place.before else list(_inner(place.path))
    if inner or not place.path:
        return _starting(word, [(row["command"].rpartition(" ")[2], Id(row["help"])) for row in inner])
    arguments = [row for row in _rows(place.path) if row["kind"] == "argument"]
    if not arguments:
        return ()
    return argument_values(place.path, arguments[min(place.before, len(arguments) - 1)], asking)


def _after_equals(path: str, word: str, asking: object) -> Iterator[Choice]:
    from crmcli.commands._complete_values import Asking, option_values

    assert isinstance(asking, Asking)
    name, _, value = word.partition("=")
    row = _option(path, name)
    if row is not None:
        found = option_values(row, asking._replace(word=value))
        yield from ((one if one == FILES else f"{name}={one}", means) for one, means in found)


def _starting(word: str, choices: Iterable[Choice]) -> Iterator[Choice]:
    return (choice for choice in choices if choice[0].startswith(word))


def _place(prior: Sequence[str]) -> Place:
    """Go through the words before: commands, then arguments, options with their values."""
    path, before, at = "", 0, 0
    while at < len(prior):
        word = prior[at]
        at += 1
        if word.startswith("-") and word != "-":
            row = None if "=" in word else _option(path, word)
            if row is not None and row["kind"] == "option":
                if at == len(prior):
                    return Place(path, before, row)
                at += 1
            continue
        inner = None if before else _named(path, word)
        if inner is None:
            before += 1
        else:
            path = inner
    return Place(path, before, None)


def _named(path: str, word: str) -> str | None:
    """The subcommand that a word or its unique beginning names."""
    known = [row["command"] for row in _inner(path)]
    full = f"{path} {word}".strip()
    found = [full] if full in known else [name for name in known if name.startswith(full)]
    return found[0] if len(found) == 1 else None


def _inner(path: str) -> Iterator[Row]:
    """The commands one level below `path`."""
    for row in _listing.table():
        if row["kind"] == "command" and row["command"].rpartition(" ")[0] == path:
            yield row


def _rows(path: str) -> Iterator[Row]:
    return (row for row in _listing.table() if row["command"] == path)


def _option(path: str, name: str) -> Row | None:
    for row in _rows(path):
        if row["kind"] in ("option", "flag") and name in row["names"].split():
            return row
    for one in GLOBALS:
        if name in one.names:
            kind = "option" if one.metavar else "flag"
            return {"command": "", "kind": kind, "names": " ".join(one.names), "metavar": one.metavar, "help": one.help}
    return None


def _option_names(path: str) -> Iterator[Choice]:
    """The long name of each option, or the only one; those of the command first."""
    for row in _rows(path):
        if path and row["kind"] in ("option", "flag"):
            yield max(row["names"].split(), key=len), Id(row["help"])
    yield from ((one.names[0], Id(one.help)) for one in GLOBALS)
    yield "--help", ""
