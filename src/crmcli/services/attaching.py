"""Files of a customer, kept inside the database by the hash of their bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.fold import squeeze
from crmcli.errors import N_, NotFound, UsageError
from crmcli.model import blobs
from crmcli.model.journal.writing import Journal
from crmcli.services.checks import refuse_sensitive

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

LARGEST = 20 * 1024 * 1024


class Attachment(NamedTuple):
    """A file read into memory."""

    name: str
    content: bytes


def read(path: Path) -> Attachment:
    """Read a file to be attached.

    Raises:
        NotFound: there is no such file.
        UsageError: it is no file, or larger than 20 MB.
    """
    refuse_sensitive([path.name])
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(N_("{path} is larger than 20 MB."), N_("Keep it elsewhere and log where."), path=str(path))
        return Attachment(squeeze(path.name), path.read_bytes())
    except FileNotFoundError as error:
        raise NotFound(N_("There is no file {path}."), N_("Check its name."), path=str(path)) from error
    except OSError as error:
        raise UsageError(
            N_("{path} cannot be read."), N_("Check that it is a file you may read."), path=str(path)
        ) from error


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
