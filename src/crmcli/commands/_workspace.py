"""Opens the database for a session. What can be done with it is the services' business."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crmcli import config, i18n
from crmcli.model.settings import read_all
from crmcli.services.checks import letting_in
from crmcli.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from crmcli.commands._session import Session
    from crmcli.model.backups import Backup
    from crmcli.services.restoring import Place


@contextmanager
def opened(session: Session, *, write: bool) -> Iterator[Workspace]:
    """The session's database as a workspace; its dictionaries become those the session words with.

    Args:
        session: of this run.
        write: to change it, or only to look.

    Raises:
        DatabaseError: it cannot be used.
    """
    with (
        letting_in(session.options.not_sensitive),
        open_workspace(
            session.path,
            write=write,
            clock=session.clock,
            user=session.user,
            terminal=session.terminal,
            command=session.command,
            language=i18n.language(),
            backups=config.backups_dir(session.path, session.environ),
            waiting=session.waiting,
            key=session.passphrases,
        ) as workspace,
    ):
        session.attach(workspace)
        if not session.language_said and (kept := read_all(workspace.db).get("language")):
            i18n.use(kept)  # an encrypted file could not be asked before its passphrase was
        try:
            yield workspace
        except BaseException:
            session.detach(keep_words=False)
            raise
        session.detach(keep_words=True)


def backups_there(session: Session) -> tuple[Path, tuple[Backup, ...]]:
    """The folder of the backups of the session's database, and those in it, the newest first."""
    from crmcli.model.backups import listed

    folder = config.backups_dir(session.path, session.environ)
    return folder, listed(folder, session.path.stem)


def place(session: Session, identities: tuple[Path, ...] = ()) -> Place:
    """What a restore needs to know: it works where the database cannot even be opened.

    Args:
        identities: files with secret keys of age.
    """
    from crmcli.services.restoring import Place

    return Place(
        path=session.path,
        folder=config.backups_dir(session.path, session.environ),
        clock=session.clock,
        user=session.user,
        terminal=session.terminal,
        command=session.command,
        waiting=session.waiting,
        key=session.passphrases,
        identities=identities,
    )
