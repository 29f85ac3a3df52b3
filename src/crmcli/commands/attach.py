"""`crm attach`: files of a customer, kept inside the database: add, list, get back, take off."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._globals import session
from crmcli.errors import N_
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session

SUMMARY = N_("Files of a customer: add them, list them, get them back.")
DETAILS = N_(
    "The content is kept inside the database, and travels with it and its backups. crm log --attach keeps a file with a"
    " talk.\n"
    "\n"
    "  crm attach add oak offer.pdf photo.jpg\n"
    "  crm attach list oak\n"
    "  crm attach get oak offer.pdf ~/Desktop"
)

app = typer.Typer(add_completion=False)

Customer = Annotated[str, typer.Argument(metavar=N_("CUSTOMER"), help=N_("Code, name, phone, pinyin or row number."))]
Some = Annotated[str, typer.Argument(metavar=N_("CUSTOMER"), help=N_("Whose files; everybody's when none is given."))]
Files = Annotated[list[Path], typer.Argument(metavar=N_("FILE…"), help=N_("One or more files."))]
Name = Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("Name of the file, a part of it, or its number."))]
To = Annotated[Path | None, typer.Argument(metavar=N_("TO"), help=N_("Folder or new file; else the working folder."))]


@app.command("add", help=N_("Keep files with a customer."))
def add(ctx: typer.Context, customer: Customer, files: Files) -> None:
    """Attach files."""
    from crmcli.commands._customer import resolve
    from crmcli.commands._said import told
    from crmcli.model.customers import record
    from crmcli.services import attaching

    current = session(ctx)
    with current.writer() as workspace:
        customer_id = resolve(current, workspace, customer)
        names = attaching.add(workspace, customer_id, files)
        told(current, workspace, record(workspace.db, customer_id).name)
        for name in names:
            current.say(Msg("  {name}", {"name": name}))
        _show_record(current, attaching.listed(workspace, customer_id))


@app.command("list", help=N_("List the files of a customer, or of all."))
def list_command(ctx: typer.Context, customer: Some = "") -> None:
    """List attachments."""
    from crmcli.commands._customer import look_at
    from crmcli.commands._views.attachments import attachments_sheet
    from crmcli.services import attaching

    current = session(ctx)
    if customer:
        rows = look_at(current, customer, attaching.listed)
    else:
        with current.reader() as workspace:
            rows = attaching.listed(workspace)
    current.show(attachments_sheet(rows, of_one=bool(customer)))


@app.command("get", help=N_("Write a file back to the disk."))
def get(ctx: typer.Context, customer: Customer, name: Name, to: To = None) -> None:
    """Save an attachment."""
    from crmcli.commands._customer import look_at
    from crmcli.services import attaching

    current = session(ctx)
    path = look_at(current, customer, lambda ws, one: attaching.save(ws, attaching.find(ws, one, name), to))
    current.say(Msg(N_("Written: {path}"), {"path": str(path)}))


@app.command("rm", help=N_("Take a file off a customer."))
def rm(ctx: typer.Context, customer: Customer, name: Name) -> None:
    """Remove an attachment."""
    from crmcli.commands._customer import resolve
    from crmcli.commands._said import told
    from crmcli.services import attaching

    current = session(ctx)
    with current.writer() as workspace:
        row = attaching.find(workspace, resolve(current, workspace, customer), name)
        attaching.remove(workspace, row)
        told(current, workspace, Msg("{name} · {file}", {"name": row["customer_name"], "file": row["name"]}))


def _show_record(current: Session, rows: tuple[dict[str, object], ...]) -> None:
    from crmcli.commands._said import wants_record
    from crmcli.commands._views.attachments import attachments_sheet

    if wants_record(current):
        current.show(attachments_sheet(rows, of_one=True))
