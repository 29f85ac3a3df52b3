"""All that a file holds as one package, and back into an empty file: `crm export all`, `crm import all.zip`.

A package is a zip with a line of JSON for each row, and tables for people to open beside them; or one JSON document.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from crmcli.errors import N_, CrmError, NothingReadable, Refused
from crmcli.model import blobs, fitting, schema, settings, whole
from crmcli.model.connection import IntegrityError
from crmcli.model.whole import Rows

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

FORMAT = "crmcli export"
VERSION = 1
MANIFEST = "crmcli.json"
LARGEST = 4 * 1024**3  # unfolded; the file itself is limited as every import is
_BEGINNING = 200  # bytes in which a JSON package says what it is
_STAMP = (1980, 1, 1, 0, 0, 0)  # of every part: the same data gives the same bytes


class Package(NamedTuple):
    """A package that has been opened.

    Args:
        schema: version of the tables it was made from.
        tables: rows by table.
        blobs: bytes of attachments, by hash.
    """

    schema: int
    tables: Mapping[str, Rows]
    blobs: Callable[[], Iterator[tuple[str, bytes]]]


def as_zip(ws: Workspace, drawn: Mapping[str, str]) -> bytes:
    """Everything as a zip.

    Args:
        drawn: files for people, by name: they are not read back.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo(MANIFEST, _STAMP), _line(_head()))
        for table, found in whole.tables(ws.db):
            with package.open(_part(f"tables/{table}.jsonl"), "w", force_zip64=True) as part:
                part.write(_line(found.columns))
                part.writelines(map(_line, found.rows))
        for name, data in whole.blobs(ws.db):
            package.writestr(_part(f"blobs/{name}"), data)
        for name, text in drawn.items():
            package.writestr(_part(name), text.encode())
    return made.getvalue()


def as_json(ws: Workspace) -> str:
    """Everything as one JSON document, a row a line."""
    tables = [
        f'{json.dumps(table)}: {{"columns": {json.dumps(found.columns)}, "rows": [\n'
        + ",\n".join(json.dumps(tuple(row), ensure_ascii=False) for row in found.rows)
        + "\n]}"
        for table, found in whole.tables(ws.db)
    ]
    kept = {name: base64.b64encode(data).decode() for name, data in whole.blobs(ws.db)}
    head = json.dumps(_head())[1:-1]
    return f'{{{head}, "tables": {{\n' + ",\n".join(tables) + f'\n}}, "blobs": {json.dumps(kept)}}}\n'


def _head() -> dict[str, object]:
    return {"format": FORMAT, "version": VERSION, "schema": schema.CURRENT}


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, _STAMP)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _line(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def is_package(data: bytes) -> bool:
    """Whether bytes are a package, damaged or not."""
    if data[:2] == b"PK":
        return MANIFEST.encode() in data[:_BEGINNING]
    return FORMAT.encode() in data[:_BEGINNING] and data.lstrip()[:1] == b"{"


def opened(data: bytes, name: str) -> Package:
    """What a package holds; its rows are read when they are asked for.

    Args:
        name: what sentences call the file.

    Raises:
        NothingReadable: it is damaged, or made by a newer crmcli.
    """
    try:
        return _unzipped(data, name) if data[:2] == b"PK" else _loaded(data, name)
    except (ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile, RecursionError):
        raise _damaged(name) from None


def _unzipped(data: bytes, name: str) -> Package:
    package = zipfile.ZipFile(io.BytesIO(data))
    if sum(part.file_size for part in package.infolist()) > LARGEST:
        raise NothingReadable(N_("{file} is too large to be read."), file=name)
    head = json.loads(package.read(MANIFEST))
    _check(head, name)
    parts = [part for part in package.namelist() if part.startswith("tables/")]
    tables = {part[7:].removesuffix(".jsonl"): _rows(package.open(part)) for part in parts}
    held = [part for part in package.namelist() if part.startswith("blobs/")]
    return Package(head["schema"], tables, lambda: ((part[6:], package.read(part)) for part in held))


def _rows(part: IO[bytes]) -> Rows:
    lines = io.TextIOWrapper(part, "utf-8", "surrogatepass")
    return Rows(tuple(json.loads(next(lines, ""))), map(json.loads, lines))


def _loaded(data: bytes, name: str) -> Package:
    said = json.loads(data)
    _check(said, name)
    tables = {table: Rows(tuple(one["columns"]), one["rows"]) for table, one in said["tables"].items()}
    held = said["blobs"]
    return Package(said["schema"], tables, lambda: ((key, base64.b64decode(held[key])) for key in held))


def _check(head: dict[str, Any], name: str) -> None:
    if head["format"] != FORMAT or not isinstance(head["schema"], int):
        raise _damaged(name)
    if head["version"] > VERSION or head["schema"] > schema.CURRENT:
        raise NothingReadable(
            N_("{file} was written by a newer version of crmcli."), N_("Update crmcli, then try again."), file=name
        )


def _damaged(name: str) -> NothingReadable:
    return NothingReadable(
        N_("{file} is damaged or incomplete."), N_("Check that it is the right file, and fully copied."), file=name
    )


def restore(ws: Workspace, package: Package, name: str) -> int:
    """Put a package into an empty file, as one operation. Returns how many customers it holds.

    Raises:
        Refused: the file has something in it.
        NothingReadable: the package contradicts itself; nothing was written.
    """
    try:
        with ws.operation() as journal:
            if not whole.is_empty(ws.db):
                raise Refused(
                    N_("{file} holds a whole file and goes into an empty one; this one has data."),
                    N_("Into a new file: crm --db new.db import {file}"),
                    file=name,
                )
            whole.fill(journal, {table: _checked(ws, table, rows) for table, rows in package.tables.items()})
            for key, data in package.blobs():
                if hashlib.sha256(data).hexdigest() != key:
                    raise _damaged(name)
                blobs.keep(ws.db, key, data)
            if not whole.fits_together(ws.db):
                raise _damaged(name)
            return whole.customers(ws.db)
    except CrmError:
        raise
    except (IntegrityError, ValueError, KeyError, TypeError, zipfile.BadZipFile, RecursionError):
        raise _damaged(name) from None


def commands(ws: Workspace) -> list[str]:
    """The command lines that `crm sync` would run: those of somebody else's package are worth a look."""
    saved = settings.read_all(ws.db).items()
    return [value for key, value in saved if key.startswith("sync.") and key.endswith(".command")]


def _checked(ws: Workspace, table: str, found: Rows) -> Rows:
    """Rows of a table and of columns that there are, every value one that SQLite holds."""
    named = set(found.columns)
    if table not in whole.TABLES or len(named) < len(found.columns) or not named <= set(whole.columns(ws.db, table)):
        raise ValueError
    fits = fitting.checks(ws.db, table, found.columns)
    return Rows(found.columns, (_row(row, fits) for row in found.rows))


def _row(row: Any, fits: Sequence[fitting.Fits]) -> list[Any]:
    if not isinstance(row, list):
        raise ValueError
    if not all(value is None or fit(value) for value, fit in zip(row, fits, strict=True)):
        raise ValueError
    return row
