"""Amounts and shares as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.money import LIMIT, Money, parse_money, parse_percent
from crmcli.errors import BadValue


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("0", 0),
        ("1200", 1200),
        ("5W", 50_000),
        ("50w", 500_000),
        ("2k", 2_000),
        ("1.2万", 12_000),
        ("1.5m", 1_500_000),
        ("１２００元", 1_200),
        ("1,200.5", 1_200.5),
        ("1.200,50", 1_200.5),
        ("1 200", 1_200),
        ("1,2345", 12_345),
        ("12,34,567", 1_234_567),
        ("1.2E+05", 120_000),
        ("三十万", 300_000),
        ("贰万元整", 20_000),
        ("一百二十万", 1_200_000),
        ("一万二", 12_000),
        ("两千五", 2_500),
        ("一千零二十", 1_020),
        ("一亿两千万", 120_000_000),
        ("预算20万", 200_000),
    ],
)
def test_one_amount(text: str, yuan: float) -> None:
    assert parse_money(text) == Money(round(yuan * 100), round(yuan * 100))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10-50万", 100_000, 500_000),
        ("3~5万", 30_000, 50_000),
        ("10万到50万", 100_000, 500_000),
        ("5000-1万", 5_000, 10_000),
        ("50万 - 100万", 500_000, 1_000_000),
        ("10k-20k", 10_000, 20_000),
        ("10..20万", 100_000, 200_000),
        ("≥50万", 500_000, None),
        ("50万+", 500_000, None),
        ("50w+", 500_000, None),
        ("超过100万", 1_000_000, None),
        ("50万及以上", 500_000, None),
        ("50000..", 50_000, None),
        ("5万以内", None, 50_000),
        ("under 50k", None, 50_000),
        ("..10万", None, 100_000),
    ],
)
def test_a_range_has_its_unit_on_both_ends(text: str, low: int | None, high: int | None) -> None:
    assert parse_money(text) == Money(low and low * 100, high and high * 100)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("约8千", 8_000, 8_000), ("20万左右", 200_000, 200_000), ("20多万", 200_000, None), ("近百万", None, 1_000_000)],
)
def test_about_so_much(text: str, low: int | None, high: int | None) -> None:
    assert parse_money(text) == Money(low and low * 100, high and high * 100, approx=True)


@pytest.mark.parametrize(
    ("text", "cents", "currency"),
    [
        ("￥1,200", 120_000, "CNY"),
        ("¥1,200.50元", 120_050, "CNY"),
        ("$5,000", 500_000, "USD"),
        ("USD 5k", 500_000, "USD"),
        ("100万美元", 100_000_000, "USD"),
        ("NT$30,000", 3_000_000, "TWD"),
        ("HK$300", 30_000, "HKD"),
        ("€99.90", 9_990, "EUR"),
    ],
)
def test_a_currency_is_kept(text: str, cents: int, currency: str) -> None:
    assert parse_money(text) == Money(cents, cents, currency)


def test_what_else_was_said_is_a_note() -> None:
    assert parse_money("5万（含税）") == Money(5_000_000, 5_000_000, note="含税")
    assert parse_money("1200元/客") == Money(120_000, 120_000, note="/客")
    assert parse_money("面议") == Money(None, None, note="面议")
    assert parse_money("无") == Money(None, None)


def test_the_header_may_give_the_unit() -> None:
    assert parse_money("30", unit=10_000).low == 30_000_000
    assert parse_money("30万", unit=10_000).low == 30_000_000
    assert parse_money("10-50", unit=10_000).high == 50_000_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("-500", "negative"),
        ("(500)", "negative"),
        ("负500", "negative"),
        ("50-10万", "below its beginning"),
        ("99999999999999", "too large"),
        ("9" * 60, "too large"),
        ("1" * 10_000, "no amount"),
        ("", "no amount"),
        ("abc", "no amount"),
        ("1,20", "no amount"),
        ("1-2-3", "no amount"),
        ("三五万", "no amount"),
        ("万", "no amount"),
        ("1e400", "no amount"),
    ],
)
def test_what_is_no_amount_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(BadValue, match=sentence):
        parse_money(text)


@pytest.mark.parametrize(
    ("text", "share"),
    [("30%", 0.3), ("0.3", 0.3), ("三成", 0.3), ("5成", 0.5), ("百分之三十", 0.3), ("50", 0.5), ("1", 1.0), ("0", 0.0)],
)
def test_a_share_is_a_fraction(text: str, share: float) -> None:
    assert parse_percent(text) == share


@pytest.mark.parametrize("text", ["150%", "-1", "abc", "", "101", "%"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_percent(text)


@given(
    st.lists(st.sampled_from([*"0123456789.,-~+万千k元¥$≥<约多几十三", "以内", "以上", " "]), max_size=12).map("".join)
    | st.text()
)
def test_an_amount_is_whole_cents_within_its_limit_or_refused(text: str) -> None:
    try:
        money = parse_money(text)
    except BadValue:
        return
    ends = [end for end in (money.low, money.high) if end is not None]
    assert ends == sorted(ends)
    assert all(isinstance(end, int) and 0 <= end < LIMIT for end in ends)


@given(st.integers(min_value=0, max_value=LIMIT - 1))
def test_a_plain_amount_keeps_every_cent(cents: int) -> None:
    assert parse_money(f"{cents // 100:,}.{cents % 100:02}").low == cents
