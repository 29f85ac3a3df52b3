"""Undo, redo and history: what was done, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.errors import N_, Conflict, NotFound, NothingToUndo, Refused
from crmcli.model import settings
from crmcli.model.journal import effect, reading
from crmcli.model.journal.undoing import Undoing
from crmcli.records.journal import Change, Clash, Operation, Reversal

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

SHOWN = 400  # changes looked at for the preview; one customer with all that belongs to it


class Plan:
    """What an undo or redo is about to do, to be shown and asked about.

    Args:
        operation: the one to be taken back.
        kind: "undo" or "redo".
        first: the command itself, however often it was undone and redone: its number is the one the user knows.
        counts: rows by (table, kind of change), as they were changed then.
        changes: the first changes, field by field; not all when there are more than SHOWN.
        elsewhere: it came from another terminal, or from a job.

    Raises:
        NothingToUndo: what it wrote was erased for good.
    """

    def __init__(self, ws: Workspace, operation: Operation, kind: str) -> None:
        self.operation = operation
        self.kind = kind
        self.first = operation if operation.target is None else _known(ws, _root(ws, operation.id))
        self.counts = reading.counts(ws.db, operation.id)
        self.changes: tuple[Change, ...] = reading.changes(ws.db, operation.id, limit=SHOWN)
        self.elsewhere = operation.terminal != ws.caller.terminal
        if not self.counts:
            raise NothingToUndo(
                N_("Nothing is left of #{number}: what it wrote is gone for good."),
                N_("See: crm history"),
                number=self.first.id,
            )

    @property
    def must_ask(self) -> bool:
        """Whether the user has to agree first (product.md §2)."""
        return self.operation.customers > 1 or self.elsewhere


def plan_undo(ws: Workspace, number: int | None = None) -> Plan:
    """What `crm undo [N]` would take back: operation `number`, or the user's last one still in force.

    Raises:
        NotFound: no operation has that number.
        NothingToUndo: nothing is left, or that one has been taken back already.
        Refused: an erasure; it cannot be undone.
    """
    if number is None:
        last = effect.last(ws.db, ("do", "redo"), users=_users(ws))
        if last is None:
            raise NothingToUndo
        return Plan(ws, _known(ws, last), "undo")
    asked = _known(ws, number)
    if asked.kind == "erase":
        raise Refused(N_("#{number} erased data for good. It cannot be undone."), number=number)
    if asked.kind == "restore":
        raise Refused(
            N_("#{number} put a backup in the file's place. It cannot be undone, only restored again."),
            N_("The file before it was kept: crm backup list"),
            number=number,
        )
    found = effect.in_force(ws.db, number)
    assert found is not None  # asked exists
    if asked.kind == "undo" and found.kind == "undo":
        return Plan(ws, _known(ws, found.id), "redo")  # redo is the undo of an undo (product.md §2)
    if asked.kind == "undo" or found.kind == "undo":
        again = N_("To bring it back: crm redo {number}") if asked.kind != "undo" else N_("See: crm history")
        raise NothingToUndo(N_("#{number} has been taken back already."), again, number=number)
    return Plan(ws, _known(ws, found.id), "undo")


def plan_redo(ws: Workspace, number: int | None = None) -> Plan:
    """What `crm redo [N]` would bring back: operation `number`, or the one the user undid last.

    Raises:
        NotFound: no operation has that number.
        NothingToUndo: nothing was taken back, or that one is in force.
    """
    if number is None:
        last = effect.last(ws.db, ("undo",), users=_users(ws))
        if last is None:
            raise NothingToUndo(N_("There is nothing to bring back."))
        return Plan(ws, _known(ws, last), "redo")
    _known(ws, number)
    found = effect.in_force(ws.db, number)
    assert found is not None  # _known raised otherwise
    if found.kind != "undo":
        raise NothingToUndo(
            N_("#{number} has not been taken back."), N_("To take it back: crm undo {number}"), number=number
        )
    return Plan(ws, _known(ws, found.id), "redo")


def reverse(ws: Workspace, plan: Plan, *, keep_later: bool = False) -> Reversal:
    """Take the planned operation back.

    Args:
        keep_later: take back what can be, and leave what later work changed.

    Raises:
        Conflict: later work changed all of it, or some of it and `keep_later` is not given; nothing was changed.
        NothingToUndo: another process took it back meanwhile.
    """
    target = plan.operation.id
    with ws.operation(kind=plan.kind, target=target) as journal:
        found = effect.step(ws.db, target)
        if found is None or found.undone_by is not None:
            raise NothingToUndo(
                N_("#{number} has been taken back already."), N_("See: crm history"), number=plan.first.id
            )
        undoing = Undoing(journal, target)
        undoing.run()
        if undoing.swallowed:
            raise Conflict(
                N_("#{number} cannot be brought back: who would be merged again was worked on since."),
                N_("To merge them as they are now: crm merge A B"),
                conflicts=undoing.swallowed,
                number=plan.first.id,
            )
        if undoing.clashes and not undoing.rows:
            raise Conflict(
                N_("Nothing of #{number} can be taken back: later work changed all of it."),
                N_("To see what was done since: crm history"),
                conflicts=tuple(undoing.clashes),
                number=plan.first.id,
            )
        if undoing.clashes and not keep_later:
            raise Conflict(
                N_("#{number} cannot be taken back whole: later work changed some of it."),
                N_("To take back the rest and keep the later work: crm {kind} {number} --keep-later"),
                conflicts=tuple(undoing.clashes),
                number=plan.first.id,
                kind=plan.kind,
            )
        number = journal.begin()
        effect.take_back(ws.db, target, by=number)
        customers = len(journal.touched)
    return Reversal(number, plan.first.id, plan.kind, undoing.rows, customers, tuple(undoing.clashes))


class _Tried(Exception):
    """Ends a trial: what was done in it is rolled back."""


def tried(ws: Workspace, plan: Plan) -> tuple[Clash, ...]:
    """What taking an operation back would leave as it is; the plan's counts become what would really come back.

    It is done and rolled back: only that tells what later work stands in the way.
    """
    inverse = {"insert": "delete", "delete": "insert"}
    clashes: tuple[Clash, ...] = ()
    try:
        with ws.operation(kind=plan.kind, target=plan.operation.id) as journal:
            undoing = Undoing(journal, plan.operation.id)
            undoing.run()
            clashes = tuple(undoing.clashes)
            if clashes:
                number = journal.begin()
                journal.finish()
                found = reading.counts(ws.db, number)
                real = {(table, inverse.get(kind, kind)): n for (table, kind), n in found.items()}
                plan.counts = {key: real[key] for key in sorted(real, key=[*plan.counts, *real].index)}
                plan.changes = ()
            raise _Tried
    except _Tried:
        return clashes


def history(
    ws: Workspace, *, customer: int | None = None, limit: int | None = None
) -> tuple[tuple[Operation, tuple[Change, ...]], ...]:
    """Operations, newest first, with what each changed of the customer; of all customers without the details."""
    found = reading.operations(ws.db, customer=customer, limit=limit)
    if customer is None:
        return tuple((operation, ()) for operation in found)
    return tuple((operation, reading.changes(ws.db, operation.id, customer=customer)) for operation in found)


def _known(ws: Workspace, number: int) -> Operation:
    found = reading.operation(ws.db, number)
    if found is None:
        raise NotFound(N_("There is no operation #{number}."), N_("To see the numbers: crm history"), number=number)
    return found


def _users(ws: Workspace) -> set[str]:
    """The names that the person at work goes by: a name set today does not hide the work of yesterday."""
    return {ws.user, ws.caller.user, *settings.past_values(ws.db, "user.name")}


def _root(ws: Workspace, number: int) -> int:
    """The number of the first command in a chain of undos and redos."""
    found = effect.step(ws.db, number)
    while found is not None and found.target is not None:
        found = effect.step(ws.db, found.target)
    return found.id if found else number
