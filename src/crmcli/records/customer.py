"""A customer, its people and the ways to reach them, as drawn and exported. Not the rows of the tables."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.records.base import Msg
from crmcli.records.record import field, record


class Point(NamedTuple):
    """One way to reach somebody (product.md §1, contact point).

    Args:
        kind: "mobile", "phone" (landline, 400, short, foreign), "fax", "email", "wechat" or "qq".
        value: the normalised value, such as "13800138000", "010-62345678", "+85291234567".
        raw: what was written.
        ext: extension of a landline, digits only.
        note: words that stood beside it, such as "老板" or the last number of a range.
        masked: partly hidden, such as "138****8000": text, never a key.
    """

    kind: str
    value: str
    raw: str
    ext: str | None = None
    note: str | None = None
    masked: bool = False


@record
class Candidate:
    """One of several customers that a reference may mean, or that a new one would duplicate.

    Args:
        why: what speaks for it; None when it only answers to the words typed.
    """

    code: str
    name: str
    contact: str | None
    phone: str | None
    stage: str
    why: Msg | None = None


@record
class Contact:
    """A person at a customer, with the keys of product.md §9 in their order."""

    customer_code: str
    customer_name: str
    name: str
    title: str | None = None
    department: str | None = None
    role: str | None = None
    mobile: str | None = None
    phone: str | None = None
    email: str | None = None
    wechat: str | None = None
    qq: str | None = None
    birthday: str | None = None
    is_primary: bool = False
    note: str | None = None


@record
class Customer:
    """A customer with its primary contact's values, with the keys of product.md §9 in their order.

    Args:
        kind: "company" or "person".
        budget_low, budget_high: whole cents.
        first_contact_at, last_contact_at, next_at, created_at, updated_at: ISO dates, or ISO date and minute.
        custom: values of the custom fields by name.
    """

    code: str
    name: str
    kind: str
    contact: str | None
    title: str | None
    mobile: str | None
    phone: str | None
    email: str | None
    wechat: str | None
    qq: str | None
    industry: str | None
    company_size: str | None
    province: str | None
    city: str | None
    address: str | None
    website: str | None
    source: str | None
    event: str | None
    stage: str
    status: str
    grade: str | None
    owner: str | None
    tags: tuple[str, ...]
    need: str | None
    budget_low: int | None
    budget_high: int | None
    first_contact_at: str | None
    last_contact_at: str | None
    last_method: str | None
    next_at: str | None
    note: str | None
    created_at: str
    updated_at: str
    do_not_contact: bool = False
    custom: dict[str, object] = field(default_factory=dict)
