"""From rows to a plan: who each row is about and what it does to them. Nothing is written and nothing is locked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crmcli.errors import N_
from crmcli.model import importing as model
from crmcli.records.base import Msg
from crmcli.records.importing import Notice
from crmcli.services.importing.entities import Entity, Who, hold
from crmcli.services.importing.index import Found, Index, keys_of
from crmcli.services.importing.merging import Merged, Merger
from crmcli.services.importing.options import ImportOptions, Task

if TYPE_CHECKING:
    from crmcli.records.draft import Draft
    from crmcli.services.workspace import Workspace

Decide = Callable[["Draft", Found], str]
Progress = Callable[[int, int], None]
SLICE = 2000  # rows planned at once


def silent(done: int, total: int) -> None:
    """The progress of callers who show none."""


@dataclass(slots=True)
class PlannedRow:
    """What becomes of one row.

    Args:
        task: the row.
        outcome: one of records.importing.OUTCOMES.
        entity: whom it is about.
        customer: id of a customer seen before, when the row itself was.
        reason: why, where there is something to say.
    """

    task: Task
    outcome: str
    entity: Entity | None = None
    customer: int | None = None
    reason: Msg | None = None


@dataclass(slots=True)
class Plan:
    """Everything an import would do.

    Args:
        state: of the database when it was made; another one means: plan again.
        wake: makes one of `made` that waits as a draft ready to be written.
        rows: in the order of the files.
        made: customers to be made.
        changed: customers there already that change.
        notices: what to look at.
        sources: unknown words for the source, with how often they came.
    """

    state: int
    wake: Callable[[Entity], None]
    rows: list[PlannedRow] = field(default_factory=list)
    made: list[Entity] = field(default_factory=list)
    changed: list[Entity] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    sources: Counter[str] = field(default_factory=Counter)

    def counts(self) -> dict[str, int]:
        """Rows, and how many of each outcome."""
        found = Counter(row.outcome for row in self.rows)
        names = ("new", "filled", "updated", "unchanged", "skipped", "failed")
        return {"rows": len(self.rows), **{name: found[name] for name in names}}


def same_always(draft: Draft, found: Found) -> str:
    """The decision of a job: a customer that is proved the same is the same."""
    return "same"


class Planner:
    """Plans one import.

    Args:
        ws: the workspace; only read.
        options: of the import.
        decide: asked about each row that matches, when the policy is "ask": "same", "new" or "skip".
    """

    def __init__(self, ws: Workspace, options: ImportOptions, decide: Decide = same_always) -> None:
        self.ws = ws
        self.options = options
        self.decide = decide
        self.merger = Merger(update=options.on_match == "update")
        self.owner = options.owner or ws.user or None  # asked once: each asks the settings
        self.today = ws.minute()[:10]
        self.index = Index(ws.db, self._wake)
        self.plan = Plan(model.state(ws.db), self._wake)
        self._codes: dict[int, tuple[str, bool]] = {}
        self._written: dict[str, PlannedRow] = {}

    def run(self, tasks: Sequence[Task], read: Callable[[Task], Draft], progress: Progress = silent) -> Plan:
        """Plan every row, some at a time, so that not all of them are held in full.

        Args:
            read: what a row says.
            progress: told rows done and rows in all.
        """
        for start in range(0, len(tasks), SLICE):
            progress(start, len(tasks))
            self._some(tasks[start : start + SLICE], read)
        progress(len(tasks), len(tasks))
        self.plan.changed = [one for one in self.index.entities.values() if changes(one)]
        del self.index, self._written  # the plan lives on, and its `wake` with it: nothing is looked for any more
        return self.plan

    def _some(self, tasks: Sequence[Task], read: Callable[[Task], Draft]) -> None:
        drafts = [None if task.known else read(task) for task in tasks]
        keys = [keys_of(draft) if draft else [] for draft in drafts]
        self.index.look((key for some in keys for key in some), (one.code for one in drafts if one and one.code))
        seen = {task.seen for task in tasks if task.seen is not None}
        self._codes.update(model.codes_of(self.ws.db, list(seen)))
        if self.options.event or self.options.tags:
            self.index.read(seen)
        for task, draft, some in zip(tasks, drafts, keys, strict=True):
            self.plan.rows.append(self._row(task, draft, some))

    def _row(self, task: Task, draft: Draft | None, keys: list[str]) -> PlannedRow:
        if draft is None:
            return self._seen(task)
        if (same := self._written.get(task.fingerprint)) is not None:
            return PlannedRow(task, "unchanged", same.entity, reason=_same_row(same))
        planned = self._unseen(task, draft, keys)
        if planned.outcome not in ("failed", "skipped") and self.options.on_match != "new":
            self._written[task.fingerprint] = planned
        return planned

    def _unseen(self, task: Task, draft: Draft, keys: list[str]) -> PlannedRow:
        if self.options.sources:
            draft = _answered(draft, self.options.sources)
        stopping = [
            problem for problem in draft.problems if problem.fatal or (self.options.strict and not problem.notice)
        ]
        if stopping:
            return PlannedRow(task, "failed", reason=stopping[0].msg)
        for problem in draft.problems:
            self._notice(task, "source" if problem.field == "source" else "warning", problem.msg)
            if problem.field == "source":
                self.plan.sources[problem.raw] += 1
        found = self.index.find(draft, keys)
        return self._new(task, draft, keys, found) if found.entity is None else self._match(task, draft, keys, found)

    def _seen(self, task: Task) -> PlannedRow:
        """A row that was imported before: only what is given for all rows can be new about it."""
        code, trashed = self._codes.get(task.seen or 0, ("", False))
        reason = Msg(N_("imported before; {code} is in the trash"), {"code": code}) if trashed else None
        entity = self.index.entities.get(task.seen or 0)
        if entity is not None and self._given(entity, task.table.day):
            return PlannedRow(task, "filled", entity)
        return PlannedRow(task, "unchanged", customer=task.seen, reason=reason)

    def _match(self, task: Task, draft: Draft, keys: list[str], found: Found) -> PlannedRow:
        entity = found.entity
        assert entity is not None  # that is what a match is
        policy = self.options.on_match
        if policy == "ask":
            policy = {"same": "fill", "new": "new", "skip": "skip"}[self.decide(draft, found)]
        if policy == "skip":
            return PlannedRow(task, "skipped", entity, reason=Msg(N_("is there already")))
        if policy == "new":
            return self._new(task, draft, keys, Found(None, None, ((entity, keys[0] if keys else ""),)))
        merged = self.merger.merge(entity, draft, found.person)
        merged.filled |= self._given(entity, task.table.day)
        self.index.add(entity, keys)
        for name, kept, offered in merged.differs:
            params = {"field": name, "kept": kept, "offered": offered}
            self._notice(task, "differs", Msg(N_("{field} stays {kept}, the file says {offered}"), params))
        return PlannedRow(task, _outcome(merged), entity)

    def _new(self, task: Task, draft: Draft, keys: list[str], found: Found) -> PlannedRow:
        entity = Entity.waiting(draft.name or _some_name(draft), draft, task.table.day)
        self.index.add(entity, keys)
        self.plan.made.append(entity)
        if found.doubles:
            from crmcli.services.importing.doubting import why
        for other, key in dict(found.doubles[:3]).items():
            params = {"name": other.name, "code": other.code, "why": why(draft, keys, other) or Msg(WHY[key[:1]])}
            known = N_("may be {name} {code}: {why}") if other.code else N_("may be {name}: {why}")
            self._notice(task, "duplicate", Msg(known, params))
        return PlannedRow(task, "new", entity)

    def _wake(self, entity: Entity) -> None:
        draft, day = entity.draft, entity.day
        assert draft is not None  # that is what waiting means
        columns: dict[str, Any] = {"name": entity.called, "kind": draft.kind, "stage": "lead", "custom": "{}"}
        entity.wake(columns)
        self.merger.merge(entity, draft, None)
        columns.update(stage=entity.stage or "lead", lost_reason=entity.lost_reason)
        self._defaults(entity, draft)
        self._given(entity, day)

    def _defaults(self, entity: Entity, draft: Draft) -> None:
        columns = entity.columns
        columns.setdefault("source", self.options.source or "other")
        if self.options.source_text and columns["source"] == self.options.source:
            columns.setdefault("source_text", self.options.source_text)
        for name, value in (("event", self.options.event), ("owner", self.owner)):
            if value:
                columns.setdefault(name, value)
        reachable = bool(entity.owners)
        named = all(not who.values.get("incomplete") for who in entity.people.values())
        columns["incomplete"] = int(not (reachable and named and not draft.masked))

    def _given(self, entity: Entity, day: str | None) -> bool:
        """Tags given for all rows, and that everybody in the sheet was at the event: once for each customer.

        Returns: whether it had not all of that.
        """
        before = len(entity.there)
        for tag in self.options.tags:
            if ("tag", *tag) not in entity.there:
                entity.there.add(("tag", *tag))
                hold(entity, "tags", tag)
        event = self.options.event
        if event and entity.id is None:
            entity.columns.setdefault("first_contact_at", day or self.today)
        if event and ("event", event) not in entity.there:
            entity.there.add(("event", event))
            hold(entity, "events", (event, day or self.today))
        return len(entity.there) > before

    def _notice(self, task: Task, kind: str, text: Msg) -> None:
        self.plan.notices.append(Notice(task.table.file, task.table.sheet, task.row.number, kind, text))


WHY = {
    "m": N_("same mobile"),
    "e": N_("same e-mail"),
    "w": N_("same WeChat"),
    "q": N_("same QQ"),
    "x": N_("same id"),
    "l": N_("same landline"),
    "f": N_("same company name"),
    "c": N_("similar company name"),
    "": N_("similar"),
}


def _same_row(same: PlannedRow) -> Msg:
    return Msg(N_("the same as row {row}"), {"row": same.task.row.number})


def _answered(draft: Draft, sources: Mapping[str, str]) -> Draft:
    """A row whose unknown source the user has explained."""
    asked = [one for one in draft.problems if one.field == "source" and one.raw in sources]
    if not asked:
        return draft
    columns = {name: value for name, value in draft.columns.items() if name != "source_text"}
    columns["source"] = sources[asked[0].raw]
    return draft._replace(columns=columns, problems=tuple(one for one in draft.problems if one not in asked))


def _some_name(draft: Draft) -> str:
    """What a customer is called of whom only a number, an address or an id is known."""
    points = [point.value for point in (*draft.points, *draft.company_points)]
    return next(iter([*points, *(value for _system, value in draft.ids), draft.code or "?"]))


def changes(entity: Entity) -> bool:
    """Whether a customer that is there already gets anything."""
    people = any(who.id is None or who.changed or who.points for who in entity.people.values())
    rest = (entity.changed, entity.points, entity.tags, entity.ids, entity.talks, entity.tasks)
    money = entity.order_states or entity.deal_changes or entity.orders or entity.deals
    return entity.id is not None and bool(people or entity.stage or money or entity.events or any(rest))


def _outcome(merged: Merged) -> str:
    if merged.updated:
        return "updated"
    return "filled" if merged.filled else "unchanged"


__all__ = ["Plan", "PlannedRow", "Planner", "Who", "changes"]
