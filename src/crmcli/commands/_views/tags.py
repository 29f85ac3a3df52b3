"""Tags as tables: all that are in use, and those of one customer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crmcli.commands._views.pieces import joined
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.sheet import Cell, Column, Sheet, Typed

TAG = Column("tag", N_("Tag"))
DIMENSION = Column("dimension", N_("Dimension"), "code", "tag_dimension")
VALUE = Column("value", N_("Value"), style="strong", short=N_("Tag"))
CUSTOMERS = Column("customers", N_("Customers"), "count")
ORIGIN = Column("origin", N_("Added by"), "code", "tag_origin")
RULE = Column("rule", N_("Rule"))
NONE = Msg(N_("No tags yet. To put one on: crm tag add TAG CUSTOMER"))


def in_use(counts: Sequence[tuple[str, str, int]]) -> Sheet:
    """Every tag with how many wear it, under its dimension.

    Args:
        counts: (dimension, value, how many), a dimension's tags together.
    """
    rows = tuple((f"{dimension}-{value}", dimension, value, count) for dimension, value, count in counts)
    starts = [n for n, row in enumerate(rows) if n == 0 or rows[n - 1][1] != row[1]]
    groups = tuple((n, Msg("{name}", {"name": Word("tag_dimension", rows[n][1])})) for n in starts)
    return Sheet((TAG, DIMENSION, VALUE, CUSTOMERS), rows, groups=groups, shown=("value", "customers"), empty=NONE)


def of_customer(worn: Sequence[tuple[str, str, str, str | None]], kept_off: Sequence[str] = ()) -> Sheet:
    """One customer's tags, and which rule put them on.

    Args:
        worn: (dimension, value, origin, name of the rule).
        kept_off: tags of rules that were taken off by hand.
    """
    rows = tuple((f"{dimension}-{value}", dimension, value, origin, rule) for dimension, value, origin, rule in worn)
    shown = ("dimension", "value", "origin", *(("rule",) if any(row[4] for row in rows) else ()))
    off = Msg(
        N_("Taken off by hand, so no rule puts it on: {tags}"), {"tags": Typed("tags", tuple(kept_off), key="tags")}
    )
    notes = (off,) if kept_off else ()
    return Sheet((TAG, DIMENSION, VALUE, ORIGIN, RULE), rows, shown=shown, empty=NONE, notes=notes)


def tag_pairs(worn: Sequence[tuple[str, str, str, str | None]]) -> Iterator[tuple[Msg, Cell]]:
    """A customer's tags on its card: those typed, imported and computed; then those of rules, with their rules."""
    own = tuple(f"{one[0]}-{one[1]}" for one in worn if one[2] != "rule")
    if own:
        yield Msg(N_("Tags")), Typed("tags", own, key="tags")
    given = [
        Msg(N_("{tag} (rule {rule})"), {"tag": Typed("tags", (f"{one[0]}-{one[1]}",), key="tags"), "rule": one[3]})
        for one in worn
        if one[2] == "rule"
    ]
    if given:
        yield Msg(N_("By rules")), joined(given)
