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

SUMMARY = N_("Make a sample file with invented customers, to try things out.")
DETAILS = N_(
    "Your own file is not touched. Customers are Chinese or English, as the language is.\n"
    "\n"
    "  crm demo\n"
    "  crm demo --path play.db"
)
FILE_NAME = "demo.db"
SHOWN = 20
KNOWN = {"zh": "林晓", "en": "Finch"}  # one of the sample's people

Place = Annotated[str, typer.Option("--path", metavar=N_("FILE"), help=N_("Keep it in this file, which must be new."))]


def command(ctx: typer.Context, path: Place = "") -> None:
    """Make a sample file and show whom to contact."""
    from crmcli.services.demo import fill
    from crmcli.services.dueing import due

    current = session(ctx)
    file = _named(path) if path else _temporary()
    current.options.db = str(file)
    with current.writer() as workspace:
        count = fill(workspace, language=i18n.language())
        found = due(workspace, limit=SHOWN)
        idle_days = int(workspace.settings["due.idle_notice"])
    current.say(Msg(N_("{n} invented customers in {path}"), {"n": count, "path": str(file)}))
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
    where = _setting(file)
    for line in (
        Msg(""),
        Msg(N_("To try it, tell crm to use this file in this window:")),
        Msg("  {where}", {"where": where}),
        Msg(N_("and then, for example:")),
        Msg("  crm show {name}", {"name": KNOWN[i18n.language()]}),
        Msg(N_("  crm log 1 'agreed to the price' --next 'send the contract on Friday'")),
        Msg("  crm undo"),
        Msg(N_("To delete it: {command}"), {"command": _deleting(file)}),
    ):
        current.say(line)


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
