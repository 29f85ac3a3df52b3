"""What earns money: tasks, deals, orders, grades."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from crmcli.core import stages
from crmcli.core.orders import BOOKED
from crmcli.core.stage_tasks import AFTER_SALES
from crmcli.model import tasks
from crmcli.services import dealing, grading, ordering, settling, tasking
from crmcli.services.logging import TalkOptions
from tests.work.doing import Doing

NUMBERS = st.sampled_from(["", "HT-1", "HT-2"])


class Selling(Doing):
    """Tasks, deals, orders and grades."""

    # -- tasks -----------------------------------------------------------------------------------------------

    @precondition(lambda self: self.model)
    @rule(
        data=st.data(),
        ahead=st.integers(-3, 9),
        every=st.sampled_from(["", "1w", "每月"]),
        title=st.sampled_from(["寄样品", "回电话"]),
    )
    def add_task(self, data: st.DataObject, ahead: int, every: str, title: str) -> None:
        one, made = self.some(data), list[int]()
        options = tasking.TaskOptions(due=self.day(ahead), every=every)
        self.do(
            lambda: made.append(tasking.add(self.ws, one, title, options)), lambda: self.model[one].tasks.update(made)
        )

    def _open(self) -> list[dict[str, Any]]:
        return list(tasking.listed(self.ws))

    @precondition(lambda self: self._open())
    @rule(data=st.data(), how=st.sampled_from(["done", "done without a word", "skip", "snooze"]))
    def settle_task(self, data: st.DataObject, how: str) -> None:
        row = data.draw(st.sampled_from(self._open()))
        number, later = int(row["id"]), self.day(5)
        if how == "snooze":
            self.do(
                lambda: settling.snooze(self.ws, settling.of_task(self.ws, number), later),
                lambda: self._closed(row, later),
            )
            return
        if how == "skip":
            self.do(lambda: tasking.skip(self.ws, number, "客户放假"), lambda: self._closed(row, None))
            return
        text = "做完了" if how == "done" else None
        self.do(
            lambda: settling.done(self.ws, settling.of_task(self.ws, number), text, TalkOptions()),
            lambda: self._closed(row, None, talks=int(text is not None)),
        )

    def _closed(self, row: dict[str, Any], later: str | None, *, talks: int = 0) -> None:
        """What closing a task does, or putting it off until `later`."""
        task = tasks.task(self.ws.db, int(row["id"]))
        assert task is not None
        one = self.model[task["customer_id"]]
        one.talks += talks
        if later is not None:
            assert task["due_at"] == later
            one.step = later if task["origin"] == "next_step" else one.step
            return
        assert task["state"] != "open"
        if task["origin"] == "next_step":
            one.step = None
        elif task["origin"] == "manual":
            one.tasks.remove(task["id"])
            if task["every"]:
                newest = "SELECT max(id) FROM tasks WHERE customer_id = ? AND origin = 'manual' AND state = 'open'"
                one.tasks.add(self.ws.db.execute(newest, (task["customer_id"],)).fetchone()[0])
        elif task["origin"] in AFTER_SALES and one.stage == "won" and not self._after_sales(task["customer_id"]):
            one.stage = "after_sales"

    def _after_sales(self, customer: int) -> bool:
        return any(row["origin"] in AFTER_SALES for row in self._open() if self._owner(row) == customer)

    def _owner(self, row: dict[str, Any]) -> int:
        task = tasks.task(self.ws.db, int(row["id"]))
        assert task is not None
        return int(task["customer_id"])

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def snooze(self, data: st.DataObject) -> None:
        """Whatever the customer's row is about: at most its next step moves."""
        one, later = self.living(data), self.day(3)

        def change() -> None:
            if self.model[one].step not in (None, later):
                step = "SELECT due_at FROM tasks WHERE customer_id = ? AND state = 'open' AND origin = 'next_step'"
                day = self.ws.db.execute(step, (one,)).fetchone()[0] or ""
                assert day in (self.model[one].step, later)
                self.model[one].step = day

        self.do(lambda: settling.snooze(self.ws, settling.of_customer(self.ws, one), later), change)

    # -- deals -----------------------------------------------------------------------------------------------

    @precondition(lambda self: self.model)
    @rule(data=st.data(), stage=st.sampled_from(stages.DEAL_STAGES), amount=st.sampled_from(["", "8万"]))
    def add_deal(self, data: st.DataObject, stage: str, amount: str) -> None:
        one, made = self.living(data), list[int]()
        typed = {"stage": stage, "product": "打印机", **({"amount": amount} if amount else {})}

        def change() -> None:
            self.model[one].deals[made[0]] = "open"
            self._advance(one, stage)

        self.do(lambda: made.append(dealing.add(self.ws, one, "两套", typed).deal.id), change)

    def _advance(self, one: int, stage: str) -> None:
        """Forward only; who bought stays, who was lost is back."""
        known = self.model[one]
        order = stages.STAGES
        if known.stage == "lost" or order.index(known.stage) < order.index(stage):
            known.stage = stage

    def _deals(self) -> list[tuple[int, int]]:
        return [(one, deal) for one, known in sorted(self.model.items()) for deal in sorted(known.deals)]

    @precondition(lambda self: self._deals())
    @rule(data=st.data(), stage=st.sampled_from(stages.DEAL_STAGES))
    def move_deal(self, data: st.DataObject, stage: str) -> None:
        one, deal = data.draw(st.sampled_from(self._deals()))
        same = self.ws.db.execute("SELECT stage FROM deals WHERE id = ?", (deal,)).fetchone()[0] == stage

        def change() -> None:
            self.model[one].deals[deal] = "open"
            if not same:
                self._advance(one, stage)

        self.do(lambda: dealing.move(self.ws, deal, stage), change)

    @precondition(lambda self: self._deals())
    @rule(data=st.data(), number=NUMBERS)
    def win_deal(self, data: st.DataObject, number: str) -> None:
        one, deal = data.draw(st.sampled_from(self._deals()))
        known = bool(number) and bool(
            self.ws.db.execute("SELECT 1 FROM orders WHERE order_no = ? AND customer_id = ?", (number, one)).fetchone()
        )
        typed = {"amount": "9万", "ends_at": self.day(90), **({"contract_no": number} if number else {})}

        def change() -> None:
            self.model[one].deals[deal] = "won"
            self.model[one].orders += not known
            if self.model[one].stage not in stages.BOUGHT:
                self.model[one].stage = "won"

        self.do(lambda: dealing.win(self.ws, deal, typed), change)

    @precondition(lambda self: self._deals())
    @rule(data=st.data(), competitor=st.sampled_from(["", "别家"]))
    def lose_deal(self, data: st.DataObject, competitor: str) -> None:
        one, deal = data.draw(st.sampled_from(self._deals()))
        self.do(
            lambda: dealing.lose(self.ws, deal, "price", competitor=competitor),
            lambda: self.model[one].deals.update({deal: "lost"}),
        )

    @precondition(lambda self: self._deals())
    @rule(data=st.data(), typed=st.sampled_from([{"amount": "7万"}, {"name": "三套"}, {"contract_no": "HT-1"}]))
    def edit_deal(self, data: st.DataObject, typed: dict[str, str]) -> None:
        _, deal = data.draw(st.sampled_from(self._deals()))
        self.do(lambda: dealing.edit(self.ws, deal, typed))

    @precondition(lambda self: self._deals())
    @rule(data=st.data())
    def remove_deal(self, data: st.DataObject) -> None:
        one, deal = data.draw(st.sampled_from(self._deals()))
        self.do(lambda: dealing.remove(self.ws, deal), lambda: self.model[one].deals.pop(deal))

    # -- orders and grades -----------------------------------------------------------------------------------

    @precondition(lambda self: self.model)
    @rule(
        data=st.data(),
        number=NUMBERS,
        amount=st.sampled_from(["100", "1.2万"]),
        state=st.sampled_from(["", "cancelled", "done"]),
        ago=st.integers(0, 200),
    )
    def add_order(self, data: st.DataObject, number: str, amount: str, state: str, ago: int) -> None:
        one = self.living(data)
        day = (self.clock.now - timedelta(ago)).date().isoformat()
        typed = {"order_no": number, "amount": amount, "state": state, "at": day}

        def change() -> None:
            self.model[one].orders += 1
            if (state or "paid") in BOOKED and self.model[one].stage not in stages.BOUGHT:
                self.model[one].stage = "won"

        self.do(lambda: ordering.add(self.ws, one, {key: text for key, text in typed.items() if text}), change)

    def _orders(self) -> list[tuple[int, int]]:
        return [tuple(row) for row in self.ws.db.execute("SELECT customer_id, id FROM orders ORDER BY id")]

    @precondition(lambda self: self._orders())
    @rule(data=st.data(), state=st.sampled_from(["", "refunded", "shipped"]))
    def change_order(self, data: st.DataObject, state: str) -> None:
        """Its state, or out with it."""
        one, order = data.draw(st.sampled_from(self._orders()))
        if not state:
            self.do(lambda: ordering.remove(self.ws, order), lambda: self._ordered(one, -1))
            return
        before = self.ws.db.execute("SELECT state FROM orders WHERE id = ?", (order,)).fetchone()[0]

        def change() -> None:
            if state != before and state in BOOKED and self.model[one].stage not in stages.BOUGHT:
                self.model[one].stage = "won"

        self.do(lambda: ordering.edit(self.ws, order, {"state": state}), change)

    def _ordered(self, one: int, more: int) -> None:
        self.model[one].orders += more

    @precondition(lambda self: self.steps % 3 == 1)
    @rule()
    def run_grades(self) -> None:
        self.do(lambda: grading.run(self.ws))

    @precondition(lambda self: self.model)
    @rule(data=st.data(), grade=st.sampled_from(["A", "C", "N", "战略"]))
    def grade(self, data: st.DataObject, grade: str) -> None:
        one = self.some(data)
        self.do(lambda: grading.set_by_hand(self.ws, one, grade))
