"""Whom to contact today, in what order and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from crmcli.core.due.buckets import BUCKETS, PROMISED
from crmcli.core.due.days import days_between
from crmcli.core.due.idle import idle_base
from crmcli.core.due.sentences import sentence, suggestion
from crmcli.core.urgency import terms
from crmcli.model import customers, dues, talks
from crmcli.model.dues import Question, Scored
from crmcli.model.facts.gathering import Gathered, gather, state_of
from crmcli.model.journal import reading
from crmcli.records.due import DueItem, DueList, DueSettings, Reason, State, Term
from crmcli.services import reviewing

if TYPE_CHECKING:
    from datetime import datetime

    from crmcli.records.base import Msg
    from crmcli.services.workspace import Workspace


A_DAY = timedelta(1)


def due(
    ws: Workspace, tokens: Sequence[str] = (), *, days: int = 1, limit: int | None = None, why: bool = False
) -> DueList:
    """The due list, the most urgent first.

    Args:
        tokens: FILTER words; none for everybody.
        days: how many days ahead to look; tomorrow is always there.
        limit: at most so many rows.
        why: bring every reason of each row with the terms of its score.

    Raises:
        UsageError, BadValue: a filter that cannot be read.
    """
    numbers = ws.due_settings()
    now = ws.now()
    ask = Question(ws.minute(), now.date(), days, numbers, _among(ws, tokens))
    found = dues.most_urgent(ws.db, ask, limit=limit)
    items = _items(ws, ask, found.rows, why=why)
    idle = dues.count_idle(ws.db, ask) if not tokens else 0
    done = tuple((name, bool(reached)) for name, reached in talks.done_on(ws.db, now.date().isoformat()))
    unreviewed = 0 if tokens else reviewing.count(ws)
    last = reading.last_at(ws.db)
    ahead = last if last > (now + A_DAY).isoformat(" ", "minutes") else None  # less is a journey or summer time
    living = customers.count_living(ws.db)
    return DueList(items, found.total, found.overdue, done, idle, living, unreviewed, ahead)


def _among(ws: Workspace, tokens: Sequence[str]) -> tuple[int, ...] | None:
    if not tokens:
        return None
    from crmcli.services import listing

    return listing.select(ws, listing.read_filter(ws, tokens), sort="code")


def _items(ws: Workspace, ask: Question, rows: Sequence[Scored], *, why: bool) -> tuple[DueItem, ...]:
    ids = [row.customer_id for row in rows]
    known = {one.row["id"]: one for one in gather(ws.db, ids)}
    contents = talks.contents(ws.db, [one.talks.last_id for one in known.values() if one.talks.last_id])
    every: dict[int, list[Scored]] = {}
    for row in dues.all_reasons(ws.db, ask, ids) if why else ():
        every.setdefault(row.customer_id, []).append(row)
    listed = {one.code: one for one in customers.candidates(ws.db, ids)}
    addresses, notes = customers.addresses(ws.db, ids), customers.notes(ws.db, ids)
    items = []
    for rank, row in enumerate(rows, 1):
        one = known[row.customer_id]
        item = _item(rank, row, one, ask.numbers, ws.now())
        shown = listed[item.customer_code]
        content = contents.get(one.talks.last_id or 0)
        reasons = tuple(_why(other, one, ask.numbers, ws.now()) for other in every.get(row.customer_id, ()))
        items.append(
            item._replace(
                contact=shown.contact,
                phone=shown.phone,
                address=addresses.get(row.customer_id),
                note=notes.get(row.customer_id),
                last_content=content,
                why=reasons,
            )
        )
    return tuple(items)


def _item(rank: int, row: Scored, one: Gathered, numbers: DueSettings, now: datetime) -> DueItem:
    state = state_of(one)
    return DueItem(
        rank=rank,
        bucket=BUCKETS[row.bucket],
        customer_code=one.row["code"],
        customer_name=one.row["name"],
        contact=None,
        phone=None,
        rule=row.rule,
        reason=_sentence(row, state, numbers, now),
        due_at=row.due_at,
        days_overdue=row.days_over,
        status=state.status,
        stage=state.stage,
        grade=state.grade,
        last_contact_at=state.last_contact_at,
        last_content=None,
        next_step=state.next_title if state.next_at else None,
        task_id=row.ref if row.ref and row.rule in PROMISED else None,
        score=round(row.score, 1),
        last_method=one.talks.last_method,
        next_at=state.next_at,
        suggestion=suggestion(state.status, row.rule),
        ref=row.ref,
        idle_days=_idle_days(state, now) if row.idle else None,
    )


def _why(row: Scored, one: Gathered, numbers: DueSettings, now: datetime) -> tuple[Msg, tuple[Term, ...]]:
    state = state_of(one)
    points = terms(_reason(row), state, days_over=row.days_over, settings=numbers, idle=row.idle)
    return _sentence(row, state, numbers, now), points


def _idle_days(state: State, now: datetime) -> int:
    return days_between(idle_base(state) or state.created_at, now.date().isoformat())


def _sentence(row: Scored, state: State, numbers: DueSettings, now: datetime) -> Msg:
    return sentence(_reason(row), state, now=now, settings=numbers)


def _reason(row: Scored) -> Reason:
    return Reason(row.rule, row.ref, row.due_at, row.late_at, row.weight)
