"""Typer's English complaints about a command line, said again in our words; which classes raise them is Typer's secret,
so they are told apart by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer

from crmcli import i18n
from crmcli.commands._globals import Ctx, Param
from crmcli.errors import N_, UsageError

SEE_HELP = N_("See {command} --help.")


BAD_VALUES = {
    "whole": N_("{what} takes a whole number."),
    "number": N_("{what} takes a number."),
    "file": N_("{what} names a file that cannot be used."),
    "choice": N_("{what} takes one of: {names}."),
}
# Typer's names of its types differ between its versions.
KINDS = {
    "whole": ("int", "integer", "int range", "integer range"),
    "number": ("float", "float range"),
    "file": ("path", "file", "filename", "directory"),
    "choice": ("choice",),
}


@contextmanager
def reworded(ctx: Ctx) -> Iterator[None]:
    """Turn what Typer raises about the command line inside the block into our UsageError.

    Args:
        ctx: context of the command whose words are being read.
    """
    try:
        yield
    except typer.TyperException as error:
        where = getattr(error, "ctx", None) or ctx
        raise _say(error, where) from None


def names_of(words: Sequence[str]) -> tuple[str, ...]:
    """Several words of the command line as one parameter, parted by the sign of the language."""
    return tuple(words)


def shown(param: Param) -> str:
    """What a person calls a parameter: the long option, or the name of an argument in their language."""
    if param.param_type_name == "option":
        return str(max(param.opts, key=len))
    return i18n.translate(param.metavar or str(param.name).upper())


def kind_of(param: Param) -> str:
    """What a parameter takes: "whole" or "number", "file", "choice", or empty for text."""
    return next((kind for kind, names in KINDS.items() if param.type.name in names), "")


def _say(error: typer.TyperException, ctx: Ctx) -> UsageError:
    says = {
        "NoSuchOption": _no_such_option,
        "BadOptionUsage": _option_without_value,
        "MissingParameter": _missing,
        "BadParameter": _bad_value,
    }.get(type(error).__name__, _incomplete)
    return says(error, ctx)


def _no_such_option(error: Any, ctx: Ctx) -> UsageError:
    from crmcli.core.spelling import near as nearest

    if error.option_name[1:2].isdigit() and any("AMOUNT" in (one.metavar or "") for one in ctx.command.params):
        return UsageError(N_("An amount is not negative."), SEE_HELP, command=ctx.command_path)
    names = [name for param in ctx.command.get_params(ctx) for name in param.opts if name.startswith("--")]
    near = nearest(error.option_name, names) if error.option_name.startswith("--") else ()
    return UsageError(
        N_("{command} has no option {option}."),
        N_("Did you mean {names}?") if near else SEE_HELP,
        command=ctx.command_path,
        option=error.option_name,
        names=names_of(near),
    )


def _option_without_value(error: Any, ctx: Ctx) -> UsageError:
    name = error.option_name
    param = next((one for one in ctx.command.get_params(ctx) if name in one.opts), None)
    flag = param is not None and param.is_flag
    return UsageError(
        N_("{option} takes no value.") if flag else N_("{option} needs a value behind it."),
        SEE_HELP,
        option=name,
        command=ctx.command_path,
    )


def _missing(error: Any, ctx: Ctx) -> UsageError:
    return UsageError(
        N_("{option} is missing.") if error.param.param_type_name == "option" else N_("{what} is missing."),
        N_("Type: {usage}"),
        what=shown(error.param),
        option=shown(error.param),
        usage=usage(ctx),
    )


def _bad_value(error: Any, ctx: Ctx) -> UsageError:
    if error.param is None:
        return UsageError(N_("A value cannot be read."), SEE_HELP, command=ctx.command_path)
    kind = kind_of(error.param)
    params: dict[str, object] = {"what": shown(error.param), "command": ctx.command_path}
    if kind == "choice":
        params["names"] = names_of([str(one) for one in error.param.type.choices])
    hint = N_("Check that it is there and may be read.") if kind == "file" else SEE_HELP
    return UsageError(BAD_VALUES.get(kind, N_("{what} cannot take that value.")), hint, **params)


def _incomplete(_error: Any, ctx: Ctx) -> UsageError:
    """The one complaint of Typer without a class of its own that can reach us: a group without its second word."""
    return UsageError(
        N_("{command} needs one more word: {names}."),
        SEE_HELP,
        command=ctx.command_path,
        names=names_of(ctx.command.list_commands(ctx)) if hasattr(ctx.command, "list_commands") else "",
    )


def usage(ctx: Ctx) -> str:
    """The words of a command in their order, in the interface language, without its options."""
    pieces = [_piece(param) for param in ctx.command.get_params(ctx) if param.param_type_name == "argument"]
    if hasattr(ctx.command, "list_commands"):
        word = i18n.translate(N_("COMMAND…"))
        pieces.append(f"[{word}]" if ctx.command.invoke_without_command else word)
    return " ".join((ctx.command_path, *pieces))


def _piece(param: Param) -> str:
    name = shown(param) + ("…" if param.nargs != 1 else "")
    return name if param.required else f"[{name}]"
