"""Any sequence of commands, days and undos keeps the file sound: journal, facts and a simple model agree after each."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from crmcli.core import stages
from crmcli.errors import Conflict, CrmError, NothingToUndo
from crmcli.model import people
from crmcli.records.journal import Reversal
from crmcli.services import contacts, reversing, staging, tagging, trash, views
from crmcli.services import settings as preferences
from tests import deeds
from tests.cells import cells, strangers
from tests.journaling import Witness, check_whole, dump, in_memory, narrowed, owners, told, touched
from tests.running import FixedClock
from tests.simple_model import Moment, One, present

EDITS = ("note=一", "note=二", "phone=13900139000", "phone+=13700137000", "phone=", "budget=5万", "grade=A", "grade=B",
         "custom.x=1", "contact=李四", "next=")  # fmt: skip
WHOLE_EVERY = 4  # steps: replaying the journal and computing all facts anew after each would take most of the time


class Machine(RuleBasedStateMachine):
    """A salesperson at work, who changes their mind."""

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

    def _do(self, deed: Callable[[], object], change: Callable[[], object]) -> None:
        """One command; what it refuses must have changed nothing, and `change` is what it does to the model."""
        before, model, last = dump(self.ws.db), copy.deepcopy(self.model), self._last()
        try:
            deed()
        except CrmError:
            assert (dump(self.ws.db), self._last()) == (before, last)
            return
        change()
        if self._last() != last:
            self.past.append(Moment(self._last(), before, model))
            self.future.clear()
            self._check_told()

    def _last(self) -> int:
        return int(self.ws.db.execute("SELECT coalesce(max(id), 0) FROM operations").fetchone()[0])

    def _check_told(self) -> None:
        seen = self.witness.seen()
        assert told(self.ws.db, self._last()) == [narrowed(one) for one in seen]
        assert touched(self.ws.db, self._last()) == set().union(*map(owners, seen))

    def _some(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(sorted(self.model)))

    def _next(self, days: int | None) -> tuple[str, str | None]:
        """What is typed for a next step so many days ahead, and the day it is kept with; None is one without a day."""
        if days is None:
            return "有空再说", ""
        day = (self.clock.now + timedelta(days)).date().isoformat()
        return f"{day} 回访", day

    @rule(hours=st.sampled_from([1, 5, 24, 72, 24 * 40]))
    def time_passes(self, hours: int) -> None:
        self.clock.now += timedelta(hours=hours)

    @rule(n=st.integers(0, 9), tag=st.sampled_from(["", "重点"]), days=st.none() | st.integers(1, 9))
    def add(self, n: int, tag: str, days: int | None) -> None:
        text, day = self._next(days)
        made = One(tags={"自定义-重点"} if tag else set(), step=day)
        fields = {"phone": f"1380000000{n}", "next": text, "tag": tag}

        def change() -> None:
            number, code = self.ws.db.execute("SELECT id, code FROM customers ORDER BY id DESC LIMIT 1").fetchone()
            assert code not in self.codes
            self.codes.add(code)
            self.model[number] = made

        self._do(lambda: deeds.add(self.ws, f"客户{n}", **{key: text for key, text in fields.items() if text}), change)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), answered=st.booleans(), ahead=st.none() | st.integers(1, 9), done=st.booleans())
    def log(self, data: st.DataObject, answered: bool, ahead: int | None, done: bool) -> None:
        one = self._some(data)
        text, day = self._next(ahead) if ahead else ("", None)

        def change() -> None:
            if ahead or done:
                self.model[one].step = day

        self._do(
            lambda: deeds.log("价格可以谈", customer=one, answered=answered, next=text, done=done)(self.ws), change
        )

    @precondition(lambda self: self.model)
    @rule(data=st.data(), stage=st.sampled_from(stages.STAGES))
    def move(self, data: st.DataObject, stage: str) -> None:
        one = self._some(data)
        reason = "price" if stage == "lost" else None
        self._do(
            lambda: staging.move(self.ws, one, stage, reason=reason), lambda: setattr(self.model[one], "stage", stage)
        )

    @precondition(lambda self: self.model)
    @rule(data=st.data(), tag=st.sampled_from(["风险等级-高", "自定义-重点"]), on=st.booleans())
    def tag(self, data: st.DataObject, tag: str, on: bool) -> None:
        some = data.draw(st.lists(st.sampled_from(sorted(self.model)), min_size=1, max_size=3))
        write = tagging.add if on else tagging.remove

        def change() -> None:
            for one in some:
                (self.model[one].tags.add if on else self.model[one].tags.discard)(tag)

        self._do(lambda: write(self.ws, some, tag), change)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), pair=st.sampled_from(EDITS))
    def edit(self, data: st.DataObject, pair: str) -> None:
        one = self._some(data)

        def change() -> None:
            if pair == "next=":
                self.model[one].step = None

        self._do(lambda: deeds.edit(pair, customer=one)(self.ws), change)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), what=st.sampled_from(["add", "primary", "rm", "verify"]))
    def person(self, data: st.DataObject, what: str) -> None:
        one = self._some(data)
        there = [row["id"] for row in people.contacts(self.ws.db, one)]
        if what == "add" or not there:
            typed = contacts.read(self.ws, [("phone", "set", "13600136000")])
            name = data.draw(st.sampled_from(["王五", "赵六"]))
            self._do(lambda: contacts.add(self.ws, one, name, typed, primary=data.draw(st.booleans())), lambda: None)
            return
        who = data.draw(st.sampled_from(there))
        write = {"primary": contacts.make_primary, "rm": contacts.remove, "verify": contacts.verify}[what]
        self._do(lambda: write(self.ws, one, who), lambda: None)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def throw_away(self, data: st.DataObject) -> None:
        some = data.draw(st.lists(st.sampled_from(sorted(self.model)), min_size=1, max_size=2, unique=True))

        def change() -> None:
            for one in some:
                self.model[one].alive = False

        self._do(lambda: trash.remove(self.ws, some), change)

    @precondition(lambda self: any(not one.alive for one in self.model.values()))
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from([dict(row) for row in trash.listed(self.ws)]))
        self._do(lambda: trash.restore(self.ws, [row["code"]]), lambda: setattr(self.model[row["id"]], "alive", True))

    @rule(days=st.sampled_from(["3", "9"]))
    def prefer(self, days: str) -> None:
        self._do(lambda: preferences.set_value(self.ws, "due.prospect", days), lambda: None)

    @rule(stage=st.sampled_from(["quote", "won"]))
    def save_view(self, stage: str) -> None:
        self._do(lambda: views.save(self.ws, "hot", [f"stage:{stage}"]), lambda: None)

    # -- taking back -----------------------------------------------------------------------------------------

    def _reverse(self, plan: reversing.Plan, *, keep_later: bool = False) -> Reversal | None:
        """Reverse; only cells of the operation may change, and only to what they were. None when it was refused."""
        known, before, target = dump(self.ws.db), cells(self.ws.db), told(self.ws.db, plan.operation.id)
        try:
            found = reversing.reverse(self.ws, plan, keep_later=keep_later)
        except Conflict:
            assert dump(self.ws.db) == known
            return None
        assert strangers(before, cells(self.ws.db), target) == []
        self._check_told()
        return found

    @rule()
    def undo(self) -> None:
        """The last one: when nothing was taken back from between, the file is to the byte what it was before."""
        try:
            plan = reversing.plan_undo(self.ws)
        except NothingToUndo:
            assert not self.past
            return
        now = Moment(plan.first.id, dump(self.ws.db), self.model)
        if not self.past:
            self._reverse(plan)
            self._look_anew()
            return
        assert plan.first.id == self.past[-1].number
        before = self.past.pop()
        assert self._reverse(plan) is not None
        assert dump(self.ws.db) == before.dump
        self.model = before.model
        self.future.append(now)

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        """Right after an undo, the file is to the byte what it was after the command."""
        plan = reversing.plan_redo(self.ws)
        now = Moment(plan.first.id, dump(self.ws.db), self.model)
        after = self.future.pop()
        assert plan.first.id == after.number
        assert self._reverse(plan) is not None
        assert dump(self.ws.db) == after.dump
        self.model = after.model
        self.past.append(now)

    @precondition(lambda self: self._last())
    @rule(data=st.data(), keep_later=st.booleans())
    def undo_or_redo_an_older_one(self, data: st.DataObject, keep_later: bool) -> None:
        number = data.draw(st.integers(1, self._last()))
        try:
            plan = reversing.plan_undo(self.ws, number)
        except NothingToUndo:
            try:
                plan = reversing.plan_redo(self.ws, number)
            except NothingToUndo:
                return  # an undo that was taken back
        if self._reverse(plan, keep_later=keep_later) is not None:
            self._look_anew()

    def _look_anew(self) -> None:
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


def test_whatever_is_done_and_undone_the_file_stays_sound(template: Path) -> None:
    class Here(Machine):
        start = template

    limits = settings(max_examples=30, stateful_step_count=25, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Here, settings=limits)
