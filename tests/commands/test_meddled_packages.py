"""Packages and formats that fuzzing stumbled over; the whole of that is tests/properties."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.journaling import check_whole, opened
from tests.running import Crm

Meddle = Callable[[dict[str, Any]], None]


def put(table: str, column: str, value: object) -> Meddle:
    """Sets a column of the first row of a table."""

    def meddle(tables: dict[str, Any]) -> None:
        tables[table]["rows"][0][tables[table]["columns"].index(column)] = value

    return meddle


def twice(tables: dict[str, Any]) -> None:
    """Names one column like another."""
    tables["channel_costs"]["columns"][-1] = "id"


@pytest.fixture
def packed(crm: Crm) -> Callable[[Meddle], Crm]:
    """Exports a file whole, meddles with it, and leaves it as all.json."""
    crm.ok("add 王芳 --phone 13800138000 --source 展会")
    crm.ok("cost add 展会 3000")
    crm.ok("target set 2026-11 100万")
    crm.ok("field add 年采购额 --type number")

    def pack(meddle: Meddle) -> Crm:
        crm.ok("export all -o all.json")
        said = json.loads((crm.folder / "all.json").read_bytes())
        meddle(said["tables"])
        (crm.folder / "all.json").write_text(json.dumps(said), encoding="utf-8")
        return crm

    return pack


@pytest.mark.parametrize(
    "meddle",
    [
        put("customers", "id", 10**30),
        put("customers", "id", None),
        put("customers", "id", "1"),
        put("customers", "budget_low", float("nan")),
        put("customers", "budget_low", "5"),
        put("customers", "stage", "x"),
        put("customers", "custom", "[]"),
        put("customers", "created_at", "2026-02-30 09:00"),
        put("customers", "note", 5),
        put("targets", "period", "soon"),
        put("channel_costs", "month", "2026-13"),
        put("customers", "note", "\ud800"),
        twice,
    ],
)
def test_a_value_that_nothing_could_read_is_refused_with_the_package(
    packed: Callable[[Meddle], Crm], meddle: Meddle
) -> None:
    crm = packed(meddle)
    result = crm("--db new.db import all.json")
    assert (result.code, "all.json" in result.err) == (5, True), result
    assert crm.ok("--db new.db list --json").json() == []


def test_a_field_of_a_type_nobody_knows_is_text(packed: Callable[[Meddle], Crm]) -> None:
    def meddle(tables: dict[str, Any]) -> None:
        row = next(row for row in tables["settings"]["rows"] if "field.年采购额" in row)
        row[tables["settings"]["columns"].index("value")] = '{"type": "of the future"}'

    crm = packed(meddle)
    crm.ok("--db new.db import all.json")
    found = {one["name"]: one["type"] for one in crm.ok("--db new.db field list --json").json()}
    assert found["年采购额"] == "text"


def test_a_whole_file_is_the_same_again_after_a_setting_was_taken_back(crm: Crm) -> None:
    crm.ok("add 王芳 --phone 13800138000 --source 展会")
    crm.ok("config set due.won 45")
    crm.ok("config set due.intent 5")
    crm.ok("config unset due.won")
    for words in ("export all -o all.json", "--db new.db import all.json", "--db new.db export all -o again.json"):
        crm.ok(words)
    assert (crm.folder / "again.json").read_bytes() == (crm.folder / "all.json").read_bytes()
    with opened(crm.folder / "new.db", crm.clock) as ws:
        check_whole(ws)


@pytest.mark.parametrize("words", ["edit 王芳 note=x", "tag add 重点 王芳", "rm 王芳 -y", "log 王芳 同意报价,等签字"])
def test_what_cannot_be_told_in_the_format_asked_for_is_not_done(crm: Crm, words: str) -> None:
    crm.ok("add 王芳 --phone 13800138000 --source 展会")
    before = crm.db.read_bytes()
    for more in ("-o all.zip", "-o made.xlsx", "-f ics"):
        assert crm(f"{words} {more}").code == 2
    assert crm.db.read_bytes() == before
