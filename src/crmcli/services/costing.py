"""What channels and events cost, by the month it was paid (R075, R128)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.core.report_periods import read_days
from crmcli.core.spans import parse_span
from crmcli.errors import N_, BadValue, NotFound, UsageError
from crmcli.model import costs
from crmcli.services.deal_fields import read_amount, read_text

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

NAMES = {
    "source": "source channel 渠道 客户来源 来源",
    "event": "event 活动 活动名",
    "month": "month 月份 月",
    "amount": "amount cost 金额 成本 费用",
}


class Cost(NamedTuple):
    """One amount that was spent.

    Args:
        source: code of a channel; None where only the event is known.
        month: 'YYYY-MM'.
        amount: cents. currency: None is the setting's.
    """

    id: int
    source: str | None
    event: str | None
    month: str
    amount: int
    currency: str | None
    created_at: str


class Kept(NamedTuple):
    """A cost, and what the same channel and event cost in that month in all, in the same currency, in cents."""

    cost: Cost
    total: int


def add(ws: Workspace, typed: Mapping[str, str]) -> Kept:
    """Note what was spent, as one operation; it adds to what that month has already.

    Args:
        typed: texts of source, event, amount and month; this month when absent. One of source and event is needed;
            an event whose customers all came by one source counts for it.

    Raises:
        UsageError, BadValue, Refused: something is missing or cannot be read, or a month to come.
    """
    values = _read(ws, typed)
    if values.get("amount") is None:
        raise UsageError(N_("What did it cost?"), N_("For example: crm cost add ads 12000 --month 2026-11"))
    values.setdefault("month", ws.minute()[:7])
    with ws.operation() as journal:
        if values.get("source") is None and values.get("event"):
            came = costs.sources_of(journal.db, values["event"])
            values["source"] = came[0] if len(came) == 1 else None
        _check(values)
        number = journal.insert("channel_costs", {**values, "created_at": ws.minute()})
    return _kept(ws, number)


def edit(ws: Workspace, cost_id: int, typed: Mapping[str, str]) -> Kept:
    """Change a cost as one operation.

    Raises:
        NotFound: there is none of that number. Others as `add`.
    """
    before = get(ws, cost_id)
    values = _read(ws, typed)
    _check({**before._asdict(), **values})
    with ws.operation() as journal:
        journal.update("channel_costs", cost_id, values)
    return _kept(ws, cost_id)


def remove(ws: Workspace, cost_id: int) -> Cost:
    """Take a cost out, as one operation.

    Raises:
        NotFound: there is none of that number.
    """
    before = get(ws, cost_id)
    with ws.operation() as journal:
        journal.delete("channel_costs", [cost_id])
    return before


def get(ws: Workspace, cost_id: int) -> Cost:
    """One cost by its number.

    Raises:
        NotFound: there is none.
    """
    found = costs.row(ws.db, cost_id)
    if found is None:
        raise NotFound(N_("There is no cost {id}."), N_("Costs with their numbers: crm cost list"), id=cost_id)
    return _cost(found)


def listed(
    ws: Workspace, *, source: str = "", event: str = "", period: str = "", since: str = "", until: str = ""
) -> tuple[Cost, ...]:
    """Costs, the latest month first.

    Args:
        source, event: only of these.
        period, since, until: as for reports; a month counts that lies in them in part.

    Raises:
        BadValue, UsageError: an unknown source, or a period that cannot be read.
    """
    days = read_days(period=period, since=since, until=until, now=ws.now())
    code = ws.words.code("channel", source) if source.strip() else None
    found = costs.listed(ws.db, first=(days.first or "")[:7], last=(days.last or "9999-12")[:7], source=code,
                         event=event.strip() or None)  # fmt: skip
    return tuple(_cost(row) for row in found)


def read_month(ws: Workspace, text: str) -> str:
    """A month as it is kept, 'YYYY-MM'.

    Raises:
        BadValue: it is none, or lies ahead.
    """
    span = parse_span(text, now=ws.now())
    first, last = span.first or "", span.last or ""
    whole = first[:7] == last[:7] and first.endswith("-01") and last[:10] >= f"{first[:7]}-28"
    if not whole and first != last:
        raise BadValue(N_("“{text}” is not one month."), N_("Write it like 2026-11 or last-month."), text=text[:40])
    if first[:7] > ws.minute()[:7]:
        raise BadValue(N_("{month} is still to come."), N_("Give the month it was paid in."), month=first[:7])
    return first[:7]


def _read(ws: Workspace, typed: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field, text in typed.items():
        if field == "amount":
            amount = read_amount(ws, text)
            values.update({"amount": amount.cents, **({"currency": amount.currency} if amount.named else {})})
        elif field == "month":
            values["month"] = read_month(ws, text)
        elif field == "source":
            values["source"] = ws.words.code("channel", text) if text.strip() else None
        else:
            values["event"] = read_text(text)
    return values


def _check(values: Mapping[str, Any]) -> None:
    if not values.get("source") and not values.get("event"):
        raise UsageError(N_("A cost is of a source or of an event."), N_("For example: crm cost add ads 12000"))


def _kept(ws: Workspace, cost_id: int) -> Kept:
    cost = get(ws, cost_id)
    same = costs.listed(ws.db, first=cost.month, last=cost.month)
    mine = (cost.source, cost.event, cost.currency)
    alike = [row["amount"] for row in same if (row["source"], row["event"], row["currency"]) == mine]
    return Kept(cost, sum(alike))


def _cost(row: Mapping[str, Any]) -> Cost:
    return Cost(*(row[name] for name in Cost._fields))
