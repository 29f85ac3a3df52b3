"""Deals as they are: one, some, and the stages one went through. Changing them is services/dealing.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from crmcli.errors import N_, NotFound
from crmcli.model import deals
from crmcli.records.sales import Deal, Step

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

STATES = ("open", "won", "lost")


def get(ws: Workspace, deal_id: int) -> Deal:
    """One deal by its number.

    Raises:
        NotFound: there is none, or its customer is in the trash.
    """
    found = deals.record(ws.db, deal_id)
    if found is None:
        raise NotFound(N_("There is no deal {id}."), N_("Deals with their numbers: crm deal list --all"), id=deal_id)
    return _dated(ws, found)


def listed(
    ws: Workspace, tokens: Sequence[str] = (), *, states: Sequence[str] = ("open",), stage: str = "",
    since: str | None = None, until: str | None = None,
) -> tuple[Deal, ...]:  # fmt: skip
    """Deals of the customers that FILTER words select.

    Args:
        states: "open", "won", "lost".
        stage: words of stages, with commas between; empty for all.
        since, until: ISO days, see model.deals.

    Raises:
        UsageError, BadValue: a filter or a stage that cannot be read.
    """
    among = None
    if tokens:
        from crmcli.services import listing

        among = listing.select(ws, listing.read_filter(ws, tokens), sort="code")
    codes = [ws.words.code("deal_stage", one) for one in stage.replace("，", ",").split(",") if one.strip()]
    found = deals.listed(ws.db, among=among, states=states, stages=codes, since=since, until=until)
    return tuple(_dated(ws, one) for one in found)


def history(ws: Workspace, deal_id: int) -> tuple[Step, ...]:
    """The stages a deal went through, each with the days it stayed."""
    events = deals.events(ws.db, deal_id)
    ends = [*(row["at"] for row in events[1:]), ws.minute()]
    return tuple(
        Step(row["stage"], row["at"], None if row["stage"] in ("won", "lost") else _days(row["at"], end), row["reason"])
        for row, end in zip(events, ends, strict=True)
    )


def _dated(ws: Workspace, deal: Deal) -> Deal:
    return deal._replace(days_in_stage=_days(deal.stage_since, ws.minute())) if deal.state == "open" else deal


def _days(start: str, end: str) -> int:
    return max((date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days, 0)
