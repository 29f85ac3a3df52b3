"""The key figures of a period against what was aimed at (R041, R105, R106, R112, R129, R135).

revenue       booked orders in the setting's currency; growth is (revenue - before) / before, where before is that of
              the period before, as long as this one.
orders, deals, customers, interactions   orders booked, deals won, customers who came, talks with somebody.
conversion    customers who came in the period, and those of them who have bought by now.
win_rate      deals won / deals decided.
repurchase    buyers of the period, and those of them who have bought more than once by its end.
retention     buyers of the period before, and those of them who bought in this one too.
churn         customers who had bought before the period, and those of them who were lost in it.
first_answer  leads that came, and those of them answered within the hours of `due.first_touch`.
tasks         tasks that came due, and those of them done.
satisfaction  talks that have a mark, and those of them with a 4 or 5.
completeness, unified   as the report `quality` has them, as of the period's end.

value is part / whole. target is that of `crm target set` for exactly this period, for completeness and unified else
the setting; met says whether value is at least the target. Without a period this month is meant.
"""

from __future__ import annotations

from datetime import date

from crmcli.core.report_periods import days_before
from crmcli.core.report_rules import COMPLETE, COMPLETE_FIELDS, STALE, UNIFIED, value_of
from crmcli.core.spans import Span
from crmcli.core.targets import MEASURES, days_of
from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import followup as talking
from crmcli.model.reports import forecast as aims
from crmcli.model.reports import kpi as sql
from crmcli.model.reports import quality as tidying
from crmcli.model.reports import value as buying
from crmcli.records.record import replace
from crmcli.records.report import Question, Report
from crmcli.records.sheet import Cell, Column, Typed
from crmcli.reports._rates import Row, rate
from crmcli.reports.followup import FIRST_TOUCH, marks, within

TITLE = N_("Key figures")
SUMMARY = N_("growth, retention, conversion, response and quality against targets")
PERIOD = "month"
COLUMNS = (
    Column("item", N_("Figure"), share=2),
    Column("value", N_("Value"), "count"),  # of the kind that each of its cells has
    Column("part", N_("Part"), "count", drop=2),
    Column("whole", N_("Of"), "count", drop=1),
    Column("target", N_("Target"), "count"),
    Column("met", N_("Met"), "yesno"),
)
COMPARED = (("value", N_("Value before")),)
LABELS = {
    "revenue": N_("revenue"),
    "growth": N_("revenue growth"),
    "orders": N_("orders"),
    "deals": N_("deals won"),
    "customers": N_("new customers"),
    "interactions": N_("talks"),
    "conversion": N_("conversion"),
    "win_rate": N_("win rate"),
    "repurchase": N_("repurchase"),
    "retention": N_("retention"),
    "churn": N_("churn"),
    "first_answer": N_("answered in time"),
    "tasks": N_("tasks done"),
    "satisfaction": N_("satisfied (4–5)"),
    "completeness": N_("data filled in"),
    "unified": N_("unified data"),
}


def build(db: Connection, asked: Question) -> Report:
    """The figures of the customers asked about."""
    now = sql.counted(db, asked)
    revenue = sql.revenue(db, asked)
    plain = {"revenue": revenue, "orders": now.orders, "deals": now.won, "customers": now.new}
    talks = talking.talks(db, asked)
    plain["interactions"] = sum(one.many for one in talks if one.reached)
    shares = {
        "growth": _growth(db, asked, revenue),
        "conversion": (now.won_new, now.new),
        "win_rate": (now.won, now.won + now.lost),
        "repurchase": buying.repurchase(db, asked)[::-1],
        "retention": _retention(db, asked),
        "churn": (now.gone, now.bought_before),
        **_service(db, asked, talks),
        **_quality(db, asked),
    }
    aimed = _aims(db, asked)
    rows = [_row(name, plain.get(name), shares.get(name, (None, None)), aimed.get(name)) for name in LABELS]
    totals = {str(row[0]): row[1] for row in rows}
    return replace(Report("kpi", COLUMNS, tuple(rows), totals), compared=COMPARED, labels=LABELS)


Share = tuple[int | None, int | None]


def _before(asked: Question) -> Span | None:
    if asked.since is None:
        return None
    return days_before(Span(asked.since, asked.until), today=date.fromisoformat(asked.today))


def _growth(db: Connection, asked: Question, cents: int) -> Share:
    days = _before(asked)
    if days is None:
        return None, None
    before = sql.revenue(db, asked._replace(since=days.first, until=days.last))
    return cents - before, before


def _retention(db: Connection, asked: Question) -> Share:
    days = _before(asked)
    if days is None:
        return None, None
    buyers, kept = sql.kept(db, asked, before=(days.first or "", days.last or ""))
    return kept, buyers


def _service(db: Connection, asked: Question, talks: tuple[talking.Talks, ...]) -> dict[str, Share]:
    answers, tasks = talking.first_answers(db, asked), talking.tasks(db, asked)
    found = marks(talks)
    return {
        "first_answer": (within(answers, value_of(FIRST_TOUCH, asked.settings)), sum(answers.values())),
        "tasks": (sum(one.done for one in tasks), sum(one.due for one in tasks)),
        "satisfaction": (found.get(4, 0) + found.get(5, 0), sum(found.values())),
    }


def _quality(db: Connection, asked: Question) -> dict[str, Share]:
    found = tidying.filled(db, asked, stale=value_of(STALE, asked.settings))
    n = found.customers
    return {
        "completeness": (sum(found.fields), n * len(COMPLETE_FIELDS)),
        "unified": (n - tidying.sharing(db, asked), n),
    }


def _aims(db: Connection, asked: Question) -> dict[str, int]:
    """Measure → its target, as it is kept; targets are for everybody, so a filter has none."""
    found = {
        "completeness": 100 * value_of(COMPLETE, asked.settings),
        "unified": 100 * value_of(UNIFIED, asked.settings),
    }
    if asked.among is None and asked.since and asked.until:
        days = Span(asked.since, asked.until)
        for measure in MEASURES:
            for period, aim in aims.targets(db, measure).items():
                if days_of(period) == days:
                    found[measure] = aim
    return found


def _row(name: str, plain: int | None, share: Share, aim: int | None) -> Row:
    kind = MEASURES.get(name, "rate")
    if plain is not None:
        value: Cell = plain
        shown: tuple[Cell, ...] = (Typed(kind, plain), None, None)
    else:
        value = rate(*share)
        shape = "money" if name == "growth" else "count"
        shown = (_typed("rate", value), _typed(shape, share[0]), _typed(shape, share[1]))
    target = None if aim is None else aim / 10_000 if kind == "rate" else aim
    met = None if target is None or not isinstance(value, int | float) else value >= target
    return name, *shown, _typed(kind, target), met


def _typed(kind: str, value: Cell) -> Typed | None:
    return Typed(kind, value) if isinstance(value, int | float) else None
