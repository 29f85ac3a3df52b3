"""Declaring fields: adding, changing, renaming and removing custom ones, and saying which fields a customer needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.core import filter_keys
from crmcli.core.filter_spelling import spell
from crmcli.core.filters import parse_filter
from crmcli.core.fold import fold, squeeze
from crmcli.core.own_fields import Field, read_choices, read_value
from crmcli.errors import N_, BadValue, NotFound, Refused, UsageError
from crmcli.model import own_fields as model
from crmcli.model import settings
from crmcli.records.filter import OneOf
from crmcli.services.declared import PREFIX, as_text, custom_fields, declared
from crmcli.services.fields import OWN, OWN_ZH

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

LONGEST = 40
DEPENDS = ("kind", "stage", "status", "source", "industry", "grade")  # what a need for a field may depend on
# Fields of ours that a customer may be asked for; the others follow from the records or always have a value.
NEEDABLE = ("contact", "title", "department", "phone", "mobile", "landline", "email", "wechat", "qq", "industry",
            "company_size", "province", "city", "address", "website", "source", "event", "owner", "tag", "need",
            "budget", "note", "next")  # fmt: skip


class FieldRow(NamedTuple):
    """One line of `crm field list`.

    Args:
        customers: how many have a value; None for a field of ours.
        declared: False for one that only came with an import.
    """

    field: Field
    customers: int | None
    declared: bool


class Change(NamedTuple):
    """What changing a field does.

    Args:
        field: as it is from now on.
        converted: customers whose values are written anew.
        unread: values that cannot be read as the new type, and stay text.
    """

    field: Field
    converted: int
    unread: int


def rows(ws: Workspace) -> tuple[FieldRow, ...]:
    """Every field that was declared, then those that customers only have."""
    counts = model.in_use(ws.db)
    known = declared(ws)
    found = [FieldRow(one, counts.get(one.name, 0) if one.own else None, True) for one in known]
    named = {one.name for one in known if one.own}
    return (*found, *(FieldRow(Field(name, "text"), n, False) for name, n in counts.items() if name not in named))


def make(ws: Workspace, name: str, *, kind: str, choices: Sequence[str], required: bool, when: str) -> Field:
    """A new custom field, checked and not yet stored.

    Args:
        name, kind, when: as typed; kind "" is text, or one of choices where some are given.

    Raises:
        UsageError, BadValue: a name that cannot be one, an unknown type, choices where there are none to be.
        Refused: a name that is taken.
    """
    name = squeeze(name)
    _check_name(ws, name)
    if any(one.own and fold(one.name) == fold(name) for one in declared(ws)):
        raise Refused(N_("There is a field “{name}” already."), N_("To change it: crm field set {name}"), name=name)
    read = read_choices(choices)
    field = Field(name, _type(ws, kind) if kind else "enum" if read else "text", read, required or bool(when))
    return _checked(field._replace(when=_when(ws, when)))


def changed(
    ws: Workspace,
    name: str,
    *,
    kind: str = "",
    choices: Sequence[str] = (),
    required: bool | None = None,
    when: str = "",
) -> Field:
    """A field as it will be: a custom one, or one of ours of which is said whether a customer needs it.

    Raises:
        NotFound: there is no such field.
        UsageError, BadValue: as for a new one; a type for a field of ours.
    """
    field = find(ws, name)
    if not field.own and (kind or choices):
        raise UsageError(N_("The type of {name} is fixed."), N_("Only --required and --optional."), name=field.name)
    if field.own and (kind or choices):
        read = read_choices(choices)
        kind = _type(ws, kind) if kind else "enum"
        field = field._replace(type=kind, choices=read or (field.choices if kind == "enum" else ()))
    if when:
        field = field._replace(required=True, when=_when(ws, when))
    if required is not None:
        field = field._replace(required=required, when=field.when if required else "")
    return _checked(field)


def find(ws: Workspace, name: str) -> Field:
    """The field of a name: a custom one, or one of ours that may be needed.

    Raises:
        NotFound: there is none.
        UsageError: one of ours that is never asked for.
    """
    from crmcli.core.spelling import nearest

    known = {fold(one.name): one for one in declared(ws)}
    key = filter_keys.find_key(name, custom_fields(ws))
    plain = name.removeprefix(filter_keys.CUSTOM)
    if key is not None and key.startswith(filter_keys.CUSTOM):
        plain = key.removeprefix(filter_keys.CUSTOM)
        return known.get(fold(plain), Field(plain, "text"))
    if key in NEEDABLE:
        return known.get(fold(key), Field(key))
    if key is not None or fold(name) in [fold(text) for pair in OWN_ZH.items() for text in pair] or name in OWN:
        raise UsageError(N_("“{name}” is never asked for."), N_("Fields: crm field list"), name=name)
    near = nearest(plain, [*custom_fields(ws), *NEEDABLE])
    hint = N_("Did you mean {near}?") if near else N_("To make one: crm field add {name}")
    raise NotFound(N_("There is no field “{name}”."), hint, name=plain, near=near)


def store(ws: Workspace, field: Field, *, dry_run: bool = False) -> Change:
    """Write a declaration as one operation; values that are there are read as the new type where they can be."""
    converted, unread = _conversion(ws, field)
    if dry_run:
        return Change(field, len(converted), unread)
    with ws.operation() as journal:
        nothing = not field.own and not field.required
        settings.store(journal, PREFIX + field.name, None if nothing else as_text(field))
        if converted:
            model.change(journal, field.name, lambda old: {**old, field.name: converted[_key(old[field.name])]}
                         if _key(old[field.name]) in converted else old, at=ws.minute())  # fmt: skip
    return Change(field, len(converted), unread)


def rename(ws: Workspace, name: str, new: str, *, dry_run: bool = False) -> Change:
    """Call a custom field otherwise: its values, saved views and tag rules follow, as one operation.

    Raises:
        NotFound: there is no such field.
        UsageError: one of ours, or a new name that cannot be one.
        Refused: a new name that is taken.
    """
    from crmcli.services import field_renaming

    field = find(ws, name)
    new = squeeze(new)
    if not field.own:
        raise UsageError(N_("{name} is a field of crm: it keeps its name."), "", name=field.name)
    _check_name(ws, new)
    if fold(new) != fold(field.name) and any(fold(new) == fold(one) for one in custom_fields(ws)):
        raise Refused(N_("There is a field “{name}” already."), "", name=new)
    count = model.in_use(ws.db).get(field.name, 0)
    if not dry_run:
        with ws.operation() as journal:
            field_renaming.rename(ws, journal, field, new)
    return Change(field._replace(name=new), count, 0)


def remove(ws: Workspace, field: Field, *, drop: bool) -> int:
    """Forget a custom field as one operation; returns how many customers lost a value.

    Args:
        field: as `find` gives it.
        drop: the values go too; else they stay as they are, as text nobody declared.

    Raises:
        Refused: a saved view or a tag rule stands on it.
    """
    from crmcli.services import field_renaming

    if user := field_renaming.user(ws, field.name):
        raise Refused(
            N_("{user} stands on the field {name}."), N_("Change that one first."), user=user, name=field.name
        )
    with ws.operation() as journal:
        settings.store(journal, PREFIX + field.name, None)
        if not drop:
            return 0
        return model.change(
            journal, field.name, lambda old: {key: one for key, one in old.items() if key != field.name}, at=ws.minute()
        )


def values(ws: Workspace, name: str) -> int:
    """How many customers have a value of a custom field."""
    return model.in_use(ws.db).get(name, 0)


def _conversion(ws: Workspace, field: Field) -> tuple[dict[tuple[str, str], Any], int]:
    """Old value to new one, for those that change; and how many customers have one that cannot be read."""
    if not field.own:
        return {}, 0
    found: dict[tuple[str, str], Any] = {}
    unread, currency = 0, str(ws.settings["currency"])
    for _, custom in model.having(ws.db, field.name):
        old = custom[field.name]
        text = _written(old)
        try:
            new = read_value(field, text, now=ws.now(), currency=currency)
        except BadValue:
            unread += 1
            continue
        if new is not None and (new != old or type(new) is not type(old)):
            found[_key(old)] = new
    return found, unread


def _key(value: object) -> tuple[str, str]:
    """True is no 1 here."""
    return type(value).__name__, str(value)


def _written(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _type(ws: Workspace, text: str) -> str:
    return ws.words.code("field_type", text)


def _when(ws: Workspace, text: str) -> str:
    """The condition of a need, spelled out."""
    if not text.strip():
        return ""
    wanted = parse_filter([text], now=ws.now(), words=ws.words, fields=())
    for term in wanted.terms:
        if not isinstance(term, OneOf) or term.key not in DEPENDS:
            raise UsageError(
                N_("Whether a field is needed can depend on {keys}, not on “{text}”."),
                N_("For example: --for 'kind:company stage:quote,negotiation'"),
                keys=DEPENDS,
                text=text,
            )
    return spell(wanted)


def _check_name(ws: Workspace, name: str) -> None:
    if not name or len(name) > LONGEST or any(sign in name for sign in '=:,@"：，、;；') or name[0] in "-+.":
        raise UsageError(
            N_("“{name}” cannot name a field."),
            N_("Use a short word, such as Renewal or 会员积分."),
            name=name[:LONGEST],
        )
    if filter_keys.find_key(name) is not None or fold(name) in [fold(text) for pair in OWN_ZH.items() for text in pair]:
        raise Refused(N_("“{name}” is a field of crm already."), N_("Fields: crm field list"), name=name)


def _checked(field: Field) -> Field:
    if field.type == "enum" and len(field.choices) < 2:
        raise UsageError(
            N_("A choice needs at least two values."), N_("Add --choices, for example --choices red,green.")
        )
    if field.type != "enum" and field.choices:
        raise UsageError(
            N_("Only a field of type choice has choices."), N_("Leave out --choices, or add --type choice.")
        )
    return field
