"""Deals and orders for scripts, through `open_crm`."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmcli import open_crm
from crmcli.errors import BadValue, NotFound, Refused
from tests.running import FixedClock


def test_a_script_sells_something(tmp_path: Path, clock: FixedClock) -> None:
    with open_crm(tmp_path / "crm.db", clock=clock) as crm:
        crm.add("Oak Ltd", phone="13800138000", source="expo")
        made = crm.add_deal("oak", "Licence", amount="80k", close="2026-12-18")
        assert (made.amount, made.probability, made.expected_close_at) == (80_000_00, 0.3, "2026-12-18")
        assert crm.edit_deal("oak", chance="60%").probability == 0.6
        assert crm.move_deal(made.id, "quote").stage == "quote"
        assert [one.id for one in crm.deals("stage:quote")] == [made.id]
        assert crm.win_deal(made.id, contract_no="HT-1").state == "won"
        assert crm.deals() == ()
        assert [one.name for one in crm.deals(all=True)] == ["Licence"]
        with pytest.raises(Refused):
            crm.add_order("oak", "5", no="HT-1")
        with pytest.raises(BadValue):
            crm.add_order("oak", "much")
        with pytest.raises(NotFound):
            crm.lose_deal(9, "price")
        assert crm.add_order("oak", "5", no="X-1").amount == 500
        assert [one.order_no for one in crm.orders()] == ["X-1", "HT-1"]
