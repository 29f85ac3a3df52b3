"""Two contacts of one customer become one person; and what of one kind comes first afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from crmcli.core import collapsing, same_contact
from crmcli.model import merging as model
from crmcli.model import people

if TYPE_CHECKING:
    from crmcli.model.journal.writing import Journal


def unite(journal: Journal, stays: int, goes: int, *, name: str | None = None, at: str) -> None:
    """Make two contacts of one customer one, within an operation; numbers, talks and other names go along.

    Contact points that both have are not folded here: see `keep_once`.

    Args:
        name: the name to keep; the fuller one when None.
        at: now, ISO minute.
    """
    rows = {one["id"]: one for one in people.contacts_by_id(journal.db, [stays, goes])}
    values, _lost = same_contact.united(rows[stays], rows[goes], name=name)
    journal.update("contacts", stays, {**values, "updated_at": at})
    model.say_about(journal, "birthday", goes, stays)
    model.point_to(journal, "contacts", goes, stays)
    journal.delete("contacts", [goes])


def keep_once(journal: Journal, table: str, fold: collapsing.Fold) -> None:
    """Keep a row once that stood twice: what points to the one that goes points to the other from now on."""
    if fold.values:
        journal.update(table, fold.stays, fold.values)
    model.point_to(journal, table, fold.goes, fold.stays)
    if table == "deals":
        model.say_about(journal, "contract", fold.goes, fold.stays)
    journal.delete(table, [fold.goes])


def settle_firsts(
    journal: Journal,
    customer_id: int,
    *,
    first: int | None = None,
    chosen: Mapping[str, Iterable[int]] | None = None,
) -> None:
    """Leave one primary contact, and one primary point of each kind and person.

    Args:
        first: the contact that is to be the primary one.
        chosen: kind to points of which one is to be the first.
    """
    contacts = people.contacts(journal.db, customer_id)
    if contacts:
        there = {row["id"] for row in contacts}
        primary = first if first in there else contacts[0]["id"]
        rows = [(row["id"], int(row["id"] == primary)) for row in contacts]
        journal.update_many("contacts", ("is_primary",), rows)
    points = people.points(journal.db, customer_id, ended=True)
    changes = collapsing.first_points(points, preferred=chosen or {})
    journal.update_many("contact_points", ("is_primary",), list(changes.items()))


def unite_wholly(
    journal: Journal, stays: int, goes: int, *, name: str | None = None, at: str, code: str | None = None
) -> str:
    """Make two contacts of one customer one, with what both had kept once and what lost as alternates.

    Args:
        name: the name to keep; the fuller one when None.
        code: of the customer, noted with the alternates.

    Returns: the name that stays.
    """
    rows = {one["id"]: one for one in people.contacts_by_id(journal.db, [stays, goes])}
    _, lost = same_contact.united(rows[stays], rows[goes], name=name)
    customer = rows[stays]["customer_id"]
    come = [{**row, "contact_id": stays} for row in people.points_of(journal.db, goes)]
    folds = collapsing.points(people.points_of(journal.db, stays), come)
    unite(journal, stays, goes, name=name, at=at)
    for fold in folds:
        keep_once(journal, "contact_points", fold)
    known = {(row["contact_id"], row["field"], row["value"]) for row in model.alternates(journal.db, customer)}
    for field, value in lost:
        if (stays, field, value) not in known:
            row = {"customer_id": customer, "contact_id": stays, "field": field, "value": value}
            journal.insert("alternates", {**row, "code": code, "created_at": at})
    settle_firsts(journal, customer)
    return name or same_contact.fuller(rows[stays]["name"], rows[goes]["name"])


def tidy(journal: Journal, customer_id: int, *, at: str) -> None:
    """Make one of those contacts of a customer that are one person: 张总 + 138… and 张伟 + 138…."""
    there: list[dict[str, Any]] = []
    for row in people.contacts(journal.db, customer_id):
        points = {one["id"]: people.points_of(journal.db, one["id"]) for one in (*there, row)}
        same = same_contact.pairs(there, [row], points)
        for stays, goes in same:
            unite_wholly(journal, stays, goes, at=at)
        there = list(people.contacts_by_id(journal.db, [one["id"] for one in (*there, row)]))
