"""Rules of deals: sums by currency, days that follow each other, stages an open deal can be in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from crmcli.core import deals
from crmcli.core.orders import number_key
from crmcli.core.stages import DEAL_STAGES, PROBABILITY, STAGES
from crmcli.errors import BadValue, Refused, UsageError


def test_currencies_are_never_added_up() -> None:
    found = deals.sums([(None, 100_00, 0.5), ("USD", 70_00, 1.0), (None, None, 0.3), ("EUR", 5, 0.0)])
    assert found == (deals.Sum(None, 2, 100_00, 50_00), deals.Sum("EUR", 1, 5, 0), deals.Sum("USD", 1, 70_00, 70_00))


@given(some.lists(some.tuples(some.sampled_from([None, "USD", "EUR"]), some.integers(0, 10**9), some.just(1.0))))
def test_each_sum_is_of_its_own_currency(amounts: list[tuple[str | None, int, float]]) -> None:
    for one in deals.sums(amounts):
        mine = [cents for currency, cents, _ in amounts if currency == one.currency]
        assert (one.number, one.cents, one.weighted) == (len(mine), sum(mine), sum(mine))


@pytest.mark.parametrize(
    "days",
    [
        {"opened": "2026-11-10", "expected": "2026-11-09"},
        {"opened": "2026-11-10 09:00", "signed": "2026-11-09"},
        {"opened": "2026-11-10", "signed": "2026-11-12", "ends": "2026-11-11"},
        {"opened": "2026-11-10", "ends": "2026-11-09"},
    ],
)
def test_days_that_cannot_follow_each_other_are_refused(days: dict[str, str | None]) -> None:
    with pytest.raises(BadValue):
        deals.check_days(days)


def test_a_deal_may_open_be_signed_and_end_on_one_day() -> None:
    day = "2026-11-10"
    deals.check_days({"opened": f"{day} 15:00", "expected": day, "signed": day, "ends": day})
    deals.check_days({"opened": day, "expected": None})


@pytest.mark.parametrize("stage", [one for one in STAGES if one not in DEAL_STAGES])
def test_an_open_deal_is_in_no_stage_of_a_customer_alone(stage: str) -> None:
    with pytest.raises(UsageError):
        deals.check_stage(stage)


def test_a_won_deal_stays_won() -> None:
    with pytest.raises(Refused):
        deals.check_not_won({"id": 1, "name": "x", "state": "won", "won_at": None, "signed_at": None})
    deals.check_not_won({"id": 1, "name": "x", "state": "lost"})


def test_each_stage_of_an_open_deal_has_its_chance_as_a_setting() -> None:
    assert {one.key: one.default for one in deals.ALL_SETTINGS} == {
        f"probability.{stage}": round(PROBABILITY[stage] * 100) for stage in DEAL_STAGES
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("HT-2026 01", "ht-202601", True),
        ("ＨＴ－１", "ht-1", True),
        ("HT–1", "ht-1", True),
        ("1-11", "11-1", False),
        ("0815", "815", False),
    ],
)
def test_a_number_is_the_same_however_it_was_typed(one: str, other: str, same: bool) -> None:
    assert (number_key(one) == number_key(other)) is same
