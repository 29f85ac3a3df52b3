"""`crm template FILE`: an empty sheet to fill in, with notes, drop-downs and an example, that `crm import` reads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crmcli.commands._globals import session
from crmcli.errors import N_, Failed, Refused, UsageError
from crmcli.records.base import Msg

SUMMARY = N_("Write a sheet to fill in and import.")
DETAILS = N_(
    "Headings with notes, drop-downs from your dictionaries, your own fields, an example that import passes over.\n"
    "\n"
    "  crm template customers.xlsx\n"
    "  crm import customers.xlsx"
)
SUFFIXES = (".xlsx", ".csv")

File = Annotated[str, typer.Argument(metavar=N_("FILE"), help=N_("An .xlsx or .csv file to write."))]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=N_("Write over a file that is there."))]


def command(ctx: typer.Context, file: File, yes: Yes = False) -> None:
    """Write the template."""
    from crmcli.commands._output import check_target
    from crmcli.files import write_private
    from crmcli.services import template_files
    from crmcli.services.templating import template

    current = session(ctx)
    path = Path(file).expanduser()
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(N_("A template is an .xlsx or a .csv file."), N_("For example: crm template customers.xlsx"))
    check_target(str(path))
    if path.exists() and not yes:
        _ask_over(ctx, file)
    with current.reader() as workspace:
        made = template(workspace, current.word)
    as_file = template_files.as_csv if path.suffix.lower() == ".csv" else template_files.as_workbook
    try:
        write_private(path, as_file(made))
    except OSError as error:
        reason = error.strerror or str(error)
        raise Failed(N_("{path} cannot be written: {reason}."), path=file, reason=reason) from None
    current.say(Msg(N_("Written: {path}. Fill it in, then: crm import {path}"), {"path": file}))


def _ask_over(ctx: typer.Context, file: str) -> None:
    """Somebody may have filled it in already."""
    current = session(ctx)
    if not current.interactive:
        raise Refused(
            N_("{path} is there already."), N_("Name another file, or add --yes to write over it."), path=file
        )
    if not current.confirm(Msg(N_("{path} is there already. Write over it?"), {"path": file}), yes=False):
        raise Failed(N_("Nothing was written."))
