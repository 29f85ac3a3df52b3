"""One operation that writes many rows, in four parts."""

from __future__ import annotations

from collections.abc import Generator

from crmcli.services.crm import Crm

COLUMNS = ("code", "name", "kind", "owner", "note", "created_at", "updated_at")
PARTS = 4
DAY = "2026-11-23"


def fill(crm: Crm, label: str, rows: int = 400) -> Generator[int]:
    """Insert `rows` customers whose owner is `label`; yields behind each quarter, within the operation."""
    with crm.workspace.operation() as journal:
        for part in range(PARTS):
            at = f"{label}-{part}"
            people = [
                (f"{at}-{n}", f"示例{at}-{n}", "person", label, "备注" * 40, DAY, DAY) for n in range(rows // PARTS)
            ]
            journal.insert_many("customers", COLUMNS, people)
            yield part
