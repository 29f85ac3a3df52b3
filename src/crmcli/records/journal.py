"""Records of the journal: operations, what they changed, and what stands in the way of taking one back."""

from __future__ import annotations

from crmcli.records.record import record


@record
class Operation:
    """One command that wrote.

    Args:
        id: its number, as in `#142`.
        at: the user's clock, ISO text to the minute.
        user, terminal: who and where; terminal "" is a job.
        command: as typed.
        kind: do, undo, redo or erase.
        target: the operation taken back, for undo and redo.
        undone_by: the operation that took this one back, if any.
        customers: how many customers it touched.
        names: names of the first few of them.
        root: number of the first command in its chain of undos and redos; its own when it is no undo.
    """

    id: int
    at: str
    user: str
    terminal: str
    command: str
    kind: str
    target: int | None
    undone_by: int | None
    customers: int = 0
    names: tuple[str, ...] = ()
    root: int = 0


@record
class Change:
    """One field of one row as an operation changed it.

    Args:
        operation: its number.
        table: name of the table.
        row_id: id of the row.
        kind: insert, update or delete.
        column: name of the column.
        old, new: values before and after; None for a row that was not there, or is not there any more.
        name: what the row is called, such as the contact's name or the phone number; "" when that is not known;
            "task_origin:need_check" for a task without a title, after what made it.
    """

    operation: int
    table: str
    row_id: int
    kind: str
    column: str
    old: object
    new: object
    name: str = ""


@record
class Clash:
    """One thing that later work changed, so that an undo would overwrite it.

    Args:
        table, row_id: the row.
        column: the column, or "" when the whole row is meant.
        customer: code and name of the customer it belongs to, or "".
        now: the present value.
        wanted: the value that the undo would put back.
        why: "changed", "gone" (the row is not there any more), "used" (later rows need it), "worked_on" (the
            customer itself came with the operation and has been worked on since), "taken" (its name or number
            belongs to another now).
        operations: numbers of the later operations, as far as known.
    """

    table: str
    row_id: int
    column: str
    customer: str
    now: object
    wanted: object
    why: str
    operations: tuple[int, ...] = ()


@record
class Reversal:
    """What an undo or redo did, or would do.

    Args:
        operation: the new operation's number.
        target: the operation taken back.
        kind: undo or redo.
        rows: how many rows were put back.
        customers: how many customers it touched.
        kept: what was left as it is because later work changed it.
    """

    operation: int
    target: int
    kind: str
    rows: int
    customers: int
    kept: tuple[Clash, ...] = ()
