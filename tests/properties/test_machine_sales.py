"""The same machine with more of a salesperson's deeds: deals, orders, tasks, merges, files and sheets.

The model is read from the tables after these; the laws stay: an undo is exact, the journal tells what really happened,
every table can be rebuilt from it, and what is derived is what would be computed anew.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from crmcli.importers import read_file
from crmcli.records.grid import Grid
from crmcli.services import attaching, dealing, merging, ordering, splitting, tasking
from crmcli.services.importing import running
from crmcli.services.importing.options import ImportOptions
from tests.long import examples
from tests.properties.test_machine import Machine
from tests.simple_model import present

SHEETS = (
    "姓名,手机,阶段,备注\n客户1,13800000001,报价,补充\n赵一,13500135001,线索,新\n",
    "公司,联系人,手机\n示例贸易有限公司,王五,13500135002\n示例贸易有限公司,赵六,13500135003\n,客户2,13800000002\n",
    "姓名,手机,跟进内容,跟进时间,下次跟进\n客户3,13800000003,谈了价格,2026-11-20,2026-12-01\n",
)


class Sales(Machine):
    """More rules."""

    def _look(self) -> None:
        self.model = present(self.ws.db)

    def _row(self, data: st.DataObject, table: str, where: str = "1") -> int | None:
        ids = [row[0] for row in self.ws.db.execute(f"SELECT id FROM {table} WHERE {where} ORDER BY id")]
        return data.draw(st.sampled_from(ids)) if ids else None

    @precondition(lambda self: self.model)
    @rule(data=st.data(), amount=st.sampled_from(["5万", "1200", ""]))
    def open_deal(self, data: st.DataObject, amount: str) -> None:
        one = self._some(data)
        typed = {"amount": amount} if amount else {}
        self._do(lambda: dealing.add(self.ws, one, "设备", typed), self._look)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), what=st.sampled_from(["win", "lose", "quote", "negotiation", "edit", "rm"]))
    def work_on_deal(self, data: st.DataObject, what: str) -> None:
        if (deal := self._row(data, "deals")) is None:
            return
        deeds = {
            "win": lambda: dealing.win(self.ws, deal, {"amount": "6万", "contract_no": f"H{deal}"}),
            "lose": lambda: dealing.lose(self.ws, deal, "price"),
            "edit": lambda: dealing.edit(self.ws, deal, {"amount": "7万"}),
            "rm": lambda: dealing.remove(self.ws, deal),
        }
        self._do(deeds.get(what, lambda: dealing.move(self.ws, deal, what)), self._look)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), number=st.sampled_from(["A1", "A2", ""]))
    def order(self, data: st.DataObject, number: str) -> None:
        one = self._some(data)
        typed = {"amount": "500", **({"order_no": number} if number else {})}
        self._do(lambda: ordering.add(self.ws, one, typed), self._look)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), every=st.sampled_from(["", "1w"]))
    def task(self, data: st.DataObject, every: str) -> None:
        one = self._some(data)
        self._do(lambda: tasking.add(self.ws, one, "寄样品", tasking.TaskOptions(due="+2d", every=every)), self._look)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def skip_task(self, data: st.DataObject) -> None:
        if (task := self._row(data, "tasks", "state = 'open'")) is not None:
            self._do(lambda: tasking.skip(self.ws, task, "客户放假"), self._look)

    @precondition(lambda self: len(self.model) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        some = st.lists(st.sampled_from(sorted(self.model)), min_size=2, max_size=2, unique=True)
        left, right = data.draw(some)
        self._do(lambda: merging.merge(self.ws, left, right), self._look)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        if (gone := self._row(data, "customers", "merged_into IS NOT NULL")) is not None:
            self._do(lambda: splitting.split(self.ws, gone), self._look)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), text=st.sampled_from(["报价一", "报价二"]))
    def attach(self, data: st.DataObject, text: str) -> None:
        one = self._some(data)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "报价.txt"
            path.write_text(text, encoding="utf-8")
            self._do(lambda: attaching.add(self.ws, one, [path]), self._look)

    @rule(sheet=st.sampled_from(SHEETS))
    def take_in(self, sheet: str) -> None:
        self._do(lambda: running.apply(self.ws, running.prepare(self.ws, grids(sheet), ImportOptions())), self._look)


def grids(text: str) -> tuple[Grid, ...]:
    """The sheets of a CSV text."""
    return read_file(None, text.encode(), name="in.csv")


def test_whatever_is_sold_merged_and_imported_the_file_stays_sound(template: Path) -> None:
    class Here(Sales):
        start = template

    limits = settings(max_examples=examples(15), stateful_step_count=25, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Here, settings=limits)
