"""The line that `crm --version` prints; imports as little as can be."""

from __future__ import annotations


def version_line() -> str:
    """Name and version of the program."""
    from crmcli import __version__

    return f"crmcli {__version__}"
