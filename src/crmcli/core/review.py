"""What stands out when a customer is reviewed: reach, stage, last contact, plan (R147). Not here: whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator

from crmcli.core.due.days import days_between
from crmcli.core.due.wording import day_text, days_text
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.record import record

LONG_IN_STAGE = 30  # days after which a stage on the way to a contract asks for a decision
MOVING = ("contact", "needs", "quote", "negotiation")


@record
class Review:
    """What a review looks at.

    Args:
        reachable: has a phone, WeChat, e-mail or QQ that is valid.
        stage: code; stage_since: day or moment it was entered, None when not known.
        last_contact_at: day or moment, None when nobody ever talked with them.
        cadence_days: days that may pass between contacts, None for no limit.
        next_at: day or moment of the next step, None without one.
        incomplete: a name like 张总 waits for the rest.
    """

    reachable: bool
    stage: str
    stage_since: str | None
    last_contact_at: str | None
    cadence_days: int | None
    next_at: str | None
    incomplete: bool


def findings(seen: Review, *, today: str) -> Iterator[Msg]:
    """What to look at, a sentence each; nothing when all is in order.

    Args:
        today: ISO day.
    """
    if not seen.reachable:
        yield Msg(N_("No phone, WeChat or e-mail that works"))
    if seen.incomplete:
        yield Msg(N_("The name is incomplete"))
    yield from _contact(seen, today)
    if seen.stage in MOVING and seen.stage_since:
        days = days_between(seen.stage_since, today)
        if days > LONG_IN_STAGE:
            yield Msg(N_("For {gap} in {stage}"), {"gap": days_text(days), "stage": Word("stage", seen.stage)})
    yield from _plan(seen, today)


def _contact(seen: Review, today: str) -> Iterator[Msg]:
    if seen.last_contact_at is None:
        yield Msg(N_("Nobody talked with them yet"))
    elif seen.next_at is not None and seen.next_at[:10] >= today:
        return  # what is agreed takes the place of the cadence (product.md §5)
    elif seen.cadence_days is not None and (days := days_between(seen.last_contact_at, today)) > seen.cadence_days:
        params = {"gap": days_text(days), "n": seen.cadence_days}
        yield Msg(N_("{gap} without a talk, every {n} days is meant"), params, one=N_("{gap} without a talk"))


def _plan(seen: Review, today: str) -> Iterator[Msg]:
    if seen.next_at is None:
        if seen.stage in MOVING:
            yield Msg(N_("No next step agreed"))
    elif seen.next_at[:10] < today:
        yield Msg(N_("The next step was for {day}"), {"day": day_text(seen.next_at, today)})
