"""Imports that are in force: which there were, what became of each row, and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import N_, NotFound, NothingToUndo
from crmcli.model import importing as model
from crmcli.services import reversing

if TYPE_CHECKING:
    from crmcli.records.importing import Batch, BatchRow
    from crmcli.services.workspace import Workspace


def batches(ws: Workspace) -> tuple[Batch, ...]:
    """Every import that is in force, the newest first."""
    return model.batches(ws.db)


def batch(ws: Workspace, number: int) -> Batch:
    """One import that is in force.

    Raises:
        NothingToUndo: it was taken back.
        NotFound: there never was one with that number.
    """
    found = model.batches(ws.db, number)
    if found:
        return found[0]
    if model.was_batch(ws.db, number):
        raise NothingToUndo(
            N_("Import {number} has been taken back already."), N_("To see when: crm history"), number=number
        )
    raise NotFound(N_("There is no import {number}."), N_("To see the numbers: crm batch list"), number=number)


def rows(ws: Workspace, number: int) -> tuple[BatchRow, ...]:
    """What became of each row of an import, in the order of its files."""
    return model.batch_rows(ws.db, number)


def plan_undo(ws: Workspace, number: int) -> reversing.Plan:
    """What taking an import back would do; to be done with services.reversing.reverse and `keep_later`.

    Raises:
        NotFound, NothingToUndo: see `batch`.
    """
    operation = batch(ws, number).operation
    if operation is None:
        raise NothingToUndo(
            N_("Import {number} was made in another file and came here with all the rest."),
            N_("What came in a whole: crm undo N, by its number in crm history"),
            number=number,
        )
    return reversing.plan_undo(ws, operation)
