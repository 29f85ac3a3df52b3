"""What one row of a file says, read and normalised, before anybody is looked for or anything written.

Tuples, because a file of a hundred thousand rows makes as many of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from crmcli.records.base import Msg
from crmcli.records.customer import Point

if TYPE_CHECKING:
    from crmcli.core.tags import TagName

_NOTHING: Mapping[str, object] = MappingProxyType({})


class Person(NamedTuple):
    """One person of a row, with the columns of the table contacts.

    Args:
        role: code of the dictionary `role`.
        gender: "male" or "female".
        birthday: ISO day, or `MM-DD` when the year is not known.
        incomplete: only a surname, a nickname, or partly hidden.
        points: contact points of a second or third person that has columns of its own (手机2). Those of the first
            are in Draft.points.
    """

    name: str
    name_en: str | None = None
    title: str | None = None
    department: str | None = None
    role: str | None = None
    gender: str | None = None
    birthday: str | None = None
    birthday_lunar: bool = False
    incomplete: bool = False
    note: str | None = None
    points: tuple[Point, ...] = ()


class DraftTalk(NamedTuple):
    """One interaction that a row carries.

    Args:
        at: ISO day, or day and minute.
        method, type: dictionary codes; None when not said.
        contact: name of the person talked with, when said.
        satisfaction: 1 to 5.
    """

    at: str
    method: str | None = None
    type: str | None = None
    content: str = ""
    topic: str | None = None
    feedback: str | None = None
    result: str | None = None
    next_step: str | None = None
    next_at: str | None = None
    contact: str | None = None
    owner: str | None = None
    satisfaction: int | None = None
    event: str | None = None


class DraftTask(NamedTuple):
    """One thing to do that a row carries; an empty title is the interface's word for following up."""

    title: str
    due_at: str | None = None
    owner: str | None = None


class DraftOrder(NamedTuple):
    """One order that a row carries.

    Args:
        order_no: as text; None when the file gives none.
        at: ISO day, or day and minute; the day of the import when the file gives none.
        amount: cents.
        state: code of the dictionary `order_state`.
    """

    order_no: str | None
    at: str
    amount: int
    currency: str | None = None
    product: str | None = None
    quantity: float | None = None
    state: str = "paid"
    note: str | None = None


class DraftDeal(NamedTuple):
    """One opportunity that a row carries.

    Args:
        name: never empty.
        amount: cents.
        stage: code of a stage, None when not said.
        probability: a fraction.
        state: "open", "won" or "lost".
        lost_reason: code; "other" for a loss without a reason.
    """

    name: str
    amount: int | None = None
    currency: str | None = None
    product: str | None = None
    stage: str | None = None
    probability: float | None = None
    expected_close_at: str | None = None
    competitor: str | None = None
    state: str = "open"
    lost_reason: str | None = None
    contract_no: str | None = None
    signed_at: str | None = None
    ends_at: str | None = None


class Problem(NamedTuple):
    """What is wrong, or worth knowing, about one cell.

    Args:
        field: the field meant, with the keys of product.md §9.
        raw: the cell as it was written, without numbers that must not be kept.
        msg: the sentence.
        fatal: the row cannot be imported.
        notice: nothing is wrong; it is only worth knowing.
    """

    field: str
    raw: str
    msg: Msg
    fatal: bool = False
    notice: bool = False


class Draft(NamedTuple):
    """One row, read.

    Args:
        sheet, row: where it stands.
        name: of the customer: the company, or the person when there is no company. None when the row identifies its
            customer by a number, an id or a code alone.
        kind: "company" or "person".
        people: a person-customer is the first of its own people.
        points: of the first person; of the company when nobody is known.
        company_points: a switchboard or info@, beside a known person.
        ids: (system, value) of the customer elsewhere.
        code: a value that has the form of our own codes; it proves identity only if name or number agree.
        columns: columns of the table customers, as they are stored; `custom` is a dict of texts.
        stage, status: codes, each only as said; where both are, the stage says more.
        lost_reason: code; "other" when the row says lost and not why.
        last_contact_at, last_method: of the last talk, as said.
        problems: in the order of the columns.
        masked: a name or number is partly hidden, so it is no key.
    """

    sheet: str
    row: int
    name: str | None
    kind: str
    people: tuple[Person, ...] = ()
    points: tuple[Point, ...] = ()
    company_points: tuple[Point, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    code: str | None = None
    columns: Mapping[str, object] = _NOTHING
    stage: str | None = None
    status: str | None = None
    lost_reason: str | None = None
    tags: tuple[TagName, ...] = ()
    talks: tuple[DraftTalk, ...] = ()
    tasks: tuple[DraftTask, ...] = ()
    order: DraftOrder | None = None
    deal: DraftDeal | None = None
    last_contact_at: str | None = None
    last_method: str | None = None
    problems: tuple[Problem, ...] = ()
    masked: bool = False
