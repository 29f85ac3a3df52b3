"""Customers and what is said of them: adding, logging, editing, contacts, files, the trash."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from crmcli.core import stages
from crmcli.model import people
from crmcli.model.journal import erasing
from crmcli.services import attaching, contacts, reviewing, staging, trash
from tests import deeds
from tests.simple_model import One, present
from tests.work.doing import Doing

EDITS = ("note=一", "note=二", "phone=13900139000", "phone+=13700137000", "phone=", "budget=5万", "grade=A", "grade=B",
         "custom.x=1", "custom.hot line=a;b", "contact=李四", "next=", "email=a@example.com", "province=广东",
         "name=改了名的公司", "birthday=03-15", "do_not_contact=是", "wechat=zhangwei_66")  # fmt: skip
new = st.tuples(st.integers(0, 9), st.sampled_from(["", "重点"]), st.none() | st.integers(1, 9))
FILES = (Path(__file__), Path(deeds.__file__))  # any will do


class People(Doing):
    """One customer, or a few, at a time."""

    def _next(self, days: int | None) -> tuple[str, str | None]:
        """What is typed for a next step so many days ahead, and the day it is kept with; None is one without a day."""
        return ("有空再说", "") if days is None else (f"{self.day(days)} 回访", self.day(days))

    @initialize(some=st.lists(new, min_size=2, max_size=4))
    def begin(self, some: list[tuple[int, str, int | None]]) -> None:
        for one in some:
            self._added(*one)

    @rule(one=new)
    def add(self, one: tuple[int, str, int | None]) -> None:
        self._added(*one)

    def _added(self, n: int, tag: str, days: int | None) -> None:
        text, day = self._next(days)
        name = f"客户{n}" if n < 5 else f"示例{n}号有限公司"
        made = One(name, tags={"自定义-重点"} if tag else set(), step=day)
        fields = {"phone": f"1380000000{n}", "next": text, "tag": tag}

        def change() -> None:
            number, code = self.ws.db.execute("SELECT id, code FROM customers ORDER BY id DESC LIMIT 1").fetchone()
            assert code not in self.codes
            self.codes.add(code)
            self.model[number] = made

        self.do(lambda: deeds.add(self.ws, name, **{key: text for key, text in fields.items() if text}), change)

    @precondition(lambda self: self.model)
    @rule(
        data=st.data(),
        answered=st.booleans(),
        ahead=st.none() | st.integers(1, 9),
        done=st.booleans(),
        kind=st.sampled_from(["", "投诉", "咨询"]),
        text=st.sampled_from(["价格可以谈", "太贵了,要折扣", "预算未审批", "预算批了"]),
    )
    def log(self, data: st.DataObject, answered: bool, ahead: int | None, done: bool, kind: str, text: str) -> None:
        one = self.some(data)
        step, day = self._next(ahead) if ahead else ("", None)
        options = {"next": step, "kind": kind}

        def change() -> None:
            self.model[one].talks += 1
            if ahead or done:
                self.model[one].step = day

        self.do(lambda: deeds.log(text, customer=one, answered=answered, done=done, **options)(self.ws), change)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), stage=st.sampled_from(stages.STAGES))
    def move(self, data: st.DataObject, stage: str) -> None:
        one = self.some(data)
        reason = "price" if stage == "lost" else None
        self.do(
            lambda: staging.move(self.ws, one, stage, reason=reason), lambda: setattr(self.model[one], "stage", stage)
        )

    @precondition(lambda self: self.model)
    @rule(data=st.data(), pair=st.sampled_from(EDITS))
    def edit(self, data: st.DataObject, pair: str) -> None:
        one = self.some(data)

        def change() -> None:
            if pair == "next=":
                self.model[one].step = None
            if pair.startswith("name="):
                self.model[one].name = pair.removeprefix("name=")

        self.do(lambda: deeds.edit(pair, customer=one)(self.ws), change)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), what=st.sampled_from(["add", "primary", "rm", "verify"]))
    def person(self, data: st.DataObject, what: str) -> None:
        one = self.some(data)
        there = [row["id"] for row in people.contacts(self.ws.db, one)]
        if what == "add" or not there:
            typed = contacts.read(self.ws, [("phone", "set", "13600136000")])
            name, primary = data.draw(st.tuples(st.sampled_from(["王五", "赵六"]), st.booleans()))
            self.do(lambda: contacts.add(self.ws, one, name, typed, primary=primary))
            return
        who = data.draw(st.sampled_from(there))
        write = {"primary": contacts.make_primary, "rm": contacts.remove, "verify": contacts.verify}[what]
        self.do(lambda: write(self.ws, one, who))

    @precondition(lambda self: self.model)
    @rule(data=st.data(), file=st.sampled_from(FILES), off=st.booleans())
    def attach(self, data: st.DataObject, file: Path, off: bool) -> None:
        one = self.some(data)
        there = attaching.listed(self.ws, one) if self.model[one].alive else ()
        if off and there:
            self.do(lambda: attaching.remove(self.ws, there[0]), lambda: self._files(one, -1))
            return
        new = file.name not in [row["name"] for row in there]
        self.do(lambda: attaching.add(self.ws, one, [file]), lambda: self._files(one, int(new)))

    def _files(self, one: int, more: int) -> None:
        self.model[one].files += more

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def review(self, data: st.DataObject) -> None:
        one = self.living(data)
        self.do(lambda: reviewing.done(self.ws, one))

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def throw_away(self, data: st.DataObject) -> None:
        living = [one for one in sorted(self.model) if self.model[one].alive] or sorted(self.model)
        some = data.draw(st.lists(st.sampled_from(living), min_size=1, max_size=2, unique=True))

        def change() -> None:
            for one in some:
                self.model[one].alive = False

        self.do(lambda: trash.remove(self.ws, some), change)

    def _trashed(self) -> list[dict[str, object]]:
        return [dict(row) for row in trash.listed(self.ws)]

    @precondition(lambda self: self._trashed())
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(self._trashed()))
        one, code = int(str(row["id"])), str(row["code"])
        self.do(lambda: trash.restore(self.ws, [code]), lambda: setattr(self.model[one], "alive", True))

    @precondition(lambda self: self._trashed() and self.steps > 5)
    @rule(data=st.data())
    def purge(self, data: st.DataObject) -> None:
        """For good: what is left of it anywhere is no name and no number, and no undo brings it back."""
        row = data.draw(st.sampled_from(self._trashed()))
        with self.ws.operation(kind="erase") as journal:  # services.trash makes a backup first, of a file
            erasing.purge(journal, [int(str(row["id"]))])
        left = present(self.ws.db)
        gone = self.model.keys() - left.keys()
        assert int(str(row["id"])) in gone
        assert not any(self.model[one].alive for one in gone)
        self.model = {one: known for one, known in self.model.items() if one in left}
        self.witness.seen()
        self.past.clear()
        self.future.clear()
        self.forgot()

    def forgot(self) -> None:
        """Somebody was erased: what is known of them elsewhere is to be forgotten."""
