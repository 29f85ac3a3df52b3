"""Targets by period and measure, and how far they are reached (R202)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.money import parse_percent
from crmcli.core.numerals import read_figures
from crmcli.core.targets import MEASURES, days_of, read_target_period
from crmcli.errors import N_, BadValue, NotFound
from crmcli.model import targets
from crmcli.services.deal_fields import read_amount

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

MOST = 10**9


class Target(NamedTuple):
    """What is aimed at, and what there is of it.

    Args:
        measure: code of the dictionary measure.
        period: 'YYYY-MM', 'YYYYQn' or 'YYYY'.
        target: cents, a count, or hundredths of a percent, as core.targets.MEASURES says.
        reached: in the same unit; None for a measure that only reports work out.
        share: reached / target.
    """

    measure: str
    period: str
    target: int
    reached: int | None
    share: float | None


def set_target(ws: Workspace, period: str, text: str, *, measure: str = "revenue") -> Target:
    """Set a target as one operation; one that is there is replaced.

    Args:
        period: a month, a quarter or a year.
        text: an amount, a count or a share, as the measure has it.
        measure: a word of the dictionary measure.

    Raises:
        BadValue: one of them cannot be read.
    """
    name = ws.words.code("measure", measure)
    when = read_target_period(period, now=ws.now())
    amount = _read(ws, name, text)
    with ws.operation() as journal:
        known = targets.find(journal.db, name, when)
        if known is None:
            values = {"name": name, "period": when, "amount": amount, "created_at": ws.minute()}
            journal.insert("targets", values)
        else:
            journal.update("targets", known["id"], {"amount": amount})
    return _target(ws, name, when, amount)


def remove(ws: Workspace, period: str, *, measure: str = "revenue") -> Target:
    """Forget a target, as one operation.

    Raises:
        NotFound: there is none. BadValue: a period or measure that cannot be read.
    """
    name = ws.words.code("measure", measure)
    when = read_target_period(period, now=ws.now())
    known = targets.find(ws.db, name, when)
    if known is None:
        raise NotFound(N_("There is no such target for {period}."), N_("All of them: crm target list"), period=when)
    with ws.operation() as journal:
        journal.delete("targets", [known["id"]])
    return _target(ws, name, when, known["amount"])


def listed(ws: Workspace, *, period: str = "") -> tuple[Target, ...]:
    """Targets with what is reached, the latest period first.

    Args:
        period: only of this one; all when empty.
    """
    wanted = read_target_period(period, now=ws.now()) if period.strip() else None
    rows = [row for row in targets.listed(ws.db) if wanted in (None, row["period"])]
    return tuple(_target(ws, row["name"], row["period"], row["amount"]) for row in rows)


def _target(ws: Workspace, name: str, period: str, amount: int) -> Target:
    reached = targets.reached(ws.db, name, days_of(period))
    return Target(name, period, amount, reached, None if reached is None or not amount else reached / amount)


def _read(ws: Workspace, name: str, text: str) -> int:
    kind = MEASURES.get(name, "count")
    if kind == "money":
        amount = read_amount(ws, text)
        if amount.currency is not None:
            raise BadValue(
                N_("A target is in {currency}; other currencies are not added up."),
                N_("Leave the currency out."),
                currency=ws.settings["currency"],
            )
        number = amount.cents
    elif kind == "rate":
        number = round(parse_percent(text) * 10_000)
    else:
        number = _count(text)
    if number <= 0:
        raise BadValue(N_("A target is more than nothing."), N_("To forget one: crm target rm PERIOD"))
    return number


def _count(text: str) -> int:
    number = read_figures(text.strip())
    if number is None or number != int(number) or not 0 <= number <= MOST:
        raise BadValue(N_("“{text}” is no whole number."), N_("Write how many, such as 20."), text=text[:40])
    return int(number)
