"""One talk with a customer, or an attempt at one, with what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crmcli.core.calendar import add_working_days, next_working_day
from crmcli.core.dates import parse_past
from crmcli.core.nextstep import NextStep, parse_next_step
from crmcli.errors import N_, BadValue, UsageError
from crmcli.model import customers, people, talks
from crmcli.model.journal.writing import Journal
from crmcli.records.base import Msg, Word
from crmcli.records.record import record, replace
from crmcli.services import attaching, checks, entry, staging, stepping
from crmcli.services.contacts import find_person
from crmcli.services.fields import LONGEST

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

GIVE_UP = 5  # unanswered attempts in a row after which being lost is suggested (product.md §3)


@record
class TalkOptions:
    """The options of `crm log`, as typed; empty is not given.

    Args:
        via: method of contact. kind: type of interaction. contact: name of the person talked with.
        at: when, in any form of date. satisfaction: 1 to 5. next: next step in plain words.
        stage, reason: move of the stage. attach: files.
        answered: False for an attempt. done: the open next step is done. force: empty phrases are let in.
    """

    via: str = ""
    kind: str = ""
    contact: str = ""
    topic: str = ""
    at: str = ""
    feedback: str = ""
    result: str = ""
    satisfaction: str = ""
    next: str = ""
    stage: str = ""
    reason: str = ""
    event: str = ""
    attach: tuple[Path, ...] = ()
    answered: bool = True
    done: bool = False
    force: bool = False


@record
class Logged:
    """What became of it.

    Args:
        talk: the row as in v_interactions.
        step: the next step agreed, if any.
        open_step: title and date of an older next step that is still open, if any.
        advice: what to consider now.
        retry_at: ISO day on which to try again, of an attempt.
    """

    talk: dict[str, Any]
    step: NextStep | None
    open_step: tuple[str, str | None] | None
    advice: tuple[Msg, ...] = ()
    retry_at: str | None = None


def log(
    ws: Workspace, customer_id: int, text: str, options: TalkOptions, *, also: Callable[[Journal], None] | None = None
) -> Logged:
    """Record a talk as one operation.

    Args:
        text: what was said; may be empty for an attempt nobody answered.
        also: what else belongs to the operation.

    Raises:
        UsageError, BadValue: something that cannot be read, or no text.
        Refused: an empty phrase, or a number that must not be kept.
    """
    check(text, options)
    values = _values(ws, customer_id, text.strip(), options)
    step = parse_next_step(options.next, now=ws.now()) if options.next.strip() else None
    files = [attaching.read(ws, path) for path in options.attach]
    with ws.operation() as journal:
        checks.refuse_gone(journal.db, customer_id)
        values |= {"next_step": step.title if step else None, "next_at": step.due_at if step else None}
        values |= {"stage": _move(ws, journal, customer_id, options)}
        retry = _retry(ws, values, step)
        values |= {"retry_at": retry}
        talk_id = journal.insert("interactions", values)
        for one in files:
            attaching.write(ws, journal, customer_id, one, talk_id=talk_id)
        if options.done or (step is not None and options.answered):
            stepping.close(ws, journal, customer_id, state="done")
        stepping.apply(ws, journal, customer_id, step, talk_id=talk_id)
        _note_first(journal, customer_id, values)
        _follow(ws, journal, customer_id, values, talk_id=talk_id)
        if also is not None:
            also(journal)
    return replace(_logged(ws, customer_id, talk_id, step), retry_at=retry)


def check(text: str, options: TalkOptions) -> None:
    """Refuse a talk for what it says, before anything else is asked or looked at.

    Raises:
        UsageError, BadValue, Refused: as in `log`.
    """
    typed = (text, options.topic, options.feedback, options.result, options.next, options.event)
    checks.refuse_sensitive(typed)
    if any(len(one) > LONGEST for one in typed):
        raise BadValue(N_("This text is too long to be kept: {n} characters."), n=max(len(one) for one in typed))
    if options.answered and not text.strip():
        raise UsageError(
            N_("What was said? A talk needs a text."), N_("If nobody answered: crm log CUSTOMER --no-answer")
        )
    if not options.force:
        checks.refuse_vague_talk(text.strip())


def _values(ws: Workspace, customer_id: int, text: str, options: TalkOptions) -> dict[str, object]:
    words = ws.words
    method = words.code("interaction_method", options.via) if options.via else talks.last_method(ws.db, customer_id)
    return {
        "customer_id": customer_id,
        "contact_id": _contact(ws, customer_id, options.contact),
        "at": _when(ws, options.at),
        "method": method or "phone",
        "type": words.code("interaction_type", options.kind) if options.kind else None,
        "topic": options.topic.strip() or None,
        "content": text,
        "feedback": options.feedback.strip() or None,
        "result": options.result.strip() or None,
        "satisfaction": _satisfaction(options.satisfaction),
        "owner": str(ws.settings["default.owner"]) or ws.user or None,
        "event": options.event.strip() or None,
        "reached": int(options.answered),
        "created_at": ws.minute(),
    }


def _contact(ws: Workspace, customer_id: int, name: str) -> int | None:
    if name:
        return int(find_person(ws, customer_id, name)["id"])
    row = next(iter(people.contacts(ws.db, customer_id)), None)
    return row["id"] if row else None


def _when(ws: Workspace, text: str) -> str:
    if not text.strip():
        return ws.minute()
    at = parse_past(text, now=ws.now()).at
    if at > (ws.minute() if len(at) > len("2026-11-21") else ws.minute()[:10]):
        raise BadValue(
            N_("{at} lies ahead: a talk is logged after it happened."), N_("For what is planned: --next"), at=at
        )
    return at


def _satisfaction(text: str) -> int | None:
    if not text.strip():
        return None
    if text.strip() not in ("1", "2", "3", "4", "5"):
        raise BadValue(N_("Satisfaction is a number from 1 to 5, not “{text}”."), text=text)
    return int(text)


def _retry(ws: Workspace, values: dict[str, object], step: NextStep | None) -> str | None:
    """The next working day after an attempt, unless a day was agreed on or chosen."""
    if values["reached"] or (step is not None and step.due_at):
        return None
    day = date.fromisoformat(str(values["at"])[:10])
    return next_working_day(day, country=str(ws.settings["country"])).isoformat()


def _move(ws: Workspace, journal: Journal, customer_id: int, options: TalkOptions) -> str | None:
    """The stage that the talk moved the customer to, None when it did not."""
    if not options.stage:
        return None
    present = customers.row(journal.db, customer_id)["stage"]
    stage = staging.read_stage(ws, options.stage, present=present)
    moved = staging.write(ws, journal, customer_id, stage, reason=staging.read_reason(ws, options.reason))
    return stage if moved else None


def _note_first(journal: Journal, customer_id: int, values: dict[str, object]) -> None:
    """The first talk dates the first contact; one written down later may have been earlier."""
    first, day = customers.row(journal.db, customer_id)["first_contact_at"], str(values["at"])[:10]
    if values["reached"] and (first is None or day < first):
        journal.update("customers", customer_id, {"first_contact_at": day})


def _follow(ws: Workspace, journal: Journal, customer_id: int, values: dict[str, object], *, talk_id: int) -> None:
    """What a talk brings by itself: it is the week's need check, and a complaint is to be settled."""
    if not values["reached"]:
        return
    entry.talked(ws, journal, customer_id, at=str(values["at"]))
    if values["type"] == entry.COMPLAINT:
        entry.complained(ws, journal, customer_id, talk_id=talk_id)


def _late(ws: Workspace, at: str) -> Iterator[Msg]:
    """That a talk is entered later than it should be (R021); nothing on the day itself, which needs no calendar."""
    today, allowed = ws.now().date(), int(ws.settings["entry.days"])
    day = date.fromisoformat(at[:10])
    if not allowed or (today - day).days <= allowed:
        return
    if today > add_working_days(day, allowed, country=str(ws.settings["country"])):
        said, one = (
            N_("Entered late: within {n} working days is meant."),
            N_("Entered late: within a working day is meant."),
        )
        yield Msg(said, {"n": allowed}, one=one)


def _logged(ws: Workspace, customer_id: int, talk_id: int, step: NextStep | None) -> Logged:
    opened = talks.open_tasks(ws.db, customer_id, origin=stepping.ORIGIN)
    left = next(((row["title"], row["due_at"]) for row in opened if row["interaction_id"] != talk_id), None)
    advice = list(_late(ws, talks.talk(ws.db, talk_id)["at"]))
    attempts = talks.attempts(ws.db, customer_id)
    if attempts >= GIVE_UP:
        params = {
            "n": attempts,
            "code": customers.code_of(ws.db, customer_id),
            "reason": Word("lost_reason", "no_contact"),
        }
        advice.append(
            Msg(N_("No answer {n} times in a row. To give up: crm stage {code} lost --reason {reason}"), params)
        )
    if step is not None and step.due_at is None:
        without = N_("“{title}” has no date, so nothing will remind you. Add one: --next '{title} fri'")
        advice.append(Msg(without, {"title": step.title}))
    elif step is not None and step.due_at and step.due_at[:10] < ws.minute()[:10]:
        advice.append(Msg(N_("The next step is dated {day}, which has passed."), {"day": step.due_at[:10]}))
    return Logged(talks.talk(ws.db, talk_id), step, left, tuple(advice))
