"""Files of a customer, kept inside the database by the hash of their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.core.fold import fold
from crmcli.errors import N_, Ambiguous, DatabaseError, NotFound, Refused, UsageError
from crmcli.files import write_private
from crmcli.model import blobs
from crmcli.model.journal.writing import Journal
from crmcli.render.text import clean
from crmcli.services import checks

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

LARGEST = "attach.max_mb"  # setting
BYTES = 1_000_000
LONGEST_NAME = 200  # bytes: any disk takes it back


class Attachment(NamedTuple):
    """A file read into memory."""

    name: str
    content: bytes


def read(ws: Workspace, path: Path) -> Attachment:
    """Read a file to be attached.

    Raises:
        NotFound: there is no such file.
        UsageError: it is no file, or larger than the setting allows.
        Refused: its name holds a number that must not be kept.
    """
    checks.refuse_sensitive([path.name])
    most = int(ws.settings[LARGEST])
    try:
        if not path.is_file():
            if path.exists():
                raise UsageError(N_("{path} is not a file."), N_("Attach files one by one."), path=str(path))
            raise NotFound(N_("There is no file {path}."), N_("Check its name."), path=str(path))
        if path.stat().st_size > most * BYTES:
            raise UsageError(
                N_("{path} is larger than {n} MB."),
                N_("Keep it elsewhere and log where. To allow more: crm config set attach.max_mb N"),
                path=str(path),
                n=most,
            )
        with path.open("rb") as file:
            return Attachment(safe_name(path.name), file.read(most * BYTES))
    except OSError as error:
        raise UsageError(
            N_("{path} cannot be read."), N_("Check that it is a file you may read."), path=str(path)
        ) from error


def safe_name(name: str) -> str:
    """A file's name without folders, control characters and characters that turn the direction of reading."""
    plain = clean(name.replace("\\", "/")).rpartition("/")[2].strip().lstrip(".")
    stem, dot, suffix = plain.rpartition(".")
    if len(plain.encode()) > LONGEST_NAME:
        room = LONGEST_NAME - len((dot + suffix).encode()) if len(suffix) < 10 else LONGEST_NAME
        kept = (stem if len(suffix) < 10 else plain).encode()[:room].decode(errors="ignore")
        plain = kept + dot + suffix if len(suffix) < 10 else kept
    return plain or "file"


def write(ws: Workspace, journal: Journal, customer_id: int, file: Attachment, *, talk_id: int | None = None) -> int:
    """Attach a file within an operation; returns the attachment's id."""
    name = hashlib.sha256(file.content).hexdigest()
    blobs.keep(journal.db, name, file.content)
    values = {
        "customer_id": customer_id,
        "interaction_id": talk_id,
        "name": file.name,
        "hash": name,
        "size": len(file.content),
        "created_at": ws.minute(),
    }
    return journal.insert("attachments", values)


def add(ws: Workspace, customer_id: int, paths: Sequence[Path]) -> list[str]:
    """Attach files as one operation; returns the names of those that were not attached already.

    Raises:
        NotFound, UsageError, Refused: as `read`; nothing was attached.
    """
    files = [read(ws, path) for path in paths]
    there = {(row["name"], row["hash"]) for row in listed(ws, customer_id)}
    new = [one for one in files if (one.name, hashlib.sha256(one.content).hexdigest()) not in there]
    with ws.operation() as journal:
        checks.refuse_gone(journal.db, customer_id)
        for one in new:
            write(ws, journal, customer_id, one)
    return [one.name for one in new]


def listed(ws: Workspace, customer_id: int | None = None) -> tuple[dict[str, Any], ...]:
    """Attachments of a customer, or of all who live, the newest first."""
    return blobs.attachments(ws.db, customer_id)


def find(ws: Workspace, customer_id: int, text: str) -> dict[str, Any]:
    """The attachment meant: by its number, its name or a part of it.

    Raises:
        NotFound: none; Ambiguous: several.
    """
    rows = listed(ws, customer_id)
    plain, wanted = text.strip().removeprefix("#"), fold(text)
    numbered = [row for row in rows if plain.isdecimal() and row["id"] == int(plain[:18])]
    whole = [row for row in rows if fold(row["name"]) == wanted]
    part = [row for row in rows if wanted and wanted in fold(row["name"])]
    found = numbered or whole or part
    if not found:
        raise NotFound(N_("There is no file “{text}” here."), N_("Its files: crm attach list CUSTOMER"), text=text)
    if len(found) > 1:
        names = tuple(f"#{row['id']} {row['name']}" for row in found[:8])
        raise Ambiguous(N_("“{text}” means several files: {names}."), N_("Use the number."), text=text, names=names)
    return found[0]


def save(ws: Workspace, row: dict[str, Any], to: Path | None) -> Path:
    """Write an attachment to the disk, readable by its owner only; returns where.

    Args:
        row: from `find`.
        to: file or folder; the working folder when None.

    Raises:
        Refused: there is a file of that name.
        DatabaseError: its bytes are not in the file any more, or not what they were.
        UsageError: the place cannot be written.
    """
    target = (to or Path()).expanduser()
    target = target / safe_name(row["name"]) if target.is_dir() else target
    if target.exists() or target.is_symlink():
        raise Refused(N_("{path} is there already."), N_("Name a file that does not exist yet."), path=str(target))
    content = blobs.content(ws.db, row["hash"])
    if content is None or hashlib.sha256(content).hexdigest() != row["hash"]:
        raise DatabaseError(
            N_("The content of {name} is not in the file any more."),
            N_("To see what else is wrong: crm doctor"),
            name=row["name"],
        )
    try:
        write_private(target, content)
    except OSError:
        raise UsageError(N_("{path} cannot be written."), N_("Name another place."), path=str(target)) from None
    return target


def remove(ws: Workspace, row: dict[str, Any]) -> None:
    """Take an attachment off as one operation. Its bytes stay for an undo, until the customer is erased."""
    with ws.operation() as journal:
        journal.delete("attachments", [row["id"]])
