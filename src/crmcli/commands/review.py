"""`crm review`: once a week through one's own customers, one a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._globals import session
from crmcli.commands._output import pick_format
from crmcli.errors import N_
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session

SUMMARY = N_("Once a week through your customers: reach, stage, plan.")
DETAILS = N_(
    "Yours are those you own and those nobody owns; lost ones are left out. Whoever waited longest comes first. Space"
    " says that all is in order; then the customer comes again in a week (crm config: review.days).\n"
    "\n"
    "  crm review\n"
    "  crm review stage:quote --limit 10\n"
    "  crm review --all             everybody's, the lost ones too\n"
    "  crm review --list            only the list"
)

Filter = Annotated[
    list[str] | None, typer.Argument(metavar=N_("FILTER"), help=N_("Only these, such as status:intent."))
]
Owner = Annotated[str, typer.Option("--owner", metavar=N_("NAME"), help=N_("Whose customers, if not your own."))]
All = Annotated[bool, typer.Option("--all", help=N_("Everybody's, the lost ones too."))]
Limit = Annotated[int | None, typer.Option("--limit", min=1, max=10**9, metavar=N_("N"), help=N_("The first N."))]
Listed = Annotated[bool, typer.Option("--list", help=N_("Only list them, with what stands out."))]


def command(
    ctx: typer.Context,
    terms: Filter = None,
    owner: Owner = "",
    every: All = False,
    limit: Limit = None,
    listed: Listed = False,
) -> None:
    """Walk, or list where nobody is there to walk."""
    from crmcli.services import reviewing
    from crmcli.services.showing import records

    current = session(ctx)
    asked = listed or bool(current.options.format or current.options.output) or not current.interactive
    drawn = pick_format(current.options, default="", also=(), card=False)
    with current.reader() as workspace:
        ids = reviewing.waiting(workspace, terms or (), owner=owner, everybody=every)[:limit]
        days = reviewing.days(workspace)
        found = records(workspace, ids)
        seen = [reviewing.seen(workspace, one) for one in ids] if asked and drawn in ("table", "md") else []
    if asked:
        from crmcli.commands._views.review import review_sheet

        current.show(review_sheet(found, seen, days=days))
        current.remember_rows([one.code for one in found])
    else:
        _walk(current, [one.code for one in found], days=days)


def _walk(current: Session, codes: list[str], *, days: int) -> None:
    from crmcli.commands._reviewing import ReviewWalk

    if not codes:
        current.say(Msg(N_("Everybody was reviewed in the last {n} days."), {"n": days}))
        return
    ReviewWalk(current, codes).run()
