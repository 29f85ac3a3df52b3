"""The people of a customer: add, change, remove, make primary, note that a number works."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from crmcli.core import same_contact
from crmcli.core.fold import fold
from crmcli.errors import N_, Ambiguous, NotFound, Refused, UsageError
from crmcli.model import customers, people
from crmcli.model.connection import Connection
from crmcli.records.customer import Point
from crmcli.services import uniting
from crmcli.services.fields import Reader
from crmcli.services.writing import Writer

if TYPE_CHECKING:
    from crmcli.services.typed import Typed
    from crmcli.services.workspace import Workspace

PERSONAL = ("contact", "title", "department", "role", "gender", "birthday", "phone", "mobile", "landline", "email",
            "wechat", "qq", "note")  # fmt: skip


def find_named(db: Connection, customer_id: int, name: str) -> int | None:
    """Id of the person of a customer with exactly that name, None when nobody has it."""
    wanted = fold(name)
    return next((row["id"] for row in people.contacts(db, customer_id) if fold(row["name"]) == wanted), None)


def find_person(ws: Workspace, customer_id: int, name: str) -> dict[str, Any]:
    """The row of the person meant: by the whole name, else a part of it, or the end of a number.

    Raises:
        NotFound: nobody; Ambiguous: several.
    """
    rows = people.contacts(ws.db, customer_id)
    wanted = fold(name)
    whole = [row for row in rows if fold(row["name"]) == wanted]
    part = [row for row in rows if wanted and wanted in fold(row["name"])]
    found = whole or part or _by_point(ws, customer_id, rows, name)
    if not found:
        raise NotFound(N_("There is no contact “{name}” here."), N_("Its contacts: crm show CUSTOMER"), name=name)
    if len(found) > 1:
        names = tuple(row["name"] for row in found)
        raise Ambiguous(
            N_("“{name}” means several contacts: {names}."), N_("Write the whole name."), name=name, names=names
        )
    return found[0]


def _by_point(ws: Workspace, customer_id: int, rows: Sequence[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    plain = text.replace("-", "").replace(" ", "").casefold()
    owners = {
        point["contact_id"]
        for point in people.points(ws.db, customer_id)
        if len(plain) >= 4 and point["value"].replace("-", "").casefold().endswith(plain)
    }
    return [row for row in rows if row["id"] in owners]


def read(ws: Workspace, values: Sequence[tuple[str, str, str]]) -> Typed:
    """Read the personal fields typed for a contact.

    Args:
        values: (field as `services.fields.find_field` gives it, how: "set", "add" or "end", text).

    Raises:
        UsageError: a field that is not a person's.
        BadValue, Refused: a value that cannot be read or kept.
    """
    reader = Reader(ws)
    for named, how, text in values:
        field = "contact" if named == "name" else named
        if field not in PERSONAL:
            raise UsageError(
                N_("“{field}” is not a field of a contact."),
                N_("To change the customer: crm edit CUSTOMER {field}=…"),
                field=field,
            )
        if field == "note":
            reader.read(field, text)
            reader.typed.contact["note"] = reader.typed.customer.pop("note")
        else:
            reader.read(field, text, how=how)
    return reader.typed


def add(ws: Workspace, customer_id: int, name: str, typed: Typed, *, primary: bool = False) -> int:
    """Add a person to a customer as one operation; returns the contact's id.

    Raises:
        UsageError: somebody of that name is there already.
    """
    if find_named(ws.db, customer_id, name) is not None:
        raise UsageError(
            N_("There is a contact “{name}” already."), N_("To change it: crm contact edit CUSTOMER {name}"), name=name
        )
    checked = Reader(ws)
    checked.read("contact", name)
    known = same_as(ws.db, customer_id, name, [point for _how, point in typed.points])
    if known is not None:
        typed.contact["name"] = same_contact.fuller(known["name"], name)
        typed.points = [("add", point) for _how, point in typed.points]
        edit(ws, customer_id, known["id"], typed, primary=primary)
        return int(known["id"])
    with ws.operation() as journal:
        writer = Writer(ws, journal, customer_id, alone=True)
        contact = writer.new_contact({**typed.contact, "name": checked.typed.contact["name"]}, primary=primary)
        writer.set_points([("add", point) for _how, point in typed.points], contact)
        writer.touch()
    return contact


def same_as(db: Connection, customer_id: int, name: str, points: Sequence[Point]) -> dict[str, Any] | None:
    """The contact of a customer that a new one is: 张伟 with the number of 张总. None when it is nobody known."""
    new = {"id": 0, "name": name, **dict.fromkeys(("name_en", *same_contact.CONTRADICTING))}
    rows = people.contacts(db, customer_id)
    known: dict[Any, Any] = {row["id"]: people.points_of(db, row["id"]) for row in rows}
    known[0] = [point._asdict() for point in points]
    found = same_contact.pairs(rows, [new], known)
    return next((row for row in rows if found and row["id"] == found[0][0]), None)


def merge(ws: Workspace, customer_id: int, stays: int, goes: int) -> str:
    """Make two people of a customer one, as one operation; returns the name that stays.

    Raises:
        UsageError: they are one already.
    """
    if stays == goes:
        raise UsageError(N_("That is one contact, not two."), N_("Its contacts: crm show CUSTOMER"))
    with ws.operation() as journal:
        writer = Writer(ws, journal, customer_id)
        head = customers.row(journal.db, customer_id)
        name = head["name"] if head["kind"] == "person" and _is_own(ws, head, (stays, goes)) else None
        kept = uniting.unite_wholly(journal, stays, goes, name=name, at=writer.at, code=head["code"])
        writer.touch()
    return kept


def _is_own(ws: Workspace, head: dict[str, Any], ids: tuple[int, int]) -> bool:
    return find_named(ws.db, head["id"], head["name"]) in ids


def edit(ws: Workspace, customer_id: int, contact_id: int, typed: Typed, *, primary: bool = False) -> None:
    """Change a person as one operation."""
    with ws.operation() as journal:
        writer = Writer(ws, journal, customer_id, alone=True)
        writer.write(typed, contact_id=contact_id)
        if primary:
            writer.make_primary(contact_id)


def remove(ws: Workspace, customer_id: int, contact_id: int) -> None:
    """Remove a person as one operation. Talks stay; their numbers stay with the customer, as ended.

    Raises:
        Refused: the customer is that person.
    """
    _refuse_own(ws, customer_id, contact_id)
    with ws.operation() as journal:
        writer = Writer(ws, journal, customer_id)
        points = people.points_of(journal.db, contact_id)
        ended = [(row["id"], None, row["ended_at"] or writer.at) for row in points]
        journal.update_many("contact_points", ("contact_id", "ended_at"), ended)
        talks = people.talks_with(journal.db, contact_id)
        journal.update_many("interactions", ("contact_id",), [(one, None) for one in talks])
        journal.delete("contacts", [contact_id])
        left = people.contacts(journal.db, customer_id)
        if left and not left[0]["is_primary"]:
            writer.make_primary(left[0]["id"])
        writer.touch()


def _refuse_own(ws: Workspace, customer_id: int, contact_id: int) -> None:
    """A person-customer is its own contact (product.md §1): the one of its name, else the only one."""
    customer = customers.row(ws.db, customer_id)
    if customer["kind"] != "person":
        return
    own = find_named(ws.db, customer_id, customer["name"])
    if contact_id == own or (own is None and len(people.contacts(ws.db, customer_id)) == 1):
        raise Refused(
            N_("{name} is the customer, not only a contact of it."),
            N_("To remove the customer: crm rm {code}"),
            name=customer["name"][:60],
            code=customer["code"],
        )


def make_primary(ws: Workspace, customer_id: int, contact_id: int) -> None:
    """Make a person the one to call, as one operation."""
    with ws.operation() as journal:
        writer = Writer(ws, journal, customer_id)
        writer.make_primary(contact_id)
        writer.touch()


def verify(ws: Workspace, customer_id: int, contact_id: int) -> int:
    """Note that a person's numbers and addresses work, as of today; returns how many (R080)."""
    day = ws.minute()[:10]
    with ws.operation() as journal:
        rows = [row for row in people.points_of(journal.db, contact_id) if row["ended_at"] is None]
        return journal.update_many("contact_points", ("verified_at",), [(row["id"], day) for row in rows])


def record(ws: Workspace, contact_id: int) -> dict[str, Any]:
    """A person with the keys of product.md §9."""
    return people.contact(ws.db, contact_id)
