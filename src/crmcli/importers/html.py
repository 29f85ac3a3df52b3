"""Tables of a web page, which many systems save under the name .xls. Tags are found one by one, in linear time."""

from __future__ import annotations

import re
from html import unescape

from crmcli.core.patterns import lazily
from crmcli.importers._limits import MOST_COLUMNS, check_cells, check_extent, too_large
from crmcli.importers._source import Source
from crmcli.records.grid import Grid

_OPENING = lazily(r"<(?:!doctype html|html|head|meta|body|table|style|div|tr|center|font|p)\b")
# A tag ends at the first ">" outside quotes; no part of it goes over a "<", so no search is made twice.
_TAG = lazily(r"<!--|<(/?)([A-Za-z][\w:]*)((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>|<[!?/][^<>]*+>")
_SPAN = lazily(r"\b(colspan|rowspan)\s*=\s*[\"']?\s*(\d{1,6})", re.IGNORECASE)
_INVISIBLE = lazily(r"display\s*:\s*none", re.IGNORECASE)
_ENDS = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style", "title", "noscript")}
_BREAKS = frozenset(("br", "p", "div", "li"))
_SPACE = lazily(r"[ \t\r\n\f]+")
_DEEPEST = 50
_MOST_TABLES = 500


def likeness(source: Source) -> int:
    """Markup that begins as pages or tables do."""
    return 60 if source.opening.startswith("<") and _OPENING.search(source.opening) else 0


def read(source: Source) -> tuple[Grid, ...]:
    """One Grid for each table that holds something, named by its number where there are several.

    Raises:
        NothingReadable: no text, or too large.
    """
    decoded = source.decoded
    page = _Page(source.name)
    page.read(decoded.text)
    tables = [table for table in page.done if any(any(row) for row in table.rows)]
    return tuple(
        Grid(
            source.name,
            str(number) if len(tables) > 1 else "",
            tuple(map(tuple, table.rows)),
            merges=table.merges_within(),
            hidden_rows=frozenset(table.hidden),
            format="html",
            encoding=decoded.encoding,
            notes=decoded.notes,
        )
        for number, table in enumerate(tables, 1)
    )


class _Table:
    """A table being read: its rows so far, the cell that is open, and columns that cells above reach down into."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden: set[int] = set()
        self.taken: dict[int, int] = {}  # column → first row that is free again
        self.text: list[str] | None = None

    def start_row(self, attributes: str) -> None:
        self.end_cell()
        if attributes and _INVISIBLE.search(attributes):
            self.hidden.add(len(self.rows))
        self.rows.append([])

    def start_cell(self, attributes: str, file: str) -> int:
        """Open a cell; returns how many columns the row has grown by."""
        self.end_cell()
        if not self.rows:
            self.rows.append([])
        row, cells = len(self.rows) - 1, self.rows[-1]
        before = len(cells)
        while self.taken and self.taken.get(len(cells), 0) > row:
            cells.append("")
        column = len(cells)
        across, down = _spans(attributes) if attributes else (1, 1)
        if column + across > MOST_COLUMNS:
            check_extent(1, column + across, file=file)
        if across > 1 or down > 1:
            self.merges.append((row, column, row + down - 1, column + across - 1))
            self.taken.update(dict.fromkeys(range(column, column + across), row + down) if down > 1 else {})
        cells.extend([""] * across)
        self.text = []
        self.open_column = column
        return len(cells) - before

    def end_cell(self) -> None:
        if self.text is not None:
            if self.text:
                self.rows[-1][self.open_column] = _cell_text("".join(self.text))
            self.text = None

    def merges_within(self) -> tuple[tuple[int, int, int, int], ...]:
        last = len(self.rows) - 1
        return tuple((top, left, min(bottom, last), right) for top, left, bottom, right in self.merges)


def _spans(attributes: str) -> tuple[int, int]:
    """Columns and rows that a cell takes."""
    spans = {name.lower(): int(size) for name, size in _SPAN.findall(attributes)}
    return max(spans.get("colspan", 1), 1), max(spans.get("rowspan", 1), 1)


def _cell_text(text: str) -> str:
    if "\x0b" in text:
        return "\n".join(_SPACE.sub(" ", line).strip() for line in text.split("\x0b")).strip()
    return _SPACE.sub(" ", text).strip()


class _Page:
    """The tables of a page, open ones innermost last."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.open: list[_Table] = []
        self.done: list[_Table] = []
        self.cells = 0

    def read(self, text: str) -> None:
        place = 0
        while match := _TAG.search(text, place):
            self._text(text[place : match.start()])
            place = match.end()
            if match[0] == "<!--":
                place = text.find("-->", place) + 3
                if place < 3:
                    break
            elif match[2]:
                name = match[2].lower()
                self._tag(name, match[3], closing=bool(match[1]))
                if name in _ENDS and not match[1]:
                    end = _ENDS[name].search(text, place)
                    if end is None:
                        break
                    place = end.start()
        while self.open:
            self._close()

    def _text(self, text: str) -> None:
        if text and self.open and self.open[-1].text is not None:
            self.open[-1].text.append(unescape(text) if "&" in text else text)

    def _tag(self, name: str, attributes: str, *, closing: bool) -> None:
        if name == "table":
            if closing:
                self._close()
            else:
                self._open()
        elif name in ("tr", "td", "th"):
            self._part(name, attributes, closing=closing)
        elif name in _BREAKS:
            self._text("\x0b" if name == "br" or closing else "")

    def _part(self, name: str, attributes: str, *, closing: bool) -> None:
        if not self.open:
            if closing:
                return
            self._open()
        table = self.open[-1]
        if closing:
            table.end_cell()
        elif name == "tr":
            table.start_row(attributes)
        else:
            self.cells += table.start_cell(attributes, self.file)
            check_cells(self.cells, file=self.file)

    def _open(self) -> None:
        if len(self.open) >= _DEEPEST or len(self.done) >= _MOST_TABLES:
            raise too_large(self.file)
        self.open.append(_Table())

    def _close(self) -> None:
        if self.open:
            table = self.open.pop()
            table.end_cell()
            self.done.append(table)
