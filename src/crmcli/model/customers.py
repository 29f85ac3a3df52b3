"""Reading customers: as records, by code, and as candidates to choose from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from crmcli.core.codes import counter_name, make_code
from crmcli.model.connection import Connection
from crmcli.records.base import Msg
from crmcli.records.customer import Candidate, Customer

COLUMNS = (
    "v.id, v.code, v.name, v.kind, v.contact, v.title, v.mobile, v.phone, v.email, v.wechat, v.qq, v.industry,"
    " v.company_size, v.province, v.city, v.address, v.website, v.source, v.event, v.stage, v.status, v.grade, v.owner,"
    " v.tags, v.need, v.budget_low, v.budget_high, v.first_contact_at, v.last_contact_at, v.last_method, v.next_at,"
    " v.note, v.created_at, v.updated_at, v.do_not_contact, v.custom"
)
MERGES = 100  # a chain of merges longer than this is a circle


def record(db: Connection, customer_id: int) -> Customer:
    """The living customer with that id."""
    return records(db, [customer_id])[0]


def records(db: Connection, ids: Sequence[int]) -> tuple[Customer, ...]:
    """Living customers in the order of `ids`; others are left out."""
    sql = f"SELECT {COLUMNS} FROM v_customers v WHERE v.id IN (SELECT value FROM json_each(?))"  # noqa: S608
    found = {row[0]: _customer(row) for row in db.execute(sql, (json.dumps(list(ids)),))}
    return tuple(found[one] for one in ids if one in found)


def _customer(row: Any) -> Customer:
    values = list(row)[1:]
    values[22] = tuple(values[22].split(";")) if values[22] else ()
    values[33] = bool(values[33])
    values[34] = json.loads(values[34])
    return Customer(*values)


def select(
    db: Connection, where: str, params: Sequence[object], *, order: str, limit: int | None = None
) -> tuple[int, ...]:
    """Ids of living customers for which `where` holds.

    Args:
        where: a condition over `customers c JOIN facts f`, made by model.filtering.
        params: its parameters.
        order: one or more terms of ORDER BY, of ours.
        limit: at most so many.
    """
    sql = (
        "SELECT c.id FROM customers c JOIN facts f ON f.customer_id = c.id"  # noqa: S608 - parameters are bound
        f" WHERE {where} ORDER BY {order}, c.id LIMIT ?"
    )
    rows = db.execute(sql, (*params, -1 if limit is None else limit))
    return tuple(row[0] for row in rows)


def count(db: Connection, where: str, params: Sequence[object]) -> int:
    """How many living customers `where` holds for."""
    sql = f"SELECT count(*) FROM customers c JOIN facts f ON f.customer_id = c.id WHERE {where}"  # noqa: S608
    return int(db.execute(sql, tuple(params)).fetchone()[0])


def count_living(db: Connection) -> int:
    """How many customers the file holds, without those in the trash."""
    return int(db.execute("SELECT count(*) FROM facts").fetchone()[0])


def by_code(db: Connection, code: str) -> int | None:
    """Id of the customer with that code, in any case; a code of a merged customer leads to the survivor.

    Customers in the trash are found too.
    """
    row = db.execute("SELECT id, merged_into FROM customers WHERE code = ? COLLATE NOCASE", (code,)).fetchone()
    if row is None:
        row = db.execute(
            "SELECT customer_id, NULL FROM external_ids WHERE system = 'crm' AND value = ? COLLATE NOCASE", (code,)
        ).fetchone()
    for _ in range(MERGES):
        if row is None or row[1] is None:
            break
        row = db.execute("SELECT id, merged_into FROM customers WHERE id = ?", (row[1],)).fetchone()
    return int(row[0]) if row else None


def code_of(db: Connection, customer_id: int) -> str:
    """The code of the customer with that id."""
    return str(db.execute("SELECT code FROM customers WHERE id = ?", (customer_id,)).fetchone()[0])


def standing(db: Connection, customer_id: int) -> tuple[str, bool] | None:
    """The code of a customer and whether it lives: neither in the trash nor merged; None when it is not there."""
    sql = "SELECT code, deleted_at IS NULL AND merged_into IS NULL FROM customers WHERE id = ?"
    found = db.execute(sql, (customer_id,)).fetchone()
    return (found[0], bool(found[1])) if found else None


def row(db: Connection, customer_id: int) -> dict[str, Any]:
    """Every column of one customer's row, by name."""
    return dict(db.execute("SELECT * FROM customers WHERE id = ?", (customer_id,)).fetchone())


def in_trash(db: Connection) -> tuple[dict[str, Any], ...]:
    """Rows of the customers in the trash, the latest first."""
    sql = "SELECT * FROM customers WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC"
    return tuple(dict(one) for one in db.execute(sql))


def candidates(db: Connection, ids: Iterable[int], *, why: dict[int, Msg] | None = None) -> tuple[Candidate, ...]:
    """Living customers to choose from, in the order of `ids`, with what speaks for each."""
    reasons = why or {}
    wanted = list(ids)
    sql = (
        "SELECT c.id, c.code, c.name, f.contact, coalesce(f.mobile, f.phone), c.stage FROM customers c"
        " JOIN facts f ON f.customer_id = c.id WHERE c.id IN (SELECT value FROM json_each(?))"
    )
    found = {
        one[0]: Candidate(one[1], one[2], one[3], one[4], one[5], reasons.get(one[0]))
        for one in db.execute(sql, (json.dumps(wanted),))
    }
    return tuple(found[one] for one in wanted if one in found)


def addresses(db: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Customer to its WeChat id, e-mail address or QQ number, for those that have one."""
    sql = (
        "SELECT customer_id, coalesce(wechat, email, qq) FROM facts"
        " WHERE customer_id IN (SELECT value FROM json_each(?)) AND coalesce(wechat, email, qq) IS NOT NULL"
    )
    return {row[0]: row[1] for row in db.execute(sql, (json.dumps(list(ids)),))}


def notes(db: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Customer to what it needs, else its note, for those that have either."""
    sql = (
        "SELECT id, coalesce(nullif(need, ''), note) FROM customers"
        " WHERE id IN (SELECT value FROM json_each(?)) AND coalesce(nullif(need, ''), nullif(note, '')) IS NOT NULL"
    )
    return {row[0]: row[1] for row in db.execute(sql, (json.dumps(list(ids)),))}


def owners(db: Connection, keys: Sequence[str]) -> dict[int, set[str]]:
    """Living customers that share match keys: customer id -> the keys shared."""
    sql = "SELECT customer_id, key FROM match_key WHERE key IN (SELECT value FROM json_each(?))"
    found: dict[int, set[str]] = {}
    for customer, key in db.execute(sql, (json.dumps(list(keys), ensure_ascii=False),)):
        found.setdefault(customer, set()).add(key)
    return found


def free_codes(db: Connection, pattern: str, day: date, count: int) -> list[str]:
    """The next `count` codes of a day that nobody has (R033).

    Counters are not journaled: a code is given once, undo or not.
    """
    counter = counter_name(pattern, day)
    row = db.execute("SELECT last FROM counters WHERE name = ?", (counter,)).fetchone()
    number = row[0] if row else 0
    found: list[str] = []
    while len(found) < count:
        codes = [make_code(pattern, day=day, number=number + n + 1) for n in range(count - len(found))]
        sql = "SELECT code FROM customers WHERE code IN (SELECT value FROM json_each(?))"
        taken = {row[0] for row in db.execute(sql, (json.dumps(codes),))}
        found.extend(code for code in codes if code not in taken)
        number += len(codes)
    db.execute("DELETE FROM counters WHERE name = ?", (counter,))
    db.execute("INSERT INTO counters(name, last) VALUES (?, ?)", (counter, number))
    return found
