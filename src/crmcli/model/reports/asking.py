"""What the SQL of all reports shares: how a question is bound, and which leads are in no rate."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from crmcli.model.connection import Connection
from crmcli.records.report import Question

# Of a column with customer ids: whether the question is about that customer. `run` leaves it out when it is about all.
AMONG = "(:among IS NULL OR {} IN (SELECT value FROM json_each(:among)))"
_AMONG = re.compile(re.escape(AMONG).replace(r"\{\}", r"[\w.]+"))

# Ids of the customers who are lost for the reason 无效线索: in no rate (product.md §1).
INVALID = "SELECT id FROM v_standing WHERE lost_reason = 'invalid' AND stage = 'lost'"

# Ids of the customers who ever bought, whatever became of them.
BOUGHT = "SELECT customer_id FROM v_stage_history WHERE deal_id IS NULL AND stage IN ('won', 'after_sales')"


# Of a column with moments: whether it lies in the period. `run` puts a + at the marks when the period is long: it keeps
# SQLite from going by the index of that column, which would fetch most rows of the table in the order of their time.
MARK = "/*long*/"
WITHIN = MARK + "{0} >= :since AND " + MARK + "{0} < :night"
INSIDE = "{0} >= :since AND {0} < :night"  # the same where the index holds all that is asked for
LONG = 45  # days

# The number of a day, from a column with moments: their difference is whole days. SQLite would work out that of a
# parameter anew for each row; those of the question are `end_day` and `today_day`.
DAY = "CAST(julianday({}) + 0.5 AS INTEGER)"
_NOUGHT = 1721425  # that of the day before the first

# Of a row of v_standing: whether it is a lead at all.
VALID = "NOT (stage = 'lost' AND coalesce(lost_reason, '') = 'invalid')"


def end_of(asked: Question) -> str:
    """The day the state of things is judged on: the last one of the period, or today while it runs."""
    return min(asked.until or asked.today, asked.today)


def bound(asked: Question) -> dict[str, object]:
    """The question as named parameters.

    `since` ≤ a time < `night`, `among` as a JSON list or NULL, `end` as in `end_of` and `today` as ISO days, and both
    as the numbers that DAY gives.
    """
    return {
        "end": end_of(asked),
        "end_day": date.fromisoformat(end_of(asked)).toordinal() + _NOUGHT,
        "today": asked.today,
        "today_day": date.fromisoformat(asked.today).toordinal() + _NOUGHT,
        "since": asked.since or "",
        # a text after every moment of the last day and before the next day, since hours end at 23
        "night": f"{asked.until} 24" if asked.until else "9999-99",
        "among": None if asked.among is None else json.dumps(asked.among),
    }


def is_long(asked: Question) -> bool:
    """Whether the period is so long that most of what is in the file lies in it."""
    if asked.since is None:
        return True
    return (date.fromisoformat(end_of(asked)) - date.fromisoformat(asked.since)).days > LONG


def run(db: Connection, sql: str, asked: Question, **more: object) -> Iterable[tuple[Any, ...]]:
    """The rows that answer a question, as plain tuples; `more` are further named parameters.

    Reports that are made together remember what one of them asked already.
    """
    params = {**bound(asked), **more}
    key = (sql, *params.values())
    if asked.known is not None and key in asked.known:
        return asked.known[key]
    spelled = sql.replace(MARK, "+" if is_long(asked) else "")
    cursor = db.execute(spelled if asked.among is not None else _AMONG.sub("1", spelled), params)
    cursor.row_factory = None
    if asked.known is None:
        return cursor
    return asked.known.setdefault(key, list(cursor))


def one(db: Connection, sql: str, asked: Question, **more: object) -> tuple[Any, ...]:
    """The only row of an answer."""
    return next(iter(run(db, sql, asked, **more)))
