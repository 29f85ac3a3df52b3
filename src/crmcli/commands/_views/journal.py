"""Operations and what they changed, in plain words: the history, the preview of an undo, and what stood in its way.

What each change says is in `told`, what columns are called in `fields`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from crmcli.commands._views.fields import COUNTED, NOUNS, label
from crmcli.commands._views.pieces import joined, short, when
from crmcli.commands._views.told import as_objects, merge, or_dash, told
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.journal import Change, Clash, Operation, Reversal
from crmcli.records.sheet import Card, Cell, Column, Section, Sheet, Typed

LONGEST_COMMAND = 60
MANY_LINES = 12  # more than so many lines become counts
MERGES = 5  # of an operation with many, told one by one
HISTORY_LINES = 6  # below one operation of a customer's history

HISTORY_COLUMNS = (
    Column("operation", N_("No."), style="dim"),
    Column("at", N_("When"), "moment"),
    Column("user", N_("User")),
    Column("terminal", N_("Terminal")),
    Column("command", N_("Command"), share=3),
    Column("kind", N_("Kind of operation"), "code", "operation"),
    Column("target", N_("Of operation")),
    Column("undone_by", N_("Undone by")),
    Column("customers", N_("Customers"), "count"),
    Column("names", N_("Whom"), "tags", share=2),
)
STATE = Column("state", N_("State"), "msg", style="dim", drop=1)
WHOM = Column("whom", N_("Customer"), "msg", share=2)
CHANGES = Column("changes", N_("Changes"), "tags")
NUMBER = Column("number", N_("No."), style="dim")
CLASH_COLUMNS = (
    Column("customer", N_("Customer"), share=2),
    Column("what", N_("What"), "msg", share=1),
    Column("now", N_("Now"), "msg", share=1),
    Column("wanted", N_("Would become"), "msg", share=1),
    Column("operations", N_("Changed by")),
)
# why a whole row stays; a single value says what it is now
WHY = {
    "gone": N_("{what} is not there any more"),
    "used": N_("{what} is still needed"),
    "worked_on": N_("{what} was worked on since"),
    "taken": N_("the place of the {what} is taken"),
}

Entries = Sequence[tuple[Operation, tuple[Change, ...]]]


# -- history ---------------------------------------------------------------------------------------------------


def history_sheet(entries: Entries, *, changes: bool = False) -> Sheet:
    """Operations with stable keys, for data formats.

    Args:
        entries: newest first, with what each changed.
        changes: add the column of changes.
    """
    columns = (*HISTORY_COLUMNS, CHANGES) if changes else HISTORY_COLUMNS
    return Sheet(columns, tuple(_row(one, changed, changes=changes) for one, changed in entries))


def history_table(entries: Entries, *, changes: bool = False, more: str = "") -> Sheet:
    """Operations as people look at them; with `changes`, what each changed stands below it.

    Args:
        entries: newest first.
        changes: show them.
        more: what to type for older ones, "" when there are none.
    """
    operations = {one.id: one for one, _ in entries}
    columns = (NUMBER, HISTORY_COLUMNS[1], HISTORY_COLUMNS[4], *(() if changes else (WHOM,)), STATE)
    rows = []
    for one, _changed in entries:
        whom = () if changes else (whom_of(one),)
        rows.append((f"#{one.id}", one.at, _command(one), *whom, state(one, operations)))
    details = tuple(_details(changed) for _one, changed in entries) if changes else ()
    notes = (Msg(N_("Older ones: {command}"), {"command": more}),) if more else ()
    return Sheet(columns, tuple(rows), details=details, notes=notes, empty=Msg(N_("Nothing has been written yet.")))


def state(one: Operation, known: Mapping[int, Operation]) -> Msg | None:
    """Whether an operation is still in force, as far as the undos and redos after it say.

    Args:
        one: the operation.
        known: it and those after it, by number.
    """
    if one.kind in ("undo", "redo"):
        done = N_("undid #{number}") if one.kind == "undo" else N_("redid #{number}")
        return Msg(done, {"number": str(one.root)})
    last = one
    while last.undone_by in known:
        last = known[cast(int, last.undone_by)]
    undo = last.id if last.kind == "undo" else last.undone_by
    if undo is not None:
        return Msg(N_("undone by #{number}"), {"number": str(undo)})
    return Msg(N_("for good")) if one.kind == "erase" else None


def whom_of(one: Operation) -> Msg | None:
    """The first customers an operation touched, and how many more."""
    names = [short(name, 28) for name in one.names]
    if not names:
        return Msg(N_("{n} erased"), {"n": one.customers}) if one.kind == "erase" and one.customers else None
    return joined((names[0], f"+{one.customers - 1}" if one.customers > 1 else ""), " ")


def _command(one: Operation, width: int = LONGEST_COMMAND) -> str:
    return short(one.command.removeprefix("crm "), width)


def _row(one: Operation, changed: Sequence[Change], *, changes: bool) -> tuple[Cell, ...]:
    cells: tuple[Cell, ...] = (
        *(one.id, one.at, one.user, one.terminal, one.command, one.kind, one.target, one.undone_by),
        *(one.customers, one.names),
    )
    return (*cells, cast(Cell, tuple(as_objects(changed)))) if changes else cells


def _details(changed: Sequence[Change]) -> tuple[Msg, ...]:
    lines = tuple(told(changed))
    if len(lines) <= HISTORY_LINES:
        return lines
    rest = len(lines) - HISTORY_LINES + 1
    return (*lines[: HISTORY_LINES - 1], Msg(N_("and {n} more changes"), {"n": rest}))


# -- undo ------------------------------------------------------------------------------------------------------


def heading(one: Operation, *, today: str) -> Msg:
    """The operation that is to be taken back: number, command, when, whom."""
    command = Typed("text", f"crm {_command(one, 24)}", key="command")
    return joined((f"#{one.id}", command, when(one.at, today), whom_of(one)))


def preview(changes: Sequence[Change], counts: Mapping[tuple[str, str], int], *, customers: int) -> tuple[Msg, ...]:
    """What taking back would do: field by field for one customer, in numbers for many.

    Args:
        changes: what the operation changed.
        counts: rows by (table, kind of change).
        customers: how many it touched.
    """
    lines = tuple(told(changes, back=True)) if customers <= 1 else ()
    if lines and len(lines) <= MANY_LINES:
        return lines
    sentences = {
        "insert": N_("Takes out {what}"),
        "delete": N_("Brings back {what}"),
        "update": N_("Puts back values of {what}"),
    }
    moved = {one.new is None for one in changes if one.column == "deleted_at"}
    if moved and all(one.column in ("deleted_at", "updated_at") for one in changes):
        sentences["update"] = N_("Into the trash: {what}") if moved == {True} else N_("Out of the trash: {what}")
    found = [merge(one, back=True) for one in changes if one.column == "merged_into"][:MERGES]
    for kind, sentence in sentences.items():
        parts = [counted(table, n) for (table, how), n in counts.items() if how == kind and table in COUNTED]
        if parts:
            found.append(Msg(sentence, {"what": tuple(parts)}))
    return tuple(found)


def counted(table: str, n: int) -> Msg:
    """So many rows of a table, in words."""
    many, one = COUNTED[table]
    return Msg(many, {"n": n}, one=one)


def preview_card(title: Msg, lines: Sequence[Msg], data: dict[str, object]) -> Card:
    """The preview as a card, with the record that scripts get."""
    return Card(title, (Section(None, lines=tuple(lines)),), data)


def planned_record(one: Operation, *, kind: str, changes: Sequence[Change]) -> dict[str, object]:
    """A preview for scripts: keys as in `reversal_record`, with what it would change."""
    return {
        "operation": None,
        "kind": kind,
        "target": one.id,
        "command": one.command,
        "at": one.at,
        "customers": one.customers,
        "names": one.names,
        "changes": tuple(as_objects(changes, back=True)),
    }


def reversal_record(done: Reversal) -> dict[str, object]:
    """What an undo or redo did, for scripts."""
    return {
        "operation": done.operation,
        "kind": done.kind,
        "target": done.target,
        "rows": done.rows,
        "customers": done.customers,
        "kept": tuple(clash_objects(done.kept)),
    }


# -- what stood in the way -------------------------------------------------------------------------------------


def clash_sheet(clashes: Iterable[Clash]) -> Sheet:
    """One row per thing that later work changed, in plain words."""
    rows: list[tuple[Cell, ...]] = []
    for one in clashes:
        row = _clash(one)
        if row not in rows:  # a Msg has no hash
            rows.append(row)
    values = any(now is not None or wanted is not None for _customer, _what, now, wanted, _numbers in rows)
    shown = tuple(column.key for column in CLASH_COLUMNS if values or column.key not in ("now", "wanted"))
    return Sheet(CLASH_COLUMNS, tuple(rows), shown=shown)


def clash_objects(clashes: Iterable[Clash]) -> Iterator[dict[str, object]]:
    """The same for scripts."""
    for one in clashes:
        field = f"{one.table}.{one.column}" if one.column else one.table
        yield {"customer": one.customer, "field": field, "why": one.why, "operations": one.operations}


def _clash(one: Clash) -> tuple[Cell, ...]:
    column = label(one.table, one.column)
    noun = Msg(NOUNS.get(one.table, N_("stage move")))
    numbers = " ".join(f"#{number}" for number in one.operations)
    if one.why in WHY:
        return one.customer, Msg(WHY[one.why], {"what": noun}), None, None, numbers
    what = noun if column is None else Msg(column.label)
    if column is not None and one.table != "customers":
        what = joined((noun, Msg(column.label)))
    now, wanted = (cast(Cell, or_dash(column, value) if column else str(value)) for value in (one.now, one.wanted))
    return one.customer, what, now, wanted, numbers
