"""Possible duplicates as a table, one pair side by side, values that prove nothing, pairs said to be different."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from crmcli.commands._views.alternates import field_label
from crmcli.commands._views.merging import choice_value
from crmcli.commands._views.pieces import joined, short
from crmcli.core.duplicates.scoring import reasons
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.columns import CUSTOMER_COLUMNS
from crmcli.records.record import replace
from crmcli.records.sheet import Cell, Column, Sheet, Typed

if TYPE_CHECKING:
    from crmcli.records.customer import Customer
    from crmcli.records.duplicates import Dismissed, Junk, Pair, Term
    from crmcli.records.merging import FieldChoice, MergePlan

# With the keys of product.md §9; names come at the end.
PAIR_COLUMNS = (
    Column("group", N_("Group"), "count", style="dim"),
    Column("left", N_("Left")),
    Column("right", N_("Right")),
    Column("band", N_("Band"), "code", "band"),
    Column("score", N_("Score")),
    Column("reasons", N_("Reasons"), "tags", share=2),
    Column("left_name", N_("Left name"), share=1, style="strong"),
    Column("right_name", N_("Right name"), share=1, style="strong"),
)
DISMISSED_COLUMNS = (
    Column("id", N_("No."), "count"),
    Column("left", N_("Left")),
    Column("right", N_("Right")),
    Column("left_name", N_("Left name"), share=1, style="strong"),
    Column("right_name", N_("Right name"), share=1, style="strong"),
    Column("at", N_("When"), "moment"),
)
NONE = Msg(N_("No duplicates were found."))
NONE_DISMISSED = Msg(N_("Nobody was said to be different. That is the key d of crm dedupe."))
JUNK_SHOWN = 3
CELLS = 60  # of one value side by side

# What a person looks at first to tell two customers apart, besides what differs.
FIRST = ("name", "contact", "title", "mobile", "phone", "email", "wechat", "region", "address", "source", "stage",
         "last_contact_at", "created_at")  # fmt: skip
MARKS = {"left": "←", "right": "→", "both": "↔"}
_BY_KEY = {column.key: column for column in CUSTOMER_COLUMNS}


def pair_table(pairs: Sequence[Pair], *, in_a_line: int) -> Sheet:
    """Pairs for people, with the reasons below each as a sum.

    Args:
        in_a_line: reasons on one line, which is cut where the terminal ends.
    """
    return replace(
        pair_sheet(pairs, reasons),
        details=tuple((joined((one.left, one.right)), *_lines_of(one, in_a_line)) for one in pairs),
        shown=("group", "left_name", "right_name", "score", "band"),
        empty=NONE,
    )


def pair_sheet(pairs: Sequence[Pair], said: Callable[[tuple[Term, ...]], tuple[Msg | str, ...]]) -> Sheet:
    """Pairs for scripts.

    Args:
        said: the reasons of a pair in words. There may be tens of thousands, of which few are different.
    """
    rows = tuple(
        (
            one.group,
            one.left,
            one.right,
            one.band,
            one.score,
            cast("Cell", said(one.terms)),
            one.left_name,
            one.right_name,
        )
        for one in pairs
    )
    return Sheet(PAIR_COLUMNS, rows)


def sum_of(pair: Pair) -> Msg:
    """The reasons as a sum: +60 same mobile · −18 another company = 42 → to review."""
    return _sum(reasons(pair.terms), pair)


def _sum(terms: Sequence[Msg], pair: Pair) -> Msg:
    params = {"terms": joined(terms), "points": pair.points, "band": Word("band", pair.band)}
    return Msg(N_("{terms} = {points} → {band}"), params)


def _lines_of(pair: Pair, in_a_line: int) -> Iterator[Msg]:
    terms = reasons(pair.terms)
    last = (len(terms) - 1) // in_a_line * in_a_line
    for start in range(0, last, in_a_line):
        yield joined(terms[start : start + in_a_line])
    yield _sum(terms[last:], pair)


def junk_lines(junk: Sequence[Junk]) -> Iterator[Msg]:
    """What so many share that it proves nothing, the most shared first."""
    for one in junk[:JUNK_SHOWN]:
        value = Typed("text", one.value, key={"line": "phone"}.get(one.kind, one.kind))
        yield Msg(N_("{value} is shared by {n} customers and proves nothing."), {"value": value, "n": one.n})
    if (more := len(junk) - JUNK_SHOWN) > 0:
        yield Msg(N_("So are {n} more values."), {"n": more}, one=N_("So is one more value."))


def dismissed_sheet(known: Sequence[Dismissed]) -> Sheet:
    """Pairs said to be different."""
    rows = tuple((one.id, one.left, one.right, one.left_name, one.right_name, one.at) for one in known)
    shown = ("id", "left_name", "right_name", "at")
    details = tuple((joined((one.left, one.right)),) for one in known)
    return Sheet(DISMISSED_COLUMNS, rows, shown=shown, details=details, empty=NONE_DISMISSED)


def side_by_side(left: Customer, right: Customer, plan: MergePlan, taken: Mapping[str, str]) -> Sheet:
    """Two customers field by field, with a mark for the side that would be kept.

    Args:
        plan: what merging the right one into the left one would do.
        taken: field to side, as chosen so far.
    """
    choices = {one.field: one for one in plan.choices}
    columns = (
        Column("field", N_("Field"), style="dim"),
        Column("left", left.code, share=1),
        Column("keep", N_("Keep")),
        Column("right", right.code, share=1),
    )
    return Sheet(columns, tuple(_rows(left, right, choices, taken)))


def _rows(
    left: Customer, right: Customer, choices: Mapping[str, FieldChoice], taken: Mapping[str, str]
) -> Iterator[tuple[Cell, ...]]:
    for field in dict.fromkeys((*FIRST, *choices)):
        choice = choices.get(field)
        if choice is not None:
            mine, theirs = (choice_value(field, values, width=CELLS) for values in (choice.left, choice.right))
            yield field_label(field), mine, MARKS[taken[field]], theirs
            continue
        both = tuple(_plain(field, one) for one in (left, right))
        if any(both):
            yield field_label(field), both[0], "=" if both[0] == both[1] else None, both[1]


def _plain(field: str, one: Customer) -> Cell:
    if field == "region":
        return joined((one.province, one.city), " ") if one.province or one.city else None
    value = getattr(one, field)
    column = _BY_KEY[field]
    if value in (None, ""):
        return None
    return Typed(column.kind, short(value, CELLS) if column.kind == "text" else value, column.dict, column.key)
