"""Moving a customer along the sales stages; every move is kept with its date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.core import stages
from crmcli.errors import N_, UsageError
from crmcli.model import customers
from crmcli.model.journal.writing import Journal
from crmcli.services import checks, entry

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace


def read_stage(ws: Workspace, text: str, *, present: str | None = None) -> str:
    """The stage that a typed word means: a stage, or a status, which sets its lowest stage.

    Args:
        text: code, label or alias, of a stage or a status.
        present: the customer's stage now; kept when it already has that status.

    Raises:
        BadValue: neither.
    """
    stage = ws.words.find("stage", text)
    if stage is not None:
        return stage
    status = ws.words.find("status", text)
    if status is None:
        return ws.words.code("stage", text)  # raises, with the nearest stages
    return stages.stage_for_status(status, present)


def read_reason(ws: Workspace, text: str | None) -> str | None:
    """The lost reason that a typed word means; None for none.

    Raises:
        BadValue: an unknown reason.
    """
    return ws.words.code("lost_reason", text) if text else None


def move(ws: Workspace, customer_id: int, text: str, *, reason: str | None = None) -> str:
    """Move a customer to a stage as its own operation; returns the stage's code.

    Raises:
        BadValue, UsageError, Refused: an unknown stage or reason, a loss without one, a step back after buying.
    """
    code = read_reason(ws, reason)
    with ws.operation() as journal:
        checks.refuse_gone(journal.db, customer_id)
        present = customers.row(ws.db, customer_id)["stage"]
        stage = read_stage(ws, text, present=present)
        write(ws, journal, customer_id, stage, reason=code)
    return stage


def write(ws: Workspace, journal: Journal, customer_id: int, stage: str, *, reason: str | None = None) -> bool:
    """Move a customer within an operation; False when it is there already.

    Raises:
        UsageError, Refused: a loss without a reason, a step back after buying.
    """
    row = customers.row(journal.db, customer_id)
    stages.check_move(row["stage"], stage, reason=reason)
    if reason and stage != "lost":
        raise UsageError(N_("A reason belongs to a loss only."), N_("Leave --reason out, or move to lost."))
    lost_reason = reason if stage == "lost" else None
    if row["stage"] == stage and (not reason or row["lost_reason"] == reason):
        return False
    at = ws.minute()
    journal.update("customers", customer_id, {"stage": stage, "lost_reason": lost_reason, "updated_at": at})
    event = {"customer_id": customer_id, "from_stage": row["stage"], "stage": stage, "reason": lost_reason, "at": at}
    journal.insert("stage_events", event)
    if row["stage"] != stage:
        entry.moved(ws, journal, customer_id, present=row["stage"])
    return True


def begin(journal: Journal, customer_id: int, stage: str, *, reason: str | None = None, at: str) -> None:
    """Note where a new customer begins."""
    journal.insert("stage_events", {"customer_id": customer_id, "stage": stage, "reason": reason, "at": at})
