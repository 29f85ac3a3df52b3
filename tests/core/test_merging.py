"""Which value wins where two customers become one, and at which stage they stand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.merging import FIELDS, Standing, choices, final, left_over, stage
from crmcli.core.stages import STAGES
from crmcli.records.merging import SIDES, Side

EMPTY: dict[str, Any] = {column: None for columns in FIELDS.values() for column in columns}
OLD, NEW = "2026-11-01 09:00", "2026-11-20 09:00"


def row(created_at: str = OLD, **values: Any) -> dict[str, Any]:
    """A row of customers."""
    made = {"name": "示例科技", "kind": "company", "custom": "{}", "first_contact_at": None, "created_at": created_at}
    return {**EMPTY, **made, **values}


def taken(left: dict[str, Any], right: dict[str, Any], field: str) -> tuple[str, tuple[Any, ...]]:
    """The default of a field, and the values it gives."""
    one = next(one for one in choices(Side(left), Side(right)) if one.field == field)
    return one.default, final(one, one.default)


@pytest.mark.parametrize(
    ("left", "right", "field", "side", "values"),
    [
        ({"industry": "C"}, {"industry": "F"}, "industry", "right", ("F",)),
        ({"industry": "C"}, {}, "industry", "left", ("C",)),
        ({}, {"industry": "F"}, "industry", "right", ("F",)),
        ({"province": "广东"}, {"city": "深圳"}, "region", "both", ("广东", "深圳")),
        ({"province": "广东"}, {"province": "江苏", "city": "苏州"}, "region", "right", ("江苏", "苏州")),
        ({"budget_low": 100}, {"budget_high": 900}, "budget", "both", (100, 900, None)),
        ({"budget_low": 100, "budget_high": 200}, {"budget_low": 300}, "budget", "right", (300, None, None)),
        ({"budget_low": 100, "currency": "USD"}, {"budget_low": 100}, "budget", "right", (100, None, None)),
        ({"source": "other"}, {"source": "expo", "event": "展"}, "source", "right", ("expo", None, "展")),
        ({"source": "expo"}, {"source": "referral"}, "source", "left", ("expo", None, None)),
        ({"grade": "N"}, {"grade": "B"}, "grade", "right", ("B",)),
        ({"note": "甲"}, {"note": "乙"}, "note", "both", ("甲；乙",)),
        ({"note": "甲，乙"}, {"note": "乙"}, "note", "left", ("甲，乙",)),
    ],
)  # fmt: skip
def test_the_newest_valid_value_wins_and_the_first_source_stays(
    left: dict[str, Any], right: dict[str, Any], field: str, side: str, values: tuple[Any, ...]
) -> None:
    assert taken(row(**left), row(NEW, **right), field) == (side, values)


@pytest.mark.parametrize(
    ("left", "right", "side"),
    [
        (("示例科技", "company"), ("示例科技有限公司", "company"), "right"),
        (("示例科技有限公司", "company"), ("示例科技股份有限公司", "company"), "left"),
        (("王芳", "person"), ("示例科技", "company"), "right"),
        (("王总", "person"), ("王芳", "person"), "right"),
        (("王*", "person"), ("王总", "person"), "right"),
        (("王芳", "person"), ("王总", "person"), "left"),
    ],
)
def test_a_name_gives_way_only_to_a_fuller_one(left: tuple[str, str], right: tuple[str, str], side: str) -> None:
    rows = [row(NEW, name=name, kind=kind) for name, kind in (left, right)]
    assert taken(rows[0], rows[1], "name")[0] == side


def test_a_value_written_later_is_newer_than_a_customer_made_later() -> None:
    left, right = Side(row(industry="C"), {"industry": "2026-11-22 10:00"}), Side(row(NEW, industry="F"))
    assert choices(left, right)[0].default == "left"


def test_custom_fields_are_chosen_one_by_one() -> None:
    left, right = Side(row(custom='{"a": "1", "b": "2"}')), Side(row(NEW, custom='{"b": "3", "c": "4"}'))
    found = {one.field: (one.default, one.conflict) for one in choices(left, right)}
    assert found == {"custom.a": ("left", False), "custom.b": ("right", True), "custom.c": ("right", False)}


TEXT = st.none() | st.sampled_from(["甲", "乙", "甲乙", "丙"])
VALUES = st.fixed_dictionaries({
    "industry": TEXT, "province": TEXT, "city": TEXT, "address": TEXT, "need": TEXT, "note": TEXT, "event": TEXT,
    "source": st.sampled_from([None, "other", "expo"]), "budget_low": st.none() | st.integers(1, 3),
    "created_at": st.sampled_from([OLD, NEW]),
})  # fmt: skip


@given(VALUES, VALUES, st.data())
def test_no_value_is_lost_whichever_side_is_taken(
    left: dict[str, Any], right: dict[str, Any], data: st.DataObject
) -> None:
    sides = row(**left), row(**right)
    for one in choices(Side(sides[0]), Side(sides[1])):
        if one.field not in FIELDS:
            continue
        side = data.draw(st.sampled_from(SIDES if one.can_both else SIDES[:2]))
        won, beside = final(one, side), {(column, value) for column, value, _ in left_over(one, side)}
        for values in (one.left, one.right):
            for column, value, winner in zip(FIELDS[one.field], values, won, strict=True):
                kept = value is None or value == winner or (column, str(value)) in beside or str(value) in str(winner)
                assert kept, (column, value, won, beside)


STAGE = st.builds(
    Standing,
    st.sampled_from(STAGES),
    st.sampled_from(["price", "invalid"]),
    st.sampled_from([OLD, NEW]),
    st.booleans(),
)


@given(STAGE, STAGE)
def test_the_stage_does_not_depend_on_who_survives(left: Standing, right: Standing) -> None:
    if left.moved_at != right.moved_at or left.lost_reason == right.lost_reason:
        assert stage(left, right)[0] == stage(right, left)[0]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("lead", OLD), ("quote", OLD), "quote"),
        (("won", OLD), ("negotiation", NEW), "won"),
        (("won", OLD), ("after_sales", OLD), "after_sales"),
        (("lost", OLD), ("lead", NEW), "lead"),
        (("lost", NEW), ("quote", OLD), "lost"),
        (("lost", NEW), ("lost", OLD), "lost"),
    ],
)
def test_the_furthest_stage_and_the_later_loss(left: tuple[str, str], right: tuple[str, str], expected: str) -> None:
    one, other = (Standing(name, "price" if name == "lost" else None, at) for name, at in (left, right))
    assert stage(one, other)[0] == expected


def test_a_loss_as_invalid_or_beside_an_open_deal_is_no_loss() -> None:
    alive = Standing("needs", None, OLD)
    assert stage(alive, Standing("lost", "invalid", NEW)) == ("needs", None)
    assert stage(alive._replace(open_deals=True), Standing("lost", "price", NEW)) == ("needs", None)
