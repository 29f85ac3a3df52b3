"""`crm batch list|show|undo`: imports in force, and taking one back whole."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands import _reversing
from crmcli.commands._arguments import Yes
from crmcli.commands._globals import session
from crmcli.errors import N_, BadValue

SUMMARY = N_("Imports: list them, see one row by row, take one back.")
DETAILS = N_(
    "Taking an import back leaves what you have changed since, and says what and why.\n"
    "\n"
    "  crm batch list\n"
    "  crm batch show 3 --verbose\n"
    "  crm batch undo 3"
)

Number = Annotated[str, typer.Argument(metavar=N_("N"), help=N_("Number of the import; see crm batch list."))]
Verbose = Annotated[bool, typer.Option("--verbose", help=N_("A line for each row."))]

app = typer.Typer(invoke_without_command=True, add_completion=False)


@app.callback()
def list_all(ctx: typer.Context) -> None:
    """List the imports, unless a subcommand was named."""
    if ctx.invoked_subcommand is None:
        _list(ctx)


@app.command("list", help=N_("List the imports that are in force."))
def list_command(ctx: typer.Context) -> None:
    """List the imports."""
    _list(ctx)


@app.command("show", help=N_("One import: its file, its counts, its rows."))
def show(ctx: typer.Context, number: Number, verbose: Verbose = False) -> None:
    """Show one import."""
    from crmcli.commands._views.batches import batch_card
    from crmcli.services import batches

    current = session(ctx)
    wanted = _number(number)
    with current.reader() as workspace:
        current.show(batch_card(batches.batch(workspace, wanted), batches.rows(workspace, wanted), verbose=verbose))


@app.command("undo", help=N_("Take an import back, but for what you have changed since."))
def undo(ctx: typer.Context, number: Number, yes: Yes = False, dry_run: _reversing.DryRun = False) -> None:
    """Take an import back."""
    from crmcli.services import batches

    wanted = _number(number)
    how = _reversing.How(yes=yes, dry_run=dry_run, keep_later=True)
    _reversing.run(session(ctx), lambda workspace, _: batches.plan_undo(workspace, wanted), None, how)


def _list(ctx: typer.Context) -> None:
    from crmcli.commands._views.batches import batches_sheet
    from crmcli.services import batches

    current = session(ctx)
    with current.reader() as workspace:
        current.show(batches_sheet(batches.batches(workspace)))


def _number(text: str) -> int:
    plain = text.strip().removeprefix("#").removeprefix("＃")
    if not plain.isdecimal() or int(plain) > _reversing.LARGEST:
        raise BadValue(
            N_("“{text}” is not the number of an import."), N_("To see the numbers: crm batch list"), text=text
        )
    return int(plain)
