"""Tells xlsx, xls and ods apart by their bytes and runs the guard of each; other zips are refused by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from crmcli.errors import N_, NothingReadable
from crmcli.importers import _biff, _ods, _xlsx
from crmcli.importers._compound import MAGIC, Compound
from crmcli.importers._foreign import refuse_archive, refuse_document
from crmcli.importers._limits import damaged
from crmcli.importers._package import Package, protected
from crmcli.importers._source import Source

Merge = tuple[int, int, int, int]


@dataclass(slots=True)
class Seen:
    """What a guard saw of one sheet.

    Args:
        rows, columns: the extent that holds all values, or a safe upper bound.
        merges: merged cells; None where the reader tells them.
        errors: names of cells that hold an error, such as "B5".
        uncalculated: names of cells whose formula has no value.
    """

    rows: int = 0
    columns: int = 0
    merges: list[Merge] | None = None
    hidden_rows: Iterable[int] = ()
    struck_rows: Iterable[int] = ()
    errors: list[str] = field(default_factory=list)
    uncalculated: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Inspected:
    """A workbook that may be read: its format, what was seen by name or number of the sheet, over-long texts."""

    format: str
    by_name: dict[str, Seen] = field(default_factory=dict)
    by_number: list[Seen] = field(default_factory=list)
    long_text: bool = False

    def seen(self, number: int, name: str) -> Seen:
        """What was seen of a sheet."""
        if name in self.by_name:
            return self.by_name[name]
        return self.by_number[number] if number < len(self.by_number) else Seen()


def inspect(source: Source) -> Inspected:
    """Look through a workbook before anything reads it.

    Raises:
        NothingReadable: no workbook, damaged, protected, or more in it than can be read.
    """
    if source.data.startswith(MAGIC):
        return _compound(source)
    package = Package(source.data, source.name)
    names = package.entries.keys()
    if "xl/workbook.xml" in names:
        return _xlsx_workbook(package)
    if package.small("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        _ods.inspect(package)
        return Inspected("ods", long_text=package.long_text)
    return _refuse_zip(names, source.name)


def _xlsx_workbook(package: Package) -> Inspected:
    sheets = _xlsx.inspect(package)
    by_name = {
        name: Seen(
            sheet.scan.rows,
            sheet.scan.columns,
            sheet.scan.merges,
            sheet.scan.hidden_rows,
            sheet.scan.struck_rows,
            sheet.scan.errors,
            sheet.scan.uncalculated,
        )
        for name, sheet in sheets.items()
    }
    return Inspected("xlsx", by_name, long_text=package.long_text)


def _compound(source: Source) -> Inspected:
    compound = Compound(source.data, source.name)
    names = compound.names()
    if "EncryptedPackage" in names:
        raise protected(source.name)
    for name in ("Workbook", "Book"):
        if name in names:
            scans = _biff.inspect(compound.stream(name), source.name)
            return Inspected(
                "xls",
                by_number=[
                    Seen(one.rows, one.columns, hidden_rows=one.hidden_rows, errors=one.error_names()) for one in scans
                ],
            )
    if "WordDocument" in names:
        raise refuse_document(source.name, "Word")
    if "PowerPoint Document" in names:
        raise refuse_document(source.name, "PowerPoint")
    raise damaged(source.name)


def _refuse_zip(names: Iterable[str], file: str) -> Inspected:
    if "xl/workbook.bin" in names:
        raise NothingReadable(
            N_("{file} is an xlsb workbook."), N_("Open it, save it as xlsx, and import that."), file=file
        )
    for folder, program in (("word/", "Word"), ("ppt/", "PowerPoint")):
        if any(name.startswith(folder) for name in names):
            raise refuse_document(file, program)
    raise refuse_archive(file)
