"""The global options as Typer options: the lazy group appends them to every command. What they are is in _options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import typer
from typer.core import TyperOption

from crmcli import i18n
from crmcli.commands._options import GLOBALS, Global, Options, typed_format, typed_language

if TYPE_CHECKING:
    from crmcli.commands._session import Session

# Typer's own context and parameter classes are private to it; commands see them as typer.Context.
Ctx = Any
Param = Any


def session(ctx: typer.Context) -> Session:
    """The session of this run, from any command's context."""
    return cast("Session", ctx.obj)


def global_options() -> list[TyperOption]:
    """New option objects, one set for one command."""
    return [_option(one) for one in GLOBALS]


def is_global(param: Param) -> bool:
    """Whether a parameter of a command is one of the global options."""
    return isinstance(param, _GlobalOption)


class _GlobalOption(TyperOption):
    """Marks an option as global, for the help page."""


def _option(one: Global) -> TyperOption:
    return _GlobalOption(
        param_decls=[*one.names, f"global_{one.names[0].strip('-').replace('-', '_')}"],
        metavar=one.metavar or None,
        is_flag=not one.metavar,
        type=bool if not one.metavar else str,
        help=one.help,
        expose_value=False,
        is_eager=one.field in ("", "lang"),
        callback=lambda ctx, _param, value: _take(ctx, one, value),
    )


def _take(ctx: Ctx, one: Global, value: str | bool | None) -> None:
    if value is None or value is False or ctx.resilient_parsing:
        return
    current = cast("Session", ctx.obj)
    if not one.field:
        from crmcli.commands._version import version_line

        typer.echo(version_line())
        raise typer.Exit
    _set(current.options, one.field, one.value if isinstance(value, bool) else value)


def _set(options: Options, field: str, value: str | bool) -> None:
    if field == "format":
        value = typed_format(str(value))
    elif field == "lang":
        value = typed_language(str(value))
        i18n.use(value)
    elif field == "output":
        from crmcli.commands._output import check_target

        check_target(str(value))
    setattr(options, field, value)
