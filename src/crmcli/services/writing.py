"""Writing what was typed into one customer, within an operation. Old contact points are not lost: they end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from crmcli.core import stages
from crmcli.core.companies import looks_like_company
from crmcli.core.names import read_name
from crmcli.model import customers, people
from crmcli.model.journal.writing import Journal
from crmcli.records.customer import Point
from crmcli.services import checks, staging, stepping, tagging
from crmcli.services.typed import Typed

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace


class Writer:
    """Writes into one customer.

    Args:
        ws: the workspace.
        journal: of the operation under way.
        customer_id: whose record it is.
        alone: a person's new phone replaces only theirs, and leaves those that are the customer's own.

    Raises:
        NotFound: the customer went into the trash since it was looked up.
    """

    def __init__(self, ws: Workspace, journal: Journal, customer_id: int, *, alone: bool = False) -> None:
        self.ws = ws
        self.alone = alone
        self.journal = journal
        self.customer = customer_id
        self.at = ws.minute()
        checks.refuse_gone(journal.db, customer_id)

    def write(self, typed: Typed, *, contact_id: int | None = None) -> None:
        """Write everything typed.

        Args:
            typed: what was typed.
            contact_id: the person that contact points and personal fields belong to; the primary one when None.

        Raises:
            UsageError, Refused: a stage that cannot be reached.
        """
        self._columns(typed)
        if typed.contact or (typed.points and self._is_person()):
            contact_id = self._person(typed, contact_id)
        elif contact_id is None:
            contact_id = self.primary()
        self._points(typed, contact_id)
        for how, name in typed.tags:
            (tagging.put_on if how == "add" else tagging.take_off)(self.ws, self.journal, [self.customer], name)
        if typed.stage:
            self._stage(typed)
        stepping.apply(self.ws, self.journal, self.customer, typed.next_step, clear=typed.no_next)
        self.touch()

    def primary(self) -> int | None:
        """Id of the primary contact."""
        row = next(iter(people.contacts(self.journal.db, self.customer)), None)
        return row["id"] if row else None

    def new_contact(self, values: dict[str, object], *, primary: bool = False) -> int:
        """Add a person; returns the id. The first one is the primary contact."""
        first = self.primary() is None
        row = {
            "customer_id": self.customer,
            "is_primary": int(primary or first),
            "created_at": self.at,
            "updated_at": self.at,
            **values,
        }
        row["incomplete"] = int(read_name(str(row["name"])).incomplete)
        if primary and not first:
            self._nobody_primary()
        return self.journal.insert("contacts", row)

    def make_primary(self, contact_id: int) -> None:
        """Make one person the primary contact."""
        self._nobody_primary(but=contact_id)
        if self.journal.update("contacts", contact_id, {"is_primary": 1}):
            self.journal.update("contacts", contact_id, {"updated_at": self.at})

    def touch(self) -> None:
        """Note that the customer's record changed now, if anything of it did in this operation."""
        if self.customer in self.journal.touched:
            self.journal.update("customers", self.customer, {"updated_at": self.at})

    def set_points(self, points: list[tuple[str, Point]], contact_id: int | None) -> None:
        """Add, replace or end contact points of a person, or the customer's own when `contact_id` is None."""
        for how, point in points:
            if how == "set":
                self._end([row for row in self._present(contact_id) if row["kind"] == point.kind], but=point.value)
            if how == "end":
                self._end([row for row in self._present() if (row["kind"], row["value"]) == (point.kind, point.value)])
            else:
                self._add(point, contact_id)

    def _columns(self, typed: Typed) -> None:
        values = dict(typed.customer)
        if typed.custom:
            kept = json.loads(customers.row(self.journal.db, self.customer)["custom"]) | typed.custom
            filled = {name: value for name, value in sorted(kept.items()) if value is not None}
            values["custom"] = json.dumps(filled, ensure_ascii=False)
        if "name" in values and self._is_person():
            if looks_like_company(str(values["name"])):  # 公司=… of a person: the company is the customer from now on
                values.setdefault("kind", "company")
            else:
                typed.contact.setdefault("name", values["name"])
        if values:
            self.journal.update("customers", self.customer, values)

    def _is_person(self) -> bool:
        return bool(customers.row(self.journal.db, self.customer)["kind"] == "person")

    def _person(self, typed: Typed, contact_id: int | None) -> int:
        """Write personal fields to a contact, who is made when there is none yet."""
        target = contact_id or self.primary()
        if target is None:
            name = typed.contact.get("name") or customers.row(self.journal.db, self.customer)["name"]
            return self.new_contact({**typed.contact, "name": name})
        values = dict(typed.contact)
        if "name" in values:
            values["incomplete"] = int(read_name(str(values["name"])).incomplete)
        if values and self.journal.update("contacts", target, values):
            self.journal.update("contacts", target, {"updated_at": self.at})
        return target

    def _points(self, typed: Typed, contact_id: int | None) -> None:
        for kind in typed.ended:
            self._end([row for row in self._present(contact_id) if row["kind"] == kind])
        self.set_points(typed.points, contact_id)

    def _present(self, contact_id: int | None = None) -> list[dict[str, Any]]:
        """Rows of valid contact points: of one person, or all of the customer's."""
        rows = people.points(self.journal.db, self.customer)
        owners = (contact_id,) if self.alone else (None, contact_id)
        return [row for row in rows if contact_id is None or row["contact_id"] in owners]

    def _end(self, rows: list[dict[str, Any]], *, but: str | None = None) -> None:
        ended = [(row["id"], self.at, 0) for row in rows if row["value"] != but]
        self.journal.update_many("contact_points", ("ended_at", "is_primary"), ended)

    def _add(self, point: Point, contact_id: int | None) -> None:
        """Add a point, or take up again one that had ended. The first of its kind is the primary one."""
        same = [row for row in self._present(contact_id) if row["kind"] == point.kind]
        if known := next((row for row in same if row["value"] == point.value), None):
            if point.ext and point.ext != known["ext"]:  # the same line, another desk
                self.journal.update("contact_points", known["id"], {"ext": point.ext, "raw": point.raw})
            return
        values = {
            "customer_id": self.customer,
            "contact_id": contact_id,
            "kind": point.kind,
            "value": point.value,
            "raw": point.raw,
            "ext": point.ext,
            "note": point.note,
            "is_primary": int(not same),
            "masked": int(point.masked),
            "created_at": self.at,
        }
        self.journal.insert("contact_points", values)

    def _nobody_primary(self, *, but: int | None = None) -> None:
        rows = people.contacts(self.journal.db, self.customer)
        others = [(row["id"], 0) for row in rows if row["id"] != but and row["is_primary"]]
        self.journal.update_many("contacts", ("is_primary",), others)

    def _stage(self, typed: Typed) -> None:
        assert typed.stage is not None
        stage = typed.stage
        if stage.startswith("status:"):
            present = customers.row(self.journal.db, self.customer)["stage"]
            stage = stages.stage_for_status(stage.removeprefix("status:"), present)
        staging.write(self.ws, self.journal, self.customer, stage, reason=typed.reason)
