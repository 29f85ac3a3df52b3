"""The order or the deal that a row carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from crmcli.core.drafting.collected import Collected
from crmcli.core.drafting.reading import Reading
from crmcli.core.drafting.statuses import read_status
from crmcli.core.stages import DEAL_STAGES, status_of
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.draft import DraftDeal, DraftOrder

DAYS = frozenset({"expected_close_at", "signed_at", "ends_at"})
_NO_AMOUNT = N_("The order {number} has no amount; only its customer is imported.")
SIGNS = DAYS | {"deal_name"}


def order(row: Collected, reading: Reading, *, headers: Mapping[str, str]) -> DraftOrder | None:
    """The order of a row; None when there is no amount. Without a date it is of the table's day, or of today.

    Args:
        headers: field → heading, to keep the number of an order without an amount under.
    """
    said = row.order
    main, part = row.texts.get("order_no"), row.texts.get("suborder_no")
    number = part or main  # a platform's row is a part of an order, with its own amount
    amount = said.get("amount")
    if not isinstance(amount, int):
        if main:
            row.custom.setdefault(headers.get("order_no", "order_no"), main)
        if reading.kind == "orders":
            row.warn("order_amount", number or "", Msg(_NO_AMOUNT, {"number": number or "-"}))
        return None
    at = row.texts.get("order_at") or row.texts.get("at")
    if at is None:
        at = reading.day or reading.now.date().isoformat()
        row.warn("order_at", number or "", Msg(N_("The order has no date; {day} is taken."), {"day": at}))
    state = str(said.get("state") or "paid")
    note = None
    if reading.kind == "orders":
        whole = [main] if main and part and main != part else []
        note = "\n".join((*whole, *row.notes, *row.kept))
        row.notes, row.kept = [], []
    return DraftOrder(
        number,
        at,
        amount,
        _text(said.get("currency")),
        _text(said.get("product")),
        cast("float | None", said.get("quantity")),
        state,
        note or None,
    )


def deal(row: Collected, reading: Reading, *, name: str | None, headers: Mapping[str, str]) -> DraftDeal | None:
    """The deal of a row; None when nothing speaks of one: then what was said of it is kept as custom values.

    Args:
        name: the customer's, for a deal without a name of its own.
        headers: field → heading, to keep a value under.
    """
    said, texts = row.deal, row.texts
    days = {key: texts[key] for key in DAYS if key in texts}
    title = texts.get("deal_name")
    if not (title or days or any(key in said for key in ("amount", "contract_no"))):
        for key in ("competitor", "product"):
            if key in said:
                row.custom.setdefault(headers.get(key, key), str(said[key]))
        if "probability" in said:
            chance = cast("float", said["probability"])
            row.custom.setdefault(headers.get("probability", "probability"), f"{chance:.0%}")
        return None
    stage, state = _stage(row, reading)
    close = days.get("expected_close_at")
    if state == "won" and close and close[:10] <= reading.now.date().isoformat():
        days.setdefault("signed_at", close)  # Close Date of what is won is when it was
    reason = row.lost_reason or "other" if state == "lost" else None
    product = _text(said.get("product"))
    return DraftDeal(
        (title or product or _text(said.get("contract_no")) or name or "-")[:200],
        cast("int | None", said.get("amount")),
        _text(said.get("currency")),
        product,
        stage,
        cast("float | None", said.get("probability")),
        days.get("expected_close_at"),
        _text(said.get("competitor")),
        state,
        reason,
        _text(said.get("contract_no")),
        days.get("signed_at"),
        days.get("ends_at"),
    )


def _stage(row: Collected, reading: Reading) -> tuple[str | None, str]:
    """Stage and state of the deal. In a list of deals the stage is the deal's and no longer the customer's."""
    own = reading.kind == "deals"
    stage, status = row.stage, row.status
    told = row.texts.get("deal_state")
    state = reading.words.find("deal_state", told) if told else None
    if told and state is None:
        read = read_status(told, reading.words, first="stage") or {}
        stage, status = stage or read.get("stage"), status or read.get("status")
    if own:
        row.stage = row.status = None
    if state is None:
        reached = status_of(stage) if stage else status
        state = reached if reached in ("won", "lost") else "open"
        if state == "open" and "signed_at" in row.texts:
            state = "won"
    return (stage if state != "open" or stage in DEAL_STAGES else None), state


def _text(value: object) -> str | None:
    return str(value) if value else None
