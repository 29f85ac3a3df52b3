"""Tasks made by what happens: a new lead, a stage entered, a complaint, a talk. All within the caller's operation.

Imports never call this (product.md §4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crmcli.core import stage_tasks
from crmcli.core.recurrence import next_due, turn_begins
from crmcli.model import customers, talks
from crmcli.model.journal.writing import Journal

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

COMPLAINT = "complaint"
WITHOUT_SENSE = "invalid"  # the lost reason after which nobody is won back


def new_lead(ws: Workspace, journal: Journal, customer_id: int) -> None:
    """A lead entered by hand is sent the information pack."""
    _make(ws, journal, customer_id, (stage_tasks.INFO_PACK,))


def moved(ws: Workspace, journal: Journal, customer_id: int, *, present: str) -> None:
    """The tasks of the stage just entered; those whose cause has ended are withdrawn.

    Args:
        present: the stage before.
    """
    row = customers.row(journal.db, customer_id)
    over = [
        one for one in talks.open_tasks(journal.db, customer_id) if stage_tasks.is_over(one["origin"], row["stage"])
    ]
    journal.update_many("tasks", ("state", "closed_at"), [(one["id"], "withdrawn", ws.minute()) for one in over])
    if not row["do_not_contact"] and row["lost_reason"] != WITHOUT_SENSE:
        _make(ws, journal, customer_id, stage_tasks.entered(present, row["stage"]))


def bought_again(ws: Workspace, journal: Journal, customer_id: int, *, what: str) -> None:
    """The after-sales tasks of one more contract of who is a customer already; `what`, its name, tells them apart."""
    if customers.row(journal.db, customer_id)["do_not_contact"]:
        return
    for one in stage_tasks.made(stage_tasks.AFTER_SALES, ws.settings, today=ws.now().date()):
        _insert(ws, journal, customer_id, one, {"goal": what})


def complained(ws: Workspace, journal: Journal, customer_id: int, *, talk_id: int) -> None:
    """A complaint is a task of high priority, due at once; one that is open already stays the only one."""
    if not talks.open_tasks(journal.db, customer_id, origin=COMPLAINT):
        made = stage_tasks.Made(COMPLAINT, ws.minute()[:10], None)
        _insert(ws, journal, customer_id, made, {"priority": "high", "interaction_id": talk_id})


def talked(ws: Workspace, journal: Journal, customer_id: int, *, at: str) -> None:
    """A talk is that week's need check: the days up to its date; the next one follows (product.md §5).

    Args:
        at: day or moment of the talk.
    """
    for one in talks.open_tasks(journal.db, customer_id, origin=stage_tasks.NEED_CHECK):
        if at[:10] > turn_begins(one["due_at"], one["every"] or "1w"):
            close(ws, journal, one, state="done")


def close(
    ws: Workspace, journal: Journal, task: dict[str, Any], *, state: str, reason: str | None = None
) -> str | None:
    """Close an open task; one that comes again is made anew.

    Args:
        task: its row.
        state: "done" or "skipped".
        reason: why it was skipped.

    Returns:
        When it is due again; None when it does not come again.
    """
    journal.update("tasks", task["id"], {"state": state, "closed_at": ws.minute(), "skip_reason": reason})
    if not task["every"]:
        return None
    today = ws.minute()[:10]
    again = next_due(task["due_at"] or today, task["every"], after=today, from_done=bool(task["from_done"]))
    kept = ("customer_id", "title", "priority", "every", "from_done", "goal", "owner", "origin")
    journal.insert("tasks", {**{key: task[key] for key in kept}, "due_at": again, "created_at": ws.minute()})
    return again


def _make(ws: Workspace, journal: Journal, customer_id: int, origins: tuple[str, ...]) -> None:
    """Make tasks, none twice while one is open."""
    there = {one["origin"] for one in talks.open_tasks(journal.db, customer_id)}
    wanted = tuple(origin for origin in origins if origin not in there)
    for one in stage_tasks.made(wanted, ws.settings, today=ws.now().date()) if wanted else ():
        _insert(ws, journal, customer_id, one, {})


def _insert(ws: Workspace, journal: Journal, customer_id: int, made: stage_tasks.Made, more: dict[str, object]) -> None:
    values = {"customer_id": customer_id, "title": "", "due_at": made.due_at, "every": made.every}
    owner = customers.row(journal.db, customer_id)["owner"]
    journal.insert("tasks", {**values, "origin": made.origin, "owner": owner, "created_at": ws.minute(), **more})
