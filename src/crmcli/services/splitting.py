"""A merge is taken apart again: the customer that went becomes itself, with what it brought (product.md §6).

What came after the merge stays with the survivor, and what later work changed stays as it is; both are told.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from typing import TYPE_CHECKING

from crmcli.core.stage_tasks import is_over
from crmcli.errors import N_, Ambiguous, NotFound, NothingToUndo
from crmcli.model import customers, talks
from crmcli.model import merging as model
from crmcli.model.journal import splitting
from crmcli.records.customer import Candidate
from crmcli.records.merging import SplitResult
from crmcli.records.record import replace
from crmcli.services import uniting

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmcli.model.journal.writing import Journal
    from crmcli.services.workspace import Workspace


def find(ws: Workspace, text: str, *, row: Callable[[int], str] | None = None) -> int:
    """The id of the merged customer that is meant: by its own code, else the only one that is part of a customer.

    Args:
        text: a code that was merged away, or CUSTOMER as anywhere.
        row: as in services.lookup.find.

    Raises:
        NothingToUndo: nothing was merged into that customer.
        Ambiguous: several were; carries them.
        NotFound: nobody is meant.
    """
    from crmcli.services import lookup

    gone = model.merged_with_code(ws.db, text.strip())
    if gone is not None:
        return int(gone["id"])
    survivor = lookup.find(ws, text, row=row)
    inside = model.merged_into(ws.db, survivor)
    if not inside:
        raise NothingToUndo(
            N_("{code} is not merged with anybody."),
            N_("Who was merged shows as an earlier code in: crm show {code}"),
            code=customers.code_of(ws.db, survivor),
        )
    if len(inside) > 1:
        raise Ambiguous(
            N_("{n} customers were merged into {code}."),
            N_("Name the code of the one to take out: crm split {one}"),
            tuple(Candidate(one["code"], one["name"], None, None, one["stage"]) for one in inside),
            n=len(inside),
            code=customers.code_of(ws.db, survivor),
            one=inside[0]["code"],
        )
    return int(inside[0]["id"])


class _OnlyTried(Exception):
    """Rolls an operation back that was only to be seen."""


def split(ws: Workspace, loser_id: int) -> SplitResult:
    """Take a merged customer out of the one it is part of, as one operation.

    Raises:
        NothingToUndo: it is not part of another, or the journal does not tell any more how it came to be.
        NotFound: the customer it is part of is in the trash.
    """
    with ws.operation() as journal:
        done = _split(ws, journal, loser_id)
    return replace(done, operation=ws.last_operation)


def tried(ws: Workspace, loser_id: int) -> SplitResult:
    """What `split` would do; nothing is written.

    Raises:
        As `split`.
    """
    found: list[SplitResult] = []
    with contextlib.suppress(_OnlyTried), ws.operation() as journal:
        found.append(_split(ws, journal, loser_id))
        raise _OnlyTried
    return found[0]


def _split(ws: Workspace, journal: Journal, loser_id: int) -> SplitResult:
    head = customers.row(journal.db, loser_id)
    survivor = model.survivors(journal.db, [loser_id]).get(loser_id)
    merge = splitting.find(journal.db, loser_id) if survivor is not None else None
    if survivor is None or merge is None:
        raise NothingToUndo(N_("{code} is not merged with anybody."), code=head["code"])
    _refuse_trashed(ws, survivor)
    before = model.counted(model.rows(journal.db, loser_id))
    splitter = splitting.Splitting(journal, merge)
    splitter.run()
    for one in (survivor, loser_id):
        uniting.settle_firsts(journal, one)
        _settle(ws, journal, one)
    back = Counter(model.counted(model.rows(journal.db, loser_id)))
    back.subtract(before)
    since = splitting.came_since(journal.db, survivor, merge.operation)
    into = customers.row(journal.db, survivor)
    names = (head["code"], head["name"], into["code"], into["name"])
    counted = {table: n for table, n in back.items() if n > 0}
    return SplitResult(None, *names, merge.operation, counted, since, tuple(splitter.clashes))


def _settle(ws: Workspace, journal: Journal, customer_id: int) -> None:
    """What follows for each by itself: tasks without a cause are withdrawn, the first talk dates the first contact."""
    head, at = customers.row(journal.db, customer_id), ws.minute()
    over = [one["id"] for one in talks.open_tasks(journal.db, customer_id) if is_over(one["origin"], head["stage"])]
    journal.update_many("tasks", ("state", "closed_at"), [(one, "withdrawn", at) for one in over])
    first = head["first_contact_at"] or talks.first_reached(journal.db, customer_id)
    journal.update("customers", customer_id, {"first_contact_at": first, "updated_at": at})


def _refuse_trashed(ws: Workspace, survivor: int) -> None:
    code, _ = customers.standing(ws.db, survivor) or ("", False)
    if not customers.candidates(ws.db, [survivor]):
        raise NotFound(N_("{code} is in the trash."), N_("To bring it back: crm trash restore {code}"), code=code)
