"""`crm export`: whole tables as a file or into a pipe, the same columns every week; or all there is."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands._days import Period, Since, Until
from crmcli.commands._globals import session
from crmcli.errors import N_

SUMMARY = N_("Write customers, talks, deals… or everything, for spreadsheets, phones and scripts.")
DETAILS = N_(
    "The days are those of each row: when a customer or contact was last changed, when a talk took place.\n"
    "The same data gives the same bytes. Suffixes of -o: csv, tsv, json, jsonl, md, xlsx, vcf; for all: zip, json.\n"
    "Layouts are the classic sheets multi-channel, basic, followups and relationship.\n"
    "\n"
    "  crm export -o customers.xlsx\n"
    "  crm export interactions --period last-week -o talks.csv\n"
    "  crm export contacts source:expo --columns name,mobile,email > people.csv\n"
    "  crm export --layout relationship -o relations.xlsx\n"
    "  crm export contacts tag:VIP -o phone.vcf\n"
    "  crm export all -o everything.zip      (crm import everything.zip puts it into an empty file)"
)

What = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=N_("WHAT FILTER"),
        help=N_("customers, contacts, interactions, deals, orders, tasks or all; then which customers."),
    ),
]
Columns = Annotated[
    str, typer.Option("--columns", metavar=N_("NAMES"), help=N_("Which columns, with commas: name,phone,stage."))
]
Layout = Annotated[str, typer.Option("--layout", metavar=N_("NAME"), help=N_("One of the classic sheets."))]
Excel = Annotated[bool, typer.Option("--excel", help=N_("CSV that Excel opens rightly: with a byte order mark."))]
NoBom = Annotated[bool, typer.Option("--no-bom", help=N_("CSV without a byte order mark."))]


def command(
    ctx: typer.Context,
    words: What = None,
    period: Period = "",
    since: Since = "",
    until: Until = "",
    columns: Columns = "",
    layout: Layout = "",
    excel: Excel = False,
    no_bom: NoBom = False,
) -> None:
    """Write whole tables."""
    from crmcli.commands import _exporting

    asked = _exporting.Asked(tuple(words or ()), period, since, until, columns, layout, excel=excel, no_bom=no_bom)
    _exporting.run(session(ctx), asked)
