"""Who a row is about: the customer's name and kind, and the people, out of the cells for names and companies."""

from __future__ import annotations

import re
from typing import NamedTuple

from crmcli.core import titles
from crmcli.core.cells import is_empty
from crmcli.core.codes import read_code
from crmcli.core.companies import CompanyName, read_company
from crmcli.core.drafting.collected import Collected
from crmcli.core.drafting.posts import with_post
from crmcli.core.emails import ADDRESS
from crmcli.core.fold import fold, squeeze
from crmcli.core.marks import has_cjk, is_masked
from crmcli.core.names import PersonName, is_full_name, read_name, read_names
from crmcli.core.organisations import looks_like_company, surnames
from crmcli.core.patterns import lazily
from crmcli.core.points import GAP, read_points
from crmcli.records.draft import Person, Problem

_DEPARTMENT_BEHIND = lazily(r"(.{3,60}?)\s*[/;；|]\s*([^/;；|]{2,20})")
# Lee, Sara as English lists sort people; John Smith, CEO and Smith, Jr. are something else.
_SURNAME_FIRST = lazily(
    r"((?:(?:de|da|di|van|von|der|den|del|la|le|dos)\s){0,3}[A-Z][\w'’\-]+), ?"
    r"(?!(?:Jr|Sr|II|III|PhD|MD|Inc|Ltd)\b)([A-Z][\w'’\-]+(?: [A-Z]\w*\.?)?)"
)
_BAR = lazily(r"\s*[|｜]\s*")
_HOLLOW = lazily(r"[（(<《]\s*[)）>》]")
_LONGEST = 200
_SHORTEST_POINT = 7
# Nothing to take apart: no blank, bracket or sign, and an end as companies have it. Most are written so.
_WHOLE = lazily("[\u4e00-\u9fffA-Z0-9]{2,40}(?:公司|集团|工厂|医院|学校|大学|银行|中心)")


class Who(NamedTuple):
    """Whom a row is about: the customer's name, None when nothing names it, and its people."""

    name: str | None
    kind: str
    people: tuple[Person, ...]


def who(row: Collected, code_format: str) -> Who:
    """Name, kind and people of a row (value_cases: contact_name, company; product.md §3, `crm add`).

    A company with somebody's name beside it is a company with a contact; a name alone is a person, unless it is an
    organisation's; 个人 and 无 for a company mean a person. A code of ours in the name's place is a code.
    """
    texts = row.texts
    company = _company(row, texts.get("company", ""))
    person, name = _person_text(texts), texts.get("name", "")
    if name and row.code is None and read_code(code_format, name):
        row.code, name = name.upper(), ""
    if company is not None:
        return _of_company(row, company, name, person)
    if name and not is_empty(name):
        return _of_customer(row, name, person)
    if person:
        return _alone(row, person)
    nickname = texts.get("nickname") or texts.get("name_en")
    remark = texts.get("remark_name")
    if remark and not is_empty(remark):
        return _alone(row, remark)
    if nickname and not is_empty(nickname):
        plain = squeeze(nickname)[:_LONGEST]
        return Who(plain, "person", (_first(row, PersonName(plain, incomplete="name_en" not in texts)),))
    return Who(None, texts.get("kind", "person"), ())


def _person_text(texts: dict[str, str]) -> str:
    """The text that names the person: the contact column, else surname and given name joined, else a display name."""
    contact = texts.get("contact", "")
    if contact and not is_empty(contact):
        turned = _SURNAME_FIRST.fullmatch(contact) if "," in contact else None
        if turned and not titles.is_title(turned[2]):
            texts["contact"] = contact = f"{turned[2]} {turned[1]}"  # for the row's talk as well
        named = contact
    else:
        family, given = texts.get("family_name", ""), texts.get("given_name", "")
        named = join_names(family, given, texts.get("middle_name", "")) or texts.get("display_name", "")
    salutation = texts.get("salutation", "")
    return f"{named}{salutation}" if named in surnames() and salutation else named


def join_names(family: str, given: str, middle: str = "") -> str:
    """Surname and given name in the order of their script: 张 + 伟 → 张伟, Smith + John → John Smith."""
    parts = [part.strip() for part in (given, middle, family) if part.strip()]
    if has_cjk(family + given) and not re.search("[A-Za-z]", family + given):
        return "".join(part.strip() for part in (family, middle, given))
    return " ".join(parts)


def _company(row: Collected, text: str) -> CompanyName | None:
    """The company of the company's column; None when it says that there is none."""
    if not text:
        return None
    if _WHOLE.fullmatch(text):
        return CompanyName(text)
    if text.startswith(("http://", "https://")):  # a link to a page of another table
        row.notes.append(text)
        return None
    first, *others = (part.strip() for part in _BAR.split(text))
    if others and all(map(looks_like_company, (first, *others))):  # a card with both the firm and its group
        row.notes += others
        text = first
    company = read_company(text)
    if not company.name:
        return None
    company = with_post(row, company, text)
    behind = _DEPARTMENT_BEHIND.fullmatch(text) if "/" in text or ";" in text or "；" in text else None
    if behind and titles.split_department(behind[2]) == (behind[2], ""):
        row.person.setdefault("department", behind[2])
        company = read_company(behind[1])
    _note_company(row, company, text)
    return company


def _note_company(row: Collected, company: CompanyName, text: str) -> None:
    """An English half goes into the note; a hidden name marks the row."""
    if company.name_en:
        row.keep(company.name, company.name_en)
    row.masked = row.masked or company.masked


def _of_company(row: Collected, company: CompanyName, name: str, person: str) -> Who:
    """A row with a company: the customer's column may name it again, or its contact."""
    if name and not is_empty(name) and fold(name) != fold(company.name):
        if not person and name.startswith(f"{company.name}, "):  # Odoo shows people as Sample Ltd, Ann Lee
            person = name.removeprefix(f"{company.name}, ")
        elif "@" in name.strip("@") and not person:  # 企业微信 shows people as 伟哥@五金
            person = name.split("@")[0]
            row.notes.append(name)
        elif looks_like_company(name):
            company = _fuller(row, read_company(company.name), read_company(name))
        elif person and fold(person) != fold(name):
            if fold(name) not in fold(company.name):
                row.keep(company.name, name)
        elif is_full_name(name) or fold(name) not in fold(company.name):
            person = name
    kind = "company"
    return Who(company.name[:_LONGEST], kind, _people(row, person) if person else ())


def _fuller(row: Collected, company: CompanyName, name: CompanyName) -> CompanyName:
    """客户名称 and 公司名称 both name a company: of one firm the longer, of two the customer's (R141)."""
    if name.core == company.core:
        return max(company, name, key=lambda one: len(one.name))
    if company.legal_form and not name.legal_form:
        row.keep(company.name, name.name)
        return company
    row.keep(name.name, company.name)
    return name


def _of_customer(row: Collected, name: str, person: str) -> Who:
    """A row with a customer's name and no company."""
    kind = row.texts.get("kind")
    same = not person or fold(person) == fold(name)
    if kind != "person" and looks_like_company(name):
        company = read_company(name)
        _note_company(row, company, name)
        return Who(company.name[:_LONGEST] or None, "company", _people(row, person) if person and not same else ())
    if same:
        if kind == "person" and looks_like_company(name):  # a shop that goes by its owner's name
            return Who(squeeze(name), "person", (_first(row, PersonName(squeeze(name))),))
        found = _alone(row, name)
        return found._replace(kind="company", people=()) if kind == "company" and found.kind == "person" else found
    read = read_name(name)
    if kind == "person" or (kind is None and (is_full_name(read.name) or read.gender or read.incomplete)):
        row.masked = row.masked or read.masked
        return Who(read.name or squeeze(name), "person", _people(row, person))
    return Who(read_company(name).name[:_LONGEST] or None, "company", _people(row, person))


def _alone(row: Collected, text: str) -> Who:
    """One text for the whole customer: a person, several, an organisation, or a roster line with both."""
    if len(text) >= _SHORTEST_POINT and ("@" in text or any(map(str.isdigit, text))):
        text = _without_points(row, text)
    reads = _read(text)
    unit = next((read.company for read in reads if read.company), None)
    people = tuple(_first(row, read) if not i else _further(read) for i, read in enumerate(_named(row, reads)))
    if unit:
        company = read_company(unit)
        _note_company(row, company, unit)
        return Who(company.name or unit, "company", people)
    if people:
        return Who(people[0].name, "person", people)
    return Who(None, "person", ())


def _people(row: Collected, text: str) -> tuple[Person, ...]:
    """The people that a contact's cell names, at a company that is known."""
    if len(text) >= _SHORTEST_POINT and ("@" in text or any(map(str.isdigit, text))):
        text = _without_points(row, text)
    reads = _read(text)
    for read in reads:
        if read.company and not read.name:
            row.keep(read.company, text) if fold(read.company) not in fold(row.texts.get("company", "")) else None
    return tuple(_first(row, read) if not i else _further(read) for i, read in enumerate(_named(row, reads)))


def _read(text: str) -> tuple[PersonName, ...]:
    """The names in a text; an organisation is one without a name."""
    if len(text) < 4:
        return (read_name(text),) if text else ()
    return read_names(text) or ((read_name(text),) if text else ())


def _named(row: Collected, reads: tuple[PersonName, ...]) -> list[PersonName]:
    for read in reads:
        row.masked = row.masked or read.masked
        row.problems += [Problem("contact", read.name, problem) for problem in read.problems]
    return [read for read in reads if read.name]


def _without_points(row: Collected, text: str) -> str:
    """张三13800138000: the number goes where numbers go."""
    if sum(map(str.isdigit, text)) < 7 and not ADDRESS.search(text.lower()):
        return text
    found = read_points(text)
    row.points += found.points
    return _HOLLOW.sub("", found.rest.replace(GAP, " ")).strip(" :：,，;；/")


def _first(row: Collected, read: PersonName) -> Person:
    """The first person, with what its own columns say; those win over what stands beside the name."""
    said, texts = row.person, row.texts
    salutation = texts.get("salutation", "")
    title = said.get("title") or read.title
    if salutation and not titles.gender_of(salutation) and not title:
        title = squeeze(salutation)
    name_en = texts.get("name_en") or read.name_en
    nickname, remark = texts.get("nickname"), texts.get("remark_name")
    notes = [
        note
        for note in (read.note, read.nickname, nickname, remark)
        if note and not is_empty(note) and squeeze(note) != read.name
    ]
    return Person(
        read.name[:_LONGEST],
        squeeze(name_en) if name_en and name_en != read.name else None,
        _text(title),
        _text(said.get("department") or read.department),
        _text(said.get("role")),
        _text(said.get("gender") or read.gender or titles.gender_of(salutation)),
        _text(said.get("birthday")),
        bool(said.get("birthday_lunar")),
        read.incomplete,
        _text(said.get("person_note")) or "；".join(dict.fromkeys(notes)) or None,
    )


def _further(read: PersonName) -> Person:
    return Person(
        read.name[:_LONGEST], read.name_en, read.title, read.department, None, read.gender, incomplete=read.incomplete
    )


def _text(value: object) -> str | None:
    return str(value) if value else None


def others(row: Collected) -> tuple[Person, ...]:
    """Second and third persons with columns of their own: 联系人2, 手机2."""
    found: list[Person] = []
    for number in sorted({int(key[7:]) for key in row.texts if key.startswith("contact") and key[7:]} | {*row.others}):
        read = read_name(row.texts.get(f"contact{number}", ""))
        points = tuple(row.others.get(number, ()))
        if read.name:
            found.append(_further(read)._replace(points=points))
        else:
            row.points += points
    return tuple(found)


def masked_name(name: str | None) -> bool:
    """Whether a customer's name is partly hidden."""
    return name is not None and is_masked(name)
