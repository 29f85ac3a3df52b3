"""FILTER keys as SQL conditions over `customers c JOIN facts f`: fixed text with a ? for everything a user typed.

`instr` and not LIKE: it takes % _ and \\ literally and knows no limit of length.
"""

from __future__ import annotations


def _contains(column: str) -> str:
    """Takes the text as typed and its folded form, which is compared without spaces."""
    return f"(instr(lower({column}), lower(?)) > 0 OR instr(replace(lower({column}), ' ', ''), ?) > 0)"


def _equals(column: str) -> str:
    """Takes the text as typed and its folded form, which is compared without spaces."""
    return f"({column} = ? COLLATE NOCASE OR replace(lower({column}), ' ', '') = ?)"


def _either(*conditions: str) -> str:
    return f"({' OR '.join(conditions)})"


def _among(table: str, condition: str) -> str:
    return f"c.id IN (SELECT customer_id FROM {table} WHERE {condition})"  # noqa: S608 - only text of this module


def _point(kinds: str) -> str:
    """Takes the text as typed and its digits, or again the text."""
    found = "(instr(lower(value), lower(?)) > 0 OR instr(replace(replace(value, '-', ''), ' ', ''), ?) > 0)"
    return _among("contact_points", f"ended_at IS NULL AND kind IN ({kinds}) AND {found}")


def _empty(column: str) -> str:
    return f"coalesce({column}, '') = ''"


def _no_point(kinds: str) -> str:
    """A masked number cannot be called, so it counts as missing."""
    return "NOT " + _among("contact_points", f"ended_at IS NULL AND masked = 0 AND kind IN ({kinds})")


_KINDS = {
    "phone": "'mobile', 'phone'",
    "mobile": "'mobile'",
    "landline": "'phone'",
    "email": "'email'",
    "wechat": "'wechat'",
    "qq": "'qq'",
}
POINTS = {key: _point(kinds) for key, kinds in _KINDS.items()}

_OWN_TEXT = ("name", "company_size", "province", "city", "address", "website", "owner", "need", "note")
# Each takes pairs of the text as typed and its folded form.
TEXTS = {key: _contains(f"c.{key}") for key in _OWN_TEXT} | {
    # A merged customer's code still leads to the survivor.
    "code": _either(_contains("c.code"), _among("external_ids", f"system = 'crm' AND {_contains('value')}")),
    "contact": _among("contacts", _either(_contains("name"), _contains("name_en"))),
    "title": _among("contacts", _contains("title")),
    "department": _among("contacts", _contains("department")),
    # Who came to an event that was not the first touch has it in an interaction.
    "event": _either(_contains("c.event"), _among("interactions", _contains("event"))),
    "content": _among("interactions", _either(_contains("content"), _contains("topic"), _contains("feedback"))),
    "product": _either(_among("deals", _contains("product")), _among("orders", _contains("product"))),
    "tag": _among(
        "customer_tags x JOIN tags t ON t.id = x.tag_id",
        _either(_equals("t.dimension || '-' || t.value"), _equals("t.value"), _equals("t.dimension")),
    ),
}

# Each takes one code.
CODES = {key: f"c.{key} = ?" for key in ("kind", "industry", "source", "stage")} | {
    "status": "f.status = ?",
    "grade": "f.grade = ?",
    "reason": "c.lost_reason = ?",
    "method": "f.last_method = ?",
    "type": _among("interactions", "type = ?"),
}

# Takes a JSON list of the first two characters of provinces, which no two provinces share.
REGION = "substr(c.province, 1, 2) IN (SELECT value FROM json_each(?))"

DAYS = {
    "last": "f.last_contact_at",
    "next": "f.next_at",
    "first": "c.first_contact_at",
    "created": "c.created_at",
    "updated": "c.updated_at",
}

# Each is made of: whether there is an amount, at least ?, below ?.
MONEY = {
    "amount": ("f.open_deals > 0", "f.open_cents >= ?", "f.open_cents < ?"),
    "spend": ("1", "f.spend_cents >= ?", "f.spend_cents < ?"),
    "budget_low": ("1", "c.budget_low >= ?", "c.budget_low < ?"),
    "budget_high": ("1", "c.budget_high >= ?", "c.budget_high < ?"),
    # Two ranges overlap. Equal bounds are one amount; else the upper one is outside, as everywhere.
    "budget": (
        "coalesce(c.budget_low, c.budget_high) IS NOT NULL",
        "(c.budget_high IS NULL OR max(c.budget_high - 1, coalesce(c.budget_low, 0)) >= ?)",
        "coalesce(c.budget_low, 0) < ?",
    ),
}

# Take the customer's custom field by name, and the text as typed and folded.
CUSTOM = f"EXISTS (SELECT 1 FROM json_each(c.custom) j WHERE j.key = ? AND {_contains('j.value')})"  # noqa: S608
# Takes the name; the condition on `j.value`, `j.type` is put in.
OWN = "(c.custom <> '{{}}' AND EXISTS (SELECT 1 FROM json_each(c.custom) j WHERE j.key = ? AND {}))"
SAME = _equals("j.value")  # takes the text as typed and folded
NO_CUSTOM = "NOT EXISTS (SELECT 1 FROM json_each(c.custom) WHERE key = ? AND coalesce(value, '') <> '')"

_NEVER_EMPTY = ("name", "code", "kind", "stage", "status", "created", "updated", "do_not_contact")
MISSING = (
    dict.fromkeys(_NEVER_EMPTY, "0")
    | {key: _no_point(kinds) for key, kinds in _KINDS.items()}
    | {key: _empty(f"c.{key}") for key in ("industry", *_OWN_TEXT[1:], "source", "event", "budget_low", "budget_high")}
    | {key: _empty(column) for key, column in DAYS.items() if key in ("last", "next", "first")}
    | {
        "contact": _empty("f.contact"),
        "title": _empty("f.title"),
        "department": "NOT " + _among("contacts", "department <> ''"),
        "region": _empty("c.province"),
        "grade": "f.grade = 'N'",
        "reason": _empty("c.lost_reason"),
        "method": _empty("f.last_method"),
        "type": "NOT " + _among("interactions", "type <> ''"),
        "content": "f.interactions = 0",
        "product": "NOT " + _either(_among("deals", "product <> ''"), _among("orders", "product <> ''")),
        "tag": "c.id NOT IN (SELECT customer_id FROM customer_tags)",
        "budget": "coalesce(c.budget_low, c.budget_high) IS NULL",
        "amount": "f.open_deals = 0",
        "spend": "f.orders = 0",
    }
)

_IDLE = (
    "(f.status IN ('prospect', 'intent') AND substr(f.idle_base, 1, 10) < {since}"
    # A snooze, a retry or a next date not yet reached silences it (core.due.idle).
    " AND substr(coalesce(c.snoozed_until, ''), 1, 10) <= :today AND substr(coalesce(f.retry_on, ''), 1, 10) <= :today"
    " AND substr(coalesce(f.next_at, ''), 1, 10) <= :today)"
)
# Named parameters stand for days that `filtering` computes; it turns them into ?.
FLAGS = {
    "due": "c.id IN (SELECT customer_id FROM dues WHERE due_at < :tonight UNION ALL"
    " SELECT b.customer_id FROM json_each(:birthdays) w CROSS JOIN birthdays b ON b.key = w.key WHERE NOT EXISTS"
    " (SELECT 1 FROM tasks t WHERE t.customer_id = b.customer_id AND t.state <> 'withdrawn'"
    " AND t.about = 'birthday ' || b.contact_id || ' ' || w.value))",
    "overdue": "c.id IN (SELECT customer_id FROM dues WHERE late_at <= :now)",
    "idle": _IDLE.format(since=":idle_since"),
    "idle_alert": _IDLE.format(since=":alert_since"),
    "silent": "(f.status <> 'lost' AND substr(coalesce(f.last_contact_at, c.created_at), 1, 10) < :silent_since)",
    "active": "f.last_contact_at >= :active_since",
    "lost": "f.status = 'lost'",
    "customer": "f.status = 'won'",
    "high_value": "(f.grade = 'A' OR c.strategic = 1)",
    "incomplete": "(c.incomplete = 1 OR c.id IN (SELECT customer_id FROM contacts WHERE incomplete = 1))",
    "do_not_contact": "c.do_not_contact = 1",
}
