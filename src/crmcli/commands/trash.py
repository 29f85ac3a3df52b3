"""`crm trash`: what is in the trash, back out of it, and out of the world; and blanking what was typed by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._arguments import Yes
from crmcli.commands._globals import session
from crmcli.commands._said import show_customers, told, wants_record
from crmcli.errors import N_, Failed
from crmcli.records.base import Msg
from crmcli.records.sheet import Card

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.workspace import Workspace

SUMMARY = N_("See, restore or erase what is in the trash.")
DETAILS = N_(
    "purge and redact cannot be undone: they also rewrite the history. Backups made before still hold the data.\n"
    "\n"
    "  crm trash\n"
    "  crm trash restore C20260501001\n"
    "  crm trash purge\n"
    "  crm trash redact '6222 0200 0000 0000'"
)

Some = Annotated[list[str], typer.Argument(metavar=N_("CODE…"), help=N_("Codes or names of customers in the trash."))]
Any_ = Annotated[
    list[str] | None,
    typer.Argument(metavar=N_("CODE…"), help=N_("Codes or names; all that is there when none is given.")),
]
Text = Annotated[str, typer.Argument(metavar=N_("TEXT"), help=N_("What to blank, 4 characters at least."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Only say what would be done; write nothing."))]

app = typer.Typer(invoke_without_command=True, add_completion=False)


@app.callback()
def list_all(ctx: typer.Context) -> None:
    """List the trash, unless a subcommand was named."""
    if ctx.invoked_subcommand is None:
        _list(ctx)


@app.command("list", help=N_("List the customers in the trash."))
def list_command(ctx: typer.Context) -> None:
    """The same as the bare command."""
    _list(ctx)


@app.command("restore", help=N_("Take customers out of the trash."))
def restore(ctx: typer.Context, codes: Some) -> None:
    """Take customers out of the trash."""
    from crmcli.services import trash
    from crmcli.services.showing import records

    current = session(ctx)
    with current.writer() as workspace:
        ids = [row["id"] for row in trash.chosen(workspace, codes)]
        names = trash.restore(workspace, codes)
        many = Msg(N_("{n} customers"), {"n": len(names)}, one=N_("{n} customer"))
        told(current, workspace, names[0] if len(names) == 1 else many)
        show_customers(current, records(workspace, ids))


@app.command("purge", help=N_("Erase customers in the trash for good."))
def purge(ctx: typer.Context, codes: Any_ = None, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Erase customers in the trash for good."""
    from crmcli.commands._views.trash import trash_sheet
    from crmcli.services import trash

    current = session(ctx)
    with current.reader() if dry_run else current.writer() as workspace:
        rows = trash.chosen(workspace, codes or ())
        if not rows:
            current.say(Msg(N_("The trash is empty.")))
            return
        if dry_run:
            current.show(trash_sheet(rows))
            return
        named = Msg(N_("{n} customers"), {"n": len(rows)}, one=N_("{n} customer"))
        what = rows[0]["name"] if len(rows) == 1 else named
        _agree(current, Msg(N_("Erase {what} with all talks, files and history, for good?"), {"what": what}), yes=yes)
        count = trash.purge(workspace, [row["code"] for row in rows])
        _erased(current, workspace, Msg(N_("{n} customers erased"), {"n": count}, N_("{n} customer erased")))


@app.command("redact", help=N_("Blank a text, such as an ID-card number, wherever it is written."))
def redact(ctx: typer.Context, text: Text, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Blank a text wherever it is written."""
    from crmcli.services import trash

    current = session(ctx)
    with current.reader() if dry_run else current.writer() as workspace:
        found = trash.count_texts(workspace, text)
        places = Msg(N_("{n} places"), {"n": found}, one=N_("{n} place"))
        if dry_run:
            current.say(Msg(N_("It stands in {places}, the history included."), {"places": places}))
            return
        _agree(current, Msg(N_("Blank it in {places}, the history included, for good?"), {"places": places}), yes=yes)
        count = trash.redact(workspace, text)
        said = Msg(N_("blanked in {n} places"), {"n": count}, one=N_("blanked in {n} place"))
        _erased(current, workspace, said)
        current.say(Msg(N_("Your shell may remember the command you just typed: clear it there too.")))


def _list(ctx: typer.Context) -> None:
    from crmcli.commands._views.trash import trash_sheet
    from crmcli.services import trash

    with session(ctx).reader() as workspace:
        rows = trash.listed(workspace)
    session(ctx).show(trash_sheet(rows))


def _agree(current: Session, question: Msg, *, yes: bool) -> None:
    """Ask, after saying what cannot be taken back."""
    if not yes:
        current.must_ask(N_("Add --yes to agree beforehand. It cannot be undone."))
        current.say(Msg(N_("This cannot be undone. Backups made earlier still hold it.")))
    if not current.confirm(question, yes=yes):
        raise Failed(N_("Nothing was changed."))


def _erased(current: Session, workspace: Workspace, what: Msg) -> None:
    number = workspace.last_operation
    current.say(Msg(N_("#{number} · {what}"), {"number": str(number), "what": what}))
    current.say(Msg(N_("Backups made earlier still hold it: {path}"), {"path": str(workspace.caller.backups)}))
    if wants_record(current):
        current.show(Card(Msg(""), (), {"operation": number, "erased": what.params["n"]}))
