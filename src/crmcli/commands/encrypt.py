"""`crm encrypt`: lock the whole file with a passphrase."""

from __future__ import annotations

import typer

from crmcli.commands import _locking
from crmcli.commands._globals import session
from crmcli.errors import N_

SUMMARY = N_("Lock the whole file with a passphrase.")
DETAILS = N_(
    "Every command asks for it then; a job gives it with --passphrase-fd, or the key ring does. Backups are locked with"
    " the same passphrase. Whoever forgets it has lost the data.\n"
    "\n"
    "  crm encrypt\n"
    "  crm encrypt --keyring\n"
    "  crm due --passphrase-fd 3 3<~/.crm-passphrase"
)


def command(
    ctx: typer.Context,
    keyring: _locking.Keyring = False,
    keep_backups: _locking.KeepBackups = False,
    yes: _locking.Yes = False,
) -> None:
    """Encrypt the file."""
    _locking.encrypt(session(ctx), keyring=keyring, keep_backups=keep_backups, yes=yes)
