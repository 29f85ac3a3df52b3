"""Two customers become one: everything of the loser goes over to the survivor, and nothing is lost (product.md §6).

Which values win is core.merging, taking a merge apart is services.splitting.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from crmcli.core import collapsing, merging
from crmcli.errors import N_, NotFound, Refused
from crmcli.model import customers
from crmcli.model import merging as model
from crmcli.records.merging import MergePlan, MergeResult
from crmcli.records.record import replace
from crmcli.services import uniting
from crmcli.services.merge_planning import Planned, primary_first

if TYPE_CHECKING:
    from crmcli.model.connection import Connection
    from crmcli.model.journal.writing import Journal
    from crmcli.services.workspace import Workspace

Keep = Mapping[str, str] | None


def plan(ws: Workspace, survivor_id: int, loser_id: int, *, keep: Keep = None) -> MergePlan:
    """What `merge` would do; only reads.

    Args:
        keep: field (as in FieldChoice) to "left" (the survivor's), "right" or "both"; defaults for the others.

    Raises:
        NotFound, Refused: in the trash, merged already, the same one.
        UsageError: `keep` names a field in which they do not differ, or one that cannot hold both.
    """
    refuse(ws.db, survivor_id, loser_id)
    return Planned(ws.db, survivor_id, loser_id, keep or {}).plan


def merge(ws: Workspace, survivor_id: int, loser_id: int, *, keep: Keep = None) -> MergeResult:
    """Merge one customer into another as one operation, after a backup if there was none for an hour.

    Raises:
        As `plan`.
    """
    from crmcli.services import backing

    refuse(ws.db, survivor_id, loser_id)
    backing.before_risky(ws, "before-merge")
    with ws.operation() as journal:
        done = merge_within(ws, journal, survivor_id, loser_id, keep=keep)
    return replace(done, operation=ws.last_operation)


def merge_within(ws: Workspace, journal: Journal, survivor_id: int, loser_id: int, *, keep: Keep = None) -> MergeResult:
    """The same within an operation under way, which may hold many merges and should hold nothing else.

    Raises:
        As `plan`.
    """
    refuse(journal.db, survivor_id, loser_id)
    planned = Planned(journal.db, survivor_id, loser_id, keep or {})
    _Writer(planned, journal, at=ws.minute()).write()
    return MergeResult(None, survivor_id, loser_id, planned.plan)


def merged_away(ws: Workspace, text: str) -> int | None:
    """Id of the customer that had a code until it was merged into another; None when that code was not merged."""
    row = model.merged_with_code(ws.db, text.strip())
    return int(row["id"]) if row else None


def refuse(db: Connection, survivor_id: int, loser_id: int) -> None:
    """Refuse to merge what cannot be merged.

    Raises:
        NotFound: one of them is in the trash, or was erased.
        Refused: they are one already, or one of them is part of another.
    """
    if survivor_id == loser_id:
        raise Refused(
            N_("{code} cannot be merged with itself."),
            N_("Name two customers; the first one stays."),
            code=customers.code_of(db, survivor_id),
        )
    for one in (survivor_id, loser_id):
        found = customers.standing(db, one)
        if found is None:
            raise NotFound(N_("The customer was erased meanwhile."))
        if found[1]:
            continue
        into = model.survivors(db, [one]).get(one)
        if into is not None:
            raise Refused(
                N_("{code} was merged into {into} already."),
                N_("To take that apart: crm split {code}"),
                code=found[0],
                into=customers.code_of(db, into),
            )
        raise NotFound(N_("{code} is in the trash."), N_("To bring it back: crm trash restore {code}"), code=found[0])


class _Writer:
    """Writes one planned merge through the journal."""

    def __init__(self, planned: Planned, journal: Journal, *, at: str) -> None:
        self.planned = planned
        self.journal = journal
        self.at = at

    def write(self) -> None:
        """Write it. The loser's own row comes last: by it a split finds where a merge ends."""
        survivor, loser = self.planned.ids["left"], self.planned.ids["right"]
        folded = self.planned.same_points()
        self._tags()
        self._tasks()
        for table in model.OWNED:
            model.move(self.journal, table, [row["id"] for row in self.planned.rows["right"][table]], survivor)
        for stays, goes in self.planned.people:
            uniting.unite(self.journal, stays, goes, name=self.planned.name_of(stays, goes), at=self.at)
        for table, folds in {"contact_points": folded, **self.planned.folds}.items():
            for fold in folds:
                uniting.keep_once(self.journal, table, fold)
        self._firsts()
        self._note_alternates()
        model.move_pairs(self.journal, loser, survivor)
        self._stages()
        self.journal.update("customers", survivor, {**self.planned.columns(), "updated_at": self.at})
        self.journal.update("customers", loser, {"merged_into": survivor, "updated_at": self.at})

    def _tags(self) -> None:
        for number, mine in self.planned.same_tags().items():
            theirs = next(row for row in self.planned.rows["right"]["customer_tags"] if row["id"] == number)
            if theirs["origin"] == "manual":  # what a person put on is no rule's to take off
                self.journal.update("customer_tags", mine["id"], {"origin": "manual", "rule": None})
            self.journal.delete("customer_tags", [number])
            self.planned.rows["right"]["customer_tags"].remove(theirs)

    def _tasks(self) -> None:
        stay, come = (self.planned.rows[side]["tasks"] for side in ("left", "right"))
        for change in collapsing.tasks(stay, come, stage=self.planned.stage, at=self.at):
            self.journal.update("tasks", change.id, change.values)

    def _firsts(self) -> None:
        """One contact and one point of each kind comes first."""
        chosen = {
            kind: [
                row["id"]
                for row in self.planned.rows[self.planned.taken[kind]]["contact_points"]
                if row["kind"] == kind
            ]
            for kind in merging.POINTS
            if self.planned.taken.get(kind) in ("left", "right")
        }
        lead = self.planned.rows["right" if self.planned.taken.get("contact") == "right" else "left"]["contacts"]
        first = next(iter(sorted(lead, key=primary_first)), None)
        who = {goes: stays for stays, goes in self.planned.people}
        primary = who.get(first["id"], first["id"]) if first else None
        uniting.settle_firsts(self.journal, self.planned.ids["left"], first=primary, chosen=chosen)

    def _note_alternates(self) -> None:
        for column, value, contact, code in self.planned.alternates:
            row = {"customer_id": self.planned.ids["left"], "contact_id": contact, "field": column, "value": value}
            self.journal.insert("alternates", {**row, "code": code, "created_at": self.at})
        code = self.planned.heads["right"]["code"]
        if not model.has_external_id(self.journal.db, "crm", code):
            row = {"customer_id": self.planned.ids["left"], "system": "crm", "value": code}
            self.journal.insert("external_ids", {**row, "created_at": self.at})

    def _stages(self) -> None:
        """Both histories stay; they end where the customer stands."""
        events = [
            row
            for side in self.planned.ids
            for row in self.planned.rows[side]["stage_events"]
            if row["deal_id"] is None
        ]
        last = max(events, key=lambda row: (row["at"], row["id"]), default=None)
        if last is None or last["stage"] == self.planned.stage:
            return
        values = {"customer_id": self.planned.ids["left"], "from_stage": last["stage"], "stage": self.planned.stage}
        self.journal.insert("stage_events", {**values, "reason": self.planned.lost_reason, "at": self.at})
