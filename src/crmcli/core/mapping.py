"""Which column of a table is which field: by its heading, a saved profile, what the user gave, or its values.

Decided once per table; reading the rows by it is core.drafting.
"""

from __future__ import annotations

from collections import abc
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core import headers
from crmcli.core.cells import values_of
from crmcli.core.content_guess import SAMPLE, fits, guess_field, is_day, is_line, share
from crmcli.core.drafting import Defaults, Drafter
from crmcli.core.field_names import find_field
from crmcli.core.header_context import Surroundings, resolve, surroundings
from crmcli.core.headers import CUSTOM, FORBIDDEN, IGNORED, OWN, Heading
from crmcli.core.mapping_doubts import doubted
from crmcli.core.words import Words
from crmcli.errors import N_
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.records.rows import Table

__all__ = ["ColumnPlan", "Defaults", "Drafter", "Mapping", "plan"]

# Columns whose values come from dictionaries: when hardly any does, the column is something else with that name.
_CODED = {
    "status": ("status", "stage", "derived_flag"),
    "stage": ("stage", "status", "deal_state"),
    "grade": ("grade",),
    "industry": ("industry",),
    "order_state": ("order_state",),
}
_ENOUGH = 3  # distinct values before a column is judged by them
# The day somebody was entered, signed in or added stands for the first contact where no better column does.
_FIRST_DAYS = ("registered_at", "created_at", "wechat_added")


class ColumnPlan(NamedTuple):
    """What one column is.

    Args:
        header: as in the table.
        field: a field of headers.fields(), `custom.NAME`, or None for a column that is left out.
        how: "lexicon", "given", "profile", "content", "custom" or "ignored".
        unit: the unit of money in its heading; of tags their group.
        person: 2 for the columns of a second person (手机2).
    """

    header: str
    field: str | None
    how: str
    unit: str | None = None
    person: int = 1


class Mapping(NamedTuple):
    """What the columns of one table are.

    Args:
        kind: "customers", "interactions", "orders", "deals" or "tasks".
        columns: one for each header, in order.
        notes: what has to be said once, such as columns that are never stored.
    """

    kind: str
    columns: tuple[ColumnPlan, ...]
    notes: tuple[Msg, ...] = ()


def plan(
    table: Table,
    *,
    given: abc.Mapping[str, str] | None = None,
    profile: abc.Mapping[str, str | None] | None = None,
    words: Words,
) -> Mapping:
    """Map a table's columns (product.md §4, Map; R010).

    Args:
        given: header → field as typed for --map: a key of §9, a label, a lexicon name, `custom.NAME`, or `-` to leave
            the column out. Headers that the table does not have are passed over.
        profile: header → field of a saved profile, as an earlier Mapping had them.
        words: the dictionaries, to judge columns of codes by.

    Raises:
        UsageError: a field in `given` that there is none of.
    """
    headings = [headers.read_heading(header) for header in table.headers]
    around = surroundings(table.headers, headings)
    values = [values_of(table, index, SAMPLE) for index in range(len(table.headers))]
    columns = [
        _by_heading(header, heading, around, column)
        for header, heading, column in zip(table.headers, headings, values, strict=True)
    ]
    columns = [_with_content(column, columns, table, known) for column, known in zip(columns, values, strict=True)]
    columns = _doubts(columns, values, around.kind)
    columns = [_unless_other(column, known, words) for column, known in zip(columns, values, strict=True)]
    columns = _days(columns, values, around)
    columns = [_overridden(column, _by_key(profile or {}), _by_key(given or {})) for column in columns]
    notes = tuple(_forbidden(column.header) for column in columns if column.field == FORBIDDEN)
    return Mapping(around.kind, tuple(map(_settled, _persons(columns))), notes)


def _by_heading(header: str, heading: Heading, around: Surroundings, values: list[str]) -> ColumnPlan:
    """The plan by the heading; an unknown one has no field yet."""
    if header.startswith(CUSTOM) and values:  # of our own export
        return _custom(header)
    field = heading.field
    if field == "":
        field = resolve(heading.key, around, values)
    if field == FORBIDDEN:
        return ColumnPlan(header, FORBIDDEN, "ignored")
    if not values or field == IGNORED:
        return ColumnPlan(header, None, "ignored")
    if field == OWN:
        return _custom(header)
    return ColumnPlan(header, field, "lexicon" if field else "content", heading.unit, heading.person)


def _custom(header: str) -> ColumnPlan:
    return ColumnPlan(header, CUSTOM + headers.clean(header).removeprefix(CUSTOM)[:60], "custom")


def _with_content(column: ColumnPlan, columns: list[ColumnPlan], table: Table, values: list[str]) -> ColumnPlan:
    if column.how != "content":
        return column
    if table.no_header and len(columns) == 1 and share(values, is_line) >= 0.5:
        return column._replace(field="line")
    if headers.is_of_others(column.header):
        return _custom(column.header)
    taken = [other.field for other in columns if other.field]
    field = guess_field(values, taken, no_header=table.no_header)
    return column._replace(field=field) if field else _custom(column.header or _letters(columns.index(column)))


def _letters(index: int) -> str:
    """The name spreadsheets give a column: A … Z, AA …"""
    before, letter = divmod(index, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + letter)


def _unless_other(column: ColumnPlan, values: list[str], words: Words) -> ColumnPlan:
    dictionaries = _CODED.get(column.field or "")
    least = 1 if column.field == "grade" else _ENOUGH  # Hot and Warm are a rating, and no grade of ours
    if column.how != "lexicon" or not dictionaries or len(set(values)) < least:
        return column
    return column if fits(values, dictionaries, words) else _custom(column.header)


def _doubts(columns: list[ColumnPlan], values: list[list[str]], kind: str) -> list[ColumnPlan]:
    """Headings whose values speak against them."""
    found: list[ColumnPlan] = []
    contacts = any(column.field in ("contact", "given_name") for column in columns)
    for index, (column, known) in enumerate(zip(columns, values, strict=True)):
        beside = columns[index + 1].field if index + 1 < len(columns) else None
        other = doubted(column.header, column.field, known, kind=kind, beside=beside) if known else None
        if other is None or (other == "contact" and contacts) or column.how != "lexicon":
            found.append(column)
        else:
            found.append(column._replace(field=other, how="content") if other else _custom(column.header))
    return found


def _days(columns: list[ColumnPlan], values: list[list[str]], around: Surroundings) -> list[ColumnPlan]:
    """What the days of entering, signing in and adding mean here: they stand in for the day that matters, once."""
    if around.kind == "tasks":
        return [_of_task(column) for column in columns]
    if around.own:
        contacts = around.keys & {"主要联系人", "primarycontact", "isprimary"}
        return [_of_our_own(column, contacts=bool(contacts)) for column in columns]
    wanted = {"interactions": "at", "orders": "order_at", "deals": ""}.get(around.kind, "first_contact_at")
    has = {column.field for column in columns}
    free = wanted if wanted and wanted not in has else None
    stand_in = next((field for field in _FIRST_DAYS if field in has and _dated(field, columns, values)), None)
    found: list[ColumnPlan] = []
    for column in columns:
        if column.field == stand_in and stand_in and free:
            column, free = column._replace(field=free), None
        elif column.field == "updated_at" or (column.field == "created_at" and "updated_at" in has):
            column = ColumnPlan(column.header, None, "ignored")
        elif column.field in _FIRST_DAYS:
            column = _custom(column.header)
        found.append(column)
    return found


# What our own list of tasks says of a task, beside the customer.
_TASK = {
    **dict.fromkeys(("待办", "todo", "title"), "next_step"),
    **dict.fromkeys(("到期", "due", "dueat"), "next_at"),
    **dict.fromkeys(("状态", "state"), "task_state"),
}


def _of_task(column: ColumnPlan) -> ColumnPlan:
    field = _TASK.get(headers.key_of(column.header))
    if field is None and column.field in ("code", "name"):
        return column
    return ColumnPlan(column.header, field, "lexicon" if field else "ignored")


def _of_our_own(column: ColumnPlan, *, contacts: bool) -> ColumnPlan:
    """In a file of our own export: when a row was made says nothing, and tags that were computed are so again."""
    if contacts and column.field == "note":
        return column._replace(field="person_note")
    if column.field in ("created_at", "updated_at") or headers.key_of(column.header) in ("won", "lost"):
        return ColumnPlan(column.header, None, "ignored")
    return column._replace(field="own_tags") if column.field == "tags" else column


def _dated(field: str, columns: list[ColumnPlan], values: list[list[str]]) -> bool:
    known = next(known for column, known in zip(columns, values, strict=True) if column.field == field)
    return field != "wechat_added" or share(known, is_day) > 0.5


def _by_key(wanted: abc.Mapping[str, str | None]) -> dict[str, str | None]:
    return {headers.key_of(header): field for header, field in wanted.items()}


def _overridden(column: ColumnPlan, profile: dict[str, str | None], given: dict[str, str | None]) -> ColumnPlan:
    key = headers.key_of(column.header)
    unit = headers.unit_of(column.header) or column.unit
    if key in given:
        field = find_field(given[key] or "-")
        return ColumnPlan(column.header, field, "given" if field else "ignored", unit)
    known = column.how in ("lexicon", "custom") and column.field == profile.get(key)
    if key in profile and column.field != FORBIDDEN and not known:
        return ColumnPlan(column.header, profile[key], "profile" if profile[key] else "ignored", unit, column.person)
    return column


def _persons(columns: list[ColumnPlan]) -> list[ColumnPlan]:
    """手机2 belongs to a second person only where a column names one; else it is another phone of the first."""
    named = {column.person for column in columns if column.field == "contact"} | {1}
    return [column if column.person in named else column._replace(person=1) for column in columns]


def _settled(column: ColumnPlan) -> ColumnPlan:
    """Columns that only served to decide about others are left out."""
    return ColumnPlan(column.header, None, "ignored") if column.field in (FORBIDDEN, "label") else column


def _forbidden(header: str) -> Msg:
    left_out = N_("The column “{header}” is left out: numbers of identity and bank cards are not kept.")
    return Msg(left_out, {"header": header})
