"""A journal that tells how far the writing of an import is, counted in rows of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crmcli.model.journal.writing import Journal
    from crmcli.services.importing.entities import Entity
    from crmcli.services.importing.planning import Plan

OFTEN = 500  # rows between two words


class Counting:
    """Stands before the journal of an operation and gives a word now and then; that journal writes everything.

    Args:
        journal: of the operation.
        plan: what will be written.
        progress: told rows done and rows in all.
    """

    def __init__(self, journal: Journal, plan: Plan, progress: Callable[[int, int], None]) -> None:
        self._journal = journal
        self._progress = progress
        self._rows = len(plan.rows)
        self._all = sum(map(_size, plan.made)) + sum(map(_size, plan.changed)) or 1
        self._done = 0

    def insert_many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Sequence[int]:
        """As the journal's."""
        return self._journal.insert_many(table, columns, self._counted(rows))

    def __getattr__(self, name: str) -> Any:
        """Whatever else a journal does."""
        return getattr(self._journal, name)

    def _counted(self, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        for row in rows:
            self._done += 1
            if self._done % OFTEN == 0:
                self._progress(min(self._rows, self._rows * self._done // self._all), self._rows)
            yield row


def _size(one: Entity) -> int:
    """Rows of all tables that a customer takes, about."""
    if one.draft is not None:
        return 3 + len(one.draft.people) + len(one.draft.points) + len(one.draft.tags) + len(one.draft.talks)
    own = 0 if one.id is not None else 2  # itself and its first stage
    points = len(one.points) + sum(len(who.points) for who in one.people.values())
    more = (one.tags, one.ids, one.talks, one.events, one.tasks, one.orders, one.deals)
    return own + points + len(one.people) + sum(map(len, more))
