"""What an operation changed in plain words: a line for each field, each new row and each removed one.

What columns are called is in `fields`; operations as a whole are in `journal`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import cast

from crmcli.commands._views.fields import GIST, LABELLED, NOUNS, label
from crmcli.commands._views.pieces import joined, short
from crmcli.core.notify_targets import hidden
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.journal import Change
from crmcli.records.record import replace
from crmcli.records.sheet import Column, Typed

LONGEST_VALUE = 48  # cells of one value in a line
CUSTOM = "custom."
POINTS = "contact_points"
STRICTEST = "wechat"  # masks any text but for its ends


def as_objects(changed: Iterable[Change], *, back: bool = False) -> Iterator[dict[str, object]]:
    """Changes as objects with `field` (table.column), `old` and `new`: codes, and money in yuan.

    Args:
        changed: in the order of the journal.
        back: what taking it back would do instead.
    """
    changed = tuple(changed)
    kinds = _kinds(changed)
    for one in _spread(changed):
        column = _label(one)
        if column is not None and one.old != one.new:
            old, new = (one.new, one.old) if back else (one.old, one.new)
            column = _masked_as(one, column, kinds)
            values = {"old": _typed(column, old), "new": _typed(column, new)}
            yield {"field": f"{one.table}.{one.column}", **values}


def told(changed: Sequence[Change], *, back: bool = False) -> Iterator[Msg]:
    """What was changed, a line for each new or removed row and for each field.

    Args:
        changed: in the order of the journal.
        back: what taking it back would do instead.
    """
    if merges := [one for one in changed if one.column == "merged_into" and one.table == "customers"]:
        yield from (merge(one, back=back) for one in merges)
        # the rest only went over: of the survivor, what the record says now
        changed = [one for one in changed if one.table == "customers" and one not in merges]
    hidden = {"tags"} if any(one.table == "customer_tags" for one in changed) else set()  # they come along with those
    kinds = _kinds(changed)
    for (table, _row_id, kind), group in groupby(_spread(changed), lambda one: (one.table, one.row_id, one.kind)):
        fields = list(group)
        if kind == "update":
            yield from filter(None, (_field(one, kinds, back=back) for one in fields))
        elif table in LABELLED and table not in hidden:
            yield Msg(_comes(back) if (kind == "insert") != back else _goes(back), {"what": thing(fields)})


def _comes(back: bool) -> str:
    return N_("Brings back {what}") if back else N_("New {what}")


def _goes(back: bool) -> str:
    return N_("Takes out {what}") if back else N_("Removed {what}")


def thing(fields: Sequence[Change]) -> Msg:
    """A row in a few words, such as `talk: Phone · agreed to the quote`."""
    table = fields[0].table
    values = {one.column: one.old if one.new is None else one.new for one in fields}
    masked = str(values.get("kind") or "") if table == POINTS else ""
    parts = [_worded(table, column, values.get(column), masked) for column in GIST[table]] or [fields[0].name]
    kept = [part for part in parts if part not in (None, "")]
    noun = Msg(N_("next step")) if values.get("origin") == "next_step" else Msg(NOUNS[table])
    if table == "tasks" and not values.get("title") and values.get("origin") not in ("next_step", "manual", None):
        noun = joined((Word("task_origin", str(values["origin"])),))
    return Msg(N_("{noun}: {text}"), {"noun": noun, "text": joined(kept)}) if kept else noun


def _kinds(changed: Iterable[Change]) -> dict[int, object]:
    """The kinds of the contact points that came or went, by the number of their rows: how to mask them."""
    return {
        one.row_id: one.old if one.new is None else one.new
        for one in changed
        if one.table == POINTS and one.column == "kind"
    }


def _masked_as(one: Change, column: Column, kinds: dict[int, object]) -> Column:
    """The column of a contact point's value, under the name by which --mask knows what to hide."""
    if one.table != POINTS or one.column not in ("value", "raw"):
        return column
    return replace(column, key=str(kinds.get(one.row_id, STRICTEST)))


def _field(one: Change, kinds: dict[int, object], *, back: bool) -> Msg | None:
    column = _label(one)
    if column is None or one.old == one.new:  # the same where both were blanked for good
        return None
    old, new = (one.new, one.old) if back else (one.old, one.new)
    if one.column == "deleted_at":
        return Msg(N_("Into the trash")) if new else Msg(N_("Out of the trash"))
    if one.column == "ended_at":
        said = N_("No longer valid: {name}") if new else N_("Valid again: {name}")
        named = Typed("text", _cut(one.name), key=str(kinds.get(one.row_id, STRICTEST)))
        return Msg(said, {"name": named})
    params = {"field": _name(one, column), "old": or_dash(column, old), "new": or_dash(column, new)}
    return Msg(N_("Puts back {field}: {old} → {new}"), params) if back else Msg(N_("{field}: {old} → {new}"), params)


def merge(one: Change, *, back: bool = False) -> Msg:
    """That a customer became part of another, or is itself again."""
    old, new = (one.new, one.old) if back else (one.old, one.new)
    said = N_("{name} became part of {other}") if new else N_("{name} is apart from {other} again")
    return Msg(said, {"name": short(one.name, LONGEST_VALUE), "other": short(str(new or old), LONGEST_VALUE)})


def _name(one: Change, column: Column) -> Msg:
    heading = Msg(column.label) if column.label else Msg("{name}", {"name": column.key})
    if one.table == "customers" or not one.name:
        return heading
    return joined((_called(one.name), heading))


def _called(name: str) -> object:
    """What a row is called; a task without a title, after what made it."""
    table, _, origin = name.partition(":")
    if table == "task_origin" and origin.isidentifier():
        return Msg(N_("next step")) if origin == "next_step" else Word("task_origin", origin)
    return short(name, 24)


def _spread(changed: Iterable[Change]) -> Iterator[Change]:
    """The changes with custom fields taken apart, one change for each of them."""
    for one in changed:
        if one.table == "settings" and one.column == "value":
            yield replace(one, old=_hidden(one.old), new=_hidden(one.new))
            continue
        if one.column != "custom":
            yield one
            continue
        old, new = (json.loads(str(value)) if value else {} for value in (one.old, one.new))
        for name in dict.fromkeys((*old, *new)):
            if old.get(name) != new.get(name):
                where = (one.operation, one.table, one.row_id, one.kind, f"{CUSTOM}{name}")
                yield Change(*where, old.get(name), new.get(name), one.name)


def _hidden(value: object) -> object:
    """A setting's value without the secrets of an address."""
    return hidden(value) if isinstance(value, str) else value


def _label(one: Change) -> Column | None:
    if one.column.startswith(CUSTOM):
        return Column(one.column.removeprefix(CUSTOM), "")
    return label(one.table, one.column)


def _worded(table: str, column: str, value: object, masked: str = "") -> object:
    known = label(table, column)
    if known is None or value is None or value == "":
        return None
    if masked and column in ("value", "raw"):
        return Typed("text", _cut(str(value)), key=masked)
    return _drawn(known, value)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def or_dash(column: Column, value: object) -> object:
    """A value in a sentence; a dash for none."""
    return "–" if value is None or value == "" else _drawn(column, value)


def _drawn(column: Column, value: object) -> object:
    return short(value, LONGEST_VALUE) if isinstance(value, str) and column.kind == "text" else _typed(column, value)


def _typed(column: Column, value: object) -> object:
    if value is None:
        return None
    if column.kind == "yesno" and isinstance(value, int):
        return Typed("yesno", bool(value))
    if column.kind == "code" and isinstance(value, str) and value:
        return Word(column.dict, value)
    return Typed(column.kind, cast("str | int | float", value), column.dict, column.key)
