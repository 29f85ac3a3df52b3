"""The arguments and options that many commands share, said in the same words. Which days are meant is in _days."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.errors import N_

WHOM = N_("Code, name, phone, pinyin or row number.")

Customer = Annotated[str, typer.Argument(metavar=N_("CUSTOMER"), help=WHOM)]
Among = Annotated[
    list[str] | None, typer.Argument(metavar=N_("FILTER"), help=N_("Only of these customers; all when left out."))
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=N_("Do it without asking."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Say what would be done, and write nothing."))]


def text_option(names: str, metavar: str, told: str) -> object:
    """An option with a text for its value.

    Args:
        names: as typed, with spaces between.
        metavar, told: what its value is called, and its line of help; English ids.
    """
    return typer.Option(*names.split(), metavar=metavar, help=told)
