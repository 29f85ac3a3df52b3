"""What the subcommands of `crm contact` do: whom they mean, what was typed, what they say. Rules are elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from crmcli.commands._customer import resolve
from crmcli.commands._said import NAME_SHOWN, advise, items, show_record, told
from crmcli.commands._views.changes import changes
from crmcli.commands._views.pieces import joined, short
from crmcli.errors import N_, UsageError
from crmcli.records.base import Msg
from crmcli.records.columns import CONTACT_COLUMNS
from crmcli.services import contacts
from crmcli.services.editing import split_pair
from crmcli.services.showing import show

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.workspace import Workspace

Options = Sequence[tuple[str, str]]
Values = list[tuple[str, str, str]]


def add_person(current: Session, customer: str, words: Sequence[str], options: Options, *, primary: bool) -> None:
    """Add a person to a customer."""
    with current.writer() as workspace:
        customer_id = resolve(current, workspace, customer)
        name, values = _read(workspace, words, options)
        typed = contacts.read(workspace, values)
        before = {row["id"]: row["name"] for row in show(workspace, customer_id, limit=0).contacts}
        contact_id = contacts.add(workspace, customer_id, name, typed, primary=primary)
        person = contacts.record(workspace, contact_id)
        _say(current, workspace, person)
        if contact_id in before:
            _say_same(current, name if person["name"] != name else before[contact_id], person["name"])


def edit_person(current: Session, customer: str, words: Sequence[str], options: Options, *, primary: bool) -> None:
    """Change a person of a customer."""
    with current.writer() as workspace:
        customer_id = resolve(current, workspace, customer)
        name, values = _read(workspace, words, options)
        if not values and not primary:
            raise UsageError(
                N_("There is nothing to change."), N_("For example: crm contact edit oak jane title=Buyer")
            )
        person = contacts.find_person(workspace, customer_id, name)
        before = show(workspace, customer_id, limit=0)
        contacts.edit(workspace, customer_id, person["id"], contacts.read(workspace, values), primary=primary)
        _say(current, workspace, contacts.record(workspace, person["id"]))
        if workspace.last_operation is not None:
            advise(current, changes(before, show(workspace, customer_id, limit=0)))


def remove_person(current: Session, customer: str, words: Sequence[str]) -> None:
    """Remove a person of a customer."""
    with current.writer() as workspace:
        customer_id, person = _person(current, workspace, customer, words)
        before = contacts.record(workspace, person["id"])
        contacts.remove(workspace, customer_id, person["id"])
        _say(current, workspace, before)


def make_primary(current: Session, customer: str, words: Sequence[str]) -> None:
    """Make a person the primary contact."""
    with current.writer() as workspace:
        customer_id, person = _person(current, workspace, customer, words)
        contacts.make_primary(workspace, customer_id, person["id"])
        _say(current, workspace, contacts.record(workspace, person["id"]))


def merge_people(current: Session, customer: str, first: str, second: str) -> None:
    """Make two people of a customer one."""
    with current.writer() as workspace:
        customer_id = resolve(current, workspace, customer)
        stays, goes = (contacts.find_person(workspace, customer_id, name) for name in (first, second))
        kept = contacts.merge(workspace, customer_id, stays["id"], goes["id"])
        _say(current, workspace, contacts.record(workspace, stays["id"]))
        for gone in dict.fromkeys((stays["name"], goes["name"])):
            if gone != kept:
                _say_same(current, gone, kept)


def _say_same(current: Session, gone: str, stays: str) -> None:
    names = {"gone": short(gone, NAME_SHOWN), "stays": short(stays, NAME_SHOWN)}
    current.say(Msg(N_("One person: {gone} is {stays}"), names))


def verify_person(current: Session, customer: str, words: Sequence[str]) -> None:
    """Note that a person's numbers work."""
    with current.writer() as workspace:
        customer_id, person = _person(current, workspace, customer, words)
        n = contacts.verify(workspace, customer_id, person["id"])
        _say(current, workspace, contacts.record(workspace, person["id"]))
        if n:
            current.say(Msg(N_("{n} numbers and addresses work."), {"n": n}, N_("{n} number or address works.")))


def _person(current: Session, ws: Workspace, customer: str, words: Sequence[str]) -> tuple[int, dict[str, Any]]:
    customer_id = resolve(current, ws, customer)
    return customer_id, contacts.find_person(ws, customer_id, " ".join(words))


def _read(ws: Workspace, words: Iterable[str], options: Options) -> tuple[str, Values]:
    """The name, and what was typed as options and as FIELD=VALUE; of several phones or addresses all are kept."""
    name = [word for word in words if "=" not in word and "＝" not in word]
    pairs = [word for word in words if "=" in word or "＝" in word]
    if not name:
        raise UsageError(N_("NAME is missing."), N_("For example: crm contact add oak 'Jane Hill' phone=13900139000"))
    fields = [field for field, _ in options]
    values = [(field, "add" if field in fields[:place] else "set", text) for place, (field, text) in enumerate(options)]
    return " ".join(name), [*values, *(split_pair(ws, pair) for pair in pairs)]


def _say(current: Session, ws: Workspace, person: dict[str, Any]) -> None:
    names = [short(person["customer_name"], NAME_SHOWN), short(person["name"], NAME_SHOWN)]
    told(current, ws, joined(dict.fromkeys(names)))
    show_record(current, CONTACT_COLUMNS, items(person, CONTACT_COLUMNS))
