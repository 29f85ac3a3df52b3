"""How complete and clean the data is, as of the end of the period (R105, R112, R132).

field     customers who have it, of all, invalid leads aside; the fields are those of core.report_rules.
whole     complete: filled cells / all cells of these fields, to be at least `kpi.complete` percent; unified: customers
          who share no mobile, e-mail address or WeChat id with another / all, to be at least `kpi.unified` percent.
          Pairs that were said to be two customers are two. `crm dedupe` looks closer.
amiss     customers with nothing to reach them by; names that are only a form of address; stale: neither contact nor
          change for `stale.months` months; phone numbers of which digits are hidden; addresses of public mail (R081).
"""

from __future__ import annotations

from crmcli.core.report_rules import COMPLETE, COMPLETE_FIELDS, STALE, UNIFIED, value_of
from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import quality as sql
from crmcli.records.base import Msg, Setting
from crmcli.records.record import replace
from crmcli.records.report import Picture, Question, Report
from crmcli.records.sheet import Cell, Typed
from crmcli.reports._lines import COLUMNS, COMPARED, line, parts_of
from crmcli.reports._rates import rate

TITLE = N_("Data quality")
SUMMARY = N_("how complete, unified and fresh the data is, against the goals")
TITLES = {"whole": N_("All in all"), "field": N_("Filled in"), "amiss": N_("To look after")}
LABELS = {
    "complete": N_("complete"),
    "unified": N_("unified"),
    "contact": N_("contact"),
    "phone": N_("phone"),
    "industry": N_("industry"),
    "size": N_("size"),
    "province": N_("province"),
    "source": N_("source"),
    "owner": N_("owner"),
    "need": N_("need"),
    "unreachable": N_("nothing to reach them by"),
    "half_named": N_("names that are incomplete"),
    "stale": N_("stale"),
    "masked_phones": N_("phone numbers with hidden digits"),
    "public_mail": N_("addresses of public mail"),
}


def build(db: Connection, asked: Question) -> Report:
    """The data of the customers asked about."""
    found = sql.filled(db, asked, stale=value_of(STALE, asked.settings))
    points, sharing = sql.points(db, asked), sql.sharing(db, asked)
    n = found.customers
    cells = n * len(COMPLETE_FIELDS)
    rows = [
        line("whole", "complete", sum(found.fields), cells),
        line("whole", "unified", n - sharing, n),
        *(line("field", name, count, n) for name, count in zip(COMPLETE_FIELDS, found.fields, strict=True)),
        line("amiss", "unreachable", found.unreachable, n),
        line("amiss", "half_named", found.incomplete, n),
        line("amiss", "stale", found.stale, n),
        line("amiss", "masked_phones", points.masked, points.phones + points.masked),
        line("amiss", "public_mail", points.free, points.emails),
    ]
    complete, unified = rate(sum(found.fields), cells), rate(n - sharing, n)
    totals: dict[str, Cell] = {"customers": n, "completeness": complete, "unified": unified}
    return replace(
        Report("quality", COLUMNS, tuple(rows), totals),
        parts=parts_of(rows, TITLES),
        compared=COMPARED,
        bars=("share",),
        labels=LABELS,
        pictures=(Picture("bar", Msg(N_("Filled in")), "item", ("share",), "field"),),
        notes=(
            _judged(N_("Complete: {rate}, the goal is {goal}."), complete, COMPLETE, asked),
            _judged(N_("Unified: {rate}, the goal is {goal}. Likely duplicates: crm dedupe"), unified, UNIFIED, asked),
        )
        if n
        else (),
    )


def _judged(sentence: str, share: float | None, goal: Setting, asked: Question) -> Msg:
    return Msg(sentence, {"rate": Typed("rate", share), "goal": Typed("rate", value_of(goal, asked.settings) / 100)})
