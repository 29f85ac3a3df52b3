"""Finding living customers by the forms of a typed reference; each function returns ids, best first."""

from __future__ import annotations

from crmcli.model.connection import Connection

LIMIT = 50  # more than anybody reads; the search only needs to know that it is ambiguous

_LIVING = "JOIN facts f ON f.customer_id = p.customer_id"


def by_phone(db: Connection, number: str) -> tuple[int, ...]:
    """Customers with exactly this number, present numbers before ended ones."""
    sql = (
        f"SELECT p.customer_id FROM contact_points p {_LIVING} WHERE p.value = ? AND p.kind IN ('mobile', 'phone')"  # noqa: S608
        " GROUP BY p.customer_id ORDER BY min(p.ended_at IS NOT NULL), p.customer_id LIMIT ?"
    )
    return tuple(row[0] for row in db.execute(sql, (number, LIMIT)))


def by_digits(db: Connection, digits: str) -> tuple[int, ...]:
    """Customers with a number that ends in `digits`, separators aside."""
    sql = (
        f"SELECT p.customer_id FROM contact_points p {_LIVING}"  # noqa: S608
        " WHERE p.kind IN ('mobile', 'phone') AND replace(p.value, '-', '') LIKE '%' || ?"
        " GROUP BY p.customer_id ORDER BY min(p.ended_at IS NOT NULL), p.customer_id LIMIT ?"
    )
    return tuple(row[0] for row in db.execute(sql, (digits, LIMIT)))


def by_point(db: Connection, kinds: tuple[str, ...], value: str) -> tuple[int, ...]:
    """Customers with this e-mail address, WeChat id or QQ number, in any case."""
    marks = ",".join("?" * len(kinds))
    sql = (
        f"SELECT DISTINCT p.customer_id FROM contact_points p {_LIVING}"  # noqa: S608
        f" WHERE p.kind IN ({marks}) AND p.value = ? COLLATE NOCASE ORDER BY p.customer_id LIMIT ?"
    )
    return tuple(row[0] for row in db.execute(sql, (*kinds, value, LIMIT)))


def by_words(db: Connection, needle: str) -> tuple[tuple[int, str], ...]:
    """Customers whose search text holds `needle`, with the names of customer and contacts, parted by newlines."""
    sql = (
        "SELECT c.id, c.name || coalesce((SELECT group_concat(char(10) || p.name, '') FROM contacts p"
        " WHERE p.customer_id = c.id), '') FROM facts f JOIN customers c ON c.id = f.customer_id"
        " WHERE instr(f.search, ?) ORDER BY c.id"
    )
    return tuple((row[0], row[1]) for row in db.execute(sql, (needle,)))
