"""Rows for exports, read one by one in an order that stays: customers, contacts, interactions, deals, orders, tasks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from crmcli.model.connection import Connection
from crmcli.model.layouts import CARDS, LAYOUTS, TAGGED, Source
from crmcli.records.report import Question

Row = tuple[Any, ...]


SOURCES = {
    "customers": Source(
        "v.code, v.name, v.kind, v.contact, v.title, v.mobile, v.phone, v.email, v.wechat, v.qq, v.industry,"
        " v.company_size, v.province, v.city, v.address, v.website, v.source, v.event, v.stage, v.status, v.grade,"
        " v.owner, v.tags, v.need, v.budget_low, v.budget_high, v.first_contact_at, v.last_contact_at, v.last_method,"
        " v.next_at, v.note, v.created_at, v.updated_at, v.do_not_contact, v.custom",
        "v_customers v",
        "v.id",
        "v.updated_at",
        "v.code",
    ),
    "contacts": Source(
        "v.customer_code, v.customer_name, v.name, v.title, v.department, v.role, v.mobile, v.phone, v.email,"
        " v.wechat, v.qq, v.birthday, v.is_primary, v.note",
        "v_contacts v JOIN contacts p ON p.id = v.id",
        "v.customer_id",
        "p.updated_at",
        "v.customer_code, v.is_primary DESC, v.id",
    ),
    "interactions": Source(
        "v.id, v.customer_code, v.customer_name, v.contact, v.at, v.method, v.type, v.topic, v.content, v.feedback,"
        " v.result, v.satisfaction, v.next_step, v.next_at, v.stage, v.owner, v.event, v.created_at",
        "v_interactions v",
        "v.customer_id",
        "v.at",
        "v.at, v.id",
    ),
    "deals": Source(
        "v.id, v.customer_code, v.customer_name, v.name, v.amount, v.product, v.stage, v.probability,"
        " v.expected_close_at, v.competitor, v.state, v.lost_reason, v.contract_no, v.signed_at, v.ends_at, v.won_at,"
        " v.lost_at, v.created_at, v.currency",
        "v_deals v JOIN deals d ON d.id = v.id",
        "v.customer_id",
        "d.updated_at",
        "v.id",
    ),
    "orders": Source(
        "v.id, v.customer_code, v.customer_name, v.order_no, v.at, v.amount, v.product, v.quantity, v.state, v.deal_id,"
        " v.note, v.created_at, v.currency",
        "v_orders v",
        "v.customer_id",
        "v.at",
        "v.at, v.id",
    ),
    "tasks": Source(
        "v.id, v.customer_code, v.customer_name, v.title, v.due_at, v.priority, v.every, v.goal, v.owner, v.origin,"
        " v.state, v.closed_at, v.skip_reason, v.created_at",
        "v_tasks v",
        "v.customer_id",
        "coalesce(v.due_at, v.created_at)",
        "v.due_at IS NULL, v.due_at, v.id",
    ),
}
TAGS, CUSTOM = 22, 34  # places in a row of customers


def rows(db: Connection, kind: str, asked: Question) -> Iterator[Row]:
    """The rows of a kind: cells as the columns of records.columns have them, custom fields as a dict.

    Args:
        db: an open file, to stay open until the last row.
        kind: a key of SOURCES.
        asked: the days and customers that count.
    """
    source = _source(kind)
    where, params = _where(source, asked)
    sql = f"SELECT {source.columns} FROM {source.tables} WHERE {where} ORDER BY {source.order}"  # noqa: S608
    found = db.execute(sql, params)
    found.row_factory = None  # plain tuples
    if kind in TAGGED:
        return (_tagged(row, TAGGED[kind]) for row in found)
    return map(_customer, found) if kind == "customers" else iter(found)


def count(db: Connection, kind: str, asked: Question) -> int:
    """How many rows there are."""
    source = _source(kind)
    where, params = _where(source, asked)
    return int(db.execute(f"SELECT count(*) FROM {source.tables} WHERE {where}", params).fetchone()[0])  # noqa: S608


def _source(kind: str) -> Source:
    return CARDS if kind == "cards" else LAYOUTS[kind] if kind in LAYOUTS else SOURCES[kind]


def _where(source: Source, asked: Question) -> tuple[str, list[object]]:
    terms: list[tuple[str, object]] = []
    if asked.since:
        terms.append((f"{source.at} >= ?", asked.since))
    if asked.until:
        terms.append((f"{source.at} < ?", f"{asked.until} 24"))  # after every moment of that day
    if asked.among is not None:
        terms.append((f"{source.customer} IN (SELECT value FROM json_each(?))", json.dumps(asked.among)))  # noqa: S608
    return " AND ".join(["1", *(sql for sql, _ in terms)]), [value for _, value in terms]


_read: Callable[[str], Any] = json.loads


def _customer(row: Row) -> Row:
    custom = row[CUSTOM]
    return (*_tagged(row, TAGS)[:CUSTOM], {} if custom == "{}" else _read(custom))


def _tagged(row: Row, place: int) -> Row:
    """A row with its tags as a tuple of names."""
    tags = row[place]
    return (*row[:place], tuple(tags.split(";")) if tags else (), *row[place + 1 :])
