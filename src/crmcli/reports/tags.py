"""Which tags the won customers have in common, and which the interested and the good ones carry (R071, R073, R075).

won       of the customers who first bought in the period, those with the tag; share is number / of.
intent    of the customers who are interested now, those with the tag; tags of risk, and of a budget not approved,
          come first.
high      the same of the high-value customers, those of grade A.
industry, role   of these, those of an industry that is known; of their contacts whose part in decisions is known, those
          with this one.
all, all_of, all_share   the same among all customers there were at the end of the period, without invalid leads.
lift      share / all_share: above 1 the tag is more frequent among them than among all.

Tags that follow from what is known of a customer (region, size, budget…) count as any other.
"""

from __future__ import annotations

from collections.abc import Mapping

from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import tags as sql
from crmcli.records.base import Msg, Word
from crmcli.records.record import replace
from crmcli.records.report import Picture, Question, Report
from crmcli.records.sheet import Cell, Column
from crmcli.reports._lines import SECTION, parts_of
from crmcli.reports._rates import Row, rate

TITLE = N_("Tags")
SUMMARY = N_("what won customers have in common; risk among interested ones")
COLUMNS = (
    SECTION,
    Column("item", N_("Tag"), "msg", share=1),
    Column("number", N_("Number"), "count"),
    Column("of", N_("Of"), "count", drop=1),
    Column("share", N_("Share"), "rate"),
    Column("all", N_("Of all customers"), "count", short=N_("All")),
    Column("all_of", N_("All customers"), "count", drop=2),
    Column("all_share", N_("Share of all"), "rate"),
    Column("lift", N_("Lift"), "count"),
)
SHOWN = ("item", "number", "of", "share", "all", "all_share", "lift")
COMPARED = (("number", N_("Number before")), ("share", N_("Share before")))
TITLES = {
    "won": N_("Customers won"),
    "intent": N_("Interested customers"),
    "high": N_("High-value customers"),
    "industry": N_("Their industries"),
    "role": N_("Their contacts' part in decisions"),
}
RISK = "风险等级"
BUDGET = "预算未审批"
PICTURED = ("won", "intent", "high")
MOST = 40  # tags of a part; those that fewer have are left out


def build(db: Connection, asked: Question) -> Report:
    """The tags of the customers asked about."""
    found = sql.counted(db, asked)
    everybody, won, intent = found[:3]
    rows = _rows("won", found.tags, won, everybody) + _rows("intent", found.tags, intent, everybody)
    rows += _rows("high", found.tags, found.high, everybody)
    rows += [row for name in ("industry", "role") for row in _profile(name, found.profile)]
    notes = (
        Msg(N_("{won} bought then, {intent} are interested now."), {"won": won, "intent": intent}),
        Msg(N_("Lift: how many times as frequent as among all {n} customers."), {"n": everybody}),
    )
    return replace(
        Report(
            "tags", COLUMNS, tuple(rows), {"customers": everybody, "won": won, "intent": intent, "high": found.high}
        ),
        parts=parts_of(rows, TITLES),
        compared=COMPARED,
        bars=("share",),
        shown=SHOWN,
        pictures=tuple(Picture("bar", Msg(TITLES[part]), "item", ("share", "all_share"), part) for part in PICTURED),
        notes=notes,
    )


def _rows(section: str, tagged: tuple[sql.Tagged, ...], whole: int, everybody: int) -> list[Row]:
    found = []
    for one in tagged:
        number = {"won": one.won, "intent": one.intent, "high": one.high}[section]
        if number:
            first = section == "intent" and (one.dimension == RISK or one.value == BUDGET)
            found.append((not first, -number, f"{one.dimension}-{one.value}", one.customers))
    return [_row(section, name, (-number, whole), (all_, everybody)) for _, number, name, all_ in sorted(found)[:MOST]]


def _profile(section: str, profile: Mapping[tuple[str, str], tuple[int, int]]) -> list[Row]:
    known = {code: numbers for (name, code), numbers in profile.items() if name == section}
    whole, high = (sum(numbers[place] for numbers in known.values()) for place in (0, 1))
    most = sorted(known.items(), key=lambda pair: (-pair[1][1], pair[0]))
    return [_row(section, Word(section, code), (mine, high), (all_, whole)) for code, (all_, mine) in most if mine]


def _row(section: str, tag: Cell, mine: tuple[int, int], everybody: tuple[int, int]) -> Row:
    share, usual = rate(*mine), rate(*everybody)
    exact = mine[0] * everybody[1] / (mine[1] * everybody[0]) if mine[1] and everybody[0] else None
    lift: Cell = round(exact, 2) if exact is not None else None
    return section, tag, *mine, share, *everybody, usual, lift
