"""Opens the database for a session. What can be done with it is the services' business."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crmcli import config, i18n
from crmcli.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from crmcli.commands._session import Session


@contextmanager
def opened(session: Session, *, write: bool) -> Iterator[Workspace]:
    """The session's database as a workspace; its dictionaries become those the session words with.

    Args:
        session: of this run.
        write: to change it, or only to look.

    Raises:
        DatabaseError: it cannot be used.
    """
    with open_workspace(
        session.path,
        write=write,
        clock=session.clock,
        user=session.user,
        terminal=session.terminal,
        command=session.command,
        language=i18n.language(),
        backups=config.backups_dir(session.path, session.environ),
        waiting=session.waiting,
    ) as workspace:
        session.attach(workspace)
        try:
            yield workspace
        except BaseException:
            session.detach(keep_words=False)
            raise
        session.detach(keep_words=True)
