"""`crm decrypt`: make an encrypted file readable without a passphrase again."""

from __future__ import annotations

import typer

from crmcli.commands import _locking
from crmcli.commands._globals import session
from crmcli.errors import N_

SUMMARY = N_("Make an encrypted file readable without a passphrase again.")
DETAILS = N_("Backups made before stay encrypted.\n\n  crm decrypt")


def command(ctx: typer.Context, yes: _locking.Yes = False) -> None:
    """Decrypt the file."""
    _locking.decrypt(session(ctx), yes=yes)
