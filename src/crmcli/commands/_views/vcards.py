"""People as cards for a phone's address book."""

from __future__ import annotations

from typing import Any

from crmcli.core.marks import has_cjk
from crmcli.core.organisations import surname_of
from crmcli.records.sheet import Cell, Column

POINTS = ("mobile", "phone", "fax", "email", "wechat", "qq")
KEYS = ("uid", "full", "family", "given", "org", "title", "birthday", "note", *POINTS)
COLUMNS = tuple(Column(key, key) for key in KEYS)  # no heading is ever drawn


def card(row: tuple[Any, ...]) -> tuple[Cell, ...]:
    """The cells of one row of services.exporting.CARDS."""
    code, contact, name, kind, person, title, department, birthday, note, points = row
    family, given = _parts(person) if person else ("", name)
    org = (name, *filter(None, [department])) if kind == "company" else ()
    known = [point.partition(":") for point in (points or "").split("\n") if point]
    return (
        f"crm-{code}-{contact}",
        person or name,
        family,
        given,
        org,
        title,
        birthday if birthday and len(birthday) > len("--08-15") else None,
        note,
        *(tuple(value for which, _, value in known if which == wanted) for wanted in POINTS),
    )


def _parts(person: str) -> tuple[str, str]:
    """Surname and given name: 欧阳 + 修, Smith + John."""
    if has_cjk(person):
        surname = surname_of(person)
        return surname, person[len(surname) :]
    given, _, family = person.rpartition(" ")
    return (family, given) if given else ("", person)
