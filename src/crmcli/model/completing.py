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
SEARCHED = 12_000  # the newest customers whose search text is read through; a key press must not wait for more
LETTERS = "cnmlew"  # of core.matching: what a company is called at its core, people, phones, addresses, WeChat ids
LAST = "\U0010ffff"

_RECENT = """
SELECT c.code, c.name FROM customers c JOIN facts f ON f.customer_id = c.id ORDER BY c.updated_at DESC, c.id LIMIT ?
"""
# By what begins with the word, in all customers; each of these goes by an index.
_BEGINNING = """
SELECT code, name FROM customers WHERE id IN (SELECT customer_id FROM match_key WHERE key >= ? AND key < ? LIMIT ?)
"""
_CODED = """
SELECT c.code, c.name FROM customers c JOIN facts f ON f.customer_id = c.id WHERE c.code >= ? AND c.code < ? LIMIT ?
"""
# By what holds it: names from their middle, pinyin, initials.
_MATCHING = """
SELECT c.code, c.name FROM facts f JOIN customers c ON c.id = f.customer_id
WHERE f.customer_id > (SELECT max(customer_id) FROM facts) - ? AND instr(f.search, ?)
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
    """Code and name of living customers that a word may mean, or the last changed without one.

    Args:
        needle: as core.searching has it. In the newest customers it is looked for in all that can be searched; in the
            others a code, a company's core name, a person, a phone, an address or a WeChat id may begin with it.
    """
    if not needle:
        return [(row[0], row[1]) for row in db.execute(_RECENT, (limit,))]
    found = list(db.execute(_MATCHING, (SEARCHED, needle, LOOKED_AT)))
    if len(found) < LOOKED_AT:
        code = needle.upper()
        found += db.execute(_CODED, (code, code + LAST, LOOKED_AT))
        for letter in LETTERS:
            found += db.execute(_BEGINNING, (f"{letter}:{needle}", f"{letter}:{needle}{LAST}", LOOKED_AT))
    return list(dict.fromkeys((row[0], row[1]) for row in found))


def views(db: Connection) -> list[tuple[str, str]]:
    """Name and filter of the saved views."""
    return [(row[0], row[1]) for row in db.execute("SELECT name, filter FROM saved_views ORDER BY name")]
