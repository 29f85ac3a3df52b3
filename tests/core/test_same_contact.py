"""Whether two people of one customer are one person, and what is kept of both."""

from __future__ import annotations

from typing import Any

import pytest

from crmcli.core.collapsing import points as same_points
from crmcli.core.same_contact import is_same, pairs, united

EMPTY = {"name_en": None, "title": None, "department": None, "role": None, "gender": None, "birthday": None,
         "birthday_lunar": 0, "note": None, "custom": "{}", "is_primary": 0, "incomplete": 0,
         "updated_at": "2026-11-01 09:00"}  # fmt: skip


def person(name: str, number: int = 1, **values: Any) -> dict[str, Any]:
    """A row of contacts."""
    return {**EMPTY, "id": number, "name": name, **values}


def point(value: str, number: int = 1, **values: Any) -> dict[str, Any]:
    """A row of contact points."""
    made = {"id": number, "contact_id": 1, "kind": "mobile", "value": value, "ext": None, "note": None, "masked": 0}
    ends = {"is_primary": 1, "verified_at": None, "ended_at": None, "created_at": "2026-11-01 09:00"}
    return {**made, **ends, **values}


@pytest.mark.parametrize(
    ("left", "mine", "right", "theirs", "same"),
    [
        ("张总", "138", "张伟", "138", True),
        ("张总", "138", "张伟", "139", False),
        ("张总", "", "张伟", "138", False),
        ("张伟", "138", "张伟", "139", True),
        ("張偉", "138", "张伟", "139", True),
        ("张总", "138", "张总", "139", False),
        ("张总", "138", "张总", "", True),
        ("张总", "138", "李娜", "138", False),
        ("张伟", "138", "张大为", "138", False),
    ],
)
def test_one_person(left: str, mine: str, right: str, theirs: str, same: bool) -> None:
    keys = [frozenset({f"mobile:{number}"} if number else ()) for number in (mine, theirs)]
    assert is_same(person(left), person(right, 2), mine=keys[0], theirs=keys[1]) is same
    assert is_same(person(right), person(left, 2), mine=keys[1], theirs=keys[0]) is same


def test_another_gender_or_birthday_is_another_person() -> None:
    keys = frozenset({"mobile:138"})
    for column, values in (("gender", ("male", "female")), ("birthday", ("03-15", "04-16"))):
        one, other = ({**person("张伟"), column: value} for value in values)
        assert not is_same(one, other, mine=keys, theirs=keys)


def test_a_surname_that_fits_two_people_is_neither() -> None:
    stay = [person("张伟", 1), person("张军", 2)]
    found = {1: [point("138")], 2: [point("138", 2)], 3: [point("138", 3)]}
    assert pairs(stay, [person("张总", 3)], found) == ()


def test_two_are_one_with_the_fuller_name_and_nothing_lost() -> None:
    stay = person("张总", title="总裁", note="爱喝茶", custom='{"a": "1"}')
    go = person(
        "张伟", 2, title="总经理", note="爱钓鱼", custom='{"a": "2"}', updated_at="2026-11-20 09:00", is_primary=1
    )
    values, lost = united(stay, go)
    assert values == {
        "name": "张伟", "title": "总经理", "note": "爱喝茶\n爱钓鱼", "custom": '{"a": "2"}', "is_primary": 1,
    }  # fmt: skip
    assert set(lost) == {("name", "张总"), ("title", "总裁"), ("custom.a", "1")}


@pytest.mark.parametrize(
    ("stay", "come", "folds"),
    [
        ({}, {}, 1),
        ({"contact_id": None}, {"contact_id": 2}, 1),
        ({}, {"contact_id": 2}, 0),
        ({"ext": "801"}, {"ext": "802"}, 0),
        ({"ext": "801"}, {}, 1),
        ({"kind": "wechat"}, {}, 0),
    ],
)
def test_a_number_that_both_have_is_kept_once(stay: dict[str, Any], come: dict[str, Any], folds: int) -> None:
    assert len(same_points([point("138", **stay)], [point("138", 2, **come)])) == folds


@pytest.mark.parametrize(
    ("ended_at", "verified_at", "ended"),
    [
        ("2026-11-20 09:00", None, "2026-11-20 09:00"),
        ("2026-10-20 09:00", None, None),
        ("2026-11-20 09:00", "2026-11-21", None),
    ],
)
def test_whoever_knew_last_whether_a_number_works_is_believed(
    ended_at: str, verified_at: str | None, ended: str | None
) -> None:
    (fold,) = same_points([point("138", ended_at=ended_at)], [point("138", 2, verified_at=verified_at)])
    assert fold.values.get("ended_at", ended_at) == ended
