"""What may not be written of a deal: ends of open ones, gaps in closed ones. Writing is services/dealing.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crmcli.core import deals as rules
from crmcli.errors import N_, UsageError
from crmcli.records.sales import Deal

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

DAYS = frozenset({"created_at", "expected_close_at", "signed_at", "ends_at"})


def check_edit(before: Deal, columns: Mapping[str, Any]) -> None:
    """Refuse to change a deal into what there is not.

    Args:
        columns: as they are to be.

    Raises:
        UsageError, BadValue, Refused: what only a closed deal has, or a closed one needs; days that cannot be.
    """
    if "stage" in columns:
        rules.check_stage(columns["stage"] or "")
        rules.check_not_won(before._asdict())
    if before.state == "open":
        refuse_ends({"lost_reason": columns.get("lost_reason")})
    if columns.get("lost_reason", True) is None and before.state == "lost":
        raise UsageError(N_("A lost deal needs a reason."), N_("To open it again: crm deal move DEAL STAGE"))
    if before.state == "won" and columns.get("amount", True) is None:
        raise UsageError(N_("A won deal needs its amount."))
    if not DAYS & columns.keys():  # what a sheet brought stays as it is
        return
    days = {**before._asdict(), **columns}
    expected = days["expected_close_at"] if {"expected_close_at", "created_at"} & columns.keys() else None
    named = {"opened": days["created_at"], "expected": expected, "signed": days["signed_at"], "ends": days["ends_at"]}
    rules.check_days(named)


def refuse_ends(columns: Mapping[str, Any]) -> None:
    """Refuse what only a closed deal has: it is said when it is closed.

    Raises:
        UsageError: a day of signing, or a reason of the loss.
    """
    if columns.get("signed_at"):
        raise UsageError(N_("A signed deal is won."), N_("Open it first, then type: crm deal won DEAL --signed DATE"))
    if columns.get("lost_reason"):
        raise UsageError(N_("A reason belongs to a loss only."), N_("Type: crm deal lost DEAL --reason WORD"))


def contract(ws: Workspace, before: Deal, columns: Mapping[str, Any]) -> dict[str, Any]:
    """What a deal is won with, and when: the columns that were typed, without empty ones.

    Raises:
        Refused: the deal is won already. UsageError: nobody said for how much. BadValue: days that cannot be.
    """
    rules.check_not_won(before._asdict())
    terms = {key: value for key, value in columns.items() if value is not None or key == "currency"}
    signed = terms.setdefault("signed_at", before.signed_at or ws.minute()[:10])
    if terms.get("amount", before.amount) is None:
        raise UsageError(
            N_("Deal {id} has no amount: what was it won for?"), N_("Add --amount, for example --amount 80000."),
            id=before.id,
        )  # fmt: skip
    ends = terms.get("ends_at", before.ends_at)
    rules.check_days({"opened": before.created_at, "signed": signed, "ends": ends})
    return terms
