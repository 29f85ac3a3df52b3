"""`crm import all.zip`: what `crm export all` wrote goes back, whole, into an empty file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.errors import N_
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session

BEGINNING = 200
LARGEST = 1024**3


def package_in(name: str) -> bytes | None:
    """The bytes of a file that holds all of another one; None for any other file, and for one that cannot be read."""
    from crmcli.services.whole import is_package

    path = Path(name).expanduser()
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return None
        with path.open("rb") as file:
            beginning = file.read(BEGINNING)
            return beginning + file.read() if is_package(beginning) else None
    except (OSError, ValueError):
        return None


def run(current: Session, data: bytes, *, name: str, dry_run: bool) -> int:
    """Put a package into the file; the exit code.

    Raises:
        Refused: the file has something in it.
        NothingReadable: the package is damaged, or of a newer crmcli.
    """
    from crmcli.services import whole

    package = whole.opened(data, name)
    if dry_run:
        rows = sum(len(list(found.rows)) for found in package.tables.values())
        current.say(Msg(N_("{file} holds a whole file, {n} rows. Nothing was written."), {"file": name, "n": rows}))
        return 0
    with current.writer() as workspace:
        count = whole.restore(workspace, package, name)
        number = workspace.last_operation
        commands = whole.commands(workspace)
    params = {"id": number, "n": count, "file": name}
    said = N_("#{id} · everything in {file} is here: {n} customers")
    current.say(Msg(said, params, one=N_("#{id} · everything in {file} is here: {n} customer")))
    for command in commands:  # whoever made the package could have put anything there
        current.say(Msg(N_("crm sync will run: {command}"), {"command": command}))
    return 0
