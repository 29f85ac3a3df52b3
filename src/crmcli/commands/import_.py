"""`crm import FILE…`: sheets as they come, with a report of every row; the dialogue is in _importing."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands import _importing, _profiles
from crmcli.commands._arguments import Yes
from crmcli.commands._globals import session
from crmcli.errors import N_

SUMMARY = N_("Import customers, talks, orders or deals from a sheet.")
DETAILS = N_(
    "Excel, CSV, ODS, JSON, VCF and HTML tables, as they come: title rows, merged cells, several sheets, any encoding."
    " It reports before it writes; crm batch undo takes a whole import back. The same file again changes nothing.\n"
    "\n"
    "  crm import 签到表.xlsx --source 展会 --event 2026广交会\n"
    "  crm import customers.csv --dry-run --verbose\n"
    "  crm import list.csv --map 老板=contact --map 编号=-\n"
    "  crm import list.csv --map 老板=contact --save-profile partner\n"
    "  crm import list.csv --inspect"
)

Files = Annotated[
    list[str] | None, typer.Argument(metavar=N_("FILE"), help=N_("One or more files; - is standard input."))
]
OnMatch = Annotated[
    str,
    typer.Option(
        "--on-match",
        metavar="fill|update|skip|new|ask",
        help=N_("Who is there already: fill what is empty, take the newest value, skip, add anew, or ask."),
    ),
]
Source = Annotated[
    str, typer.Option("--source", metavar=N_("WORD"), help=N_("Source of all rows that do not say one."))
]
Event = Annotated[
    str, typer.Option("--event", metavar=N_("NAME"), help=N_("The event where you met them; noted once for each."))
]
Tag = Annotated[
    list[str] | None,
    typer.Option("--tag", "-T", metavar=N_("TAG"), help=N_("A tag for all of them; may be repeated.")),
]
Owner = Annotated[str, typer.Option("--owner", metavar=N_("NAME"), help=N_("Whose customers they are; default you."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Only report what would be done; write nothing."))]
Strict = Annotated[bool, typer.Option("--strict", help=N_("Import nothing if any row has a problem."))]
Limit = Annotated[
    int | None, typer.Option("--limit", metavar=N_("N"), min=1, help=N_("Only the first N rows, to try it."))
]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar=N_("COLUMN=FIELD"),
        help=N_("What a column is: name, mobile, custom.NAME… or - to leave it out; may be repeated."),
    ),
]
Profile = Annotated[
    str, typer.Option("--profile", metavar=N_("NAME"), help=N_("Read the columns as a saved mapping says."))
]
SaveProfile = Annotated[
    str,
    typer.Option(
        "--save-profile",
        metavar=N_("NAME"),
        help=N_("Remember what the columns are; files with the same headings are then read so by themselves."),
    ),
]
Profiles = Annotated[bool, typer.Option("--profiles", help=N_("List the saved mappings."))]
Forget = Annotated[str, typer.Option("--forget-profile", metavar=N_("NAME"), help=N_("Forget a saved mapping."))]
Inspect = Annotated[bool, typer.Option("--inspect", help=N_("Only show the columns and how they would be read."))]
Encoding = Annotated[
    str, typer.Option("--encoding", metavar=N_("NAME"), help=N_("Of a text file, if it is guessed wrong: gbk, big5…"))
]
NoHeader = Annotated[bool, typer.Option("--no-header", help=N_("The sheet has no headings: guess by the values."))]
Verbose = Annotated[bool, typer.Option("--verbose", help=N_("A line for each row."))]


def command(  # noqa: PLR0913 - one for each option
    ctx: typer.Context,
    files: Files = None,
    on_match: OnMatch = "fill",
    source: Source = "",
    event: Event = "",
    tag: Tag = None,
    owner: Owner = "",
    dry_run: DryRun = False,
    yes: Yes = False,
    strict: Strict = False,
    limit: Limit = None,
    map_: Map = None,
    profile: Profile = "",
    save_profile: SaveProfile = "",
    profiles: Profiles = False,
    forget_profile: Forget = "",
    inspect: Inspect = False,
    encoding: Encoding = "",
    no_header: NoHeader = False,
    verbose: Verbose = False,
) -> None:
    """Import sheets."""
    if profiles or forget_profile:
        _profiles.run(session(ctx), forget=forget_profile)
        return
    asked = _importing.Asked(
        files=tuple(files or ()),
        on_match=on_match,
        source=source,
        event=event,
        tags=tuple(tag or ()),
        owner=owner,
        dry_run=dry_run,
        yes=yes,
        strict=strict,
        limit=limit,
        given=tuple(map_ or ()),
        profile=profile,
        save_profile=save_profile,
        inspect=inspect,
        encoding=encoding,
        no_header=no_header,
        verbose=verbose,
    )
    raise typer.Exit(_importing.run(session(ctx), asked))
