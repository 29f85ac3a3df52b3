"""`crm rm`: customers into the trash, one by one or as many as a filter selects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._arguments import Yes
from crmcli.commands._globals import session
from crmcli.commands._said import show_customers, told
from crmcli.errors import N_, Failed
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.customer import Customer
    from crmcli.services.workspace import Workspace

SUMMARY = N_("Move customers to the trash.")
DETAILS = N_(
    "They are kept there, and come back with crm trash restore or crm undo. With a filter term such as status:lost,"
    " all that it selects go. For more than one it asks first.\n"
    "\n"
    "  crm rm oak\n"
    "  crm rm 3 5 C20260501001\n"
    "  crm rm stage:lost last:365d.. --dry-run"
)

Customers = Annotated[
    list[str],
    typer.Argument(metavar=N_("CUSTOMER…"), help=N_("One or more customers, or FILTER terms with key:value.")),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Only list who would go; write nothing."))]


def command(ctx: typer.Context, customers: Customers, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Move customers to the trash."""
    from crmcli.services import trash
    from crmcli.services.showing import records

    current = session(ctx)
    with current.reader() if dry_run else current.writer() as workspace:
        ids, filtered = _meant(current, workspace, customers)
        found = records(workspace, ids)
        if dry_run:
            _list(current, found)
            return
        asked = filtered or (len(found) > 1 and current.interactive)
        if asked and found and not current.confirm(_question(found), yes=yes):
            raise Failed(N_("Nothing was changed."))
        if found:
            trash.remove(workspace, ids)
        _tell(current, workspace, found)


def _meant(current: Session, workspace: Workspace, words: Sequence[str]) -> tuple[tuple[int, ...], bool]:
    """Ids of the customers meant, each once, and whether a filter chose them."""
    from crmcli.commands._customer import resolve
    from crmcli.commands._tagging import is_filter
    from crmcli.services import listing

    if is_filter(words):
        return listing.select(workspace, listing.read_filter(workspace, words), sort="code"), True
    found = [resolve(current, workspace, word) for word in words]
    return tuple(dict.fromkeys(found)), False


def _question(found: Sequence[Customer]) -> Msg:
    return Msg(N_("Move {n} customers to the trash?"), {"n": len(found)}, one=N_("Move {n} customer to the trash?"))


def _list(current: Session, found: Sequence[Customer]) -> None:
    from crmcli.commands._views.trash import leaving_sheet

    current.say(
        Msg(
            N_("{n} customers would go to the trash:"), {"n": len(found)}, one=N_("{n} customer would go to the trash:")
        )
    )
    current.show(leaving_sheet(found))


def _tell(current: Session, workspace: Workspace, found: Sequence[Customer]) -> None:
    many = Msg(N_("{n} customers"), {"n": len(found)}, one=N_("{n} customer"))
    if told(current, workspace, found[0].name if len(found) == 1 else many):
        current.say(Msg(N_("In the trash now. To bring back: crm undo")))
    show_customers(current, found)
