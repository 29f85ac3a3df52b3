"""The due list: a calm table of two lines a customer for people, and the columns of product.md §9 for scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crmcli.commands._views.customers import nothing
from crmcli.commands._views.due_row import Look, details, tidied
from crmcli.commands._views.pieces import joined, short, step_title
from crmcli.core.due.buckets import BUCKETS
from crmcli.core.due.wording import day_text
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.columns import DUE_COLUMNS
from crmcli.records.due import DueItem, DueList
from crmcli.records.record import replace
from crmcli.records.sheet import Sheet
from crmcli.services.reviewing import MOST

SHOWN = ("customer_name", "contact", "phone", "reason")
STYLES = {"overdue": "bad", "today": "strong"}
NAMES = 6  # people named in the line of what was done

# What was cut short already (a contact) or must be read whole (a reason) does not give way; the customer's name does.
GIVING_WAY = {"contact": 0, "reason": 0}
TABLE = tuple(replace(one, share=GIVING_WAY.get(one.key, one.share)) for one in DUE_COLUMNS)


def due_sheet(found: DueList) -> Sheet:
    """The list with the keys of §9, for data formats."""
    return Sheet(DUE_COLUMNS, tuple(_row(one) for one in found.items))


def due_table(found: DueList, look: Look, *, coming: DueItem | None = None) -> Sheet:
    """The list as people look at it.

    Args:
        found: the list.
        look: at what, on what.
        coming: the customer who is due next, where the list is empty.
    """
    empty, hints = _nobody(found, look, coming)
    return Sheet(
        TABLE,
        tuple(_row(tidied(one, look)) for one in found.items),
        groups=tuple(groups(found, look.days)),
        group_styles=tuple(STYLES.get(bucket, "heading") for bucket in _buckets(found)),
        details=tuple(tuple(details(one, look)) for one in found.items),
        notes=(*hints, *_notes(found, look)),
        shown=SHOWN,
        empty=empty,
        numbered=True,
        headed=False,
    )


def _row(one: DueItem) -> tuple[str | int | float | Msg | None, ...]:
    step = None if one.next_step is None else step_title(one.next_step)
    return (
        *(one.rank, one.bucket, one.customer_code, one.customer_name, one.contact, one.phone, one.rule, one.reason),
        *(one.due_at, one.days_overdue, one.status, one.stage, one.grade, one.last_contact_at, one.last_content),
        *(step, one.task_id, one.score),
    )


def _buckets(found: DueList) -> list[str]:
    present = {one.bucket for one in found.items}
    return [bucket for bucket in BUCKETS if bucket in present]


def groups(found: DueList, days: int) -> Iterator[tuple[int, Msg]]:
    """The headings, with how many stand below them; the last group may have been cut short, then without a number."""
    of_bucket = [one.bucket for one in found.items]
    cut_short = found.total > len(of_bucket)
    for bucket in _buckets(found):
        n: int | None = of_bucket.count(bucket)
        if bucket == "overdue":
            n = found.overdue
        elif cut_short and bucket == of_bucket[-1]:
            n = None
        ahead = bucket == "upcoming" and days > 1
        name = Msg(N_("Next {n} days"), {"n": days}) if ahead else Word("bucket", bucket)
        yield of_bucket.index(bucket), joined((name, n))


def _notes(found: DueList, look: Look) -> Iterator[Msg]:
    if found.ahead:
        yield Msg(N_("Last entry: {at}, still to come. Is the computer's date right?"), {"at": found.ahead})
    hidden = found.total - len(found.items)
    if hidden > 0:
        yield Msg(N_("{n} more: add --all"), {"n": hidden})
    if look.filtered:
        return
    reached = [name for name, talked in found.done if talked]
    tried = [name for name, talked in found.done if not talked]
    if reached:
        yield Msg(N_("Talked with {n} today: {names}"), {"n": len(reached), "names": _names(reached)})
    if tried:
        yield Msg(N_("Tried {n} today without an answer: {names}"), {"n": len(tried), "names": _names(tried)})
    if found.idle:
        yield Msg(
            N_("{n} others not followed up for more than {days} days: crm list is:idle"),
            {"n": found.idle, "days": look.idle_days},
            one=N_("{n} other not followed up for more than {days} days: crm list is:idle"),
        )
    if found.unreviewed:
        many = N_("{n} customers or more not reviewed for {days} days: crm review")
        yield Msg(
            many if found.unreviewed == MOST else N_("{n} customers not reviewed for {days} days: crm review"),
            {"n": found.unreviewed, "days": look.review_days},
            one=N_("{n} customer not reviewed for {days} days: crm review"),
        )


def _names(names: Iterable[str]) -> Msg | tuple[str, ...]:
    every = [short(name, 24) for name in names]
    if len(every) <= NAMES:
        return tuple(every)
    return Msg(N_("{names} and {n} more"), {"names": tuple(every[:NAMES]), "n": len(every) - NAMES})


def _nobody(found: DueList, look: Look, coming: DueItem | None) -> tuple[Msg | None, tuple[Msg, ...]]:
    """What an empty list says, and what comes next."""
    if found.items or found.total:
        return None, ()
    if not found.customers:
        return nothing(everybody=0)
    until = Msg(N_("the next {n} days"), {"n": look.days}) if look.days > 1 else Msg(N_("today or tomorrow"))
    said = N_("None of these is due {until}.") if look.filtered else N_("Nobody is due {until}.")
    return Msg(said, {"until": until}), (_next(look, coming),)


def _next(look: Look, coming: DueItem | None) -> Msg:
    from datetime import date

    if coming is None:
        return Msg(N_("Everybody: crm list"))
    ahead = (date.fromisoformat(coming.due_at[:10]) - date.fromisoformat(look.today)).days
    params = {"name": short(coming.customer_name, 30), "day": day_text(coming.due_at, look.today), "days": ahead}
    return Msg(N_("Next comes {name} on {day}: crm due --days {days}"), params)
