"""`crm doctor`: is the file sound, are there backups, can nobody else read it; each finding with what to type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._globals import session
from crmcli.commands._output import pick_format
from crmcli.errors import N_, Damaged, Failed
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.trouble import Trouble

SUMMARY = N_("Check the file, its backups and who can read it; say how to mend what is wrong.")
DETAILS = N_(
    "Exits with 1 when it finds something, so that a job can watch over the file.\n"
    "\n"
    "  crm doctor\n"
    "  crm doctor --replay\n"
    "  crm doctor --sensitive\n"
    "  crm doctor --fix"
)

Replay = Annotated[
    bool, typer.Option("--replay", help=N_("Also rebuild every table from the history, and compare; takes longer."))
]
Sensitive = Annotated[
    bool, typer.Option("--sensitive", help=N_("Also look for ID-card and bank-card numbers, in the history too."))
]
Fix = Annotated[bool, typer.Option("--fix", help=N_("Mend what can be mended without any loss."))]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=N_("Do it without asking."))]


def command(
    ctx: typer.Context, replay: Replay = False, sensitive: Sensitive = False, fix: Fix = False, yes: Yes = False
) -> int:
    """Examine the file."""
    from crmcli.services import doctoring

    current = session(ctx)
    try:
        writes = (fix or replay) and current.path.exists()
        with current.writer() if writes else current.reader() as workspace:
            found = doctoring.examine(workspace, replay=replay, sensitive=sensitive)
            if fix:
                _agree(current, found, yes=yes)
                found = doctoring.fix(workspace, found)
    except Damaged as error:
        found = [doctoring.damaged(error)]
    _show(current, found)
    return int(any(one.level != "note" and not one.mended for one in found))


def _agree(current: Session, found: list[Trouble], *, yes: bool) -> None:
    """Blanking numbers cannot be taken back: it is asked about."""
    if any(one.check == "sensitive" for one in found):
        question = Msg(N_("Blank these numbers wherever they stand, for good?"))
        if not current.confirm(question, yes=yes):
            raise Failed(N_("Nothing was changed."))


def _show(current: Session, found: list[Trouble]) -> None:
    from crmcli.commands._views.health import health_sheet, health_table

    table = pick_format(current.options, default="", also=(), card=False) in ("table", "md")
    current.show(health_table(found) if table else health_sheet(found))
    if not found and not table:
        current.say(Msg(N_("Nothing is wrong.")))
