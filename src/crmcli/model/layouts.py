"""What an export reads, and that of the classic sheets in which people keep customers (R032, R053, R077–R087, R138)."""

from __future__ import annotations

from typing import NamedTuple


class Source(NamedTuple):
    """Where the rows of one kind come from.

    Args:
        columns: of `tables`, in the order of product.md §9.
        tables: what is read.
        customer: its column with the customer's id.
        at: the date that a row is chosen by.
        order: of the rows.
    """

    columns: str
    tables: str
    customer: str
    at: str
    order: str


_REACH = "coalesce(v.mobile, v.phone, v.wechat, v.email, v.qq)"
_HISTORY = (
    "(SELECT group_concat(said, ';') FROM (SELECT substr(i.at, 1, 10) || ':' || replace(i.content, char(10), ' ')"
    " AS said FROM interactions i WHERE i.customer_id = v.id AND i.content <> '' ORDER BY i.at, i.id))"
)
_TYPE = "(SELECT i.type FROM interactions i WHERE i.id = f.last_interaction_id)"
_PLAN = "nullif(coalesce(substr(f.next_at, 1, 10), '') || coalesce(':' || nullif(f.next_title, ''), ''), '')"
_NOTES = "nullif(trim(coalesce(v.need, '') || char(10) || coalesce(v.note, ''), char(10)), '')"
_CUSTOMERS = ("v_customers v JOIN facts f ON f.customer_id = v.id", "v.id", "v.updated_at", "v.code")

LAYOUTS = {
    "multi-channel": Source(
        f"v.code, v.name, {_REACH}, v.source, v.first_contact_at, v.last_contact_at, {_TYPE}, v.status, v.owner,"
        f" v.tags, {_NOTES}",
        *_CUSTOMERS,
    ),
    "basic": Source(
        "v.code, v.name, v.industry, v.contact, coalesce(v.mobile, v.phone), v.email, v.source, v.status, v.tags,"
        f" v.owner, v.created_at, {_NOTES}",
        *_CUSTOMERS,
    ),
    "followups": Source(
        "v.customer_code, v.customer_name, v.at, v.method, v.content, v.feedback, v.next_step, v.next_at, v.owner,"
        " c.status",
        "v_interactions v JOIN v_customers c ON c.id = v.customer_id",
        "v.customer_id",
        "v.at",
        "v.at, v.id",
    ),
    "relationship": Source(
        "v.code, v.name, v.contact, CASE v.kind WHEN 'company' THEN v.name END, v.industry,"
        f" {_REACH}, substr(v.last_contact_at, 1, 10), {_HISTORY}, v.status, v.need, {_PLAN}, v.owner, v.note",
        *_CUSTOMERS,
    ),
}
TAGGED = {"multi-channel": 9, "basic": 8}  # place of the tags in a row

_POINTS = (
    "SELECT group_concat(x.kind || ':' || x.value, char(10)) FROM contact_points x"
    " WHERE x.ended_at IS NULL AND NOT x.masked"
)
# A card for each person, and one for a company that has numbers of its own. Whoever asked not to be contacted has
# none, nor has a lead that turned out to be no customer (product.md §5).
CARDS = Source(
    "k.code, k.contact, k.name, k.kind, k.person, k.title, k.department, k.birthday, k.note, k.points",
    f"""(
  SELECT c.id AS customer_id, c.code, p.id AS contact, c.name, c.kind, p.name AS person, p.title, p.department,
    CASE WHEN p.birthday_lunar THEN NULL ELSE p.birthday END AS birthday, p.note, p.updated_at,
    ({_POINTS} AND x.contact_id = p.id) AS points
  FROM contacts p JOIN customers c ON c.id = p.customer_id
  WHERE c.deleted_at IS NULL AND c.merged_into IS NULL AND NOT c.do_not_contact
    AND NOT (c.stage = 'lost' AND coalesce(c.lost_reason, '') = 'invalid')
  UNION ALL
  SELECT c.id, c.code, 0, c.name, c.kind, NULL, NULL, NULL, NULL, c.note, c.updated_at,
    ({_POINTS} AND x.customer_id = c.id AND x.contact_id IS NULL)
  FROM customers c
  WHERE c.deleted_at IS NULL AND c.merged_into IS NULL AND NOT c.do_not_contact
    AND NOT (c.stage = 'lost' AND coalesce(c.lost_reason, '') = 'invalid')
    AND EXISTS (SELECT 1 FROM contact_points x WHERE x.customer_id = c.id AND x.contact_id IS NULL
      AND x.ended_at IS NULL AND NOT x.masked)
) k""",  # noqa: S608 - _POINTS is a constant
    "k.customer_id",
    "k.updated_at",
    "k.code, k.contact",
)
