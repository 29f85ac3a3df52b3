"""Which version a file has, and how it comes to the present one: all steps or none."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from crmcli.errors import N_, Damaged, DatabaseError, Newer, NotOurs
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
        Damaged: ours, and without a version.
    """
    with connection.translated(path):
        if _is_foreign(db):
            raise NotOurs(path=str(path))
        ours, found = _number(db, "application_id"), _number(db, "user_version")
    if found > known:
        raise Newer(path=str(path), found=found, known=known)
    if ours and found < 1:
        raise Damaged(path=str(path), backups="")
    return found


def refuse_stranger(path: Path) -> None:
    """Refuse another program's database before it is opened in earnest, which would recover its unfinished journal.

    Raises:
        NotOurs: another program made the file.
    """
    with contextlib.suppress(connection.Error), connection.untouched(path) as db:
        if _is_foreign(db):
            raise NotOurs(path=str(path))


def _is_foreign(db: Connection) -> bool:
    application = _number(db, "application_id")
    if application in (0, APPLICATION_ID):
        used = _number(db, "user_version") or db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        return not application and bool(used)
    return True


def _number(db: Connection, pragma: str) -> int:
    return int(db.execute(f"PRAGMA {pragma}").fetchone()[0])


def migrate(
    db: Connection,
    path: Path,
    *,
    to: Sequence[Step] | None = None,
    waiting: Waiting = nobody_told,
    first: Callable[[int], object] = lambda _: None,
) -> tuple[int, int]:
    """Bring an open file to the last of `to` (default: the present schema), in one transaction.

    Args:
        db, path: the open file.
        to: every step there is.
        waiting: told when another process keeps us waiting.
        first: called with the old version of a file that holds something, when nobody else can write any more and
            nothing is changed yet: the moment for a backup. What it raises stops the migration.

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
                if before:
                    first(before)
                _apply(db, wanted)
                _check_references(db, path)
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


def _check_references(db: Connection, path: Path) -> None:
    broken = db.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise DatabaseError(
            N_("{path} cannot be brought up to date: a row of {table} belongs to a row of {parent} that is not there."),
            N_("Nothing was changed. Was the file edited with another program? Put a backup in its place."),
            path=str(path),
            table=broken[0],
            parent=broken[2],
        )


def _runner(db: Connection, change: Callable[[Run], None]) -> Callable[[object], None]:
    def run(sql: str) -> None:
        # executescript would commit: statements go one by one
        for statement in statements(sql):
            db.execute(statement)

    def apply(_: object) -> None:
        change(run)

    return apply


def statements(sql: str) -> list[str]:
    """The single statements of a script; semicolons in comments, texts and triggers do not end one."""
    found, text = [], ""
    for part in re.split("(?<=;)", sql):
        text += part
        if sqlite3.complete_statement(text):
            found.append(text.strip())
            text = ""
    return [*found, text.strip()] if text.strip() else found


def _stamp(db: Connection, number: int) -> None:
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {int(number)}")
