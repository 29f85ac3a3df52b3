"""The course of `crm export`: which rows and columns, read, drawn, written. Rules are in the services."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from crmcli import i18n
from crmcli.commands._drawing import wording
from crmcli.commands._output import STDOUT, pick_format, to_terminal, write
from crmcli.commands._views import exported, vcards
from crmcli.core.report_periods import read_days
from crmcli.errors import N_, UsageError
from crmcli.records.base import Msg
from crmcli.records.sheet import Sheet
from crmcli.render.options import Options as Drawing
from crmcli.render.registry import draw_rows
from crmcli.services import exporting, views

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.core.spans import Span
    from crmcli.services.workspace import Workspace

ALSO = ("xlsx", "vcf")
WITH_CARDS = ("customers", "contacts")  # what has numbers for a phone
IN_ALL = ("customers", "contacts", "interactions", "deals", "orders", "tasks")  # tables for people beside the data
PREVIEW_ROWS = 20


class Asked(NamedTuple):
    """The options of `crm export`, as typed."""

    words: tuple[str, ...] = ()
    period: str = ""
    since: str = ""
    until: str = ""
    columns: str = ""
    layout: str = ""
    excel: bool = False
    no_bom: bool = False


def run(current: Session, asked: Asked) -> None:
    """Export.

    Raises:
        UsageError, BadValue, NotFound: options, days, columns or a filter that cannot be understood.
        Failed: the file cannot be written.
    """
    if asked.excel and asked.no_bom:
        raise UsageError(N_("--excel writes the byte order mark that --no-bom leaves out."), N_("Type one of them."))
    kind, terms = exported.kind_and_filter(asked.words)
    if asked.layout:
        kind = exported.laid_out(kind, asked.layout, named=len(terms) < len(asked.words))
    if kind == exported.ALL:
        _all(current, asked, terms)
        return
    screen = to_terminal(current.options) and not current.options.format
    drawn = "table" if screen else pick_format(current.options, default="csv", also=ALSO, card=False)
    days = read_days(period=asked.period, since=asked.since, until=asked.until, now=current.now())
    with current.reader() as workspace:
        made, total = _made(current, workspace, asked, drawn=drawn, kind=kind, terms=terms, days=days)
    # Written when the file is closed: a reader keeps writers waiting, and whoever reads a pipe may take their time.
    if isinstance(made, Sheet):
        current.show(made)
    else:
        write(made, current.options)
        _told(current, total)


def _made(
    current: Session, workspace: Workspace, asked: Asked, *, drawn: str, kind: str, terms: list[str], days: Span
) -> tuple[Sheet | str | bytes, int]:
    """The rows drawn, or a preview of them for a terminal, and how many there are."""
    how = Drawing(codes=current.options.codes, bom=_mark(current, asked))
    if drawn == "vcf":
        if kind not in WITH_CARDS:
            raise UsageError(N_("Only customers and contacts have cards for a phone."), N_("For csv: -o {kind}.csv"),
                             kind=kind)  # fmt: skip
        found = exporting.export(workspace, exporting.CARDS, terms, days=days)
        return draw_rows(vcards.COLUMNS, map(vcards.card, found.rows), drawn, wording(current), how), found.total
    found = exporting.export(workspace, kind, terms, days=days)
    names = views.custom_fields(workspace) if kind == "customers" else {}
    columns = asked.columns or (views.layout(workspace, terms).columns if kind == "customers" else "")
    cols, pick = exported.picked(kind, columns, custom=names, spread=drawn not in ("json", "jsonl"))
    rows = map(pick, found.rows)
    if drawn == "table":
        preview = exported.preview(
            cols, islice(rows, PREVIEW_ROWS), kind=kind, total=found.total, named=bool(columns or asked.layout)
        )
        return preview, found.total
    return draw_rows(cols, rows, drawn, wording(current), how), found.total


def _all(current: Session, asked: Asked, terms: list[str]) -> None:
    """Everything, for another file of crmcli: whole, in the clear, and not for a screen."""
    from crmcli.services import whole

    if terms or asked != Asked(words=asked.words):
        raise UsageError(
            N_("all takes neither a filter nor days nor columns: it is everything there is."),
            N_("Type: crm export all -o everything.zip"),
        )
    if current.options.mask:
        raise UsageError(
            N_("What is masked could not be taken back."), N_("Leave out --mask, or export customers instead.")
        )
    drawn = pick_format(current.options, default="zip", also=("zip",), card=False)
    if drawn not in ("zip", "json") or (drawn == "zip" and to_terminal(current.options)):
        raise UsageError(N_("all is written as zip or json."), N_("Type: crm export all -o everything.zip"))
    with current.reader() as workspace:
        total = exporting.export(workspace, "customers").total
        made = whole.as_json(workspace) if drawn == "json" else whole.as_zip(workspace, _tables(current, workspace))
    write(made, current.options)
    if current.options.output not in ("", STDOUT):
        params = {"n": total, "path": current.options.output}
        said = N_("Everything, {n} customers among it, in {path}")
        current.say(Msg(said, params, one=N_("Everything, {n} customer among it, in {path}")))


def _tables(current: Session, workspace: Workspace) -> dict[str, str]:
    """Tables for people to open, by file name."""
    made: dict[str, str] = {}
    for kind in IN_ALL:
        names = views.custom_fields(workspace) if kind == "customers" else {}
        cols, pick = exported.picked(kind, "", custom=names, spread=True)
        rows = map(pick, exporting.export(workspace, kind).rows)
        made[f"{kind}.csv"] = str(draw_rows(cols, rows, "csv", wording(current), Drawing(bom=True)))
    return made


def _mark(current: Session, asked: Asked) -> bool:
    """Excel takes a CSV without the mark for the system's old encoding; scripts in a pipe would stumble over it."""
    to_file = current.options.output not in ("", STDOUT)
    return asked.excel or (not asked.no_bom and to_file and i18n.language() == "zh")


def _told(current: Session, total: int) -> None:
    if current.options.output not in ("", STDOUT):
        params = {"n": total, "path": current.options.output}
        current.say(Msg(N_("{n} rows in {path}"), params, one=N_("{n} row in {path}")))
