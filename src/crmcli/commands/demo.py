"""`crm demo`: a sample file to play with, far from the user's own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crmcli import i18n
from crmcli.commands._globals import session
from crmcli.commands._output import terminal_width
from crmcli.errors import N_, Failed, Refused
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.due import DueList
    from crmcli.records.importing import ImportResult

SUMMARY = N_("Make a sample file with invented customers, to try things out.")
DETAILS = N_(
    "Your own file is not touched. Customers are Chinese or English, as the language is. A fair's sign-in sheet is"
    " imported, with its report, and then it shows whom to contact.\n"
    "\n"
    "  crm demo\n"
    "  crm demo --path play.db"
)
FILE_NAME = "demo.db"
SHOWN = 10
KNOWN = {"zh": "林晓", "en": "Finch"}  # one of the sample's people

Place = Annotated[str, typer.Option("--path", metavar=N_("FILE"), help=N_("Keep it in this file, which must be new."))]


def command(ctx: typer.Context, path: Place = "") -> None:
    """Make a sample file, show how a sheet went into it, and whom to contact."""
    from crmcli.services.demo import fill
    from crmcli.services.dueing import due

    current = session(ctx)
    file = _named(path) if path else _temporary()
    current.options.db = str(file)
    with current.writer() as workspace:
        filled = fill(workspace, language=i18n.language())
        found = due(workspace, limit=SHOWN)
        idle_days = int(workspace.settings["due.idle_notice"])
    current.say(Msg(N_("{n} invented customers in {path}"), {"n": filled.customers, "path": str(file)}))
    _show_report(current, filled.imported)
    _show_due(current, found, idle_days=idle_days)
    _suggest(current, file)


def _named(path: str) -> Path:
    """The file asked for.

    Raises:
        Refused: there is one already.
    """
    file = Path(path).expanduser().absolute()
    if file.exists():
        raise Refused(N_("{path} is there already."), N_("Name a file that does not exist yet."), path=path)
    return file


def _temporary() -> Path:
    import tempfile

    try:
        return Path(tempfile.mkdtemp(prefix="crm-demo-")) / FILE_NAME
    except OSError as error:
        raise Failed(
            N_("There is no place for temporary files: {reason}."),
            N_("Name a file with --path."),
            reason=error.strerror or "",
        ) from None


def _show_report(current: Session, imported: ImportResult) -> None:
    """How the sheet went in, unless the due list alone was asked for as data."""
    if current.options.format in ("", "table", "md") and not current.options.output:
        from crmcli.commands._views.importing import report

        made = N_("One of the commands that made it was: crm import {file}")
        current.say(Msg(made, {"file": imported.sheets[0].file}))
        current.show(report(imported, verbose=False), default="table")
        current.say(Msg(""))


def _show_due(current: Session, found: DueList, *, idle_days: int) -> None:
    """The due list as `crm due` would show it on this screen."""
    from crmcli.commands._views.due import due_sheet, due_table
    from crmcli.commands._views.due_row import Look

    if current.options.format not in ("", "table", "md"):
        current.show(due_sheet(found))
        return
    look = Look(current.now().date().isoformat(), idle_days=idle_days, width=terminal_width(sys.stdout))
    current.show(due_table(found, look), default="table")
    current.remember_rows([one.customer_code for one in found.items])


def _suggest(current: Session, file: Path) -> None:
    """What to type next, and how to be rid of it."""
    for line in (
        Msg(""),
        Msg(N_("To try it, tell crm to use this file in this window:")),
        *(Msg("  {where}", {"where": where}) for where in (_finding(), _setting(file)) if where),
        Msg(N_("and then, for example:")),
        Msg("  crm show {name}", {"name": KNOWN[i18n.language()]}),
        Msg(N_("  crm log 1 'agreed to the price' --next 'send the contract on Friday'")),
        Msg("  crm undo"),
        Msg(N_("To delete it: {command}"), {"command": _deleting(file)}),
    ):
        current.say(line)


def _finding() -> str:
    """What makes the shell find `crm`, where it was installed into an environment that is not active."""
    from shutil import which

    program = Path(sys.argv[0]).absolute()
    if program.stem != "crm" or which("crm"):
        return ""
    if sys.platform == "win32":
        return f'$env:PATH = "{program.parent};$env:PATH"'
    return f'export PATH={_quoted(program.parent)}:"$PATH"'


def _setting(file: Path) -> str:
    return f'$env:CRM_DB = "{file}"' if sys.platform == "win32" else f"export CRM_DB={_quoted(file)}"


def _deleting(file: Path) -> str:
    whole = file.parent if file.parent.name.startswith("crm-demo-") else file
    if sys.platform == "win32":
        return f'Remove-Item -Recurse "{whole}"'
    return f"{'rm -r' if whole != file else 'rm'} {_quoted(whole)}"


def _quoted(path: Path) -> str:
    from shlex import quote

    return quote(str(path))
