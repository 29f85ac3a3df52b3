"""Splitting a script into statements, and bringing an open connection up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli.model import connection, schema
from crmcli.model.migrations import m001

SCRIPTS = {
    "two on a line": ("CREATE TABLE a (x); CREATE TABLE b (y);", 2),
    "semicolon in a comment": ("CREATE TABLE a (x -- first; second\n);\n/* a; b */ CREATE TABLE b (y);", 2),
    "semicolon in a text": ("CREATE TABLE a (x DEFAULT 'a;b');\nINSERT INTO a VALUES ('it''s; so');", 2),
    "semicolon in a name": ('CREATE TABLE a ("x;y");', 1),
    "trigger": (
        "CREATE TABLE a (x);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a; DELETE FROM a;\nEND;",
        2,
    ),
    "no semicolon at the end": ("CREATE TABLE a (x);\nCREATE TABLE b (y)", 2),
    "comment at the end": ("CREATE TABLE a (x);\n-- that is all", 2),
    "comment behind the semicolon": ("CREATE TABLE a (x); -- first\nCREATE TABLE b (y); -- second", 3),
    "nothing": ("  \n ", 0),
}


@pytest.mark.parametrize("case", SCRIPTS)
def test_a_script_is_split_into_what_the_driver_takes_one_by_one(case: str) -> None:
    sql, count = SCRIPTS[case]
    found = schema.statements(sql)
    assert len(found) == count
    db = connection.connect_memory()
    for statement in found:
        db.execute(statement)
    db.close()


def test_nothing_of_a_script_is_lost() -> None:
    for group in m001.STEPS:
        assert "".join("".join(schema.statements(group)).split()) == "".join(group.split())


def test_every_statement_of_the_schema_ran(database: Path) -> None:
    """What the script names is what the file holds."""
    whole = connection.connect_memory()
    whole.executescript("".join(m001.STEPS))
    made = connection.connect(database, write=False)
    query = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' AND name NOT LIKE '%migrations%'"
    assert {tuple(row) for row in made.execute(query)} == {tuple(row) for row in whole.execute(query)}
    whole.close()
    made.close()


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    connection.create_file(path)
    db = connection.connect(path, write=True)
    assert schema.migrate(db, path) == (0, schema.CURRENT)
    before = path.read_bytes()
    assert schema.migrate(db, path) == (schema.CURRENT, schema.CURRENT)
    db.close()
    assert path.read_bytes() == before
