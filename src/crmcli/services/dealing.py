"""Deals: opening, changing, moving, winning and losing them, and what that does to the customer (product.md §1).

Naming one is services/deal_finding.py, looking at them deal_reading.py, fields as typed deal_fields.py, what may not be
written deal_checks.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.core import deals as rules
from crmcli.core import stages
from crmcli.errors import N_, UsageError
from crmcli.model import customers, deals, orders
from crmcli.model.journal.writing import Journal
from crmcli.records.base import Word
from crmcli.records.sales import Deal
from crmcli.services import checks, entry, ordering, staging
from crmcli.services.deal_checks import check_edit, contract, refuse_ends
from crmcli.services.deal_fields import read_deal, read_name
from crmcli.services.deal_reading import get

if TYPE_CHECKING:
    from crmcli.services.ordering import Booked
    from crmcli.services.workspace import Workspace


class Change(NamedTuple):
    """What became of a deal, and of its customer.

    Args:
        before: the deal as it was, None for a new one.
        deal: as it is now.
        stages: the customer's stage before and after.
        booked: the order that its contract is, and whether it was there already.
        given_up: it was the last open deal of somebody who never bought.
    """

    before: Deal | None
    deal: Deal
    stages: tuple[str, str]
    booked: Booked | None = None
    given_up: bool = False


def add(ws: Workspace, customer_id: int, name: str, typed: Mapping[str, str]) -> Change:
    """Open a deal as one operation; its customer moves to needs at least.

    Args:
        name: of the deal; its product when empty.
        typed: field → text, as services.deal_fields knows them.

    Raises:
        UsageError, BadValue, Refused: no name, or something that cannot be read or kept.
        NotFound: the customer is in the trash.
    """
    columns = read_deal(ws, typed)
    columns["name"] = read_name(name or typed.get("product", ""))
    refuse_ends(columns)
    with ws.operation() as journal:
        checks.refuse_gone(journal.db, customer_id)
        present = customers.row(journal.db, customer_id)["stage"]
        stage = columns.get("stage") or _first_stage(journal, customer_id, present)
        rules.check_stage(stage)
        opened = columns.get("created_at") or ws.minute()
        rules.check_days({"opened": opened, "expected": columns.get("expected_close_at")})
        values = {**columns, "stage": stage, "state": "open", "created_at": opened, "updated_at": ws.minute()}
        deal_id = journal.insert("deals", {"customer_id": customer_id, **values})
        _event(journal, customer_id, deal_id, None, stage, at=opened)
        _customer_follows(ws, journal, customer_id, stage)
        _touch(ws, journal, customer_id)
    return _changed(ws, None, deal_id, present)


def edit(ws: Workspace, deal_id: int, typed: Mapping[str, str]) -> Change:
    """Change fields of a deal as one operation; a won one's contract is changed in its order too.

    Raises:
        UsageError, BadValue, Refused: something that cannot be read, kept or be so.
        NotFound: there is no such deal.
    """
    columns = read_deal(ws, typed)
    if columns.get("created_at", True) is None:
        columns.pop("created_at")
    with ws.operation() as journal:
        before = get(ws, deal_id)
        check_edit(before, columns)
        stage = columns.pop("stage", None)
        if before.state == "won" and columns.get("signed_at"):
            columns["won_at"] = columns["signed_at"]
        checks.refuse_gone(journal.db, before.customer_id)
        present = customers.row(journal.db, before.customer_id)["stage"]
        if stage is not None and stage != before.stage:
            _enter(ws, journal, before, stage)
        if columns.get("contract_no"):
            order = orders.of_deal(journal.db, deal_id) if before.state == "won" else None
            own = order["id"] if order else None
            ordering.refuse_number(journal, columns["contract_no"], before.customer_id, order_id=own, deal_id=deal_id)
        if journal.update("deals", deal_id, columns):
            journal.update("deals", deal_id, {"updated_at": ws.minute()})
            _begin_anew(journal, before, columns.get("created_at"))
        if before.state == "won":
            ordering.follow_contract(journal, deals.row(journal.db, deal_id), columns)
        _touch(ws, journal, before.customer_id)
    return _changed(ws, before, deal_id, present)


def move(ws: Workspace, deal_id: int, text: str) -> Change:
    """Move a deal to another stage as one operation; a lost one is open again then.

    Args:
        text: code, label or alias of a stage an open deal can be in.

    Raises:
        BadValue, UsageError: an unknown stage, or one that open deals are not in.
        Refused: the deal is won. NotFound: there is no such deal.
    """
    stage = ws.words.code("deal_stage", text)
    with ws.operation() as journal:
        before = get(ws, deal_id)
        checks.refuse_gone(journal.db, before.customer_id)
        present = customers.row(journal.db, before.customer_id)["stage"]
        rules.check_stage(stage)
        rules.check_not_won(before._asdict())
        _enter(ws, journal, before, stage)
        _touch(ws, journal, before.customer_id)
    return _changed(ws, before, deal_id, present)


def win(ws: Workspace, deal_id: int, typed: Mapping[str, str]) -> Change:
    """Win a deal as one operation: its contract becomes an order, its customer moves to won (R194).

    Args:
        typed: texts of contract_no, signed_at (today when absent), ends_at, amount and product.

    Raises:
        UsageError: neither the deal nor `typed` has an amount.
        BadValue, Refused: something cannot be read, the deal is won already, or the number is somebody else's.
        NotFound: there is no such deal.
    """
    columns = read_deal(ws, typed)
    with ws.operation() as journal:
        before = get(ws, deal_id)
        terms = contract(ws, before, columns)
        signed = terms["signed_at"]
        won_at = ws.minute() if signed == ws.minute()[:10] else signed
        checks.refuse_gone(journal.db, before.customer_id)
        if number := terms.get("contract_no", before.contract_no):
            ordering.refuse_number(journal, number, before.customer_id, deal_id=deal_id)
        present = customers.row(journal.db, before.customer_id)["stage"]
        ended = {"stage": "won", "state": "won", "won_at": won_at, "lost_at": None, "lost_reason": None}
        journal.update("deals", deal_id, {**terms, **ended, "updated_at": ws.minute()})
        _event(journal, before.customer_id, deal_id, before.stage, "won", at=_not_before(journal, deal_id, won_at))
        booked = ordering.book_contract(ws, journal, deals.row(journal.db, deal_id))
        if present in stages.BOUGHT:
            entry.bought_again(ws, journal, before.customer_id, what=before.name)
        else:
            staging.write(ws, journal, before.customer_id, "won")
        _touch(ws, journal, before.customer_id)
    return _changed(ws, before, deal_id, present)._replace(booked=booked)


def lose(ws: Workspace, deal_id: int, reason: str, *, competitor: str = "") -> Change:
    """Lose a deal as one operation; its customer is not moved (product.md §1, R195).

    Args:
        reason: a word of the dictionary lost_reason.
        competitor: who won it.

    Raises:
        UsageError: no reason. BadValue: an unknown one.
        Refused: the deal is won. NotFound: there is no such deal.
    """
    if not reason.strip():
        rules.check_not_won(get(ws, deal_id)._asdict())
        choices = tuple(Word("lost_reason", one.code) for one in ws.words.entries("lost_reason"))
        raise UsageError(N_("A lost deal needs a reason."), N_("Add --reason with one of: {choices}"), choices=choices)
    columns: dict[str, Any] = {"lost_reason": ws.words.code("lost_reason", reason)}
    columns.update(read_deal(ws, {"competitor": competitor}) if competitor.strip() else {})
    with ws.operation() as journal:
        before = get(ws, deal_id)
        rules.check_not_won(before._asdict())
        checks.refuse_gone(journal.db, before.customer_id)
        present = customers.row(journal.db, before.customer_id)["stage"]
        if before.state == "open":
            columns.update(stage="lost", state="lost", lost_at=ws.minute())
        if journal.update("deals", deal_id, columns):
            journal.update("deals", deal_id, {"updated_at": ws.minute()})
        if before.state == "open":
            at = _not_before(journal, deal_id, ws.minute())
            _event(journal, before.customer_id, deal_id, before.stage, "lost", at=at, reason=columns["lost_reason"])
        _touch(ws, journal, before.customer_id)
        left = deals.listed(journal.db, among=[before.customer_id])
        alone = not left and present != "lost" and not deals.bought_before(journal.db, before.customer_id)
    return _changed(ws, before, deal_id, present)._replace(given_up=alone)


def remove(ws: Workspace, deal_id: int) -> Deal:
    """Take a deal out that should never have been there, with its stages; its order stays. One operation.

    Raises:
        NotFound: there is no such deal.
    """
    with ws.operation() as journal:
        before = get(ws, deal_id)
        journal.delete("stage_events", [row["id"] for row in deals.events(journal.db, deal_id)])
        if order := orders.of_deal(journal.db, deal_id):
            journal.update("orders", order["id"], {"deal_id": None})
        journal.delete("deals", [deal_id])
        _touch(ws, journal, before.customer_id)
    return before


def _first_stage(journal: Journal, customer_id: int, present: str) -> str:
    """Where a deal begins that does not say: with its customer, if that one is being talked to about no other deal."""
    alone = not deals.listed(journal.db, among=[customer_id])
    return present if alone and present in stages.DEAL_STAGES else stages.DEAL_STAGES[0]


def _enter(ws: Workspace, journal: Journal, before: Deal, stage: str) -> None:
    """Put a deal into a stage, open again if it was lost; the customer follows, forward only."""
    opened = {"stage": stage, "state": "open", "lost_reason": None, "lost_at": None}
    if not journal.update("deals", before.id, opened):
        return
    journal.update("deals", before.id, {"updated_at": ws.minute()})
    at = _not_before(journal, before.id, ws.minute())
    _event(journal, before.customer_id, before.id, before.stage, stage, at=at)
    _customer_follows(ws, journal, before.customer_id, stage)


def _customer_follows(ws: Workspace, journal: Journal, customer_id: int, deal_stage: str) -> None:
    present = customers.row(journal.db, customer_id)["stage"]
    target = stages.after_deal(present, deal_stage)
    if target != present:
        staging.write(ws, journal, customer_id, target)


def _begin_anew(journal: Journal, before: Deal, opened: str | None) -> None:
    """The first stage begins on the day the deal was opened."""
    first = next(iter(deals.events(journal.db, before.id)), None)
    if opened and first is not None and first["from_stage"] is None:
        journal.update("stage_events", first["id"], {"at": opened})


def _not_before(journal: Journal, deal_id: int, at: str) -> str:
    """`at`, or the deal's last move if that was later: its stages stay in their order."""
    return max(at, *(str(row["at"]) for row in deals.events(journal.db, deal_id)), "")


def _event(
    journal: Journal, customer_id: int, deal_id: int, old: str | None, new: str, *, at: str, reason: str | None = None
) -> None:
    values = {"customer_id": customer_id, "deal_id": deal_id, "from_stage": old, "stage": new, "reason": reason}
    journal.insert("stage_events", {**values, "at": at})


def _touch(ws: Workspace, journal: Journal, customer_id: int) -> None:
    """Note that the customer's record changed, if this operation wrote anything."""
    if customer_id in journal.touched:
        journal.update("customers", customer_id, {"updated_at": ws.minute()})


def _changed(ws: Workspace, before: Deal | None, deal_id: int, present: str) -> Change:
    deal = get(ws, deal_id)
    return Change(before, deal, (present, customers.row(ws.db, deal.customer_id)["stage"]))
