"""Typer's command and group classes, made to speak our words, to know unique prefixes and to load commands when named.

A command module has SUMMARY and either `command`, a plain function in Typer's manner, or, for a command with
subcommands, `app`, a typer.Typer. DETAILS, if there, follows the options in its help.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from crmcli.commands._globals import Ctx, global_options
from crmcli.commands._usage import SEE_HELP, names_of, reworded, usage
from crmcli.errors import N_, UsageError

# `-tag:高` is how people exclude in other tools; Typer would read it as options (product.md §3, FILTER).
EXCLUDED = re.compile(r"-([^\W\d_][^\s:：=-]+[:：].+)", re.DOTALL)


# What a word may have been meant for where it is no command.
ELSE = {
    "crm": N_("See crm --help. To find a customer: crm show {word}"),
    "crm config": N_("One setting: crm config get {word}. To change it: crm config set {word} VALUE"),
}


class Command(TyperCommand):
    """One subcommand."""

    def parse_args(self, ctx: Ctx, args: list[str]) -> list[str]:
        """Read the words behind the command's name; what is wrong with them is said in our words."""
        ctx.allow_extra_args = True  # so that it is us who say that there are too many
        with reworded(ctx):
            extra = super().parse_args(ctx, _exclusions(args) if _filters(self) else args)
        if extra and not ctx.resilient_parsing:
            raise UsageError(
                N_("Too many words: {extra} is not expected here."),
                N_("Type: {usage}"),
                extra=" ".join(extra),
                usage=usage(ctx),
            )
        _check_text(ctx.params)
        return extra

    def format_help(self, ctx: Ctx, formatter: Any) -> None:
        """Write our own help page in place of Typer's."""
        from crmcli.commands._help import help_page

        formatter.write(help_page(self, ctx))


class Group(TyperGroup):
    """A command with subcommands; `fallback` is the one meant by words that begin with none."""

    fallback = ""

    def parse_args(self, ctx: Ctx, args: list[str]) -> list[str]:
        """Read the options before the subcommand."""
        with reworded(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Ctx, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Find the subcommand named by a word or its unique beginning."""
        names = self.list_commands(ctx)
        if self.fallback and not any(name.startswith(args[0].casefold()) for name in names):
            return self.fallback, self.get_command(ctx, self.fallback), args
        name = matching(args[0], names, ctx.command_path)
        return name, self.get_command(ctx, name), args[1:]

    def invoke(self, ctx: Ctx) -> Any:
        """Run the subcommand and return what it returns."""
        with reworded(ctx):
            return super().invoke(ctx)

    def format_help(self, ctx: Ctx, formatter: Any) -> None:
        """Write our own help page in place of Typer's."""
        from crmcli.commands._help import help_page

        formatter.write(help_page(self, ctx))


class Root(Group):
    """The program: subcommands by name, each imported when it is run.

    Args:
        modules: dotted module by command name.
    """

    def __init__(self, modules: Mapping[str, str]) -> None:
        super().__init__(
            name="crm",
            help=N_("Customers, talks and whom to contact today, in one file of your own."),
            params=list(global_options()),
        )
        self.modules = modules

    def list_commands(self, ctx: Ctx) -> list[str]:
        """Every command name, in the order of names."""
        return sorted(self.modules)

    def get_command(self, ctx: Ctx, cmd_name: str) -> Any:
        """Import and build one command; None when there is none of that name."""
        return build(cmd_name, self.modules[cmd_name]) if cmd_name in self.modules else None


def build(name: str, module: str) -> Command | Group:
    """The command that a module declares, with the global options appended at every level."""
    declared = import_module(module)
    made = _make(name, declared)
    made.name, made.help = name, declared.SUMMARY
    made.epilog = getattr(declared, "DETAILS", None)
    if isinstance(made, Group):
        made.fallback = getattr(declared, "FALLBACK", "")
    _append_globals(made)
    return made


def matching(word: str, names: Sequence[str], path: str) -> str:
    """The name that `word` stands for: itself, or the only one that begins with it.

    Args:
        word: as typed.
        names: the names there are.
        path: what was typed before it, for the hint.

    Raises:
        UsageError: none or several.
    """
    plain = word.casefold()
    found = [plain] if plain in names else [name for name in names if plain and name.startswith(plain)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            N_("{word} can be short for several commands: {names}."),
            N_("Type one more letter."),
            word=word,
            names=names_of(found),
        )
    from crmcli.core.spelling import near as nearest

    near = nearest(plain, names)
    else_hint = ELSE.get(path, SEE_HELP)
    raise UsageError(
        N_("{command} has no command {word}."),
        N_("Did you mean {names}?") if near else else_hint,
        command=path,
        word=word,
        names=names_of(near),
    )


def _make(name: str, declared: ModuleType) -> Command | Group:
    app: typer.Typer | None = getattr(declared, "app", None)
    if app is None:
        app = typer.Typer(add_completion=False)
        app.command(name, cls=Command)(declared.command)
        return get_command(app)  # type: ignore[return-value]  # built with cls=Command
    _own_classes(app)
    return get_group(app)  # type: ignore[return-value]  # built with cls=Group


def _own_classes(app: typer.Typer) -> None:
    """Let a command module use plain Typer: the classes are set here, for all its levels."""
    app.info.cls = Group
    for one in app.registered_commands:
        one.cls = Command
    for inner in app.registered_groups:
        inner.cls = Group
        if inner.typer_instance is not None:
            _own_classes(inner.typer_instance)


def _append_globals(command: Any) -> None:
    command.params.extend(global_options())
    for inner in getattr(command, "commands", {}).values():
        _append_globals(inner)


def _filters(command: Command) -> bool:
    return any((param.metavar or "").endswith("FILTER") for param in command.params)


def _exclusions(args: list[str]) -> list[str]:
    """Write `-key:value` as `not:key:value`, up to `--`."""
    end = args.index("--") if "--" in args else len(args)
    return [EXCLUDED.sub(r"not:\1", word) if EXCLUDED.fullmatch(word) else word for word in args[:end]] + args[end:]


def _check_text(values: Mapping[str, object]) -> None:
    """Refuse text that is not text: bytes of another encoding reach Python as lone surrogates; paths may keep them."""
    for value in values.values():
        words = value if isinstance(value, (list, tuple)) else (value,)
        if any(isinstance(word, str) and not _is_text(word) for word in words):
            raise UsageError(
                N_("The command line holds text that is not UTF-8."), N_("Set the terminal to UTF-8 and type it again.")
            )


def _is_text(word: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in word)
