"""A new customer: taken apart, checked, looked for, and only then written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crmcli.core.filter_keys import CUSTOM
from crmcli.core.fold import squeeze
from crmcli.core.names import read_name
from crmcli.core.organisations import looks_like_company
from crmcli.core.pasted import PastedLine, read_line
from crmcli.errors import N_, BadValue, UsageError
from crmcli.model import customers
from crmcli.model.journal.writing import Journal
from crmcli.records.base import Msg
from crmcli.records.customer import Candidate, Customer, Point
from crmcli.services import checks, entry, staging
from crmcli.services.declared import needed
from crmcli.services.duplicates import same_customers, similar_customers
from crmcli.services.fields import KINDS, NAME_LONGEST, PEOPLE, Reader
from crmcli.services.typed import Typed
from crmcli.services.writing import Writer

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

PROFILE = ("contact_point", "source")  # besides the name (product.md §3, R048)
LINE_LONGEST = 1000  # what is longer is no pasted line, but a name all the same
ADDED = ("tag", "phone", "email", "wechat", "qq")  # fields of which one may have several


@dataclass(slots=True)
class Draft:
    """A customer about to be added.

    Args:
        name: of the customer.
        kind: company or person.
        person: name of its contact; None for a company of which nobody is known.
        typed: everything else.
        unread: words of a pasted line that found no place; they go into the note.
        problems: what was odd about the numbers of a pasted line.
        pasted: whether the name was a pasted line that was taken apart.
    """

    name: str
    kind: str
    person: str | None
    typed: Typed
    unread: str = ""
    problems: tuple[Msg, ...] = ()
    pasted: bool = False

    def points(self) -> list[Point]:
        """The contact points typed."""
        return [point for _how, point in self.typed.points]


def draft(ws: Workspace, name: str, options: Mapping[str, Sequence[str]], *, force: bool = False) -> Draft:
    """Read the words of `crm add`.

    Args:
        name: NAME, or one pasted line.
        options: texts by field; `company` and `contact` among them.
        force: vague needs are let in.

    Raises:
        BadValue, UsageError: something that cannot be read.
        Refused: a number that must not be kept, or a need that says nothing.
    """
    company, contact = _only(options.get("company")), _only(options.get("contact"))
    for one in (name, company, contact):
        check_name(one)
    reader = Reader(ws, force=force)
    line = read_line(name, words=ws.words) if len(name) <= LINE_LONGEST else PastedLine(squeeze(name))
    for key, texts in options.items():
        for text in texts if key not in ("company", "contact") else ():
            reader.read(key, text, how="add" if key in ADDED else "set")
    made = _named(line.name or "", company or line.company, contact, whole=name)
    made.kind = str(reader.typed.customer.pop("kind", made.kind))
    made.typed = _with_line(reader.typed, line)
    made.unread, made.problems, made.pasted = line.rest, line.problems, line != PastedLine(line.name)
    return made


def check_name(text: str) -> None:
    """Refuse what no name can be.

    Raises:
        BadValue: too long.
        Refused: it holds a number that must not be kept.
    """
    checks.refuse_sensitive([text])
    if len(text) > NAME_LONGEST:
        raise BadValue(N_("A name has at most {n} letters."), n=NAME_LONGEST)


def _only(texts: Sequence[str] | None) -> str:
    return squeeze(texts[0]) if texts else ""


def _named(name: str, company: str | None, contact: str, *, whole: str) -> Draft:
    """Who is the customer and who the contact (product.md §3, `crm add`)."""
    if company:
        return Draft(company, "company", contact or name or None, Typed())
    name = name or contact
    if not name:
        raise UsageError(
            N_("There is no name in “{text}”."), N_("Begin with the name of the customer."), text=whole[:60]
        )
    # Whoever has somebody to talk with besides itself is an organisation, whatever it is called (重庆山城火锅).
    if looks_like_company(name) or contact not in ("", name):
        return Draft(name, "company", contact or None, Typed())
    return Draft(name, "person", contact or name, Typed())


def _with_line(typed: Typed, line: PastedLine) -> Typed:
    """What the pasted line held goes where no option said otherwise."""
    typed.points.extend(("add", point) for point in line.points)
    for key in ("title", "department", "name_en"):
        value = getattr(line, key)
        if value and not (key == "title" and (line.name or "").endswith(value)):  # 王总 says it already
            typed.contact.setdefault(key, value)
    for key in ("source", "industry", "province", "city", "address", "need", "note"):
        if value := getattr(line, key):
            typed.customer.setdefault(key, value)
    if line.budget and "budget_low" not in typed.customer:
        typed.customer.update(budget_low=line.budget.low, budget_high=line.budget.high)
        if line.budget.currency:
            typed.customer["currency"] = line.budget.currency
    if line.rest:
        note = typed.customer.get("note")
        typed.customer["note"] = f"{note}\n{line.rest}" if note else line.rest
    return typed


def missing(ws: Workspace, draft: Draft) -> tuple[str, ...]:
    """What a complete customer still lacks: "contact_point", "source" (R048), and the fields declared as needed.

    Those are named as `services.fields.find_field` names them (R005).
    """
    found = []
    if not draft.points():
        found.append("contact_point")
    if not draft.typed.customer.get("source") and not _default_source(ws):
        found.append("source")
    stage = (draft.typed.stage or "lead").removeprefix("status:")
    columns = {**draft.typed.customer, "kind": draft.kind, "stage": stage}
    for field in needed(ws, columns):
        key = CUSTOM + field.name if field.own else field.name
        if key not in found and not _has(draft, key):
            found.append(key)
    return tuple(found)


def _has(draft: Draft, key: str) -> bool:
    """Whether something was typed for a field."""
    typed = draft.typed
    if key.startswith(CUSTOM):
        return typed.custom.get(key.removeprefix(CUSTOM)) is not None
    if key in KINDS or key in ("email", "wechat", "qq"):
        return any(point.kind in KINDS.get(key, (key,)) for point in draft.points())
    if key in ("tag", "next"):
        return bool(typed.tags) if key == "tag" else typed.next_step is not None
    if key == "budget":
        return any(typed.customer.get(name) is not None for name in ("budget_low", "budget_high"))
    if key in PEOPLE:
        return bool(typed.contact.get(PEOPLE[key]) or (key == "contact" and draft.person))
    return bool(typed.customer.get(key))


def same(ws: Workspace, draft: Draft) -> tuple[Candidate, ...]:
    """Living customers that this one probably is, with what speaks for each."""
    return same_customers(ws, name=draft.name, kind=draft.kind, person=draft.person, points=draft.points())


def similar(ws: Workspace, draft: Draft) -> tuple[Candidate, ...]:
    """Living customers that only have a name in common with this one; to be mentioned, no proof."""
    return similar_customers(ws, name=draft.name, kind=draft.kind, person=draft.person, points=draft.points())


def create(ws: Workspace, draft: Draft) -> Customer:
    """Write a new customer as one operation."""
    with ws.operation() as journal:
        customer_id = _insert(ws, journal, draft)
        _fill(ws, journal, customer_id, draft)
        if customers.row(journal.db, customer_id)["stage"] == "lead":
            entry.new_lead(ws, journal, customer_id)
    return customers.record(ws.db, customer_id)


def update(ws: Workspace, customer_id: int, draft: Draft) -> Customer:
    """Write what was typed into a customer that is there: given values win, contact points are added."""
    with ws.operation() as journal:
        writer = Writer(ws, journal, customer_id)
        draft.typed.points = [("add", point) for point in draft.points()]
        if draft.person and draft.kind == "company":
            _person_of(writer, draft)
        else:
            writer.write(draft.typed)
    return customers.record(ws.db, customer_id)


def add_person(ws: Workspace, customer_id: int, draft: Draft) -> Customer:
    """Add the person typed as a contact of a customer that is there."""
    with ws.operation() as journal:
        writer = Writer(ws, journal, customer_id)
        draft.person = draft.person or draft.name
        _person_of(writer, draft)
    return customers.record(ws.db, customer_id)


def _person_of(writer: Writer, draft: Draft) -> None:
    """Write into the contact of that name, who is made when nobody is called so."""
    from crmcli.core.same_contact import fuller
    from crmcli.services.contacts import find_named, same_as

    person = find_named(writer.journal.db, writer.customer, draft.person or "")
    if person is None:
        known = same_as(writer.journal.db, writer.customer, draft.person or "", draft.points())
        if known is not None:  # 张总 who has this number is 张伟
            person = int(known["id"])
            draft.typed.contact["name"] = fuller(known["name"], draft.person or "")
    if person is None:
        person = writer.new_contact({"name": draft.person})
    writer.write(draft.typed, contact_id=person)


def _default_source(ws: Workspace) -> str | None:
    source = str(ws.settings["default.source"])
    return ws.words.find("channel", source) if source else None


def _insert(ws: Workspace, journal: Journal, draft: Draft) -> int:
    at = ws.minute()
    columns = draft.typed.customer
    columns.setdefault("source", _default_source(ws))
    columns.setdefault("owner", str(ws.settings["default.owner"]) or ws.user or None)
    columns.pop("name", None)
    stage = _first_stage(draft.typed)
    if stage == "lost" and not draft.typed.reason:
        raise UsageError(N_("A lost customer needs a reason."), N_("Add --reason, for example --reason price."))
    values = {
        "code": _next_code(ws, journal, str(columns.get("first_contact_at") or at)),
        "name": draft.name,
        "kind": draft.kind,
        "stage": stage,
        "lost_reason": draft.typed.reason if stage == "lost" else None,
        "incomplete": int(_is_incomplete(ws, draft)),
        "created_at": at,
        "updated_at": at,
        **{key: value for key, value in columns.items() if value is not None},
    }
    customer_id = journal.insert("customers", values)
    staging.begin(journal, customer_id, stage, reason=draft.typed.reason, at=at)
    return customer_id


def _first_stage(typed: Typed) -> str:
    from crmcli.core.stages import stage_for_status

    stage, typed.stage = typed.stage or "lead", None
    return stage_for_status(stage.removeprefix("status:")) if stage.startswith("status:") else stage


def _fill(ws: Workspace, journal: Journal, customer_id: int, draft: Draft) -> None:
    """Everything around a customer's row: its contact, contact points, tags, next step."""
    writer = Writer(ws, journal, customer_id)
    typed = draft.typed
    typed.customer = {}
    if draft.person:
        contact = writer.new_contact({**typed.contact, "name": draft.person})
        typed.contact = {}
        writer.write(typed, contact_id=contact)
    else:
        writer.write(typed)


def _next_code(ws: Workspace, journal: Journal, first: str) -> str:
    """The next free code of the day of first contact (R033)."""
    pattern = str(ws.settings["code.format"])
    return customers.free_codes(journal.db, pattern, date.fromisoformat(first[:10]), 1)[0]


def _is_incomplete(ws: Workspace, draft: Draft) -> bool:
    """Listed as incomplete: no way to reach it, no source, or a name such as 张总 (R048, R079)."""
    names = [draft.person] if draft.person else []
    return bool(missing(ws, draft)) or any(read_name(name).incomplete for name in names)
