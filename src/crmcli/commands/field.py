"""`crm field`: fields of one's own with their types, and which fields a customer needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._arguments import DryRun, Yes
from crmcli.commands._globals import session
from crmcli.commands._said import told, wants_record
from crmcli.errors import N_, Failed, UsageError
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.fielding import Change
    from crmcli.services.workspace import Workspace

SUMMARY = N_("Fields of your own, and which fields a customer needs.")
DETAILS = N_(
    "A field of your own works in add (--field), edit, import, filters, --columns and export. What customers must"
    " have is asked for by crm add; crm list missing:required finds who lacks something.\n"
    "\n"
    "  crm field add Renewal --type date\n"
    "  crm field add Plan --choices basic,pro --required --for 'kind:company stage:won'\n"
    "  crm field set industry --required\n"
    "  crm list Renewal:2026-12 Plan:pro --columns name,Renewal"
)

Name = Annotated[str, typer.Argument(metavar=N_("FIELD"), help=N_("Name of a field."))]
NewName = Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("A short word of your own."))]
Type = Annotated[
    str, typer.Option("--type", "-t", metavar=N_("TYPE"), help=N_("text, number, money, date, yes/no or choice."))
]
Choices = Annotated[
    list[str] | None,
    typer.Option("--choices", metavar=N_("WORDS"), help=N_("What a choice may be, with commas; may be repeated.")),
]
Required = Annotated[bool | None, typer.Option("--required/--optional", help=N_("Whether a customer needs it."))]
When = Annotated[
    str,
    typer.Option("--for", metavar=N_("FILTER"), help=N_("Which customers need it, such as 'kind:company stage:won'.")),
]
Rename = Annotated[str, typer.Option("--rename", metavar=N_("NAME"), help=N_("What it is called from now on."))]
Keep = Annotated[bool, typer.Option("--keep", help=N_("Keep the values, as text that no field declares."))]
Drop = Annotated[bool, typer.Option("--drop", help=N_("Erase the values too."))]

app = typer.Typer(invoke_without_command=True, add_completion=False)


@app.callback()
def bare(ctx: typer.Context) -> None:
    """List the fields, unless a subcommand was named."""
    if ctx.invoked_subcommand is None:
        _list(session(ctx))


@app.command("list", help=N_("List the fields of your own, and those that customers need."))
def list_(ctx: typer.Context) -> None:
    """The same as the bare command."""
    _list(session(ctx))


@app.command("add", help=N_("Make a field of your own."))
def add(
    ctx: typer.Context,
    name: NewName,
    kind: Type = "",
    choices: Choices = None,
    required: Required = None,
    when: When = "",
) -> None:
    """Make a field."""
    from crmcli.services import fielding

    current = session(ctx)
    with current.writer() as workspace:
        field = fielding.make(workspace, name, kind=kind, choices=choices or (), required=bool(required), when=when)
        _said(current, workspace, fielding.store(workspace, field))


@app.command("set", help=N_("Change a field: its type, choices or name, or whether customers need it."))
def set_(
    ctx: typer.Context,
    name: Name,
    kind: Type = "",
    choices: Choices = None,
    required: Required = None,
    when: When = "",
    rename: Rename = "",
    dry_run: DryRun = False,
) -> None:
    """Change a field."""
    from crmcli.services import fielding

    current = session(ctx)
    changes = kind or choices or when or required is not None
    if bool(rename) == bool(changes):
        raise (
            UsageError(N_("--rename goes alone."), N_("Type it as a command of its own."))
            if rename
            else UsageError(N_("Nothing is said to be changed."), N_("For example: --type date, --required"))
        )
    with current.reader() if dry_run else current.writer() as workspace:
        if rename:
            made = fielding.rename(workspace, name, rename, dry_run=dry_run)
        else:
            field = fielding.changed(workspace, name, kind=kind, choices=choices or (), required=required, when=when)
            made = fielding.store(workspace, field, dry_run=dry_run)
        _said(current, workspace, made, dry_run=dry_run)


@app.command("rm", help=N_("Forget a field; --keep or --drop decides about its values."))
def rm(
    ctx: typer.Context, name: Name, keep: Keep = False, drop: Drop = False, yes: Yes = False, dry_run: DryRun = False
) -> None:
    """Forget a field."""
    from crmcli.services import fielding

    current = session(ctx)
    if keep and drop:
        raise UsageError(N_("--keep and --drop exclude each other."), N_("Leave one of them out."))
    with current.reader() if dry_run else current.writer() as workspace:
        field = fielding.find(workspace, name)
        count = fielding.values(workspace, field.name) if field.own else 0
        params = {"name": field.name, "n": count}
        if count and not keep and not drop:
            drop = _decided(current, params)
        elif drop and count > 1 and not dry_run:
            question = Msg(N_("Erase {name} of {n} customers?"), params)
            if not current.confirm(question, yes=yes):
                raise Failed(N_("Nothing was changed."))
        what = Msg(
            N_("field {name} forgotten, {n} values erased") if drop and count else N_("field {name} forgotten"),
            params,
            N_("field {name} forgotten, its value erased") if drop and count else "",
        )
        if dry_run:
            current.say(Msg(N_("Would change: {what}"), {"what": what}))
            return
        if field.own:
            fielding.remove(workspace, field, drop=drop)
        else:
            fielding.store(workspace, field._replace(required=False, when=""))
        told(current, workspace, what)
        if count and not drop:
            current.say(Msg(N_("The values stay: crm list not:missing:{name}"), params))


def _decided(current: Session, params: dict[str, object]) -> bool:
    """Whether the values go, asked on a terminal."""
    if not current.interactive:
        raise UsageError(
            N_("There are values of {name}: {n}."), N_("Add --keep to keep them, or --drop to erase them."), **params
        )
    options = [Msg(N_("Keep the values")), Msg(N_("Erase the values"))]
    taken = current.choose(Msg(N_("There are values of {name}: {n}."), params), options)
    if taken is None:
        raise Failed(N_("Nothing was changed."))
    return taken == 1


def _said(current: Session, ws: Workspace, made: Change, *, dry_run: bool = False) -> None:
    from crmcli.commands._views.fields_declared import sheet, worded
    from crmcli.services.fielding import FieldRow, values

    what = worded(made.field)
    if dry_run:
        current.say(Msg(N_("Would change: {what}"), {"what": what}))
    else:
        told(current, ws, what)
    if made.converted:
        current.say(Msg(N_("{n} values follow."), {"n": made.converted}, one=N_("{n} value follows.")))
    if made.unread:
        params = {"n": made.unread, "name": made.field.name}
        current.say(Msg(N_("{n} values cannot be read as that and stay text."), params,
                        one=N_("{n} value cannot be read as that and stays text.")))  # fmt: skip
    if wants_record(current) and not dry_run:
        current.show(sheet((FieldRow(made.field, values(ws, made.field.name), True),)))


def _list(current: Session) -> None:
    from crmcli.commands._views.fields_declared import sheet
    from crmcli.services.fielding import rows

    with current.reader() as workspace:
        found = rows(workspace)
    current.show(sheet(found))
