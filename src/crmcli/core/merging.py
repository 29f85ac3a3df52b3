"""Which value each field takes when two customers become one, and at which stage they stand (product.md §6).

The newest valid value is the default, except that a name gives way only to a fuller one and the first source counts.
Contacts are in core.same_contact, rows that both have in core.collapsing; nothing is written here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from crmcli.core import stages
from crmcli.core.companies import read_company
from crmcli.core.marks import has_cjk
from crmcli.core.names import read_name
from crmcli.records.merging import FieldChoice, Side, Value

# field -> the columns of customers that go together
FIELDS: dict[str, tuple[str, ...]] = {
    "name": ("name", "kind"),
    "industry": ("industry",),
    "company_size": ("company_size",),
    "region": ("province", "city"),
    "address": ("address",),
    "website": ("website",),
    "credit_code": ("credit_code",),
    "source": ("source", "source_text", "event"),
    "grade": ("grade",),
    "owner": ("owner",),
    "need": ("need",),
    "budget": ("budget_low", "budget_high", "currency"),
    "note": ("note",),
}
CUSTOM = "custom."
TEXTS = frozenset({"need", "note"})  # both can stand one below the other
POINTS = ("mobile", "phone", "email", "wechat", "qq")
NOTHING = {"source": "other", "grade": "N"}  # codes that say as much as an empty field
UNSAID = frozenset({"kind"})  # no alternate of its own
LEFT, RIGHT, BOTH = "left", "right", "both"


class Standing(NamedTuple):
    """Where one of the two stands.

    Args:
        moved_at: when it came to its stage.
        open_deals: whether it has any.
    """

    stage: str
    lost_reason: str | None
    moved_at: str
    open_deals: bool = False


def choices(left: Side, right: Side, *, same_person: bool = False) -> tuple[FieldChoice, ...]:
    """Every field in which two customers differ, with the side that is taken unless somebody says otherwise.

    Args:
        left: the one that survives.
        same_person: their primary contacts are one person, so that their numbers and addresses compete.
    """
    found = [_field(name, left, right) for name in FIELDS]
    mine, theirs = custom_of(left.row), custom_of(right.row)
    found += [_custom(name, left, right) for name in dict.fromkeys((*mine, *theirs))]
    found += [*_contact(left, right, same_person=same_person), *_points(left, right, same_person=same_person)]
    return tuple(one for one in found if one is not None)


def values_of(field: str, row: Mapping[str, Any]) -> tuple[Value, ...]:
    """What a customer has in a field, column by column; None for nothing."""
    if field.startswith(CUSTOM):
        return (custom_of(row).get(field.removeprefix(CUSTOM)),)
    return tuple(_said(column, row[column]) for column in FIELDS[field])


def final(choice: FieldChoice, taken: str) -> tuple[Value, ...]:
    """The values of a field's columns once a side, or both, was taken."""
    if taken != BOTH:
        return choice.left if taken == LEFT else choice.right
    if choice.field in TEXTS and choice.conflict:
        return (_joined(str(choice.left[0]), str(choice.right[0])),)
    return tuple(mine if mine is not None else theirs for mine, theirs in zip(choice.left, choice.right, strict=True))


def left_over(choice: FieldChoice, taken: str) -> tuple[tuple[str, str, str], ...]:
    """The values that did not win: (column, value, side)."""
    if choice.field not in FIELDS and not choice.field.startswith(CUSTOM):
        return ()  # people, numbers and addresses all stay
    columns = FIELDS.get(choice.field, (choice.field,))
    won = final(choice, taken)
    found = []
    for side, values in ((LEFT, choice.left), (RIGHT, choice.right)):
        for column, value, winner in zip(columns, values, won, strict=True):
            kept = value is None or value == winner or column in UNSAID
            if not kept and not (choice.field in TEXTS and str(value) in str(winner or "")):
                found.append((column, str(value), side))
    return tuple(found)


def custom_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The custom fields of a row of customers or contacts."""
    kept: dict[str, Any] = json.loads(row["custom"] or "{}")
    return kept


def stage(left: Standing, right: Standing) -> tuple[str, str | None]:
    """The stage of both together, with the reason when it is lost: the furthest of the two (product.md §1).

    A loss is no step further. It stands where it is the later word and nothing is open with the other; never when it
    was lost as an invalid lead, which is what duplicates are often given up as.
    """
    if left.stage != "lost" and right.stage != "lost":
        return stages.furthest((left.stage, right.stage)), None
    if left.stage == right.stage:
        later = right if right.moved_at > left.moved_at else left
        return "lost", later.lost_reason or left.lost_reason or right.lost_reason
    lost, other = (left, right) if left.stage == "lost" else (right, left)
    if lost.moved_at > other.moved_at and not other.open_deals and lost.lost_reason != "invalid":
        return "lost", lost.lost_reason
    return other.stage, None


def _said(column: str, value: Any) -> Value:
    return None if value in ("", None) or NOTHING.get(column) == value else value


def _field(name: str, left: Side, right: Side) -> FieldChoice | None:
    mine, theirs = values_of(name, left.row), values_of(name, right.row)
    if mine == theirs:
        return None
    pairs = list(zip(mine, theirs, strict=True))
    if all(one is None or other is None or one == other for one, other in pairs) and not _two_currencies(name, pairs):
        return FieldChoice(name, mine, theirs, _covering(pairs), can_both=len(pairs) > 1)
    return FieldChoice(name, mine, theirs, _default(name, left, right), can_both=name in TEXTS)


def _two_currencies(name: str, pairs: Sequence[tuple[Value, Value]]) -> bool:
    """Whether both have a budget, in two currencies: none is the setting's, and no gap to be filled."""
    if name != "budget" or pairs[2][0] == pairs[2][1]:
        return False
    return all(any(pair[side] is not None for pair in pairs[:2]) for side in (0, 1))


def _covering(pairs: Sequence[tuple[Value, Value]]) -> str:
    """The side that says all that both say, where they do not contradict each other."""
    if all(other is None or one == other for one, other in pairs):
        return LEFT
    return RIGHT if all(one is None or one == other for one, other in pairs) else BOTH


def _default(name: str, left: Side, right: Side) -> str:
    """Whose value wins where both have one."""
    if name == "name":
        return RIGHT if _fullness(right.row) > _fullness(left.row) else LEFT
    if name == "source":  # where they first came from is fixed once known
        return RIGHT if _since(right.row) < _since(left.row) else LEFT
    if name == "note":
        return _longer(str(left.row["note"]), str(right.row["note"]))
    return _newer(left, right, FIELDS[name])


def _longer(mine: str, theirs: str) -> str:
    if theirs in mine:
        return LEFT
    return RIGHT if mine in theirs else BOTH


def _fullness(row: Mapping[str, Any]) -> tuple[bool, bool, bool]:
    """How much a name is worth: a firm's before a person's, a whole one before one partly hidden, a full one."""
    if row["kind"] == "company":
        company = read_company(row["name"])
        return True, not company.masked, bool(company.legal_form or company.branch)
    person = read_name(row["name"])
    return False, not person.masked, not person.incomplete


def _since(row: Mapping[str, Any]) -> str:
    return str(row["first_contact_at"] or row["created_at"])[:10]


def _newer(left: Side, right: Side, columns: Sequence[str]) -> str:
    mine, theirs = (
        max(side.set_at.get(column, str(side.row["created_at"])) for column in columns) for side in (left, right)
    )
    return RIGHT if theirs > mine else LEFT


def _custom(name: str, left: Side, right: Side) -> FieldChoice | None:
    field = f"{CUSTOM}{name}"
    mine, theirs = values_of(field, left.row), values_of(field, right.row)
    if mine == theirs:
        return None
    if mine[0] is None or theirs[0] is None:
        return FieldChoice(field, mine, theirs, LEFT if theirs[0] is None else RIGHT)
    return FieldChoice(field, mine, theirs, _newer(left, right, (field,)))


def _contact(left: Side, right: Side, *, same_person: bool) -> list[FieldChoice | None]:
    """Whom to call first; both stay."""
    mine, theirs = ((side.contacts[0]["name"] if side.contacts else None,) for side in (left, right))
    if same_person or mine == theirs:
        return []
    return [FieldChoice("contact", mine, theirs, LEFT if mine[0] is not None else RIGHT, can_both=True)]


def _points(left: Side, right: Side, *, same_person: bool) -> list[FieldChoice | None]:
    """Which number or address comes first; both stay."""
    found: list[FieldChoice | None] = []
    for kind in POINTS if same_person or not (left.contacts and right.contacts) else ():
        mine, theirs = (next((row for row in side.points if row["kind"] == kind), None) for side in (left, right))
        if mine and theirs and mine["value"].casefold() != theirs["value"].casefold():
            newer = RIGHT if _known(theirs) > _known(mine) else LEFT
            found.append(FieldChoice(kind, (mine["value"],), (theirs["value"],), newer, can_both=True))
    return found


def _known(point: Mapping[str, Any]) -> tuple[bool, str]:
    """How well a number is known: not masked, and when it was last known to work."""
    return not point["masked"], max(str(point["verified_at"] or ""), str(point["created_at"]))


def _joined(mine: str, theirs: str) -> str:
    if theirs in mine or mine in theirs:
        return mine if theirs in mine else theirs
    glue = "\n" if "\n" in mine + theirs or len(mine) + len(theirs) > 60 else "；" if has_cjk(mine + theirs) else "; "
    return f"{mine}{glue}{theirs}"
