"""The help pages: plain text, in the interface language, at most 80 columns. What a command declares is its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from crmcli.commands._globals import Ctx, Param, is_global
from crmcli.commands._listing import grouped, summaries
from crmcli.commands._output import terminal_width
from crmcli.commands._usage import kind_of, shown, usage
from crmcli.errors import N_
from crmcli.i18n import translate as _catalogue
from crmcli.render.text import cells, pad, wrap

NARROWEST, WIDEST = 40, 80
LEFT_COLUMN = 26  # wider names get a line of their own

Row = tuple[str, str]


def help_page(command: Any, ctx: Ctx) -> str:
    """The whole page of a command or group, ending without a newline.

    Args:
        command: a Command, a Group or the Root.
        ctx: its context, which knows how it was called.
    """
    width = max(NARROWEST, min(WIDEST, terminal_width(sys.stdout)))
    params = [param for param in command.get_params(ctx) if not getattr(param, "hidden", False)]
    lines = [*wrap(translate(N_("Usage: {line}")).format(line=_usage_line(ctx)), width), ""]
    lines += _indented(command.help, width)
    for title, rows in _sections(command, ctx, params):
        if rows:
            lines += ["", translate(title), *_table(rows, width)]
    if ctx.parent is not None:
        lines += ["", *_global_line(params, width)]
    if command.epilog:
        lines += ["", *_indented(command.epilog, width)]
    return "\n".join(lines)


def _sections(command: Any, ctx: Ctx, params: Sequence[Param]) -> Iterator[tuple[str, list[Row]]]:
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    yield N_("Arguments:"), [(shown(param), _told(param, ctx)) for param in arguments if param.help]
    yield N_("Options:"), [(_names(param), _told(param, ctx)) for param in options if not is_global(param)]
    if ctx.parent is None:
        yield from _root_sections(command, ctx, options)
    elif hasattr(command, "commands"):
        yield N_("Commands:"), [(name, translate(one.help)) for name, one in command.commands.items()]


def _root_sections(command: Any, ctx: Ctx, options: Sequence[Param]) -> Iterator[tuple[str, list[Row]]]:
    told = summaries()
    for title, names in grouped(command.list_commands(ctx)):
        yield title, [(name, translate(told.get(name))) for name in names]
    yield (
        N_("Options of every command, before or after it:"),
        [(_names(param), _told(param, ctx)) for param in options if is_global(param)],
    )


def translate(text: str | None) -> str:
    """The text in the interface language; nothing stays nothing (a catalogue keeps its own header under that name)."""
    return _catalogue(text) if text else ""


def _usage_line(ctx: Ctx) -> str:
    return usage(ctx) + " " + translate(N_("[OPTIONS]"))


def _indented(text: str | None, width: int) -> list[str]:
    """Translated paragraphs two columns in; a line that begins with spaces (an example) is kept as it is."""
    lines = translate(text).split("\n")
    return [
        f"  {piece}".rstrip()
        for line in lines
        for piece in ([line] if line.startswith(" ") or not line else wrap(line, width - 2))
    ]


def _table(rows: Sequence[Row], width: int) -> Iterator[str]:
    left = min(LEFT_COLUMN, max(cells(name) for name, _ in rows)) + 4
    for name, text in rows:
        lines = wrap(text, width - left)
        if cells(name) + 4 > left:
            yield f"  {name}"
        else:
            yield (pad(f"  {name}", left) + lines.pop(0)).rstrip()
        yield from (" " * left + line for line in lines if line)


def _names(param: Param) -> str:
    """All spellings of an option, short ones first, and what its value is called."""
    spelled = ", ".join(sorted([*param.opts, *param.secondary_opts], key=len))
    if param.is_flag:
        return spelled
    return f"{spelled} {_metavar(param)}"


def _metavar(param: Param) -> str:
    if param.metavar:
        return translate(param.metavar)
    kind = kind_of(param)
    if kind == "choice":
        return "|".join(str(one) for one in param.type.choices)
    names = {"whole": N_("NUMBER"), "number": N_("NUMBER"), "file": N_("FILE")}
    return translate(names.get(kind, N_("TEXT")))


def _told(param: Param, ctx: Ctx) -> str:
    if not is_global(param) and "--help" in param.opts:
        return translate(N_("Show this help and exit."))
    notes = []
    default = param.get_default(ctx, call=False)
    if param.show_default and not (param.is_flag if hasattr(param, "is_flag") else False) and _worth_showing(default):
        notes.append(translate(N_("default: {value}")).format(value=default))
    if param.required and param.param_type_name == "option":
        notes.append(translate(N_("required")))
    told = translate(param.help)
    return f"{told} [{'; '.join(notes)}]" if notes else told


def _worth_showing(default: object) -> bool:
    return isinstance(default, (str, int, float)) and not isinstance(default, bool) and default != ""


def _global_line(params: Sequence[Param], width: int) -> list[str]:
    names = " ".join(max(param.opts, key=len) for param in params if is_global(param))
    return wrap(translate(N_("Also, as in every command (see crm --help): {names}")).format(names=names), width)
