"""Values of custom fields by their types, and filters over them."""

from __future__ import annotations

from datetime import datetime

import pytest

from crmcli.core.filter_spelling import spell
from crmcli.core.filters import parse_filter
from crmcli.core.own_fields import Field, read_choices, read_value
from crmcli.core.words import standard
from crmcli.errors import BadValue, UsageError

NOW = datetime(2026, 11, 23, 9, 0)
TYPES = {"points": "number", "rest": "money", "ends": "date", "vip": "bool", "plan": "enum", "hint": "text"}


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", "  as  it is ", "as it is"),
        ("number", "1,200", 1200),
        ("number", "１２．５", 12.5),
        ("number", "-3", -3),
        ("money", "5万", 50000),
        ("money", "￥1,200.50", 1200.5),
        ("date", "2026年12月31日", "2026-12-31"),
        ("bool", "是", True),
        ("bool", "no", False),
        ("enum", "GOLD", "gold"),
        ("number", " ", None),
    ],
)
def test_a_text_becomes_a_value(kind: str, text: str, value: object) -> None:
    found = read_value(Field("x", kind, ("gold", "silver")), text, now=NOW)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("kind", "text"),
    [("number", "many"), ("number", "1" * 40), ("money", "10-50万"), ("money", "$5"), ("date", "soon"),
     ("bool", "maybe"), ("enum", "copper")],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(kind: str, text: str) -> None:
    with pytest.raises(BadValue):
        read_value(Field("x", kind, ("gold", "silver")), text, now=NOW)


def test_money_is_of_the_currency_of_the_file() -> None:
    field = Field("x", "money")
    assert read_value(field, "USD 500", now=NOW, currency="USD") == 500
    with pytest.raises(BadValue):
        read_value(field, "CNY 500", now=NOW, currency="USD")


def test_choices_are_parted_by_commas_and_stand_once() -> None:
    assert read_choices(["金，银", "铜;金"]) == ("金", "银", "铜")


@pytest.mark.parametrize(
    ("term", "spelled"),
    [
        ("points:100..", "custom.points:100.."),
        ("points>=100", "custom.points:100.."),
        ("points>100", "custom.points:>100"),
        ("points:7", "custom.points:7..7"),
        ("rest:..5万", "custom.rest:..50000"),
        ("ends:2026-12", "custom.ends:2026-12-01..2026-12-31"),
        ("vip:是", "custom.vip:yes"),
        ("plan:gold,silver", "custom.plan:gold,silver"),
        ("not:hint:red", "not:custom.hint:red"),
    ],
)
def test_a_filter_is_read_by_the_type(term: str, spelled: str) -> None:
    found = parse_filter([term], now=NOW, words=standard(), fields=TYPES)
    assert spell(found) == spelled
    assert parse_filter([spelled], now=NOW, words=standard(), fields=TYPES) == found


@pytest.mark.parametrize("term", ["points:many", "rest:red", "ends:soon", "vip:maybe", "vip>1", "plan<gold", "points:"])
def test_a_filter_of_another_type_is_refused(term: str) -> None:
    with pytest.raises(UsageError):
        parse_filter([term], now=NOW, words=standard(), fields=TYPES)
