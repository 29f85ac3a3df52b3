"""What the program knows of its commands without importing them: the generated table data/commands.csv, and the order
in which `crm --help` lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crmcli import discovery
from crmcli.errors import N_

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Every day:"), ("due", "add", "log", "show", "list", "edit", "done", "snooze", "task", "review")),
    (N_("Customers:"), ("contact", "stage", "tag", "deal", "order", "attach", "dedupe", "merge", "split", "grade")),
    (N_("Sheets and reports:"), ("import", "batch", "template", "sync", "export", "report", "target", "cost")),
    (
        N_("Taking back and keeping safe:"),
        ("undo", "redo", "history", "rm", "trash", "backup", "restore", "doctor", "encrypt", "decrypt", "rekey"),
    ),
)
REST = N_("Setting up and more:")


def table() -> tuple[dict[str, str], ...]:
    """The generated rows: command (words after `crm`), kind (command, argument, option), names, metavar, help.

    Empty while the table has not been generated (`python scripts/make_command_table.py`).
    """
    try:
        return discovery.read_table("commands")
    except FileNotFoundError:
        return ()


def summaries() -> dict[str, str]:
    """Catalogue id of the summary by command."""
    return {row["command"]: row["help"] for row in table() if row["kind"] == "command"}


def grouped(names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Headings and the commands below them, for those of `names` that there are; the rest in the order given."""
    known = {name for _, members in GROUPS for name in members}
    for title, members in GROUPS:
        yield title, [name for name in members if name in names]
    yield REST, [name for name in names if name not in known]
