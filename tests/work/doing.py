"""A salesperson at work, as a state machine: doing things and taking them back. What can be done is in the others."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from crmcli.errors import Conflict, CrmError, NothingToUndo, Refused
from crmcli.records.journal import Reversal
from crmcli.services import reversing
from tests.cells import cells, strangers
from tests.fuzzing import THOROUGH
from tests.journaling import Witness, check_whole, dump, in_memory, narrowed, owners, told, touched
from tests.running import FixedClock
from tests.simple_model import Moment, One, present

# steps: replaying the journal and computing all facts anew after each would take most of the suite's time
WHOLE_EVERY = 1 if THOROUGH else 8


class Doing(RuleBasedStateMachine):
    """What is the same for every command: it does what the model says, all of it is told, and all can be taken back."""

    start: Path  # an empty database

    def __init__(self) -> None:
        super().__init__()
        self.clock = FixedClock()
        self.ws = in_memory(self.start, self.clock)
        self.witness = Witness(self.ws.db)
        self.model: dict[int, One] = {}
        self.past: list[Moment] = []  # operations in force, as long as nothing was taken back from between them
        self.future: list[Moment] = []  # those taken back last, as long as nothing was done since
        self.steps = 0
        self.codes: set[str] = set()

    def teardown(self) -> None:
        check_whole(self.ws)
        self.ws.db.close()

    # -- doing -----------------------------------------------------------------------------------------------

    def do(self, deed: Callable[[], object], change: Callable[[], object] = lambda: None) -> bool:
        """One command; whether it was done. What was refused changed nothing; `change` is what it does to the model."""
        before, model, last = dump(self.ws.db), copy.deepcopy(self.model), self.last()
        try:
            deed()
        except CrmError:
            assert (dump(self.ws.db), self.last()) == (before, last)
            return False
        change()
        made = range(last + 1, self.last() + 1)
        if made:
            self.check_told(made)
            self.past.append(Moment(made[0], before, model))
            self.future.clear()
        if len(made) > 1:  # rules that time changes ran for themselves: an undo leaves what they did
            self.past.clear()
        return True

    def last(self) -> int:
        """Number of the last operation."""
        return int(self.ws.db.execute("SELECT coalesce(max(id), 0) FROM operations").fetchone()[0])

    def check_told(self, numbers: Iterable[int]) -> None:
        """Whatever happened to any row was told by these operations, and nothing else was."""
        seen, said = self.witness.seen(), {one: told(self.ws.db, one) for one in numbers}
        assert [one for each in said.values() for one in each] == [narrowed(one) for one in seen]
        for number, some in said.items():
            mine, seen = seen[: len(some)], seen[len(some) :]
            assert touched(self.ws.db, number) == set().union(*map(owners, mine))

    def some(self, data: st.DataObject) -> int:
        """Any customer, also one that is gone."""
        return data.draw(st.sampled_from(sorted(self.model)))

    def living(self, data: st.DataObject) -> int:
        """One that is there, where anybody is."""
        return data.draw(st.sampled_from([one for one in self.model if self.model[one].alive] or sorted(self.model)))

    def adopt(self, *ids: int) -> None:
        """Believe what the tables say of some customers, where the simple mind does not know exactly."""
        found = present(self.ws.db)
        for one in ids:
            self.model[one] = found[one]

    def day(self, ahead: int) -> str:
        """The day so many days ahead."""
        return (self.clock.now + timedelta(ahead)).date().isoformat()

    @rule(hours=st.sampled_from([1, 5, 24, 72, 24 * 40]))
    def time_passes(self, hours: int) -> None:
        self.clock.now += timedelta(hours=hours)

    # -- taking back -----------------------------------------------------------------------------------------

    def reverse(self, plan: reversing.Plan, *, keep_later: bool = False) -> Reversal | None:
        """Reverse; only cells of the operation may change, and only to what they were. None when it was refused."""
        last = self.last()
        known, before, target = dump(self.ws.db), cells(self.ws.db), told(self.ws.db, plan.operation.id)
        try:
            found = reversing.reverse(self.ws, plan, keep_later=keep_later)
        except (Conflict, Refused):
            assert dump(self.ws.db) == known
            return None
        made = range(last + 1, self.last() + 1)
        self.check_told(made)
        if len(made) == 1:
            assert strangers(before, cells(self.ws.db), target) == []
        return found

    @rule()
    def undo(self) -> None:
        """The last one: when nothing was taken back from between, the file is to the byte what it was before."""
        try:
            plan = reversing.plan_undo(self.ws)
        except (NothingToUndo, Refused):
            assert not self.past
            return
        now = Moment(plan.first.id, dump(self.ws.db), self.model)
        if not self.past:
            self.reverse(plan)
            self.look_anew()
            return
        assert plan.first.id == self.past[-1].number
        before, last = self.past.pop(), self.last()
        assert self.reverse(plan) is not None
        if self.last() > last + 1:
            self.look_anew()
            return
        assert dump(self.ws.db) == before.dump
        self.model = before.model
        self.future.append(now)

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        """Right after an undo, the file is to the byte what it was after the command."""
        plan = reversing.plan_redo(self.ws)
        now = Moment(plan.first.id, dump(self.ws.db), self.model)
        after, last = self.future.pop(), self.last()
        assert plan.first.id == after.number
        assert self.reverse(plan) is not None
        if self.last() > last + 1:
            self.look_anew()
            return
        assert dump(self.ws.db) == after.dump
        self.model = after.model
        self.past.append(now)

    @precondition(lambda self: self.last())
    @rule(data=st.data(), keep_later=st.booleans())
    def undo_or_redo_an_older_one(self, data: st.DataObject, keep_later: bool) -> None:
        number = data.draw(st.integers(1, self.last()))
        try:
            plan = reversing.plan_undo(self.ws, number)
        except NothingToUndo:
            try:
                plan = reversing.plan_redo(self.ws, number)
            except NothingToUndo:
                return  # an undo that was taken back
        except Refused:
            return  # an erasure
        if self.reverse(plan, keep_later=keep_later) is not None:
            self.look_anew()

    def look_anew(self) -> None:
        """What was taken back from between makes another past: the model is read from the file."""
        self.past.clear()
        self.future.clear()
        self.model = present(self.ws.db)

    # -- laws ------------------------------------------------------------------------------------------------

    @invariant()
    def the_model_agrees(self) -> None:
        assert present(self.ws.db) == self.model
        living = {one for one, known in self.model.items() if known.alive}
        assert {row[0] for row in self.ws.db.execute("SELECT customer_id FROM facts")} == living

    @invariant()
    def the_file_is_sound(self) -> None:
        self.steps += 1
        doubled = "SELECT customer_id FROM contacts WHERE is_primary GROUP BY customer_id HAVING count(*) > 1"
        assert self.ws.db.execute(doubled).fetchall() == []
        assert self.ws.db.execute("PRAGMA foreign_key_check").fetchall() == []
        if self.steps % WHOLE_EVERY == 0:
            check_whole(self.ws)
