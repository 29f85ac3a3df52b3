"""`crm sync`: import what is new in the saved sources; add, list and remove them."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands import _syncing
from crmcli.commands._globals import session
from crmcli.commands.import_ import Encoding, Event, Map, NoHeader, Owner, Profile, Source, Tag
from crmcli.errors import N_

SUMMARY = N_("Import what is new in saved sources: files, folders, commands.")
DETAILS = N_(
    "Each source remembers what it has imported, so that it can be run as often as you like, by cron too."
    " One that fails does not stop the others; the exit code is then 1.\n"
    "\n"
    "  crm sync add douyin '~/Downloads/抖店*.csv' --source 抖音\n"
    "  crm sync add shop --command 'shop-export --json'\n"
    "  crm sync --dry-run\n"
    "  crm sync"
)

Name = Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("Name of the source, such as douyin."))]
Names = Annotated[list[str] | None, typer.Argument(metavar=N_("NAME"), help=N_("Only these sources."))]
Files = Annotated[
    list[str] | None,
    typer.Argument(metavar=N_("FILE"), help=N_("Files, folders, or patterns in quotes such as '~/Downloads/*.csv'.")),
]
Command = Annotated[
    str,
    typer.Option("--command", metavar=N_("COMMAND"), help=N_("A command whose output is imported: CSV, JSON or else.")),
]
OnMatch = Annotated[
    str,
    typer.Option(
        "--on-match",
        metavar="fill|update|skip|new",
        help=N_("Who is there already: fill what is empty, take the newest value, skip, or add anew."),
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Only report what would be done; write nothing."))]
Again = Annotated[bool, typer.Option("--again", help=N_("Read also what was imported before."))]

app = typer.Typer(invoke_without_command=True, add_completion=False)


@app.callback()
def run_all(ctx: typer.Context, dry_run: DryRun = False, again: Again = False) -> None:
    """Run every source, unless a subcommand was named."""
    if ctx.invoked_subcommand is None:
        raise typer.Exit(_syncing.run(session(ctx), (), dry_run=dry_run, again=again))


@app.command("run", help=N_("Run some of the sources."))
def run(ctx: typer.Context, names: Names = None, dry_run: DryRun = False, again: Again = False) -> None:
    """Run some sources, all without a name."""
    raise typer.Exit(_syncing.run(session(ctx), names or (), dry_run=dry_run, again=again))


@app.command("add", help=N_("Save a source; one that has that name is replaced."))
def add(
    ctx: typer.Context,
    name: Name,
    files: Files = None,
    command: Command = "",
    profile: Profile = "",
    map_: Map = None,
    source: Source = "",
    event: Event = "",
    tag: Tag = None,
    owner: Owner = "",
    on_match: OnMatch = "",
    encoding: Encoding = "",
    no_header: NoHeader = False,
) -> None:
    """Save a source."""
    options = {
        "files": _syncing.glued(files),
        "command": command,
        "profile": profile,
        "map": _syncing.glued(map_),
        "source": source,
        "event": event,
        "tag": _syncing.glued(tag),
        "owner": owner,
        "on-match": on_match,
        "encoding": encoding,
        "no-header": "yes" if no_header else "",
    }
    _syncing.add(session(ctx), name, options)


@app.command("list", help=N_("List the saved sources."))
def list_command(ctx: typer.Context) -> None:
    """List the sources."""
    _syncing.list_all(session(ctx))


@app.command("rm", help=N_("Forget a source; what it has imported stays."))
def rm(ctx: typer.Context, name: Name) -> None:
    """Forget a source."""
    _syncing.remove(session(ctx), name)
