"""`crm completion`: the script by which a shell completes crm. What it completes is answered in `_completing`."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli import discovery
from crmcli.commands._globals import session
from crmcli.commands._output import write
from crmcli.errors import N_, UsageError

SUMMARY = N_("Print the script that completes commands and customers in a shell.")
DETAILS = N_(
    "It completes commands, options, dictionary words and customers, these also by pinyin.\n"
    "\n"
    '  bash, in ~/.bashrc:               eval "$(crm completion bash)"\n'
    '  zsh, in ~/.zshrc behind compinit:  eval "$(crm completion zsh)"\n'
    "  fish, once:                        crm completion fish > ~/.config/fish/completions/crm.fish"
)
SHELLS = ("bash", "zsh", "fish")

Shell = Annotated[str, typer.Argument(metavar="SHELL", help=N_("bash, zsh or fish; the one you use when left out."))]


def command(ctx: typer.Context, shell: Shell = "") -> None:
    """Print the completion script of a shell."""
    from pathlib import PurePath

    current = session(ctx)
    name = (shell or PurePath(current.environ.get("SHELL", "")).name).lower()
    if name not in SHELLS:
        raise UsageError(
            N_("There is no completion for the shell “{name}”.") if name else N_("Which shell is it?"),
            N_("Type one of: {names}."),
            name=name,
            names=", ".join(SHELLS),
        )
    write(discovery.read_text(f"completion.{name}"), current.options)
