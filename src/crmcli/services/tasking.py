"""Tasks: adding, listing, closing and putting off. Rows of the due list that are no tasks: services/settling.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.core import stage_tasks
from crmcli.core.dates import parse_when
from crmcli.core.nextstep import parse_next_step
from crmcli.core.recurrence import parse_every
from crmcli.errors import N_, BadValue, NotFound, Refused, UsageError
from crmcli.model import customers, talks, tasks
from crmcli.model.journal.writing import Journal
from crmcli.records.base import Word
from crmcli.services import checks, entry, staging

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

MANUAL = "manual"


class TaskOptions(NamedTuple):
    """The options of `crm task add`, as typed; empty is not given.

    Args:
        from_done: it comes again so long after it was done, not after it was due.
    """

    due: str = ""
    every: str = ""
    priority: str = ""
    goal: str = ""
    owner: str = ""
    from_done: bool = False


def add(ws: Workspace, customer_id: int, title: str, options: TaskOptions) -> int:
    """Make a task as one operation; returns its id.

    Args:
        title: what is to be done; without options.due and options.every its day may stand in it, as in a next step.

    Raises:
        UsageError, BadValue: no title, or something that cannot be read.
        Refused: a number that must not be kept, or a customer in the trash.
    """
    if not title.strip():
        raise UsageError(N_("What is to be done? A task needs a title."))
    checks.refuse_sensitive((title, options.goal))
    due_at = parse_when(options.due, now=ws.now()).at if options.due.strip() else None
    every = parse_every(options.every) if options.every.strip() else None
    if due_at is None and every is None and (said := parse_next_step(title, now=ws.now())).title and said.due_at:
        title, due_at = said.title, said.due_at
    if options.from_done and every is None:
        raise UsageError(N_("--from-done belongs to a task that comes again."), N_("Add --every, such as --every 1w."))
    if every and due_at is None:
        due_at = ws.minute()[:10]
    values = {
        "customer_id": customer_id,
        "title": title.strip(),
        "due_at": due_at,
        "every": every,
        "from_done": int(options.from_done),
        "priority": ws.words.code("priority", options.priority) if options.priority else "mid",
        "goal": options.goal.strip() or None,
        "owner": options.owner.strip() or str(ws.settings["default.owner"]) or ws.user or None,
        "origin": MANUAL,
        "created_at": ws.minute(),
    }
    with ws.operation() as journal:
        checks.refuse_gone(journal.db, customer_id)
        return journal.insert("tasks", values)


def listed(
    ws: Workspace, tokens: Sequence[str] = (), *, closed: bool = False, late: bool = False
) -> tuple[dict[str, Any], ...]:
    """Rows of v_tasks, of the customers that a filter selects.

    Args:
        closed: bring the closed ones too.
        late: only open ones whose day has passed: promises not kept.
    """
    chosen = None
    if tokens:
        from crmcli.services import listing

        chosen = listing.select(ws, listing.read_filter(ws, tokens), sort="code")
    found = tasks.listed(ws.db, among=chosen, closed=closed)
    if not late:
        return found
    today = ws.minute()[:10]
    return tuple(one for one in found if one["state"] == "open" and one["due_at"] and one["due_at"][:10] < today)


def row(ws: Workspace, task_id: int) -> dict[str, Any]:
    """One row of v_tasks, open or closed."""
    return tasks.shown(ws.db, task_id)


def find(ws: Workspace, task_id: int) -> dict[str, Any]:
    """An open task by its number.

    Raises:
        NotFound: there is none, or its customer is in the trash.
        Refused: it is closed already.
    """
    row = tasks.task(ws.db, task_id)
    if row is None or not customers.candidates(ws.db, [row["customer_id"]]):
        raise NotFound(N_("There is no task {id}."), N_("Tasks with their numbers: crm task list"), id=task_id)
    if row["state"] != "open":
        raise Refused(
            N_("Task {id} is closed already: {state}, {day}."),
            N_("Open ones: crm task list. A slip is taken back with: crm undo"),
            id=task_id,
            state=Word("task_state", row["state"]),
            day=(row["closed_at"] or "")[:10],
        )
    return row


def close(ws: Workspace, journal: Journal, task_id: int, *, state: str, reason: str | None = None) -> str | None:
    """Close a task within an operation, unless the operation has closed it already.

    When the last after-sales task of a won customer is closed, the customer is in after-sales (product.md §1).

    Returns:
        When it is due again; None when it does not come again.
    """
    row = tasks.task(journal.db, task_id)
    if row is None or row["state"] != "open":
        return None
    again = entry.close(ws, journal, row, state=state, reason=reason)
    customer = customers.row(journal.db, row["customer_id"])
    left = {one["origin"] for one in talks.open_tasks(journal.db, customer["id"])}
    if (
        row["origin"] in stage_tasks.AFTER_SALES
        and customer["stage"] == "won"
        and left.isdisjoint(stage_tasks.AFTER_SALES)
    ):
        staging.write(ws, journal, customer["id"], "after_sales")
    return again


def skip(ws: Workspace, task_id: int, reason: str) -> str | None:
    """Leave a task undone, as its own operation; returns when it is due again.

    Raises:
        UsageError: no reason.
        NotFound, Refused: see find.
    """
    return skip_all(ws, [task_id], reason)[0]


def skip_all(ws: Workspace, task_ids: Sequence[int], reason: str) -> tuple[str | None, ...]:
    """Leave tasks undone, all in one operation; returns when each is due again.

    Raises:
        UsageError, NotFound, Refused: as skip; then none is skipped.
    """
    if not reason.strip():
        raise UsageError(N_("Why is it skipped? A skip needs a reason."), N_("For example: --reason 'on holiday'"))
    checks.refuse_sensitive((reason,))
    for task_id in task_ids:
        find(ws, task_id)
    with ws.operation() as journal:
        return tuple(close(ws, journal, one, state="skipped", reason=reason.strip()) for one in task_ids)


def later_moment(ws: Workspace, text: str) -> str:
    """The day or moment that something is put off to.

    Raises:
        BadValue: it cannot be read, or does not lie ahead.
    """
    at = parse_when(text, now=ws.now()).at
    if at <= ws.minute()[: len(at)]:
        raise BadValue(
            N_("{at} does not lie ahead."), N_("Put it off to a later day, such as tomorrow, +3d or fri."), at=at
        )
    return at
