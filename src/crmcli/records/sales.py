"""What was or may be sold: deals, orders, and what they come to."""

from __future__ import annotations

from typing import NamedTuple


class Deal(NamedTuple):
    """One deal, with the keys of product.md §9.

    Args:
        amount: cents, None when not known.
        stage: a stage's code; of a closed deal "won" or "lost".
        probability: the fraction that counts: its own, else that of its stage.
        expected_close_at, signed_at, ends_at: ISO days.
        state: "open", "won" or "lost".
        won_at, lost_at, created_at: ISO day, or day and minute.
        currency: None is the setting's.
        stage_since: since when it is in its stage.
        days_in_stage: whole days since then, of an open deal.
    """

    id: int
    customer_code: str
    customer_name: str
    name: str
    amount: int | None
    product: str | None
    stage: str
    probability: float
    expected_close_at: str | None
    competitor: str | None
    state: str
    lost_reason: str | None
    contract_no: str | None
    signed_at: str | None
    ends_at: str | None
    won_at: str | None
    lost_at: str | None
    created_at: str
    currency: str | None
    customer_id: int
    stage_since: str
    days_in_stage: int | None = None


class Order(NamedTuple):
    """One order, with the keys of product.md §9.

    Args:
        at: ISO day, or day and minute.
        amount: cents.
        state: code of the dictionary order_state.
        deal_id: the won deal whose contract it is.
        currency: None is the setting's.
    """

    id: int
    customer_code: str
    customer_name: str
    order_no: str | None
    at: str
    amount: int
    product: str | None
    quantity: float | None
    state: str
    deal_id: int | None
    note: str | None
    created_at: str
    currency: str | None
    customer_id: int


class Step(NamedTuple):
    """A stage that a deal was in.

    Args:
        stage: its code; "won" and "lost" end it.
        at: when it entered.
        days: whole days it stayed, up to now in the last stage of an open deal; None where it ended.
    """

    stage: str
    at: str
    days: int | None
    reason: str | None = None
