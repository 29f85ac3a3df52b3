"""Files that are known for what they are and hold no table: refused by name, so that nobody wonders."""

from __future__ import annotations

from crmcli.errors import N_, NothingReadable
from crmcli.importers._source import Source

_PICTURE = N_("{file} is a picture; only tables and text can be read.")
_ARCHIVE = N_("{file} is a packed archive.")
_PROGRAM = N_("{file} is a program, not a table.")
_DATABASE = N_("{file} is a database, not a table.")
_DOCUMENT = N_("{file} is a {program} document, not a table.")

_TYPE_IN = N_("Copy the table into a spreadsheet, save it, and import that.")
_UNPACK = N_("Unpack it and import the files in it.")
_EXPORT = N_("Export its tables as CSV and import those.")

_KINDS: tuple[tuple[bytes, int, str, str, str], ...] = (
    (b"%PDF-", 0, _DOCUMENT, _TYPE_IN, "PDF"),
    (b"{\\rtf", 0, _DOCUMENT, _TYPE_IN, "RTF"),
    (b"\x89PNG", 0, _PICTURE, _TYPE_IN, ""),
    (b"\xff\xd8\xff", 0, _PICTURE, _TYPE_IN, ""),
    (b"GIF8", 0, _PICTURE, _TYPE_IN, ""),
    (b"II*\0", 0, _PICTURE, _TYPE_IN, ""),
    (b"MM\0*", 0, _PICTURE, _TYPE_IN, ""),
    (b"WEBPVP8", 8, _PICTURE, _TYPE_IN, ""),
    (b"ftyphei", 4, _PICTURE, _TYPE_IN, ""),
    (b"Rar!", 0, _ARCHIVE, _UNPACK, ""),
    (b"7z\xbc\xaf\x27\x1c", 0, _ARCHIVE, _UNPACK, ""),
    (b"\x1f\x8b", 0, _ARCHIVE, _UNPACK, ""),
    (b"BZh", 0, _ARCHIVE, _UNPACK, ""),
    (b"\xfd7zXZ", 0, _ARCHIVE, _UNPACK, ""),
    (b"\x7fELF", 0, _PROGRAM, "", ""),
    (b"MZ\x90\0", 0, _PROGRAM, "", ""),
    (b"SQLite format 3\0", 0, _DATABASE, _EXPORT, ""),
)


def refuse_foreign(source: Source) -> None:
    """Raises NothingReadable for pictures, PDFs, archives, programs and databases, whatever their suffix."""
    for magic, place, message, hint, program in _KINDS:
        if source.data.startswith(magic, place):
            raise NothingReadable(message, hint, file=source.name, program=program)
    if source.data.startswith(b"BM") and source.data[6:10] == b"\0\0\0\0":  # a bitmap; a text may well begin with BM
        raise NothingReadable(_PICTURE, _TYPE_IN, file=source.name)


def refuse_document(file: str, program: str) -> NothingReadable:
    """The refusal of a Word file and its like."""
    return NothingReadable(_DOCUMENT, _TYPE_IN, file=file, program=program)


def refuse_archive(file: str) -> NothingReadable:
    """The refusal of a zip that holds no workbook."""
    return NothingReadable(_ARCHIVE, _UNPACK, file=file)
