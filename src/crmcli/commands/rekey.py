"""`crm rekey`: another passphrase for an encrypted file."""

from __future__ import annotations

import typer

from crmcli.commands import _locking
from crmcli.commands._globals import session
from crmcli.errors import N_

SUMMARY = N_("Give an encrypted file another passphrase.")
DETAILS = N_(
    "In a script, the first line of --passphrase-fd is the present passphrase, the last one the new.\n\n  crm rekey"
)


def command(ctx: typer.Context, keyring: _locking.Keyring = False) -> None:
    """Change the passphrase."""
    _locking.rekey(session(ctx), keyring=keyring)
