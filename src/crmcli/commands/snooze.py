"""`crm snooze`: a row of the due list comes back on a later day."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands._globals import session
from crmcli.errors import N_

SUMMARY = N_("Put a row of the due list off to a later day.")
DETAILS = N_(
    "A task or next step gets the new date. A contract or a birthday comes back as a task of that day. Otherwise the"
    " customer stays out of the list until then; tasks, complaints, contracts and birthdays still show.\n"
    "\n"
    "  crm snooze 2 下周一\n"
    "  crm snooze 示例科技 +3d\n"
    "  crm snooze t12,t13 fri"
)

What = Annotated[str, typer.Argument(metavar=N_("CUSTOMER|ROW|TASK"), help=N_("A row number, a customer, or t12."))]
When = Annotated[list[str], typer.Argument(metavar=N_("DATE"), help=N_("Until when: tomorrow, +3d, fri, 12月1日."))]


def command(ctx: typer.Context, what: What, when: When) -> None:
    """Put one row off."""
    from crmcli.commands._settling import targets_of
    from crmcli.commands._walk_deeds import put_off_all

    current = session(ctx)
    with current.writer() as workspace:
        put_off_all(current, workspace, targets_of(current, workspace, what), " ".join(when))
