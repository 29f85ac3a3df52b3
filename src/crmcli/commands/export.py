"""`crm export`: customers, contacts or interactions as a file or into a pipe, the same columns every week."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from crmcli import i18n
from crmcli.commands._days import Period, Since, Until
from crmcli.commands._globals import session
from crmcli.commands._output import STDOUT, pick_format, to_terminal, write
from crmcli.errors import N_, UsageError
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session

SUMMARY = N_("Write customers, contacts or interactions for spreadsheets and scripts.")
DETAILS = N_(
    "The days are those of each row: when a customer or contact was last changed, when a talk took place.\n"
    "The same data gives the same bytes. Suffixes of -o: csv, tsv, json, jsonl, md, xlsx.\n"
    "\n"
    "  crm export -o customers.xlsx\n"
    "  crm export interactions --period last-week -o talks.csv\n"
    "  crm export contacts source:expo --columns name,mobile,email > people.csv"
)
ALSO = ("xlsx",)
PREVIEW_ROWS = 20

What = Annotated[
    list[str] | None,
    typer.Argument(metavar=N_("WHAT FILTER"), help=N_("customers, contacts or interactions; then which customers.")),
]
Columns = Annotated[
    str, typer.Option("--columns", metavar=N_("NAMES"), help=N_("Which columns, with commas: name,phone,stage."))
]
Excel = Annotated[bool, typer.Option("--excel", help=N_("CSV that Excel opens rightly: with a byte order mark."))]
NoBom = Annotated[bool, typer.Option("--no-bom", help=N_("CSV without a byte order mark."))]


def command(
    ctx: typer.Context,
    words: What = None,
    period: Period = "",
    since: Since = "",
    until: Until = "",
    columns: Columns = "",
    excel: Excel = False,
    no_bom: NoBom = False,
) -> None:
    """Write whole tables."""
    from crmcli.commands._drawing import wording
    from crmcli.commands._views.exported import kind_and_filter, picked, preview
    from crmcli.core.report_periods import read_days
    from crmcli.records.sheet import Sheet
    from crmcli.render.options import Options as Drawing
    from crmcli.render.registry import draw_rows
    from crmcli.services.exporting import export
    from crmcli.services.views import custom_fields

    current = session(ctx)
    if excel and no_bom:
        raise UsageError(N_("--excel writes the byte order mark that --no-bom leaves out."), N_("Type one of them."))
    screen = to_terminal(current.options) and not current.options.format
    drawn = "table" if screen else pick_format(current.options, default="csv", also=ALSO, card=False)
    days = read_days(period=period, since=since, until=until, now=current.now())
    kind, terms = kind_and_filter(words or [])
    with current.reader() as workspace:
        found = export(workspace, kind, terms, days=days)
        names = custom_fields(workspace) if kind == "customers" else ()
        cols, pick = picked(kind, columns, custom=names, spread=drawn not in ("json", "jsonl"))
        rows = map(pick, found.rows)
        made: Sheet | str | bytes
        if screen:
            made = preview(cols, islice(rows, PREVIEW_ROWS), kind=kind, total=found.total, named=bool(columns))
        else:
            how = Drawing(codes=current.options.codes, bom=_mark(current, excel=excel, no_bom=no_bom))
            made = draw_rows(cols, rows, drawn, wording(current), how)
    # Written when the file is closed: a reader keeps writers waiting, and whoever reads a pipe may take their time.
    if isinstance(made, Sheet):
        current.show(made)
    else:
        write(made, current.options)
        _told(current, found.total)


def _mark(current: Session, *, excel: bool, no_bom: bool) -> bool:
    """Excel takes a CSV without the mark for the system's old encoding; scripts in a pipe would stumble over it."""
    to_file = current.options.output not in ("", STDOUT)
    return excel or (not no_bom and to_file and i18n.language() == "zh")


def _told(current: Session, total: int) -> None:
    if current.options.output not in ("", STDOUT):
        params = {"n": total, "path": current.options.output}
        current.say(Msg(N_("{n} rows in {path}"), params, one=N_("{n} row in {path}")))
