"""`crm config`: every setting with its value, default and meaning; get, set and unset one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._globals import session
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.sheet import Cell, Column, Sheet

if TYPE_CHECKING:
    from crmcli.services.settings import SettingRow

SUMMARY = N_("List, read and change the settings.")

Key = Annotated[str, typer.Argument(metavar=N_("KEY"), help=N_("Name of the setting, such as due.intent."))]
Value = Annotated[str, typer.Argument(metavar=N_("VALUE"), help=N_("Its new value."))]

COLUMNS = (
    Column("key", N_("Setting"), style="strong"),
    Column("value", N_("Value")),
    Column("default", N_("Default"), style="dim"),
    Column("unit", N_("Unit"), "msg"),
    Column("meaning", N_("Meaning"), "msg"),
)
UNITS = {
    "days": N_("days"),
    "hours": N_("hours"),
    "minutes": N_("minutes"),
    "months": N_("months"),
    "yuan": N_("yuan"),
    "percent": N_("percent"),
    "points": N_("points"),
    "count": N_("count"),
    "text": N_("text"),
    "bool": N_("yes or no"),
    "choice": N_("one of several"),
    "secret": N_("address"),
}

app = typer.Typer(invoke_without_command=True, add_completion=False)


@app.callback()
def list_all(ctx: typer.Context) -> None:
    """List every setting, unless a subcommand was named."""
    if ctx.invoked_subcommand is None:
        _list(ctx)


@app.command("list", help=N_("List every setting with its value, default and meaning."))
def list_command(ctx: typer.Context) -> None:
    """The same as the bare command."""
    _list(ctx)


@app.command("get", help=N_("Show one setting."))
def get(ctx: typer.Context, key: Key) -> None:
    """Show one setting."""
    from crmcli.services.settings import all_settings, find

    wanted = find(key)
    with session(ctx).reader() as workspace:
        rows = [row for row in all_settings(workspace) if row.setting == wanted]
    session(ctx).show(_sheet(rows))


@app.command("set", help=N_("Change one setting."))
def set_(ctx: typer.Context, key: Key, value: Value) -> None:
    """Change one setting."""
    from crmcli.services.settings import set_value

    with session(ctx).writer() as workspace:
        _told(ctx, set_value(workspace, key, value), workspace.last_operation)


@app.command("unset", help=N_("Give one setting its default again."))
def unset(ctx: typer.Context, key: Key) -> None:
    """Give one setting its default again."""
    from crmcli.services.settings import unset as forget

    with session(ctx).writer() as workspace:
        _told(ctx, forget(workspace, key), workspace.last_operation)


def _list(ctx: typer.Context) -> None:
    from crmcli.services.settings import all_settings

    with session(ctx).reader() as workspace:
        session(ctx).show(_sheet(all_settings(workspace)))


def _told(ctx: typer.Context, row: SettingRow, operation: int | None) -> None:
    current = session(ctx)
    params = {"number": operation, "key": row.setting.key, "value": row.value}
    if operation is None:
        current.say(Msg(N_("{key} is {value} already."), params))
    else:
        current.say(Msg(N_("#{number} · {key} is now {value}"), params))
    if current.options.format:
        current.show(_sheet([row]))


def _sheet(rows: Sequence[SettingRow]) -> Sheet:
    return Sheet(
        COLUMNS,
        tuple(_row(one) for one in rows),
        shown=("key", "value", "default", "unit"),
        details=tuple((Msg(one.setting.msg),) for one in rows),
    )


def _row(one: SettingRow) -> tuple[Cell, ...]:
    unit = ", ".join(one.setting.choices) or Msg(UNITS[one.setting.unit])
    return one.setting.key, one.value, one.setting.default, unit, Msg(one.setting.msg)
