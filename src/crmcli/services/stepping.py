"""Next steps: what was agreed with a customer, kept as an open task until the next talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.core.nextstep import NextStep
from crmcli.model import talks
from crmcli.model.journal.writing import Journal

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

ORIGIN = "next_step"


def apply(
    ws: Workspace,
    journal: Journal,
    customer_id: int,
    step: NextStep | None,
    *,
    clear: bool = False,
    talk_id: int | None = None,
) -> int | None:
    """Replace a customer's open next steps by `step`, within an operation.

    Args:
        step: what comes next; None leaves things as they are, unless `clear`.
        clear: withdraw what is open.
        talk_id: the interaction in which it was agreed.

    Returns:
        Id of the new task, if one was made.
    """
    if step is None and not clear:
        return None
    close(ws, journal, customer_id, state="withdrawn")
    if step is None:
        return None
    values = {
        "customer_id": customer_id,
        "interaction_id": talk_id,
        "title": step.title,
        "due_at": step.due_at,
        "owner": step.owner,
        "origin": ORIGIN,
        "created_at": ws.minute(),
    }
    return journal.insert("tasks", values)


def waiting(ws: Workspace, customer_id: int) -> tuple[str, str] | None:
    """Title and date of an open next step that was to be done by today; None when there is none."""
    today = ws.minute()[:10]
    rows = talks.open_tasks(ws.db, customer_id, origin=ORIGIN)
    return next(((row["title"], row["due_at"]) for row in rows if row["due_at"] and row["due_at"][:10] <= today), None)


def close(ws: Workspace, journal: Journal, customer_id: int, *, state: str) -> int:
    """Close a customer's open next steps as "done" or "withdrawn"; returns how many there were."""
    rows = talks.open_tasks(journal.db, customer_id, origin=ORIGIN)
    return journal.update_many("tasks", ("state", "closed_at"), [(row["id"], state, ws.minute()) for row in rows])
