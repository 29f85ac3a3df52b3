"""Rows that two customers both have and that are kept once when they become one: numbers, orders, tasks. Without loss.

Everything works on rows as dicts by column; nothing is read or written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from crmcli.core.orders import number_key
from crmcli.core.stage_tasks import is_over

Row = Mapping[str, Any]

# columns that tell nothing about whether two rows are the same thing
BOOKKEEPING = frozenset({"id", "customer_id", "created_at", "updated_at"})
OWN_WORK = ("manual", "import", "next_step")  # origins of tasks that people made; the others come from rules


class Fold(NamedTuple):
    """One row that goes because another says the same: what the one that stays gets of it."""

    stays: int
    goes: int
    values: dict[str, Any]


class TaskChange(NamedTuple):
    """One open task that changes: columns and values."""

    id: int
    values: dict[str, Any]


def points(stay: Sequence[Row], come: Sequence[Row]) -> tuple[Fold, ...]:
    """The contact points that come and are there already, of the same person or of the firm itself.

    The same number of two people stays twice; so does a line with two extensions.
    """
    found: list[Fold] = []
    for row in come:
        twin = next((one for one in stay if _is_same_point(one, row)), None)
        if twin is not None:
            found.append(Fold(twin["id"], row["id"], _point(twin, row)))
    return tuple(found)


def _is_same_point(left: Row, right: Row) -> bool:
    same = left["kind"] == right["kind"] and left["value"].casefold() == right["value"].casefold()
    owners = {left["contact_id"], right["contact_id"]} - {None}
    return same and len(owners) < 2 and len({left["ext"], right["ext"]} - {None}) < 2


def _point(stay: Row, go: Row) -> dict[str, Any]:
    """What the point that stays takes over; an end that is older than the other one's beginning is over."""
    verified = max(filter(None, (stay["verified_at"], go["verified_at"])), default=None)
    values = {
        "contact_id": stay["contact_id"] if stay["contact_id"] is not None else go["contact_id"],
        "ext": stay["ext"] or go["ext"],
        "note": _both(stay["note"], go["note"]),
        "verified_at": verified,
        "ended_at": _ended(stay, go),
        "is_primary": max(stay["is_primary"], go["is_primary"]),
    }
    return {name: value for name, value in values.items() if value != stay[name]}


def _ended(stay: Row, go: Row) -> str | None:
    """When the number stopped being valid, by whoever knew last."""
    ends = [str(one["ended_at"]) for one in (stay, go) if one["ended_at"]]
    if len(ends) != 1:
        return max(ends, default=None)
    valid = go if stay["ended_at"] else stay
    known = max(valid["created_at"], valid["verified_at"] or "")
    return ends[0] if ends[0] > known else None


def _both(mine: str | None, theirs: str | None) -> str | None:
    return f"{mine}; {theirs}" if mine and theirs and mine != theirs else mine or theirs


def first_points(rows: Iterable[Row], *, preferred: Mapping[str, Iterable[int]]) -> dict[int, int]:
    """Which points are to be the first of their kind: id to 1 or 0, only where that changes.

    Args:
        rows: all points of one customer, as they will be.
        preferred: kind to ids that come first where somebody chose them.
    """
    groups: dict[tuple[Any, str], list[Row]] = {}
    for row in rows:
        if row["is_primary"] and not row["ended_at"]:
            groups.setdefault((row["contact_id"], row["kind"]), []).append(row)
    changes: dict[int, int] = {}
    for (_, kind), group in groups.items():
        chosen = [row for row in group if row["id"] in set(preferred.get(kind, ()))]
        best = max(chosen or group, key=_known)
        changes.update({row["id"]: 0 for row in group if row is not best})
    return changes


def _known(row: Row) -> tuple[bool, str, int]:
    return not row["masked"], row["verified_at"] or row["created_at"], -row["id"]


def twins(stay: Sequence[Row], come: Sequence[Row], *, number: str) -> tuple[Fold, ...]:
    """Orders or deals that come and are there already: the same number counts once (product.md §1).

    Only rows that do not contradict each other anywhere; what one lacks it gets of the other.

    Args:
        number: the column of the number, such as "order_no".
    """
    found: list[Fold] = []
    for row in come:
        twin = next((one for one in stay if _agree(one, row, number)), None)
        if twin is not None:
            there = {name for name, value in twin.items() if value not in (None, "")} | BOOKKEEPING
            more = {name: value for name, value in row.items() if name not in there and value not in (None, "")}
            found.append(Fold(twin["id"], row["id"], more))
    return tuple(found)


def _agree(left: Row, right: Row, number: str) -> bool:
    if not right[number] or number_key(left[number] or "") != number_key(right[number]):
        return False
    if left["currency"] != right["currency"] and None not in (left["amount"], right["amount"]):
        return False  # no currency is the setting's: another amount
    named = (name for name in left if name not in BOOKKEEPING and name not in ("deal_id", number))
    return all(left[name] == right[name] or left[name] in (None, "") or right[name] in (None, "") for name in named)


def tasks(stay: Sequence[Row], come: Sequence[Row], *, stage: str, at: str) -> tuple[TaskChange, ...]:
    """What becomes of open tasks: one next step stays one, what both promised is promised once.

    The later next step stays the next step; the other one becomes a task of its own, so that both are due.

    Args:
        stage: of both together; tasks that make no sense in it are withdrawn.
        at: now, ISO minute.
    """
    mine, theirs = ([row for row in rows if row["state"] == "open"] for rows in (stay, come))
    withdrawn = {"state": "withdrawn", "closed_at": at}
    changes = {row["id"]: withdrawn for row in (*mine, *theirs) if is_over(row["origin"], stage)}
    for row in theirs:
        if row["id"] not in changes and any(_is_same_task(one, row) for one in mine if one["id"] not in changes):
            changes[row["id"]] = withdrawn
    steps = [
        [one for one in rows if one["origin"] == "next_step" and one["id"] not in changes] for rows in (mine, theirs)
    ]
    if all(steps):
        older = min(steps, key=lambda rows: max(row["created_at"] for row in rows))
        changes |= {row["id"]: {"origin": "manual"} for row in older}
    return tuple(TaskChange(number, values) for number, values in changes.items())


def _is_same_task(left: Row, right: Row) -> bool:
    if left["origin"] != right["origin"]:
        return False
    if left["origin"] not in OWN_WORK:
        return bool(left["about"] == right["about"])
    return all(left[name] == right[name] for name in ("title", "due_at", "every", "goal", "owner"))
