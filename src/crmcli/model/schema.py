"""Which version a file has, and how it comes to the present one: all steps or none."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from crmcli.errors import Newer, NotOurs
from crmcli.model import connection
from crmcli.model.connection import Connection, Waiting, nobody_told, transaction

APPLICATION_ID = 0x43524D31  # "CRM1"

Run = Callable[[str], None]
Step = tuple[str, Callable[[Run], None]]


def steps() -> tuple[Step, ...]:
    """Every schema change in order; the version of a file is how many of them it has."""
    from crmcli.model.migrations import m001

    return (("m001", m001.apply),)


CURRENT = 1  # len(steps()), written out so that a look at the version imports nothing


def version(db: Connection, path: Path, *, known: int = CURRENT) -> int:
    """The schema version of an open file; 0 for a file without anything in it.

    Raises:
        NotOurs: another program made the file.
        Newer: a newer crmcli wrote it.
    """
    with connection.translated(path):
        application = int(db.execute("PRAGMA application_id").fetchone()[0])
        found = int(db.execute("PRAGMA user_version").fetchone()[0])
        if application == APPLICATION_ID:
            if found > known:
                raise Newer(path=str(path), found=found, known=known)
            return found
        if application or found or db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            raise NotOurs(path=str(path))
    return 0


def migrate(
    db: Connection, path: Path, *, to: Sequence[Step] | None = None, waiting: Waiting = nobody_told
) -> tuple[int, int]:
    """Bring an open file to the last of `to` (default: the present schema), in one transaction.

    Returns:
        The versions before and after; another process may have done the work meanwhile.

    Raises:
        DatabaseError: the file is foreign, newer, damaged or cannot be written; it is unchanged then.
    """
    wanted = steps() if to is None else tuple(to)
    db.execute("PRAGMA foreign_keys = OFF")  # has no effect inside a transaction
    try:
        with transaction(db, path, waiting=waiting):
            before = version(db, path, known=len(wanted))
            if before < len(wanted):
                _apply(db, wanted)
                _stamp(db, len(wanted))
    finally:
        db.execute("PRAGMA foreign_keys = ON")
    return before, len(wanted)


def _apply(db: Connection, wanted: Sequence[Step]) -> None:
    from sqlite_utils import Database, Migrations

    migrations = Migrations("crmcli")
    for name, change in wanted:
        migrations(name=name)(_runner(db, change))
    migrations.apply(Database(db, execute_plugins=False))
    broken = db.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise AssertionError(f"migration leaves a row of {broken[0]} without its {broken[2]}")


def _runner(db: Connection, change: Callable[[Run], None]) -> Callable[[object], None]:
    def run(sql: str) -> None:
        # executescript would commit: statements go one by one
        for statement in statements(sql):
            db.execute(statement)

    def apply(_: object) -> None:
        change(run)

    return apply


def statements(sql: str) -> list[str]:
    """The single statements of a script; semicolons in comments and text do not end one."""
    found, lines = [], ""
    for line in sql.strip().splitlines(keepends=True):
        lines += line
        if sqlite3.complete_statement(lines):
            found.append(lines.strip())
            lines = ""
    return found


def _stamp(db: Connection, number: int) -> None:
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {int(number)}")
