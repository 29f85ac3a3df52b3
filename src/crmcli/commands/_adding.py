"""The dialogue around `crm add`: what is missing, who is there already, what was understood. Rules are elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from crmcli.commands import _forms
from crmcli.commands._forms import Prompt
from crmcli.commands._said import NAME_SHOWN, say_step, told
from crmcli.commands._views.fields_declared import label_of
from crmcli.commands._views.pieces import joined, short
from crmcli.core.filter_keys import CUSTOM
from crmcli.errors import N_, Failed, UsageError, WouldDuplicate
from crmcli.records.base import Msg, Word
from crmcli.records.sheet import Typed
from crmcli.services import adding
from crmcli.services.adding import Draft
from crmcli.services.declared import custom_field, declared
from crmcli.services.fields import CODES, Reader, find_field

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.customer import Candidate, Customer, Point
    from crmcli.services.workspace import Workspace

# In the order of R143; eight about who it is, five about how it goes on (R049).
BASE = (
    Prompt("name", N_("Name of the person"), needed=True),
    Prompt("company", N_("Company")),
    Prompt("industry", N_("Industry (number or word)"), "industry"),
    Prompt("phone", N_("Phone")),
    Prompt("reach", N_("WeChat or e-mail")),
    Prompt("need", N_("First need: what, how much, when")),
    Prompt("source", N_("Source (number or word)"), "channel"),
    Prompt("title", N_("Job title")),
)
FURTHER = (
    Prompt("stage", N_("Stage (number or word)"), "stage"),
    Prompt("budget", N_("Budget, such as 10k-50k")),
    Prompt("tag", N_("Tags, parted by commas")),
    Prompt("next", N_("Next step with its date")),
    Prompt("note", N_("Note")),
)
MISSING = {
    "contact_point": Prompt("point", N_("Phone, e-mail or WeChat"), needed=True),
    "source": Prompt("source", N_("Source (number or word)"), "channel", needed=True),
}
LACKS = {
    "contact_point": N_("a phone, e-mail or WeChat (--phone, --email, --wechat)"),
    "source": N_("a source (--source)"),
}


OPTIONS = {"company_size": "--size", "mobile": "--phone", "landline": "--phone", "department": "--field department=…"}
ECHOED_CODES = (("source", "channel"), ("industry", "industry"))


class How(NamedTuple):
    """What the options of `crm add` decide beforehand."""

    update: bool = False
    new: bool = False
    force: bool = False
    pairs: tuple[str, ...] = ()  # FIELD=VALUE


def fill_form(
    current: Session, ws: Workspace, name: str, given: Mapping[str, list[str]]
) -> tuple[str, dict[str, list[str]]]:
    """Ask field by field; returns the name and the options, as if they had been typed.

    Args:
        current: the session.
        ws: for reading the answers.
        name: NAME if it was typed; then it is not asked for.
        given: what was typed as options; not asked for either.
    """
    filled = {key: list(texts) for key, texts in given.items()}
    current.must_ask(N_("Leave -i out, and write the fields as options."))
    _forms.tell(current.word(Msg(N_("Just Enter skips a question; Ctrl-C leaves without writing anything."))))
    own = [_own_prompt(ws, field.name) for field in declared(ws) if field.own]
    for prompt in (*BASE, *FURTHER, *own):
        if prompt.field in filled or (prompt.field == "name" and name):
            continue
        answer = _forms.ask(current, ws, prompt, partial(_check, ws, prompt.field))
        if prompt.field == "name":
            name = answer
        elif answer:
            filled[_field(prompt.field, answer)] = [answer]
    return name, filled


def _field(asked: str, answer: str) -> str:
    """The field of an answer to a question about several: by the looks of it."""
    if asked in ("reach", "point"):
        if "@" in answer or "＠" in answer:
            return "email"
        if asked == "point" and sum(sign.isdecimal() for sign in answer) * 2 >= len(answer):
            return "phone"
        return "wechat"
    return asked


def _check(ws: Workspace, asked: str, text: str) -> None:
    if asked in ("name", "company"):
        adding.check_name(text)
    else:
        _take(Reader(ws), asked, text)


def _take(reader: Reader, asked: str, text: str) -> None:
    field = _field(asked, text)
    reader.read(field, text, how="add" if field in adding.ADDED else "set")


def save(current: Session, ws: Workspace, draft: Draft, how: How) -> Customer:
    """Write the draft where it belongs: a new customer, or one that is there already.

    Raises:
        UsageError: something needed is missing and nobody can be asked.
        WouldDuplicate: the customer is there already and nothing decides what to do.
        Failed: the user chose to leave it.
    """
    seen = adding.same(ws, draft)
    if not seen or how.new:
        had = len(draft.points())
        complete(current, ws, draft, force=how.force)
        if how.new or len(draft.points()) == had or not (seen := adding.same(ws, draft)):
            return _create(current, ws, draft)
    return _settle(current, ws, draft, seen, how)


def complete(current: Session, ws: Workspace, draft: Draft, *, force: bool) -> None:
    """Ask for what a complete customer still lacks (R048).

    Raises:
        UsageError: nobody can be asked.
    """
    lacking = () if force else adding.missing(ws, draft)
    if lacking and not current.interactive:
        raise UsageError(
            N_("{name} still needs {what}."),
            N_("To save it incomplete: --force"),
            name=short(draft.name, NAME_SHOWN),
            what=_lacking(lacking),
        )
    reader = Reader(ws)
    reader.typed = draft.typed
    for one in lacking:
        prompt = MISSING.get(one) or _needed(ws, one)
        _forms.ask(current, ws, prompt, partial(_take, reader, prompt.field))


def _lacking(fields: Sequence[str]) -> Msg:
    first, *rest = map(_lack, fields)
    for one in rest:
        first = Msg(N_("{first}; {second}"), {"first": first, "second": one})
    return first


def _lack(one: str) -> Msg:
    if one in LACKS:
        return Msg(LACKS[one])
    if one.startswith(CUSTOM):
        name = one.removeprefix(CUSTOM)
        return Msg(N_("{name} (--field {name}=…)"), {"name": name})
    option = OPTIONS.get(one, f"--{one.replace('_', '-')}")
    return Msg(N_("{name} ({option})"), {"name": label_of(one), "option": option})


def _needed(ws: Workspace, one: str) -> Prompt:
    """The question for a field that was declared as needed."""
    if one.startswith(CUSTOM):
        return _own_prompt(ws, one.removeprefix(CUSTOM), needed=True)
    return Prompt(one, label_of(one).id, CODES.get(one, ""), needed=True)


def _own_prompt(ws: Workspace, name: str, *, needed: bool = False) -> Prompt:
    field = custom_field(ws, name)
    choices = f" ({'/'.join(field.choices)})" if field.choices else ""
    return Prompt(CUSTOM + name, name + choices, needed=needed)


def own_pairs(ws: Workspace, pairs: Sequence[str]) -> dict[str, list[str]]:
    """What --field NAME=VALUE says, as options by field.

    Raises:
        UsageError: no pair, or no such field.
    """
    found: dict[str, list[str]] = {}
    for pair in pairs:
        name, sign, value = pair.replace("＝", "=", 1).partition("=")
        if not sign or not name.strip():
            raise UsageError(N_("“{pair}” is not FIELD=VALUE."), N_("For example: phone=13800138000"), pair=pair[:60])
        found.setdefault(find_field(ws, name.strip()), []).append(value)
    return found


def _create(current: Session, ws: Workspace, draft: Draft) -> Customer:
    similar = adding.similar(ws, draft)
    made = adding.create(ws, draft)
    _say(current, ws, draft, made)
    for one in similar:
        params = {"code": one.code, "name": short(one.name, NAME_SHOWN), "why": one.why}
        current.say(Msg(N_("Possible duplicate: {code} {name} ({why})"), params))
    return made


def _settle(current: Session, ws: Workspace, draft: Draft, seen: Sequence[Candidate], how: How) -> Customer:
    """Somebody is there already: as the options say, as the user chooses, or refuse."""
    if how.update and len(seen) == 1:
        return _into(current, ws, draft, seen[0], person=False)
    if how.update or not current.interactive:
        raise WouldDuplicate(
            N_("{name} is probably there already."),
            N_("To change one of these: crm edit CODE FIELD=VALUE. To add another one: --new")
            if how.update
            else N_("To write into that one: --update. To add another one: --new"),
            tuple(seen),
            name=short(draft.name, NAME_SHOWN),
        )
    return _choose(current, ws, draft, seen)


def _choose(current: Session, ws: Workspace, draft: Draft, seen: Sequence[Candidate]) -> Customer:
    ways: list[tuple[Msg, Candidate | None, bool]] = []
    for one in seen:
        contact = one.contact if one.contact != one.name else None
        named = joined([one.code, short(one.name, NAME_SHOWN), contact, one.why])
        ways.append((Msg(N_("Write it into {customer}"), {"customer": named}), one, False))
        if not _is_there(draft, one):
            params = {"person": short(draft.person or draft.name, NAME_SHOWN), "code": one.code}
            ways.append((Msg(N_("Add {person} as a contact of {code}"), params), one, True))
    ways.append((Msg(N_("Add a new customer all the same")), None, False))
    taken = current.choose(
        Msg(N_("{name} is probably there already."), {"name": short(draft.name, NAME_SHOWN)}), [way for way, *_ in ways]
    )
    if taken is None:
        raise Failed(N_("Nothing was added."))
    _, chosen, person = ways[taken]
    if chosen is None:
        complete(current, ws, draft, force=False)
        return _create(current, ws, draft)
    return _into(current, ws, draft, chosen, person=person)


def _is_there(draft: Draft, one: Candidate) -> bool:
    """Whether the draft's person is that customer itself or its primary contact."""
    return (draft.person or draft.name) in (one.name, one.contact)


def _into(current: Session, ws: Workspace, draft: Draft, one: Candidate, *, person: bool) -> Customer:
    from crmcli.services.lookup import find

    customer_id = find(ws, one.code)
    after = adding.add_person(ws, customer_id, draft) if person else adding.update(ws, customer_id, draft)
    _say(current, ws, draft, after)
    return after


def _say(current: Session, ws: Workspace, draft: Draft, customer: Customer) -> None:
    told(current, ws, joined([short(customer.name, NAME_SHOWN), customer.code]))
    if (step := draft.typed.next_step) is not None:
        say_step(current, step.title, step.due_at)


def echo(current: Session, draft: Draft) -> None:
    """Say in one line how a pasted line was understood, and what was odd about it."""
    typed, columns = draft.typed, draft.typed.customer
    parts: list[object] = [short(draft.name, NAME_SHOWN)]
    if draft.person and draft.person != draft.name:
        parts.append(Msg(N_("contact {name}"), {"name": draft.person}))
    title = typed.contact.get("title")
    parts += [None if title and str(draft.person).endswith(str(title)) else title, typed.contact.get("department")]
    parts += [_point(point) for point in draft.points()]
    parts += [Word(name, str(columns[key])) for key, name in ECHOED_CODES if columns.get(key)]
    parts += [columns.get(key) for key in ("province", "city", "address", "need")]
    budget = [columns.get("budget_low"), columns.get("budget_high")]
    parts += [Typed("money", cents) for cents in dict.fromkeys(budget) if isinstance(cents, int)]
    if draft.unread:
        parts.append(Msg(N_("note: {text}"), {"text": short(draft.unread, NAME_SHOWN)}))
    current.say(Msg(N_("Understood: {parts}"), {"parts": joined(parts)}))
    for problem in draft.problems:
        current.say(problem)


def _point(point: Point) -> Typed | Msg:
    """A number as it is called, an id of a chat with what it is: the same digits may be both."""
    if point.kind == "wechat":
        return joined((Msg(N_("WeChat")), Typed("text", point.value, key=point.kind)), " ")
    if point.kind == "qq":
        return joined((Msg(N_("QQ")), Typed("text", point.value, key=point.kind)), " ")
    value = Typed("text", point.value, key=point.kind)
    return joined((value, point.ext), "-") if point.ext else value
