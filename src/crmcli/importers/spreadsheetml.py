"""XML spreadsheets of 2003, which some systems save under the name .xls."""

from __future__ import annotations

from datetime import datetime, time
from xml.parsers import expat

from crmcli.core.patterns import lazily
from crmcli.errors import N_
from crmcli.importers._limits import MOST_COLUMNS, check_cells, check_extent, damaged, declares
from crmcli.importers._source import Source
from crmcli.records.base import Msg
from crmcli.records.grid import Cell, Grid

_DECLARATION = lazily(r"\s*<\?xml[^>]*\?>")
_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_EXACT = 10**15
_LAST_ROW = 1_048_576


def likeness(source: Source) -> int:
    """The namespace of XML spreadsheets near the start; web pages that Excel saves begin with <html."""
    is_xml = source.opening.startswith("<") and "<html" not in source.opening
    return 90 if is_xml and _NAMESPACE in source.opening and "workbook" in source.opening else 0


def read(source: Source) -> tuple[Grid, ...]:
    """One Grid per work sheet.

    Raises:
        NothingReadable: no text, damaged, or more in it than can be read.
    """
    decoded = source.decoded
    book = _Book(source.name)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = book.start
    parser.EndElementHandler = book.end
    parser.CharacterDataHandler = book.characters
    parser.StartDoctypeDeclHandler = book.refuse_declaration
    try:
        parser.Parse(_DECLARATION.sub("", decoded.text, count=1), True)
    except (expat.ExpatError, ValueError):
        raise damaged(source.name) from None
    return tuple(sheet.grid(source.name, decoded.encoding, decoded.notes) for sheet in book.sheets)


class _Sheet:
    """A work sheet being read; the next cell goes to `row`, `column`."""

    def __init__(self, name: str, *, hidden: bool) -> None:
        self.name, self.hidden = name, hidden
        self.rows: list[list[Cell]] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.errors = 0
        self.row, self.column = -1, 0

    def start_row(self, attributes: dict[str, str], file: str) -> None:
        self.row = int(attributes.get("Index", self.row + 2)) - 1
        if not 0 <= self.row < _LAST_ROW:
            check_extent(self.row + 1, MOST_COLUMNS, file=file, sheet=self.name)
            raise ValueError
        self.rows.extend([] for _ in range(self.row + 1 - len(self.rows)))
        if attributes.get("Hidden") == "1":
            self.hidden_rows.add(self.row)
        self.column = 0

    def start_cell(self, attributes: dict[str, str]) -> None:
        self.column = int(attributes.get("Index", self.column + 1)) - 1
        if self.column < 0 or self.row < 0:
            raise ValueError
        across, down = int(attributes.get("MergeAcross", 0)), int(attributes.get("MergeDown", 0))
        if across > 0 or down > 0:
            self.merges.append((self.row, self.column, self.row + down, self.column + across))
        self.after = self.column + 1 + max(across, 0)

    def put(self, value: Cell) -> int:
        """Set the open cell; returns how many columns its row has grown by."""
        cells = self.rows[self.row]
        grown = max(self.column + 1 - len(cells), 0)
        cells.extend([None] * grown)
        cells[self.column] = value
        return grown

    def grid(self, file: str, encoding: str, notes: tuple[Msg, ...]) -> Grid:
        last = len(self.rows) - 1
        if self.errors:
            sentence = N_("{n} cells of sheet {sheet} hold an error such as #N/A and were read as empty.")
            one = N_("{n} cell of sheet {sheet} holds an error such as #N/A and was read as empty.")
            notes += (Msg(sentence, {"n": self.errors, "sheet": self.name}, one=one),)
        return Grid(
            file,
            self.name,
            tuple(map(tuple, self.rows)),
            merges=tuple((top, left, min(bottom, last), right) for top, left, bottom, right in self.merges),
            hidden=self.hidden,
            hidden_rows=frozenset(self.hidden_rows),
            format="xml",
            encoding=encoding,
            notes=notes,
        )


class _Book:
    """What the XML parser calls."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.sheets: list[_Sheet] = []
        self.cells = 0
        self.text: list[str] | None = None
        self.kind = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "Worksheet":
            self.sheets.append(_Sheet(plain.get("Name", ""), hidden=False))
        elif not self.sheets:
            return
        elif name == "Row":
            self.sheets[-1].start_row(plain, self.file)
        elif name == "Cell":
            self.sheets[-1].start_cell(plain)
            check_extent(1, self.sheets[-1].after, file=self.file, sheet=self.sheets[-1].name)
        elif name == "Data":
            self.text, self.kind = [], plain.get("Type", "String")
        elif name == "Visible":
            self.text = []

    def characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "Cell" and self.sheets:
            self.sheets[-1].column = self.sheets[-1].after
        elif name == "Data" and self.sheets and self.text is not None:
            self.cells += self.sheets[-1].put(self._value("".join(self.text)))
            check_cells(self.cells, file=self.file)
            self.text = None
        elif name == "Visible" and self.sheets and self.text is not None:
            self.sheets[-1].hidden = "".join(self.text).strip() in ("SheetHidden", "SheetVeryHidden")
            self.text = None

    def refuse_declaration(self, *_: object) -> None:
        raise declares(self.file)

    def _value(self, text: str) -> Cell:
        match self.kind:
            case "Number":
                return _number(text)
            case "DateTime":
                return _moment(text)
            case "Boolean":
                return text.strip() == "1"
            case "Error":
                self.sheets[-1].errors += 1
                return None
        return text


def _number(text: str) -> Cell:
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if value.is_integer() and abs(value) < _EXACT else value


def _moment(text: str) -> Cell:
    try:
        value = datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return text
    if value.year < 1900:  # a time of day is written as one of the day zero
        return value.time()
    return value.date() if value.time() == time.min else value
