"""The weekly review: whose turn it is, what stands out, and that it was done (product.md §5; R147, R166)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from crmcli.core.cadence import cadence_days
from crmcli.core.review import Review, findings
from crmcli.model import customers, reviews
from crmcli.model.facts.gathering import gather, state_of
from crmcli.model.reviews import MOST as MOST
from crmcli.records.base import Msg
from crmcli.services import checks

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

REACHING = ("mobile", "phone", "email", "wechat", "qq")


def waiting(ws: Workspace, tokens: Sequence[str] = (), *, owner: str = "", everybody: bool = False) -> tuple[int, ...]:
    """Ids of the customers whose turn it is, those that waited longest first.

    Args:
        tokens: FILTER words; none for all.
        owner: whose customers; one's own and nobody's when empty.
        everybody: whoever owns them, the lost ones too.

    Raises:
        UsageError, BadValue: a filter that cannot be read.
    """
    among = None
    if tokens:
        from crmcli.services import listing

        among = listing.select(ws, listing.read_filter(ws, tokens), sort="code")
    owners = None if everybody and not owner else (owner,) if owner else mine(ws)
    return reviews.waiting(ws.db, _before(ws), owners=owners, nobodys=not owner, lost=everybody, among=among)


def count(ws: Workspace) -> int:
    """How many of one's own customers were not reviewed for `review.days`, MOST at most; 0 when that is off."""
    return reviews.count(ws.db, _before(ws), owners=mine(ws)) if days(ws) else 0


def days(ws: Workspace) -> int:
    """The setting review.days."""
    return int(ws.settings["review.days"])


def mine(ws: Workspace) -> tuple[str, ...]:
    """The names under which customers are one's own."""
    return tuple(dict.fromkeys(name for name in (str(ws.settings["default.owner"]), ws.user) if name))


def _before(ws: Workspace) -> str:
    """What was reviewed on this ISO day or later is fresh: a week after a Friday comes the next Friday."""
    return (ws.now().date() - timedelta(max(days(ws), 1) - 1)).isoformat()


def seen(ws: Workspace, customer_id: int) -> tuple[Msg, ...]:
    """What stands out about one customer, in words."""
    row = customers.row(ws.db, customer_id)
    known = next(iter(gather(ws.db, [customer_id])))
    state, record = state_of(known), customers.record(ws.db, customer_id)
    review = Review(
        reachable=any(getattr(record, kind) for kind in REACHING),
        stage=row["stage"],
        stage_since=reviews.stage_since(ws.db, customer_id),
        last_contact_at=state.last_contact_at,
        cadence_days=cadence_days(state, ws.due_settings()),
        next_at=state.next_at,
        incomplete=bool(row["incomplete"]),
    )
    return tuple(findings(review, today=ws.minute()[:10]))


def done(ws: Workspace, customer_id: int) -> None:
    """Note as one operation that a customer was reviewed now."""
    with ws.operation() as journal:
        checks.refuse_gone(journal.db, customer_id)
        journal.update("customers", customer_id, {"reviewed_at": ws.minute()})
