"""What completion asks of the file: names of customers, saved views and the user's own words, in one short query each.

It never waits, never changes the file and never fails: a file that cannot be read just now knows nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from crmcli.errors import CrmError
from crmcli.model import connection, schema
from crmcli.model.connection import Connection

LOOKED_AT = 60  # the newest matches among which those that begin with the word are put first

_RECENT = """
SELECT c.code, c.name FROM customers c JOIN facts f ON f.customer_id = c.id ORDER BY c.updated_at DESC, c.id LIMIT ?
"""
_MATCHING = """
SELECT c.code, c.name FROM facts f JOIN customers c ON c.id = f.customer_id WHERE instr(f.search, ?)
ORDER BY f.customer_id DESC LIMIT ?
"""


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Connection | None]:
    """The file for a look, or None when there is none, it is not ours, not up to date, or busy."""
    db = None
    try:
        if path.is_file():
            schema.refuse_stranger(path)
            db = connection.connect(path, write=False)
            if schema.version(db, path) != schema.CURRENT:
                db.close()
                db = None
    except (CrmError, connection.Error, OSError):
        db = None
    try:
        yield db
    finally:
        if db is not None:
            db.close()


def customers(db: Connection, needle: str, *, limit: int) -> list[tuple[str, str]]:
    """Code and name of living customers: those whose search text holds `needle`, or the last changed without one."""
    if not needle:
        return [(row[0], row[1]) for row in db.execute(_RECENT, (limit,))]
    return [(row[0], row[1]) for row in db.execute(_MATCHING, (needle, LOOKED_AT))]


def views(db: Connection) -> list[tuple[str, str]]:
    """Name and filter of the saved views."""
    return [(row[0], row[1]) for row in db.execute("SELECT name, filter FROM saved_views ORDER BY name")]
