"""Whether two people of one customer are one person, and what is kept of both: 张总 + 138… and 张伟 + 138… are 张伟.

Customers are told apart by other rules; here the customer is the same already.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crmcli.core.fold import fold
from crmcli.core.identity import same_person
from crmcli.core.names import read_name

PERSONAL = frozenset({"mobile", "email", "wechat", "qq"})  # a landline may be everybody's
COLUMNS = ("name_en", "title", "department", "role", "gender", "birthday")
CONTRADICTING = ("gender", "birthday")

Row = Mapping[str, Any]


def keys(points: Iterable[Row]) -> frozenset[str]:
    """What proves a person: mobiles, addresses and ids that are not partly hidden."""
    return frozenset(
        f"{one['kind']}:{one['value'].casefold()}" for one in points if one["kind"] in PERSONAL and not one["masked"]
    )


def is_same(left: Row, right: Row, *, mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two contacts of one customer are one person.

    A full name alone is proof within one customer. A surname with a title, or a name in another script, needs the same
    mobile, e-mail, WeChat or QQ; so do two 张总 that are both reached elsewhere. Another gender or birthday is another
    person.

    Args:
        left, right: name, name_en, gender, birthday.
        mine, theirs: `keys` of their contact points.
    """
    if any(left[name] and right[name] and left[name] != right[name] for name in CONTRADICTING):
        return False
    shared = not mine.isdisjoint(theirs)
    if fold(left["name"]) == fold(right["name"]):
        return shared or not (mine and theirs) or _is_full(left["name"])
    return shared and (same_person(left["name"], right["name"]) or _same_latin(left, right))


def _is_full(name: str) -> bool:
    read = read_name(name)
    return bool(read.name) and not read.incomplete and not read.masked


def _same_latin(left: Row, right: Row) -> bool:
    names = [{fold(one["name"]), fold(one["name_en"] or "")} - {""} for one in (left, right)]
    return not names[0].isdisjoint(names[1])


def pairs(stay: Sequence[Row], come: Sequence[Row], points: Mapping[Any, Sequence[Row]]) -> tuple[tuple[int, int], ...]:
    """Which of the people who come are somebody who is there: (id that stays, id that goes), each once.

    Args:
        stay, come: rows of contacts.
        points: contact id to rows of its contact points.
    """
    known = {row["id"]: keys(points.get(row["id"], ())) for row in (*stay, *come)}
    found: list[tuple[int, int]] = []
    for row in come:
        free = [one for one in stay if one["id"] not in {kept for kept, _ in found}]
        fits = [one for one in free if is_same(one, row, mine=known[one["id"]], theirs=known[row["id"]])]
        exact = [one for one in fits if fold(one["name"]) == fold(row["name"])]
        if len(best := exact or fits) == 1:
            found.append((best[0]["id"], row["id"]))
    return tuple(found)


def fuller(left: str, right: str) -> str:
    """The name that says more: whole before masked, full before a surname with a title; else the first."""
    return right if _worth(right) > _worth(left) else left


def _worth(name: str) -> tuple[bool, bool]:
    read = read_name(name)
    return bool(read.name) and not read.masked, not read.incomplete


def united(stay: Row, go: Row, *, name: str | None = None) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    """What one contact gets of another that is the same person.

    Args:
        stay, go: rows of contacts.
        name: the name that is to be kept; the fuller one when None.

    Returns:
        The columns that change of the one that stays; and what loses, as (column, value).
    """
    kept = name or fuller(stay["name"], go["name"])
    values: dict[str, Any] = {"name": kept}
    lost = [("name", one["name"]) for one in (stay, go) if one["name"] != kept]
    newer = go["updated_at"] > stay["updated_at"]
    for column in COLUMNS:
        mine, theirs = stay[column], go[column]
        values[column] = theirs if theirs and (newer or not mine) else mine
        lost += [(column, one) for one in (mine, theirs) if one and one != values[column]]
    values["birthday_lunar"] = (go if values["birthday"] == go["birthday"] != stay["birthday"] else stay)[
        "birthday_lunar"
    ]
    values["note"] = _both(stay["note"], go["note"])
    values["custom"], more = _custom(stay, go, newer=newer)
    values["incomplete"] = int(read_name(kept).incomplete)
    values["is_primary"] = max(stay["is_primary"], go["is_primary"])
    changed = {column: value for column, value in values.items() if value != stay[column]}
    return changed, (*lost, *more)


def _both(mine: str | None, theirs: str | None) -> str | None:
    if not mine or not theirs or theirs in mine:
        return mine or theirs
    return theirs if mine in theirs else f"{mine}\n{theirs}"


def _custom(stay: Row, go: Row, *, newer: bool) -> tuple[str, list[tuple[str, str]]]:
    mine, theirs = json.loads(stay["custom"] or "{}"), json.loads(go["custom"] or "{}")
    kept = mine | theirs if newer else theirs | mine
    lost = [(f"custom.{name}", str(one[name])) for one in (mine, theirs) for name in one if one[name] != kept[name]]
    text = stay["custom"] if kept == mine else json.dumps(dict(sorted(kept.items())), ensure_ascii=False)
    return text, lost
