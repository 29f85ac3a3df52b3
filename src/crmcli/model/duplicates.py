"""Finding the customers that dedupe compares: who shares a match key, and what is known of them. No scoring."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from crmcli.core.duplicates import blocking
from crmcli.core.duplicates.places import address_of, is_day
from crmcli.core.duplicates.profiles import also, profile
from crmcli.model.connection import Connection
from crmcli.records.duplicates import Junk, Profile

SLICE = 5000

SHARED = "SELECT key, count(*) AS n, group_concat(customer_id) FROM match_key GROUP BY key HAVING n > 1"
ADDRESSES = (
    "SELECT c.id, c.address FROM customers c JOIN facts f ON f.customer_id = c.id"
    " WHERE c.address IS NOT NULL ORDER BY c.id"
)
BIRTHDAYS = (
    "SELECT p.customer_id, p.birthday FROM contacts p JOIN facts f ON f.customer_id = p.customer_id"
    " WHERE p.birthday IS NOT NULL ORDER BY p.customer_id"
)
# WeChat ids that look like mobiles, addresses that hold a QQ number.
DOUBLES = (
    "SELECT key, customer_id FROM match_key WHERE key >= 'w:13' AND key < 'w:2' AND length(key) = 13"
    " UNION ALL SELECT key, customer_id FROM match_key WHERE key >= 'e:1' AND key < 'e::' AND key LIKE '%@qq.com'"
)
# Cores of two or three characters, and those that begin with one.
BRANDS = "SELECT key, customer_id FROM match_key WHERE key > 'c:\u2e7f' AND key < 'c;' AND length(key) IN (4, 5)"
OF_BRAND = "SELECT customer_id FROM match_key WHERE key > ? AND key < ? LIMIT ?"
CITIES = "SELECT id, city FROM customers WHERE id IN (SELECT value FROM json_each(?)) AND city IS NOT NULL"
OWNERS = "SELECT key, customer_id FROM match_key WHERE key IN (SELECT value FROM json_each(?))"
SIGNS = (
    "SELECT f.customer_id, (SELECT key FROM match_key k WHERE k.customer_id = f.customer_id AND k.key GLOB 'c:*'),"
    " f.mobile, f.email FROM facts f WHERE f.customer_id IN (SELECT value FROM json_each(?))"
)
CUSTOMERS = (
    "SELECT c.id, c.name, c.kind, c.city, c.address, c.website, c.credit_code FROM customers c"
    " WHERE c.id IN (SELECT value FROM json_each(?))"
)
KEYS = "SELECT customer_id, key FROM match_key WHERE customer_id IN (SELECT value FROM json_each(?))"
PEOPLE = (
    "SELECT customer_id, name, name_en, birthday FROM contacts WHERE customer_id IN (SELECT value FROM json_each(?))"
    " ORDER BY customer_id, is_primary DESC, id"
)


class Candidates(NamedTuple):
    """Whom to compare.

    Args:
        pairs: ids, the smaller first.
        shared_by: match key to the number of customers that have it, for keys of several.
        junk: keys that too many share.
    """

    pairs: set[tuple[int, int]]
    shared_by: dict[str, int]
    junk: list[Junk]


def candidates(db: Connection) -> Candidates:
    """Pairs of living customers with a match key, an address or a birthday in common."""
    found = Candidates(set(), {}, [])
    common: list[list[int]] = []
    for key, count, listed in _plain(db, SHARED):
        if "*" in key and key[0] in "nfc":  # partly hidden: proves nothing
            continue
        found.shared_by[key] = count
        if not blocking.too_many(key, count):
            found.pairs.update(blocking.pairs_of(map(int, listed.split(","))))
        elif key[0] in blocking.JUNK:
            found.junk.append(_junk(key, count))
        elif key[0] == "n":
            common.append([int(one) for one in listed.split(",")])
    found.pairs.update(_common_names(db, common))
    found.pairs.update(_doubles(db, found.shared_by))
    found.pairs.update(_brands(db))
    found.pairs.update(_alike(db, ADDRESSES, address_of, "a"))
    found.pairs.update(_alike(db, BIRTHDAYS, lambda text: text if is_day(text) else "", "b"))
    found.junk.sort(key=lambda one: (-one.n, one.value))
    return found


def _junk(key: str, count: int) -> Junk:
    from crmcli.core.duplicates.reaching import KINDS

    return Junk(KINDS[key[0]], key[2:], count)


def _common_names(db: Connection, groups: list[list[int]]) -> Iterator[tuple[int, int]]:
    """Pairs among people of one common name, where something else agrees."""
    if not groups:
        return
    everybody = sorted({one for group in groups for one in group})
    signs = {}
    for one, core, mobile, email in _some(db, SIGNS, everybody):
        signs[one] = blocking.second_signs((core or "")[2:], mobile or "", email or "")
    for group in groups:
        for members in blocking.parted((one, signs.get(one, ())) for one in group):
            yield from blocking.pairs_of(members)


def _doubles(db: Connection, shared_by: dict[str, int]) -> Iterator[tuple[int, int]]:
    """Pairs of whom one has as a WeChat id or address what the other has as a mobile or QQ number."""
    wanted: dict[str, set[int]] = {}
    for key, customer in _plain(db, DOUBLES):
        other = also(key)
        if other and not any(blocking.too_many(one, shared_by.get(one, 1)) for one in (key, other)):
            wanted.setdefault(other, set()).add(customer)
    for key, customer in _plain(db, OWNERS, (json.dumps(list(wanted)),)):
        for one in wanted[key] - {customer}:
            yield min(one, customer), max(one, customer)


def _brands(db: Connection) -> Iterator[tuple[int, int]]:
    """Pairs in one city of whom one says the brand only: 智微, 智微精密机械."""
    found: list[tuple[int, int]] = []
    for key, customer in list(_plain(db, BRANDS)):
        longer = list(_plain(db, OF_BRAND, (key, f"{key}\U0010ffff", blocking.MOST_OF_BRAND + 1)))
        if len(longer) <= blocking.MOST_OF_BRAND:
            found.extend((min(customer, one), max(customer, one)) for (one,) in longer if one != customer)
    cities = dict(_some(db, CITIES, sorted({one for pair in found for one in pair})))
    return (pair for pair in found if pair[0] in cities and cities[pair[0]] == cities.get(pair[1]))


def _alike(db: Connection, sql: str, read: Any, letter: str) -> Iterator[tuple[int, int]]:
    groups: dict[str, set[int]] = {}
    for customer, text in _plain(db, sql):
        if value := read(text):
            groups.setdefault(value, set()).add(customer)
    for members in groups.values():
        if 1 < len(members) <= blocking.CAPS[letter]:
            yield from blocking.pairs_of(members)


def profiles(db: Connection, ids: Collection[int]) -> dict[int, Profile]:
    """Customers as they are compared."""
    wanted = sorted(ids)
    found: dict[int, Profile] = {}
    for start in range(0, len(wanted), SLICE):
        some = wanted[start : start + SLICE]
        keys: dict[int, list[str]] = {}
        for customer, key in _some(db, KEYS, some):
            keys.setdefault(customer, []).append(key)
        people: dict[int, list[str]] = {}
        days: dict[int, list[str]] = {}
        for customer, name, name_en, birthday in _some(db, PEOPLE, some):
            people.setdefault(customer, []).append(f"{name} {name_en}" if name_en else name)
            if birthday:
                days.setdefault(customer, []).append(birthday)
        for one, name, kind, city, address, website, credit in _some(db, CUSTOMERS, some):
            found[one] = profile(
                one,
                name=name,
                kind=kind,
                keys=keys.get(one, ()),
                people=people.get(one, ()),
                birthdays=days.get(one, ()),
                address=address or "",
                city=city or "",
                website=website or "",
                credit=credit or "",
            )
    return found


def headings(db: Connection, ids: Collection[int]) -> dict[int, tuple[str, str, str]]:
    """Customer to its code, its name, and since when it is there."""
    sql = "SELECT id, code, name, created_at FROM customers WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0]: (row[1], row[2], row[3]) for row in _some(db, sql, sorted(ids))}


def _some(db: Connection, sql: str, ids: list[int]) -> Iterator[tuple[Any, ...]]:
    return _plain(db, sql, (json.dumps(ids),))


def _plain(db: Connection, sql: str, params: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Rows as plain tuples: there may be hundreds of thousands."""
    cursor = db.execute(sql, params)
    cursor.row_factory = None
    return cursor
