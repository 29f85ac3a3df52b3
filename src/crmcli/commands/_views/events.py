"""Rows of the due list and tasks as entries of a calendar. How a calendar is written is render's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crmcli.commands._views.pieces import joined, step_title, task_title
from crmcli.core.due.wording import day_text
from crmcli.core.reminders import alarm_minutes
from crmcli.core.stage_tasks import INFO_PACK
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.due import DueItem
from crmcli.records.sheet import Event, Typed
from crmcli.services.revising import Revision

Rows = Sequence[Mapping[str, Any]]


def due_events(
    items: Sequence[DueItem], tasks: Rows, revision: Revision, *, today: str, until: str
) -> tuple[Event, ...]:
    """One entry for each customer and for each task and next step; what is overdue stands on today, to be done today.

    A customer's entry is theirs, whatever the reason: a next export moves it to what is most urgent then. A task's is
    the same as in an export of tasks, so that an appointment of tomorrow is not hidden by a call of today.

    Args:
        items: of the due list.
        tasks: open ones, rows of v_tasks; those of other customers, or later ones, are left out.
        until: the last ISO day looked at.
    """
    of: dict[str, list[Mapping[str, Any]]] = {}
    for row in tasks:
        if row["due_at"] and row["due_at"][:10] <= until:
            of.setdefault(row["customer_code"], []).append(row)
    return tuple(
        event for one in items for event in _of_customer(one, of.get(one.customer_code, []), revision, today=today)
    )


def _of_customer(one: DueItem, tasks: Rows, revision: Revision, *, today: str) -> Iterator[Event]:
    lines = tuple(_lines(one, today))
    if one.task_id is None:
        title = joined((one.customer_name, one.reason), ": ")
        high = one.bucket == "overdue"
        yield _event(f"{one.customer_code}.{revision.file}", _at(one.due_at, today), title, lines, revision, high=high)
    for row in tasks:
        if row["id"] != one.task_id and row["origin"] == INFO_PACK:
            continue  # it goes out with the next talk and is no date of its own
        title = joined((one.customer_name, task_title(row)), ": ")
        high = row["due_at"][:10] < today or row["priority"] == "high"
        yield _event(f"task-{row['id']}.{revision.file}", _at(row["due_at"], today), title, lines, revision, high=high)


def _at(due_at: str, today: str) -> str:
    return today if due_at[:10] < today else due_at


def _lines(one: DueItem, today: str) -> Iterator[Msg | str]:
    phone = Typed("text", one.phone, key="phone") if one.phone else None
    if one.contact or phone:
        yield joined((one.contact, phone), "  ")
    if one.last_contact_at:
        said = {"day": day_text(one.last_contact_at, today), "content": one.last_content or ""}
        params = {**said, "method": Word("interaction_method", one.last_method or "other")}
        yield Msg(N_("Last {day} {method}: {content}") if one.last_content else N_("Last {day} {method}"), params)
    if one.next_step is not None:
        yield Msg(N_("→ {step}"), {"step": step_title(one.next_step)})
    if one.suggestion:
        yield Msg(N_("Idea: {idea}"), {"idea": one.suggestion})


def task_events(rows: Rows, revision: Revision) -> tuple[Event, ...]:
    """One entry for each task that has a date; closed ones leave the calendar."""
    return tuple(
        _event(
            f"task-{row['id']}.{revision.file}",
            row["due_at"],
            joined((row["customer_name"], task_title(row)), ": "),
            tuple(text for text in (row["goal"],) if text),
            revision,
            high=row["priority"] == "high",
            cancelled=row["state"] != "open",
        )
        for row in rows
        if row["due_at"]
    )


def _event(
    entry: str,
    at: str,
    title: Msg,
    lines: tuple[Msg | str, ...],
    revision: Revision,
    *,
    high: bool,
    cancelled: bool = False,
) -> Event:
    alarm = alarm_minutes(at, hour=revision.hour, before=revision.before)
    return Event(f"{entry}@crmcli", at, title, lines, alarm, revision.sequence, revision.stamp, high, cancelled)
