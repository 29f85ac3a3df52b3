"""Who fulfils the condition of a tag rule, in SQL over many customers at once; and the tags that rules gave."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from crmcli.core.tags import COMPUTED
from crmcli.model.connection import Connection
from crmcli.model.tagging import Row
from crmcli.records.filter import Filter
from crmcli.records.tagging import Condition, Said, Talks

Sql = tuple[str, list[object]]
Only = str | None  # a JSON list of customers, None for all of them
TEXT = (
    "lower(coalesce(i.topic, '') || ' ' || i.content || ' ' || coalesce(i.feedback, '')"
    " || ' ' || coalesce(i.result, ''))"
)
TOPIC = "lower(replace(coalesce(i.topic, ''), ' ', ''))"
TALKS = (
    "SELECT customer_id, at, id, coalesce(topic, '') || ' ' || content || ' ' || coalesce(feedback, '')"
    " || ' ' || coalesce(result, '') FROM interactions"
    " WHERE (content <> '' OR topic <> '' OR feedback <> '' OR result <> '')"
)
NOTES = "SELECT id, coalesce(need, '') || ' ' || coalesce(note, '') FROM customers WHERE (need <> '' OR note <> '')"
MANY = 2000  # of more customers than this everybody is looked at: cheaper than to pick them out one by one
# what a customer has to do with: products of deals and orders, and those somebody tagged
PRODUCTS = """
SELECT customer_id, product FROM deals WHERE product <> '' AND {own}
UNION SELECT customer_id, product FROM orders WHERE product <> '' AND {own}
UNION SELECT ct.customer_id, t.value FROM customer_tags ct JOIN tags t ON t.id = ct.tag_id
  WHERE t.dimension = '关注产品' AND {own}
"""


def holders(
    db: Connection,
    condition: Condition,
    only: Collection[int] | None,
    *,
    today: date,
    filtered: Callable[[Filter], Sql],
) -> set[int]:
    """Living customers that fulfil a condition.

    Args:
        only: among these; all when None.
        today: talks within so many days count back from it.
        filtered: a filter as a condition over `customers c JOIN facts f`.
    """
    among = None if only is None else set(only)
    for one in condition.said:
        found = _said(db, one, among if among is not None and len(among) <= MANY else None)
        everybody = among if among is not None else _living(db)
        among = everybody - found if one.negated else everybody & found
    few = json.dumps(sorted(among)) if among is not None and len(among) <= MANY else None
    parts = [_talks(one, few, today) for one in condition.talks]
    if condition.filter.terms:
        parts.append(filtered(condition.filter))
    if few is not None:
        parts.insert(0, ("c.id IN (SELECT value FROM json_each(?))", [few]))
    where = " AND ".join(f"({sql})" for sql, _ in parts) or "1"
    sql = f"SELECT c.id FROM customers c JOIN facts f ON f.customer_id = c.id WHERE {where}"  # noqa: S608
    fulfil = {row[0] for row in db.execute(sql, [value for _, values in parts for value in values])}
    return fulfil if among is None else fulfil & among


def _living(db: Connection) -> set[int]:
    return {row[0] for row in db.execute("SELECT customer_id FROM facts")}


def _said(db: Connection, one: Said, only: Collection[int] | None) -> set[int]:
    """Who said one of the words last: in a talk later than any with an answer; what is written has no date.

    Read here and not in SQL: one expression for all words costs a tenth of a search for each.
    """
    words, until = _pattern(one.words), _pattern(one.until)
    last: dict[int, tuple[str, int, bool]] = {}
    ended: set[int] = set()
    listed = [] if only is None else [json.dumps(sorted(only))]
    own = "" if only is None else " AND {} IN (SELECT value FROM json_each(?))"
    for customer, at, number, text in _plain(db, TALKS + own.format("customer_id"), listed):
        answered = until is not None and until.search(text.lower()) is not None
        if answered or words is None or words.search(text.lower()):
            last[customer] = max(last.get(customer, ("", 0, False)), (at, number, not answered))
        if answered:
            ended.add(customer)
    found = {customer for customer, (_, _, said) in last.items() if said}
    for customer, text in _plain(db, NOTES + own.format("id"), listed):
        if customer not in ended and words is not None and words.search(text.lower()):
            found.add(customer)
    return found


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(re.escape(word.lower()) for word in words)) if words else None


def _plain(db: Connection, sql: str, params: Sequence[object]) -> Iterator[tuple[Any, ...]]:
    cursor = db.execute(sql, params)
    cursor.row_factory = None
    return cursor


def _talks(one: Talks, only: Only, today: date) -> Sql:
    where, values = _which(one, only, today)
    having = "HAVING count(*) >= ?"
    if one.same == "":
        found = f"SELECT i.customer_id FROM interactions i WHERE {where} GROUP BY i.customer_id {having}"  # noqa: S608
        params = [*values, one.at_least]
    else:
        found = (
            f"SELECT i.customer_id FROM interactions i WHERE {where} AND {TOPIC} <> ''"  # noqa: S608
            f" GROUP BY i.customer_id, {TOPIC} {having}"
        )
        params = [*values, one.at_least]
    if one.same == "product":
        own, keys = _own(only)
        found += (
            f" UNION SELECT i.customer_id FROM ({PRODUCTS.format(own=own)}) p"  # noqa: S608
            f" JOIN interactions i ON i.customer_id = p.customer_id WHERE {where}"
            f" AND instr({TEXT}, lower(p.product)) > 0 GROUP BY i.customer_id, p.product {having}"
        )
        params += [*keys * 3, *values, one.at_least]
    return _turned(f"c.id IN ({found})", negated=one.negated), params


def _which(one: Talks, only: Only, today: date) -> Sql:
    """The talks that count: with somebody who was reached; being at an event is none (product.md §4)."""
    terms, values = ["i.reached = 1", "i.method <> 'event'", "i.at < ?"], [f"{today.isoformat()} 24"]
    given: list[tuple[str, object]] = []
    if only is not None:
        given.append(("i.customer_id IN (SELECT value FROM json_each(?))", only))
    if one.type:
        given.append(("i.type = ?", one.type))
    if one.method:
        given.append(("i.method = ?", one.method))
    if one.within is not None:
        given.append(("i.at >= ?", (today - timedelta(one.within)).isoformat()))
    sql, words = _any_of(one.about, TEXT) if one.about else ("", [])
    terms += [text for text, _ in given] + ([sql] if sql else [])
    return " AND ".join(terms), [*values, *(value for _, value in given), *words]


def _any_of(words: Sequence[str], text: str) -> Sql:
    return "(" + (" OR ".join([f"instr({text}, ?) > 0"] * len(words)) or "0") + ")", [word.lower() for word in words]


def _own(only: Only) -> Sql:
    return ("1", []) if only is None else ("customer_id IN (SELECT value FROM json_each(?))", [only])


def _turned(sql: str, *, negated: bool) -> str:
    return f"NOT ({sql})" if negated else sql


def given(db: Connection, only: Collection[int] | None, rules: Collection[str] | None) -> tuple[Row, ...]:
    """Rows of living customers that rules wrote.

    Args:
        only: of these customers; of all when None.
        rules: of these rules; of all when None.
    """
    sql = (
        "SELECT x.id, x.customer_id, x.tag_id, x.origin, x.rule FROM customer_tags x"
        " JOIN facts f ON f.customer_id = x.customer_id WHERE x.origin = 'rule'"
        " AND (?1 IS NULL OR x.customer_id IN (SELECT value FROM json_each(?1)))"
        " AND (?2 IS NULL OR x.rule IN (SELECT value FROM json_each(?2)))"
    )
    if only is not None:
        sql = sql.replace("(?1 IS NULL OR ", "(")
    listed = None if only is None else json.dumps(sorted(only))
    named = None if rules is None else json.dumps(sorted(rules), ensure_ascii=False)
    return tuple(Row(*row) for row in db.execute(sql, (listed, named)))


def tags_of(db: Connection, ids: Iterable[int]) -> tuple[tuple[int, str, str, str], ...]:
    """Stored tags of some customers: (customer id, dimension, value, origin)."""
    sql = (
        "SELECT x.customer_id, t.dimension, t.value, x.origin FROM customer_tags x JOIN tags t ON t.id = x.tag_id"
        " WHERE x.customer_id IN (SELECT value FROM json_each(?))"
    )
    return tuple((row[0], row[1], row[2], row[3]) for row in db.execute(sql, (json.dumps(sorted(ids)),)))


def refused(db: Connection, ids: Iterable[int]) -> set[tuple[int, str, str]]:
    """The tags that some customers are kept off: (customer id, dimension, value)."""
    sql = (
        "SELECT r.customer_id, t.dimension, t.value FROM tag_refusals r JOIN tags t ON t.id = r.tag_id"
        " WHERE r.customer_id IN (SELECT value FROM json_each(?))"
    )
    return {(row[0], row[1], row[2]) for row in db.execute(sql, (json.dumps(sorted(ids)),))}


def superseded(db: Connection, only: Collection[int]) -> tuple[int, ...]:
    """Rows of stored tags in whose dimension the customer has a computed one by now."""
    tags = [row[0] for row in db.execute(
        "SELECT id FROM tags WHERE dimension IN (SELECT value FROM json_each(?))",
        (json.dumps(list(COMPUTED), ensure_ascii=False),),
    )]  # fmt: skip
    if not tags:
        return ()
    cases = " ".join(f"WHEN '{name}' THEN k.{column}" for name, column in COMPUTED.items())
    sql = (
        "SELECT x.id FROM customer_tags x JOIN tags t ON t.id = x.tag_id"  # noqa: S608 - names of ours
        " JOIN v_computed k ON k.customer_id = x.customer_id WHERE x.tag_id IN (SELECT value FROM json_each(?))"
        f" AND x.customer_id IN (SELECT value FROM json_each(?)) AND CASE t.dimension {cases} END IS NOT NULL"
    )
    return tuple(row[0] for row in db.execute(sql, (json.dumps(tags), json.dumps(sorted(only)))))


def wearers(db: Connection) -> dict[str, int]:
    """Rule to how many living customers wear a tag of it."""
    sql = (
        "SELECT x.rule, count(DISTINCT x.customer_id) FROM customer_tags x JOIN facts f"
        " ON f.customer_id = x.customer_id WHERE x.origin = 'rule' GROUP BY x.rule"
    )
    return {row[0]: row[1] for row in db.execute(sql)}
