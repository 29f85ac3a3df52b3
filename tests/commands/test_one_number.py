"""A contract or order number counts once, however it is typed and whoever types it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.running import Crm


@pytest.fixture
def crm(crm: Crm) -> Crm:
    """A file with two customers."""
    crm.ok("add Oak --phone 13800138000 --source expo")
    crm.ok("add Elm --phone 13900139000 --source expo")
    return crm


def booked(crm: Crm) -> list[Any]:
    """Number, amount and deal of every order, the first one first."""
    rows = crm.ok("order list --json").json()
    return [(row["order_no"], row["amount"], row["deal_id"]) for row in sorted(rows, key=lambda row: int(row["id"]))]


@pytest.mark.parametrize(
    ("kept", "typed"), [("ＨＴ－１", "ht-1"), ("合同–1", "合同-1"), ("HT 1", "ht　1"), ("HT-1", "ＨＴ－１")]
)
def test_a_number_typed_in_full_width_is_the_same_number(crm: Crm, kept: str, typed: str) -> None:
    crm.ok(f"order add Oak 100 --no '{kept}'")
    refused = crm(f"order add Elm 100 --no '{typed}'")
    assert refused.code == 6
    assert "counts once" in refused.err
    assert crm.ok(f"order edit '{typed}' note=x --json").json()["order_no"] == kept


def test_a_contract_typed_in_full_width_is_the_same_contract(crm: Crm) -> None:
    crm.ok("deal add Oak Licence --amount 500")
    crm.ok("deal won 1 --contract-no ＨＴ－１")
    crm.ok("order rm 1")
    assert crm("order add Elm 100 --no HT-1").code == 6


def test_a_won_deal_cannot_take_the_number_of_a_second_order(crm: Crm) -> None:
    crm.ok("order add Oak 100 --no A-1")
    crm.ok("deal add Oak Licence --amount 500")
    crm.ok("deal won 1 --contract-no B-1")
    assert crm("deal edit 1 --contract-no A-1").code == 6
    crm.ok("deal edit 1 --contract-no b-1")
    assert booked(crm) == [("A-1", 100, None), ("b-1", 500, 1)]


def test_a_contract_number_known_before_the_deal_is_won_takes_nobody_elses_order(crm: Crm) -> None:
    crm.ok("deal add Elm Licence --amount 500")
    crm.ok("deal edit 1 --contract-no A-1")
    sheet = Path(crm.folder, "orders.csv")  # sheets may bring a number twice
    sheet.write_text("姓名,手机,订单号,订单金额\nOak,13800138000,A-1,100\n", encoding="utf-8")
    crm.ok(f"import {sheet} --yes")
    assert booked(crm) == [("A-1", 100, None)]
    assert crm("deal won 1").code == 6
    assert booked(crm) == [("A-1", 100, None)]


def test_an_order_comes_with_a_sheet_once_however_its_number_is_typed(crm: Crm) -> None:
    sheet = Path(crm.folder, "orders.csv")
    for number in ("HT-1", "ht－1"):
        sheet.write_text(f"姓名,手机,订单号,订单金额\nOak,13800138000,{number},100\n", encoding="utf-8")
        crm.ok(f"import {sheet} --yes")
    assert booked(crm) == [("HT-1", 100, None)]


def test_merging_keeps_an_order_once_whose_number_was_typed_in_two_ways(crm: Crm) -> None:
    crm.ok("order add Oak 100 --no HT-1")
    sheet = Path(crm.folder, "orders.csv")
    sheet.write_text("姓名,手机,订单号,订单金额,下单时间\nElm,13900139000,ht－1,100,2026-11-23\n", encoding="utf-8")
    crm.ok(f"import {sheet} --yes")
    crm.ok("merge Oak Elm --yes")
    assert booked(crm) == [("HT-1", 100, None)]


def test_merging_keeps_two_orders_of_one_number_in_two_currencies(crm: Crm) -> None:
    crm.ok("order add Oak 100 --no HT-1")
    sheet = Path(crm.folder, "orders.csv")
    sheet.write_text("姓名,手机,订单号,订单金额,下单时间\nElm,13900139000,HT-1,USD 100,2026-11-23\n", encoding="utf-8")
    crm.ok(f"import {sheet} --yes")
    crm.ok("merge Oak Elm --yes")
    assert [row["currency"] for row in crm.ok("order list --json").json()] == ["USD", None]


def test_deals_that_a_sheet_closes_become_orders(crm: Crm) -> None:
    head = "姓名,手机,商机名称,商机金额,商机状态,合同编号\n"
    rows = [f"客户{n},1381234567{n},框架{n},100,{{}},HT-{n}\n" for n in range(5)]
    sheet = Path(crm.folder, "deals.csv")
    for state in ("进行中", "已成交"):
        sheet.write_text(head + "".join(row.format(state) for row in rows), encoding="utf-8")
        crm.ok(f"import {sheet} --on-match update --yes")
    assert booked(crm) == [(f"HT-{n}", 100, n + 1) for n in range(5)]
