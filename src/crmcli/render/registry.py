"""Formats by name: each a file of `render/formats` with a `write` function, found without being imported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Protocol, cast

from crmcli import discovery
from crmcli.errors import N_, UsageError
from crmcli.records.sheet import Book, Card, Cell, Column, Sheet
from crmcli.render.options import Options
from crmcli.render.wording import Wording


class Format(Protocol):
    """What a file in `render/formats` offers; a format of bytes (xlsx) returns bytes."""

    def write(self, thing: Sheet | Card, wording: Wording, options: Options, /) -> str | bytes: ...


class Streamer(Protocol):
    """What a format may offer besides: the same over rows that come one by one."""

    def __call__(
        self, columns: Sequence[Column], rows: Iterable[tuple[Cell, ...]], wording: Wording, options: Options, /
    ) -> str | bytes: ...


def known() -> tuple[str, ...]:
    """The names of all formats, in alphabetical order."""
    return tuple(discovery.modules("render.formats"))


def choose(name: str) -> Format:
    """The format called `name`, such as "csv".

    Raises:
        UsageError: there is no such format; the hint names those there are.
    """
    module = discovery.modules("render.formats").get(name)
    if module is None:
        raise UsageError(
            N_("There is no format called {format}."), N_("Use one of: {formats}."), format=name, formats=known()
        )
    return cast(Format, import_module(module))


def draw_rows(
    columns: Sequence[Column], rows: Iterable[tuple[Cell, ...]], format: str, wording: Wording, options: Options
) -> str | bytes:
    """Rows that come one by one, so that they need not all be in memory, in the format called `format`.

    Args:
        columns: without one of kind "object" for the line formats.
        rows: one cell per column.

    Raises:
        UsageError: there is no such format.
    """
    stream: Streamer | None = getattr(choose(format), "stream", None)
    if stream is None:
        return draw(Sheet(tuple(columns), tuple(rows)), format, wording, options)
    return stream(columns, rows, wording, options)


def draw(thing: Sheet | Card | Book, format: str, wording: Wording, options: Options = Options()) -> str | bytes:
    """`thing` in the format called `format`: text, or bytes for a binary format; a Book only in some (sheet.Book).

    Raises:
        UsageError: there is no such format.
    """
    return choose(format).write(cast(Sheet, thing), wording, options)
