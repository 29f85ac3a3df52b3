"""Schema steps after the present ones, and a file opened by the crmcli that has them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from crmcli.model import schema
from crmcli.model.connection import Connection
from crmcli.model.file import Opening, opened

NEXT = schema.CURRENT + 1


def second(run: schema.Run) -> None:
    """A column more, filled, and a table more."""
    run("""
        ALTER TABLE customers ADD COLUMN shoe_size TEXT;
        UPDATE customers SET shoe_size = '4' || id; CREATE TABLE shoes (size TEXT);
    """)


def broken(run: schema.Run) -> None:
    """Does half of its work."""
    second(run)
    run("INSERT INTO no_such_table VALUES (1)")


def orphaning(run: schema.Run) -> None:
    """Leaves contacts without their customers."""
    run("INSERT INTO contacts(customer_id, name, created_at, updated_at) VALUES (999, '王芳', '2026', '2026')")


def open_at(
    path: Path, *later: object, backups: Path | None = None, write: bool = True
) -> AbstractContextManager[Connection]:
    """Open as the crmcli does that has these steps behind the present ones."""
    steps = (*schema.steps(), *((f"later{n}", step) for n, step in enumerate(later)))
    how = Opening(path, backups or path.parent / "backups", "20261123-0900", steps=steps)  # type: ignore[arg-type]
    return opened(how, write=write)
