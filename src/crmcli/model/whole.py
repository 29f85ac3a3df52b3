"""Everything a file holds, table by table, out of one file and into an empty one.

Beside the journaled tables these are the rows of imports, by which a sheet is known again, the counters of codes and
the bytes of attachments. The journal itself stays: what it could take back are changes of the other file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.journal.tables import JOURNALED
from crmcli.model.journal.writing import Journal

PLAIN = ("import_rows", "counters")  # not journaled, and not derived either
TABLES = (*JOURNALED, *PLAIN)
# a number of the other file's journal; ids that nothing points to, and that an empty file may have given already
LEFT = frozenset({("imports", "operation"), ("settings", "id")})
OWN = frozenset({"settings"})  # an empty file may have set some already: those of the export count


class Rows(NamedTuple):
    """The rows of one table.

    Args:
        columns: their names.
        rows: values in that order.
    """

    columns: tuple[str, ...]
    rows: Iterable[Sequence[Any]]


def tables(db: Connection) -> Iterator[tuple[str, Rows]]:
    """Every table that has rows, in an order that stays."""
    for table in TABLES:
        names = tuple(name for name in columns(db, table) if (table, name) not in LEFT)
        order = ", ".join(names[:4])
        cursor = db.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY {order}")  # noqa: S608 - our own schema
        cursor.row_factory = None
        first = cursor.fetchone()
        if first is not None:
            yield table, Rows(names, _chained(first, cursor))


def _chained(first: Sequence[Any], rest: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    yield first
    yield from rest


def columns(db: Connection, table: str) -> tuple[str, ...]:
    """Names of the columns of a table of ours."""
    return tuple(row[0] for row in db.execute("SELECT name FROM pragma_table_info(?)", (table,)))


def blobs(db: Connection) -> Iterator[tuple[str, bytes]]:
    """The bytes of attachments that some customer still has, by hash."""
    yield from db.execute("SELECT hash, bytes FROM blobs WHERE hash IN (SELECT hash FROM attachments) ORDER BY hash")


def is_empty(db: Connection) -> bool:
    """Whether nothing but settings is there yet."""
    wanted = (f"SELECT 1 FROM {table}" for table in JOURNALED if table not in OWN)  # noqa: S608 - our own schema
    return not db.execute(f"SELECT EXISTS ({' UNION ALL '.join(wanted)})").fetchone()[0]


def fits_together(db: Connection) -> bool:
    """Whether every row points to rows that are there."""
    return db.execute("PRAGMA foreign_key_check").fetchone() is None


def customers(db: Connection) -> int:
    """How many customers there are, without the trash."""
    return int(db.execute("SELECT count(*) FROM customers WHERE deleted_at IS NULL").fetchone()[0])


def fill(journal: Journal, found: Mapping[str, Rows]) -> int:
    """Put rows into the empty tables of a file, each with its own id. Returns how many.

    Args:
        found: rows by table; only tables and columns that there are.

    Raises:
        IntegrityError: rows that contradict each other, or point to nothing.
    """
    journal.db.execute("PRAGMA defer_foreign_keys = ON")  # rows may point to later ones until the commit
    count = 0
    for table in TABLES:
        if table in found:
            names, rows = found[table]
            count += (_set if table in OWN else _put if table in JOURNALED else _plainly)(journal, table, names, rows)
    return count


def _put(journal: Journal, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    at = list(names).index("id")
    order = [at, *(n for n in range(len(names)) if n != at)]
    return journal.insert_images(table, [names[n] for n in order], (_numbered(row, order) for row in rows))


def _numbered(row: Sequence[Any], order: Sequence[int]) -> list[Any]:
    """A row with its id first; without one SQLite would give another than the journal tells."""
    if row[order[0]] is None:
        raise ValueError
    return [row[n] for n in order]


def _set(journal: Journal, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    known = {row["key"]: row["id"] for row in journal.db.execute(f"SELECT id, key FROM {table}")}  # noqa: S608
    count = 0
    for row in rows:
        said = dict(zip(names, row, strict=True))
        count += 1
        if said["key"] in known:
            journal.update(table, known[said["key"]], {"value": said["value"]})
        else:
            journal.insert(table, {"key": said["key"], "value": said["value"]})
    return count


def _plainly(journal: Journal, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    marks = ", ".join("?" * len(names))
    sql = f"INSERT OR REPLACE INTO {table}({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - our own schema
    return journal.db.executemany(sql, rows).rowcount
