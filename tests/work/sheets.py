"""What touches many customers at once: imports and taking them back, merges and splits, a whole file in another."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from crmcli.core import stages
from crmcli.errors import CrmError
from crmcli.importers import read_file
from crmcli.records.importing import ImportResult
from crmcli.services import batches, deduping, merging, splitting, whole
from crmcli.services.importing.options import ImportOptions
from crmcli.services.importing.running import apply, prepare
from tests.journaling import check_whole, dump, in_memory
from tests.simple_model import One, present
from tests.work.doing import Doing

HEADER = "公司,姓名,手机,阶段,标签,备注,下次跟进,订单号,订单金额,互动历史"
FIRMS = ("", "示例5号有限公司", "示例6号有限公司", "蓝天贸易有限公司", "青山实业有限公司", "广州红叶科技股份有限公司")
NAMES = ("", "客户1", "客户2", "张伟", "李娜", "王芳")
rows = st.tuples(
    st.sampled_from(FIRMS),
    st.sampled_from(NAMES),
    st.sampled_from(["", *(f"1380000000{n}" for n in range(8))]),
    st.sampled_from(["", "", "需求分析", "成交", "流失"]),
    st.sampled_from(["", "重点", "老客户"]),
    st.sampled_from(["", "一", "二"]),
    st.sampled_from(["", "2026-12-01"]),
    st.sampled_from(["", "", "HT-1", "SO-9"]),
    st.sampled_from(["", "99.5"]),
    st.sampled_from(["", "2026-10-10:会议讨论需求;2026-10-15:发送报价单"]),
).map(",".join)
options = st.builds(
    ImportOptions,
    on_match=st.sampled_from(["fill", "fill", "update", "skip", "new"]),
    event=st.sampled_from(["", "2026广交会"]),
    source=st.sampled_from(["", "expo"]),
)


class Sheets(Doing):
    """Imports, merges and packages."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: dict[int, tuple[Sequence[str], ImportOptions]] = {}  # by operation

    def forgot(self) -> None:
        """A sheet may hold somebody who was erased, and makes them anew."""
        self.sheets.clear()

    def _import(self, lines: Sequence[str], given: ImportOptions) -> ImportResult:
        text = "\n".join((HEADER, *lines)) + "\n"
        return apply(self.ws, prepare(self.ws, read_file(None, text.encode(), name="sheet.csv"), given))

    @rule(lines=st.lists(rows, min_size=1, max_size=5), given=options)
    def import_sheet(self, lines: Sequence[str], given: ImportOptions) -> None:
        """Nobody loses anything by an import, nobody goes back a stage, and who is not in the sheet stays as is."""
        found, before = list[ImportResult](), copy.deepcopy(self.model)

        def change() -> None:
            result = found[0]
            assert result.counts["rows"] == len(result.rows) == sum(result.counts.values()) - result.counts["rows"]
            ids = set(self._ids(result))
            new = {row.customer_code for row in result.rows if row.outcome == "new"}
            self.adopt(*ids)
            assert len(self.model) - len(before) == len(new)
            assert {self.model[one].name for one in ids - before.keys()} <= {*FIRMS, *NAMES, *_phones(lines)}
            for one in ids & before.keys():
                self._not_less(one, before)
            if (number := result.operation) is not None:
                self.sheets[number] = (lines, given)

        self.do(lambda: found.append(self._import(lines, given)), change)

    def _ids(self, result: ImportResult) -> Iterator[int]:
        for code in {row.customer_code for row in result.rows if row.customer_code}:
            self.codes.add(code)
            yield self.ws.db.execute("SELECT id FROM customers WHERE code = ?", (code,)).fetchone()[0]

    def _not_less(self, one: int, before: Mapping[int, One]) -> None:
        now, then = self.model[one], before[one]
        assert now.name == then.name or now.name in FIRMS  # a person whose firm is known becomes that firm
        assert (now.alive, now.files) == (then.alive, then.files)
        order = stages.STAGES
        assert order.index(now.stage) >= order.index(then.stage)
        assert now.tags >= then.tags
        assert now.deals.keys() >= then.deals.keys()
        assert now.orders >= then.orders
        assert now.talks >= then.talks

    def _in_force(self) -> list[int]:
        known = {one.operation for one in batches.batches(self.ws)}
        return [number for number in self.sheets if number in known]

    @precondition(lambda self: self._in_force())
    @rule(data=st.data())
    def import_the_same_again(self, data: st.DataObject) -> None:
        """Whatever became of its customers: a sheet whose import is in force changes nothing."""
        lines, given = self.sheets[data.draw(st.sampled_from(self._in_force()))]
        if given.on_match in ("skip", "new"):
            return  # rows left out come again, and twins in a sheet are asked for
        before = dump(self.ws.db)
        result = self._import(lines, given)
        assert result.operation is None
        assert {row.outcome for row in result.rows} <= {"unchanged", "failed"}
        assert dump(self.ws.db) == before

    @precondition(lambda self: self._in_force())
    @rule(data=st.data())
    def undo_batch(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from([one.id for one in batches.batches(self.ws) if one.operation]))
        known = len(self.model)
        assert self.reverse(batches.plan_undo(self.ws, number), keep_later=True) is not None
        self.look_anew()
        assert len(self.model) <= known

    # -- one of two ------------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.model) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        stays, goes = self.living(data), self.living(data)
        before = copy.deepcopy(self.model)
        self.do(lambda: merging.merge(self.ws, stays, goes), lambda: self._merged(stays, goes, before))

    def _merged(self, stays: int, goes: int, before: Mapping[int, One]) -> None:
        self.adopt(stays, goes)
        one, gone, left, right = self.model[stays], self.model[goes], before[stays], before[goes]
        assert not gone.alive
        assert gone == One(gone.name, False, gone.stage, step=gone.step)
        assert one.tags == left.tags | right.tags
        assert one.deals == {**left.deals, **right.deals}
        assert one.tasks >= left.tasks  # of two next steps one becomes a task
        assert max(left.talks, right.talks) <= one.talks <= left.talks + right.talks
        assert max(left.orders, right.orders) <= one.orders <= left.orders + right.orders
        assert max(left.files, right.files) <= one.files <= left.files + right.files
        assert one.name in (left.name, right.name)

    @precondition(lambda self: len(self.model) > 1 and self.steps % 3 == 0)
    @rule()
    def dedupe(self) -> None:
        """`dedupe --auto`: groups become one each, all in one operation."""
        before, done = copy.deepcopy(self.model), list[tuple[int, int]]()

        def deed() -> None:
            merges = deduping.merge_certain(self.ws, deduping.find(self.ws))
            done.extend((one.survivor_id, one.loser_id) for one in merges)

        def change() -> None:
            self.adopt(*(one for pair in done for one in pair))
            for stays, goes in done:
                assert self.model[stays].alive
                assert not self.model[goes].alive
                assert self.model[stays].tags >= before[goes].tags
                assert self.model[stays].deals.keys() >= before[goes].deals.keys()

        self.do(deed, change)
        assert not deduping.find(self.ws).certain

    def _merged_away(self) -> list[int]:
        return [row[0] for row in self.ws.db.execute("SELECT id FROM customers WHERE merged_into IS NOT NULL")]

    @precondition(lambda self: self._merged_away())
    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        """Nothing gets lost when two come apart, and nobody else is touched."""
        one = data.draw(st.sampled_from(self._merged_away()))
        into = self.ws.db.execute("SELECT merged_into FROM customers WHERE id = ?", (one,)).fetchone()[0]
        before = copy.deepcopy(self.model)

        def change() -> None:
            self.adopt(one, into)
            now, other, then = self.model[one], self.model[into], before[into]
            assert now.alive or self._merged_away()
            assert now.tags | other.tags >= then.tags
            assert now.deals.keys() | other.deals.keys() == then.deals.keys()
            assert now.orders + other.orders >= then.orders
            assert now.talks + other.talks >= then.talks
            assert now.files + other.files >= then.files

        self.do(lambda: splitting.split(self.ws, one), change)

    @precondition(lambda self: len(self.model) > 1)
    @rule(data=st.data())
    def tell_apart(self, data: st.DataObject) -> None:
        pair = data.draw(st.lists(st.sampled_from(sorted(self.model)), min_size=2, max_size=2, unique=True))
        self.do(lambda: deduping.differ(self.ws, *pair))

    # -- a whole file ----------------------------------------------------------------------------------------

    @precondition(lambda self: self.model and self.steps % 4 == 0)
    @rule(zipped=st.booleans())
    def move_house(self, zipped: bool) -> None:
        """Exported whole and taken into an empty file, it is the same, and exported from there too."""
        package = self._packed(self, zipped)
        other = in_memory(self.start, self.clock)
        try:
            whole.restore(other, whole.opened(package, "all"), "all")
            assert present(other.db) == self.model
            ours, theirs = (whole.as_json(one).splitlines() for one in (self.ws, other))
            assert [line for line in ours if line not in theirs] == []
            assert ours == theirs
            check_whole(other)
            try:
                whole.restore(self.ws, whole.opened(package, "all"), "all")
            except CrmError:
                return
            raise AssertionError("taken into a file that has customers")
        finally:
            other.db.close()

    @staticmethod
    def _packed(of: Sheets, zipped: bool) -> bytes:
        return whole.as_zip(of.ws, {}) if zipped else whole.as_json(of.ws).encode()


def _phones(lines: Sequence[str]) -> set[str]:
    return {line.split(",")[2] for line in lines}
