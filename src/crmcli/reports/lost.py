"""Who was lost, why, and from where (R030, R128, R195).

reason      customers lost in the period, each once by the last loss in it; `bought` are those who had bought before,
            `never` the others; share is number / of, all that were lost. Lost as invalid are in no share (product.md
            §1), only in the total `invalid`.
stage       the same customers by the stage they were lost from.
deal        deals lost in the period by reason, with their amounts in the setting's currency.
competitor  the deals lost to a competitor that is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crmcli.core.stages import STAGES
from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import lost as sql
from crmcli.records.base import Msg, Word
from crmcli.records.record import replace
from crmcli.records.report import Picture, Question, Report
from crmcli.records.sheet import Cell, Column
from crmcli.reports._lines import SECTION, parts_of
from crmcli.reports._money import left_out
from crmcli.reports._rates import Row, rate

TITLE = N_("Losses")
SUMMARY = N_("who was lost and why, and whether they had bought before")
COLUMNS = (
    SECTION,
    Column("item", N_("Reason, stage or competitor"), "msg", short=" ", share=1),
    Column("number", N_("Losses"), "count"),
    Column("of", N_("Of"), "count", drop=2),
    Column("share", N_("Share"), "rate"),
    Column("bought", N_("Bought before"), "count", drop=3),
    Column("never", N_("Never bought"), "count", drop=4),
    Column("amount", N_("Amount"), "money", drop=1),
)
COMPARED = (("number", N_("Lost before")), ("share", N_("Share before")))
TITLES = {
    "reason": N_("Customers by reason"),
    "stage": N_("Customers by the stage they were in"),
    "deal": N_("Deals by reason"),
    "competitor": N_("Deals by competitor"),
}
INVALID = "invalid"


def build(db: Connection, asked: Question) -> Report:
    """The losses of the customers asked about."""
    people, deals = sql.customers(db, asked), sql.deals(db, asked)
    invalid = sum(one.many for one in people if one.reason == INVALID)
    people = tuple(one for one in people if one.reason != INVALID)
    rows = [*_customers("reason", people, lambda one: one.reason, "lost_reason")]
    rows += sorted(_customers("stage", people, lambda one: one.stage, "stage"), key=_by_stage)
    rows += [*_deals("deal", deals), *_deals("competitor", [one for one in deals if one.competitor])]
    whole = sum(one.many for one in people)
    bought = sum(one.many for one in people if one.bought)
    totals: dict[str, Cell] = {"number": whole, "bought": bought, "never": whole - bought, "invalid": invalid}
    said = Msg(N_("{n} customers lost, {bought} of them had bought"), {"n": whole, "bought": bought},
               one=N_("{n} customer lost, {bought} of them had bought"))  # fmt: skip
    extra = Msg(N_("{n} invalid leads are left out."), {"n": invalid}, one=N_("{n} invalid lead is left out."))
    foreign = left_out(sum(one.foreign for one in deals))
    return replace(
        Report("lost", COLUMNS, tuple(rows), totals),
        parts=parts_of(rows, TITLES),
        compared=COMPARED,
        bars=("share",),
        labels={"": N_("not known")},
        pictures=(Picture("bar", Msg(N_("Customers lost, by reason")), "item", ("bought", "never"), "reason"),),
        notes=(said, *((extra,) if invalid else ()), *foreign),
    )


def _customers(
    section: str, people: Iterable[sql.Customers], key: Callable[[sql.Customers], str], dictionary: str
) -> list[Row]:
    found: dict[str, list[int]] = {}
    for one in people:
        counts = found.setdefault(key(one), [0, 0])
        counts[0 if one.bought else 1] += one.many
    whole = sum(map(sum, found.values()))
    rows: list[Row] = []
    for code, (bought, never) in sorted(found.items(), key=lambda pair: (-sum(pair[1]), pair[0])):
        number = bought + never
        item = Word(dictionary, code) if code else ""
        rows.append((section, item, number, whole, rate(number, whole), bought, never, None))
    return rows


def _by_stage(row: Row) -> int:
    code = row[1].code if isinstance(row[1], Word) else ""
    return STAGES.index(code) if code in STAGES else len(STAGES)


def _deals(section: str, deals: Iterable[sql.Deals]) -> list[Row]:
    found: dict[str, list[int]] = {}
    listed = list(deals)
    for one in listed:
        counts = found.setdefault(one.competitor if section == "competitor" else one.reason, [0, 0])
        counts[0] += one.many
        counts[1] += one.cents or 0
    whole = sum(one.many for one in listed)
    return [
        (section, name if section == "competitor" else Word("lost_reason", name), number, whole, rate(number, whole),
         None, None, cents)
        for name, (number, cents) in sorted(found.items(), key=lambda pair: (-pair[1][0], pair[0]))
    ]  # fmt: skip
