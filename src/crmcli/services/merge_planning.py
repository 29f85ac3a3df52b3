"""What merging two customers would do, read from both and decided by core.merging. Writing it is services.merging."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crmcli.core import collapsing, merging, same_contact
from crmcli.errors import N_, UsageError
from crmcli.model import customers
from crmcli.model import merging as model
from crmcli.records.merging import SIDES, Alternate, FieldChoice, MergePlan, Side

if TYPE_CHECKING:
    from crmcli.model.connection import Connection

ONCE = {"orders": "order_no", "deals": "contract_no"}  # the same number counts once (product.md §1)


class Planned:
    """One merge, planned when made; services.merging writes it.

    Args:
        db: where to read; inside the operation when it is to be written.
        keep: field to side.

    Attributes:
        ids, heads, rows: of both, by side: "left" survives, "right" goes.
        people: contacts that are one person: (id that stays, id that goes).
        folds: table to rows that both have.
        alternates: (field, value, contact that stays, code it comes from) of the values that lose.
    """

    def __init__(self, db: Connection, survivor: int, loser: int, keep: Mapping[str, str]) -> None:
        self.ids = {"left": survivor, "right": loser}
        self.heads = {side: customers.row(db, one) for side, one in self.ids.items()}
        self.rows = {side: model.rows(db, one) for side, one in self.ids.items()}
        self.people = self._people()
        sides = [self._side(db, side) for side in ("left", "right")]
        self.choices = merging.choices(*sides, same_person=self._same_person(*sides))
        self.taken = self._taken(keep)
        self.stage, self.lost_reason = merging.stage(self._standing("left"), self._standing("right"))
        self.folds = {table: self._twins(table) for table in ONCE}
        self.alternates = tuple(self._alternates())
        self.plan = self._plan()

    def _side(self, db: Connection, side: str) -> Side:
        rows = self.rows[side]
        contacts = sorted(rows["contacts"], key=primary_first)
        first = contacts[0]["id"] if contacts else None
        points = sorted(
            (row for row in rows["contact_points"] if not row["ended_at"] and row["contact_id"] in (first, None)),
            key=lambda row: (row["contact_id"] is None, -row["is_primary"], row["id"]),
        )
        return Side(self.heads[side], model.set_at(db, self.ids[side]), tuple(contacts), tuple(points))

    def _people(self) -> tuple[tuple[int, int], ...]:
        """Contacts that are one person: (id that stays, id that goes)."""
        stay, come = (self.rows[side]["contacts"] for side in ("left", "right"))
        points: dict[int | None, list[dict[str, Any]]] = {}
        for side in ("left", "right"):
            for row in self.rows[side]["contact_points"]:
                points.setdefault(row["contact_id"], []).append(row)
        found = same_contact.pairs(stay, come, points)
        return self._themselves(found) or found

    def _themselves(self, found: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        """Two persons that are one customer are one person, whatever they are called."""
        if any(self.heads[side]["kind"] != "person" for side in ("left", "right")):
            return ()
        own = [_own(self.heads[side], self.rows[side]["contacts"]) for side in ("left", "right")]
        if None in own:
            return ()
        pair = (int(own[0] or 0), int(own[1] or 0))
        return (pair, *(one for one in found if one[0] != pair[0] and one[1] != pair[1]))

    def _same_person(self, left: Side, right: Side) -> bool:
        if not left.contacts or not right.contacts:
            return False
        return (left.contacts[0]["id"], right.contacts[0]["id"]) in self.people

    def _taken(self, keep: Mapping[str, str]) -> dict[str, str]:
        known = {one.field: one for one in self.choices}
        for field, side in keep.items():
            _refuse_choice(field, side, known)
        return {one.field: keep.get(one.field, one.default) for one in self.choices}

    def _standing(self, side: str) -> merging.Standing:
        head, rows = self.heads[side], self.rows[side]
        moves = [row["at"] for row in rows["stage_events"] if row["deal_id"] is None]
        deals = any(row["state"] == "open" for row in rows["deals"])
        return merging.Standing(head["stage"], head["lost_reason"], max(moves, default=head["created_at"]), deals)

    def _twins(self, table: str) -> tuple[collapsing.Fold, ...]:
        stay, come = (self.rows[side][table] for side in ("left", "right"))
        return collapsing.twins(stay, come, number=ONCE[table])

    def _final(self, choice: FieldChoice) -> dict[str, Any]:
        """The columns of a field as they will be; a side that says nothing leaves what stands there."""
        columns = merging.FIELDS[choice.field]
        values = merging.final(choice, self.taken[choice.field])
        other = self.heads["right" if self.taken[choice.field] == "right" else "left"]
        return {name: other[name] if value is None else value for name, value in zip(columns, values, strict=True)}

    def _alternates(self) -> list[tuple[str, str, int | None, str]]:
        """(field, value, contact that stays, code it comes from) of the values that lose."""
        codes = {side: self.heads[side]["code"] for side in self.ids}
        known = (row for side in self.ids for row in self.rows[side]["alternates"])
        there = {(row["field"], row["value"], row["contact_id"]) for row in known}
        found: list[tuple[str, str, int | None, str]] = [
            (column, value, None, codes[side])
            for choice in self.choices
            for column, value, side in merging.left_over(choice, self.taken[choice.field])
        ]
        by_id = {row["id"]: row for side in self.ids for row in self.rows[side]["contacts"]}
        for stays, goes in self.people:
            _, lost = same_contact.united(by_id[stays], by_id[goes], name=self.name_of(stays, goes))
            found += [(column, value, stays, codes[self._from(by_id[goes], column, value)]) for column, value in lost]
        return [one for one in dict.fromkeys(found) if one[:3] not in there]

    def _from(self, goes: Mapping[str, Any], column: str, value: str) -> str:
        return "right" if str(goes.get(column)) == value else "left"

    def name_of(self, stays: int, goes: int) -> str | None:
        """A person-customer's contact is called as the customer is."""
        if any(self.heads[side]["kind"] != "person" for side in ("left", "right")):
            return None
        own = [_own(self.heads[side], self.rows[side]["contacts"]) for side in ("left", "right")]
        return str(self.columns()["name"]) if own == [stays, goes] else None

    def columns(self) -> dict[str, Any]:
        """The survivor's row as it will be, where it changes or may change."""
        left, right = self.heads["left"], self.heads["right"]
        values: dict[str, Any] = {"name": left["name"], "kind": left["kind"]}
        for choice in self.choices:
            if choice.field in merging.FIELDS:
                values |= self._final(choice)
        firsts = [day for day in (left["first_contact_at"], right["first_contact_at"]) if day]
        latest = ("snoozed_until", "reviewed_at")
        values |= {name: max(filter(None, (left[name], right[name])), default=None) for name in latest}
        values |= {name: max(left[name], right[name]) for name in ("strategic", "do_not_contact")}
        return {
            **values,
            "first_contact_at": min(firsts, default=None),
            "incomplete": min(left["incomplete"], right["incomplete"]),
            "stage": self.stage,
            "lost_reason": self.lost_reason,
            "custom": self._custom(),
        }

    def _custom(self) -> str:
        kept = merging.custom_of(self.heads["left"])
        before = dict(kept)
        for choice in self.choices:
            if choice.field.startswith(merging.CUSTOM):
                (value,) = merging.final(choice, self.taken[choice.field])
                kept[choice.field.removeprefix(merging.CUSTOM)] = value
        filled = {name: value for name, value in sorted(kept.items()) if value is not None}
        return str(self.heads["left"]["custom"]) if filled == before else json.dumps(filled, ensure_ascii=False)

    def _plan(self) -> MergePlan:
        by_id = {row["id"]: row for side in self.ids for row in self.rows[side]["contacts"]}
        names = {goes: self.name_of(stays, goes) for stays, goes in self.people}
        people = [
            (by_id[goes]["name"], names[goes] or same_contact.fuller(by_id[stays]["name"], by_id[goes]["name"]))
            for stays, goes in self.people
        ]
        alternates = [
            Alternate(column, value, by_id[contact]["name"] if contact else None, code)
            for column, value, contact, code in self.alternates
        ]
        same = {table: len(folds) for table, folds in self.folds.items() if folds}
        same |= {"customer_tags": len(self.same_tags())} if self.same_tags() else {}
        same |= {"contact_points": len(points)} if (points := self.same_points()) else {}
        same |= {"contacts": len(self.people)} if self.people else {}
        moved = {table: len(rows) - same.get(table, 0) for table, rows in self.rows["right"].items()}
        left, right = self.heads["left"], self.heads["right"]
        return MergePlan(
            *(left["code"], right["code"], left["name"], right["name"], str(self.columns()["name"])),
            choices=self.choices,
            taken=self.taken,
            alternates=tuple(alternates),
            moved={table: n for table, n in moved.items() if n},
            same=same,
            people=tuple(people),
            stage=(left["stage"], self.stage),
        )

    def same_tags(self) -> dict[int, dict[str, Any]]:
        """Rows of the loser's tags that the survivor wears too: id to the survivor's row."""
        mine = {row["tag_id"]: row for row in self.rows["left"]["customer_tags"]}
        return {row["id"]: mine[row["tag_id"]] for row in self.rows["right"]["customer_tags"] if row["tag_id"] in mine}

    def same_points(self) -> tuple[collapsing.Fold, ...]:
        """The loser's numbers and addresses that the survivor, or the person who stays, has too."""
        who = {goes: stays for stays, goes in self.people}
        come = [
            {**row, "contact_id": who.get(row["contact_id"], row["contact_id"])}
            for row in self.rows["right"]["contact_points"]
        ]
        return collapsing.points(self.rows["left"]["contact_points"], come)


def primary_first(row: Mapping[str, Any]) -> tuple[int, int]:
    """The order of contacts: the primary one, then as they came."""
    return -row["is_primary"], row["id"]


def _own(head: Mapping[str, Any], contacts: list[dict[str, Any]]) -> int | None:
    """The contact that a person-customer is: the one of its name, else the only one."""
    named = next((row["id"] for row in contacts if row["name"] == head["name"]), None)
    return int(named) if named else int(contacts[0]["id"]) if len(contacts) == 1 else None


def _refuse_choice(field: str, side: str, known: Mapping[str, FieldChoice]) -> None:
    if field not in known:
        raise UsageError(
            N_("There is nothing to choose in “{field}”: they do not differ there."),
            N_("They differ in: {names}.") if known else "",
            field=field,
            names=", ".join(known),
        )
    if side not in SIDES:
        raise UsageError(N_("“{side}” is no side to keep."), N_("Type one of: A, B, both."), side=side)
    if side == "both" and not known[field].can_both:
        raise UsageError(
            N_("“{field}” can hold one value only."), N_("Keep A or B; the other stays as an alternate."), field=field
        )
