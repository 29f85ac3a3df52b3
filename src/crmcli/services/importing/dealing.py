"""A deal of a file beside the same deal here: what it adds, what differs, and whether it may move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from crmcli.core.stages import DEAL_STAGES

if TYPE_CHECKING:
    from crmcli.records.draft import DraftDeal

COLUMNS = ("amount", "currency", "product", "probability", "expected_close_at", "competitor", "contract_no",
           "signed_at", "ends_at")  # fmt: skip
FIELDS = {"state": "deal_state"}  # as it is called where columns are named


def compared(row: Mapping[str, Any], deal: DraftDeal) -> Iterator[tuple[str, Any, Any]]:
    """(column, the file's value, ours) of whatever the file says otherwise; ours is None where there is none."""
    for key in COLUMNS:
        new = getattr(deal, key)
        if key == "probability" and new == row["counted"]:
            continue  # that of its stage, or as it stands
        if new not in (None, "", row[key]):
            yield key, new, row[key] or None
    if deal.state != row["state"]:
        yield "state", deal.state, row["state"]
    elif deal.state == "open" and deal.stage and deal.stage != row["stage"]:
        yield "stage", deal.stage, row["stage"]


def may_move(key: str, old: Any, new: Any) -> bool:
    """Whether a value may take the place of another: an import never moves a deal backwards (product.md §1)."""
    if key == "state":
        return bool(old == "open")
    if key == "stage":
        return DEAL_STAGES.index(new) > DEAL_STAGES.index(old) if old in DEAL_STAGES and new in DEAL_STAGES else False
    return True
