"""Writing a plan: every table in bulk, inside one operation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from crmcli.core.fold import fold
from crmcli.model import customers, people, tagging
from crmcli.model import importing as model
from crmcli.model.journal.writing import Journal
from crmcli.records.customer import Point
from crmcli.services import uniting
from crmcli.services.importing import contracts
from crmcli.services.importing.entities import Entity, Who

if TYPE_CHECKING:
    from crmcli.services.importing.planning import Plan
    from crmcli.services.workspace import Workspace

SLICE = 2000  # customers written at once
DEAL_STAGES = {"open": "needs", "won": "won", "lost": "lost"}  # of a deal that only says how it stands
POINT_COLUMNS = (
    "customer_id",
    "contact_id",
    "kind",
    "value",
    "raw",
    "ext",
    "note",
    "is_primary",
    "masked",
    "created_at",
)
PERSON_COLUMNS = ("customer_id", "name", "name_en", "title", "department", "role", "gender", "birthday",
                  "birthday_lunar", "incomplete", "note", "is_primary", "created_at", "updated_at")  # fmt: skip
TALK_COLUMNS = ("customer_id", "contact_id", "at", "method", "type", "topic", "content", "feedback", "result",
                "satisfaction", "next_step", "next_at", "owner", "event", "imported", "created_at")  # fmt: skip


class Applier:
    """Writes one plan.

    Args:
        ws: the workspace.
        journal: of the import's operation.
        batch: id of the import.
    """

    def __init__(self, ws: Workspace, journal: Journal, batch: int) -> None:
        self.ws = ws
        self.journal = journal
        self.batch = batch
        self.at = ws.minute()
        self._tags: dict[tuple[str, str], int] = {}

    def write(self, plan: Plan) -> None:
        """Write new customers and what changes of others, some at a time, so that not all are held in full."""
        for start in range(0, len(plan.made), SLICE):
            some = plan.made[start : start + SLICE]
            for one in some:
                if one.draft is not None:
                    plan.wake(one)
            self._some(some, ())
            for one in some:
                one.written()
        for start in range(0, len(plan.changed), SLICE):
            self._some((), plan.changed[start : start + SLICE])

    def _some(self, made: Sequence[Entity], changed: Sequence[Entity]) -> None:
        self._new_customers(made)
        self._changed_customers(changed)
        both = [*made, *changed]
        self._new_people(both)
        self._changed_people(changed)
        self._points(both)
        self._stages(made, changed)
        self._tags_and_ids(both)
        self._talks(both)
        self._tasks(both)
        self._money(both)
        self._tidy(changed)

    def _new_customers(self, made: Sequence[Entity]) -> None:
        self._give_codes(made)
        groups: dict[tuple[str, ...], list[Entity]] = {}
        for one in made:
            one.columns.update(code=one.code, created_at=self.at, updated_at=self.at, import_id=self.batch)
            names = tuple(name for name, value in one.columns.items() if value is not None)
            groups.setdefault(names, []).append(one)
        for names, some in groups.items():
            rows = [[one.columns[name] for name in names] for one in some]
            for one, number in zip(some, self.journal.insert_many("customers", names, rows), strict=True):
                one.id = number

    def _give_codes(self, made: Sequence[Entity]) -> None:
        """The next free codes, by the day of first contact (R033); counters are asked once for each day."""
        pattern = str(self.ws.settings["code.format"])
        days = Counter(self._first_day(one) for one in made)
        numbers = {
            day: iter(customers.free_codes(self.journal.db, pattern, date.fromisoformat(day), count))
            for day, count in days.items()
        }
        for one in made:
            one.code = next(numbers[self._first_day(one)])

    def _first_day(self, one: Entity) -> str:
        return str(one.columns.get("first_contact_at") or self.at)[:10]

    def _changed_customers(self, changed: Sequence[Entity]) -> None:
        groups: dict[tuple[str, ...], list[list[Any]]] = {}
        for one in changed:
            values = {**one.changed, "updated_at": self.at}
            groups.setdefault(tuple(values), []).append([one.id, *values.values()])
        for names, rows in groups.items():
            self.journal.update_many("customers", names, rows)

    def _new_people(self, entities: Sequence[Entity]) -> None:
        new: list[tuple[Entity, Who, int]] = []
        for one in entities:
            alone = all(who.id is None for who in one.people.values())
            for n, who in enumerate(who for who in one.people.values() if who.id is None):
                new.append((one, who, int(alone and n == 0)))
        rows = (self._person_row(one, who, primary) for one, who, primary in new)
        for (_, who, _), number in zip(new, self.journal.insert_many("contacts", PERSON_COLUMNS, rows), strict=True):
            who.id = number
            who.changed = {}

    def _person_row(self, one: Entity, who: Who, primary: int) -> tuple[Any, ...]:
        get = who.values.get
        return (
            *(one.id, who.name, get("name_en"), get("title"), get("department"), get("role"), get("gender")),
            *(get("birthday"), get("birthday_lunar") or 0, get("incomplete") or 0, get("note"), primary),
            *(self.at, self.at),
        )

    def _changed_people(self, changed: Sequence[Entity]) -> None:
        for one in changed:
            for who in one.people.values():
                if who.id is not None and who.changed:
                    self.journal.update("contacts", who.id, {**who.changed, "updated_at": self.at})

    def _tidy(self, changed: Sequence[Entity]) -> None:
        """张总 who turned out to be 张伟 may be somebody who is there already."""
        for one in changed:
            if one.id is not None and any("name" in who.changed for who in one.people.values()):
                uniting.tidy(self.journal, one.id, at=self.at)

    def _points(self, entities: Sequence[Entity]) -> None:
        rows: list[tuple[Any, ...]] = []
        for one in entities:
            for who in (None, *one.people.values()):
                points = who.points if who else one.points
                if points:
                    self._demote(one, points)
                    rows.extend(self._point_rows(one, who, points))
        self.journal.insert_many("contact_points", POINT_COLUMNS, rows)

    def _demote(self, one: Entity, points: Sequence[Point]) -> None:
        """A new phone or e-mail becomes the primary one; the old one stays callable (product.md §4, Decide)."""
        if one.id is None or not any(who.values.get("id") for who in one.people.values()):
            return
        kinds = {point.kind for point in points}
        old = [row for row in people.points(self.journal.db, one.id) if row["kind"] in kinds and row["is_primary"]]
        self.journal.update_many("contact_points", ("is_primary",), [(row["id"], 0) for row in old])

    def _point_rows(self, one: Entity, who: Who | None, points: Sequence[Point]) -> Iterable[tuple[Any, ...]]:
        first: set[str] = set()
        for p in points:
            primary = int(p.kind not in first and not p.masked)
            first.add(p.kind)
            contact = who.id if who else None
            yield (one.id, contact, p.kind, p.value, p.raw, p.ext, p.note, primary, int(p.masked), self.at)

    def _stages(self, made: Sequence[Entity], changed: Sequence[Entity]) -> None:
        rows = [(one.id, None, one.columns["stage"], one.columns.get("lost_reason"), self.at) for one in made]
        moved = [one for one in changed if one.stage]
        rows.extend((one.id, one.columns["stage"], one.stage, one.lost_reason, self.at) for one in moved)
        self.journal.insert_many("stage_events", ("customer_id", "from_stage", "stage", "reason", "at"), rows)
        updates = [(one.id, one.stage, one.lost_reason) for one in moved]
        self.journal.update_many("customers", ("stage", "lost_reason"), updates)

    def _tags_and_ids(self, entities: Sequence[Entity]) -> None:
        tags = [(one.id, self._tag(*name), "import", self.at) for one in entities for name in one.tags]
        self.journal.insert_many("customer_tags", ("customer_id", "tag_id", "origin", "created_at"), tags)
        self._ids(entities)

    def _ids(self, entities: Sequence[Entity]) -> None:
        """Ids elsewhere, each at one customer alone: one that somebody in the trash has, or a double, stays there."""
        wanted = {name: one for one in reversed(entities) for name in one.ids if name != ("crm", one.code)}
        for name in model.taken_ids(self.journal.db, list(wanted)):
            del wanted[name]
        rows = [(one.id, *name, self.at) for name, one in reversed(wanted.items())]
        self.journal.insert_many("external_ids", ("customer_id", "system", "value", "created_at"), rows)

    def _tag(self, dimension: str, value: str) -> int:
        if (dimension, value) not in self._tags:
            self._tags[dimension, value] = tagging.tag_id(self.journal, dimension, value, at=self.at)
        return self._tags[dimension, value]

    def _talks(self, entities: Sequence[Entity]) -> None:
        rows: list[tuple[Any, ...]] = []
        for one in entities:
            for t in one.talks:
                contact = one.people.get(fold(t.contact)) if t.contact else next(iter(one.people.values()), None)
                rows.append((
                    *(one.id, contact.id if contact else None, t.at, t.method or "other", t.type, t.topic, t.content),
                    *(t.feedback, t.result, t.satisfaction, t.next_step, t.next_at, t.owner, t.event, 1, self.at),
                ))  # fmt: skip
            for event, day in one.events:
                rows.append((one.id, None, day, "event", *[None] * 2, "", *[None] * 6, event, 1, self.at))
        self.journal.insert_many("interactions", TALK_COLUMNS, rows)

    def _tasks(self, entities: Sequence[Entity]) -> None:
        """The earliest date is the next step of a customer without one; what else is promised is a task of its own."""
        columns = ("customer_id", "title", "due_at", "owner", "origin", "created_at")
        promising = [one for one in entities if one.tasks]
        stepping = model.with_next_step(self.ws.db, [one.id for one in promising if one.id is not None])
        rows = []
        for one in promising:
            first = None if one.id in stepping else min(one.tasks, key=lambda task: task.due_at or "9")
            for t in one.tasks:
                origin = "next_step" if t is first else "import"
                rows.append((one.id, t.title, t.due_at, t.owner, origin, self.at))
        self.journal.insert_many("tasks", columns, rows)

    def _money(self, entities: Sequence[Entity]) -> None:
        names = ("name", "amount", "currency", "product", "stage", "probability", "expected_close_at", "competitor",
                 "state", "lost_reason", "contract_no", "signed_at", "ends_at")  # fmt: skip
        rows = [
            (
                one.id,
                *(getattr(deal._replace(stage=deal.stage or DEAL_STAGES[deal.state]), name) for name in names),
                self.at,
                self.at,
            )
            for one in entities
            for deal in one.deals
        ]
        cols = ("customer_id", *names, "created_at", "updated_at")
        ids = self.journal.insert_many("deals", cols, rows)
        deals = [(number, dict(zip(cols, row, strict=True))) for number, row in zip(ids, rows, strict=True)]
        states = [(order, state) for one in entities for order, state in one.order_states.items()]
        self.journal.update_many("orders", ("state",), states)
        of_order = ("order_no", "at", "amount", "currency", "product", "quantity", "state", "note")
        rows = [
            (one.id, *(getattr(order, name) for name in of_order), self.at) for one in entities for order in one.orders
        ]
        self.journal.insert_many("orders", ("customer_id", *of_order, "created_at"), rows)
        for one in entities:
            for number, values in one.deal_changes.items():
                self.journal.update("deals", number, {**values, **_closed(values, self.at), "updated_at": self.at})
        contracts.follow(self.journal, deals, at=self.at)
        contracts.moved(self.journal, [number for one in entities for number in one.deal_changes], at=self.at)


def _closed(values: Mapping[str, Any], at: str) -> dict[str, Any]:
    """When a deal was won or lost, where a file says so first."""
    state = values.get("state")
    return {f"{state}_at": at, "stage": state} if state in ("won", "lost") else {}
