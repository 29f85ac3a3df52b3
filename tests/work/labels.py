"""Tags and their rules, custom fields, settings, dictionaries, saved views, costs and targets."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from crmcli.services import (
    costing,
    dictionary,
    fielding,
    tag_renaming,
    tag_rules,
    tag_running,
    tagging,
    targeting,
    views,
)
from crmcli.services import settings as preferences
from tests.work.doing import Doing

TAGS = ("风险等级-高", "自定义-重点", "自定义-老客户", "意向-高意向")
CONDITIONS = ("stage:quote", "amount:1..", "tag:自定义-老客户", "custom.x:1", "talks type:consult count:2..")


class Labels(Doing):
    """What customers are sorted by."""

    @precondition(lambda self: self.model)
    @rule(data=st.data(), tag=st.sampled_from(TAGS), on=st.booleans())
    def tag(self, data: st.DataObject, tag: str, on: bool) -> None:
        some = data.draw(st.lists(st.sampled_from(sorted(self.model)), min_size=1, max_size=3))
        write = tagging.add if on else tagging.remove

        def change() -> None:
            for one in some:
                (self.model[one].tags.add if on else self.model[one].tags.discard)(tag)

        self.do(lambda: write(self.ws, some, tag), change)

    @rule(old=st.sampled_from(TAGS), new=st.sampled_from(TAGS))
    def rename_tag(self, old: str, new: str) -> None:
        def change() -> None:
            for known in self.model.values():
                if old in known.tags:
                    known.tags = known.tags - {old} | {new}

        self.do(lambda: tag_renaming.rename(self.ws, tag_renaming.plan(self.ws, old, new)), change)

    @rule(tag=st.sampled_from(TAGS))
    def forget_tag(self, tag: str) -> None:
        self.do(lambda: tagging.forget(self.ws, tagging.read(self.ws, tag, on=False)))

    @rule(tag=st.sampled_from(TAGS), when=st.sampled_from(CONDITIONS), name=st.sampled_from(["一", "二"]))
    def add_rule(self, tag: str, when: str, name: str) -> None:
        """Rules only touch what they put on themselves."""
        self.do(lambda: tag_rules.store(self.ws, tag_rules.make(self.ws, tag=tag, when=when, name=name)))

    @rule(name=st.sampled_from(["一", "二", "price_sensitive"]), what=st.sampled_from(["rm", "on", "off", "run"]))
    def change_rule(self, name: str, what: str) -> None:
        def deed() -> None:
            if what == "run":
                tag_running.run(self.ws)
            elif what == "rm":
                tag_rules.remove(self.ws, name)
            else:
                tag_rules.store(self.ws, tag_rules.find(self.ws, name)._replace(on=what == "on"))

        self.do(deed)

    @rule(name=st.sampled_from(["x", "hot line", "等级分"]), kind=st.sampled_from(["text", "number", "bool", "是否"]))
    def add_field(self, name: str, kind: str) -> None:
        self.do(
            lambda: fielding.store(
                self.ws, fielding.make(self.ws, name, kind=kind, choices=(), required=False, when="")
            )
        )

    @rule(name=st.sampled_from(["x", "hot line"]), what=st.sampled_from(["number", "text", "rename", "rm", "drop"]))
    def change_field(self, name: str, what: str) -> None:
        def deed() -> object:
            if what == "rename":
                return fielding.rename(self.ws, name, "y" if name == "x" else "x")
            if what in ("rm", "drop"):
                return fielding.remove(self.ws, fielding.find(self.ws, name), drop=what == "drop")
            return fielding.store(self.ws, fielding.changed(self.ws, name, kind=what))

        self.do(deed)

    @rule(days=st.sampled_from(["3", "9", ""]), key=st.sampled_from(["due.prospect", "task.deliver", "grade.months"]))
    def prefer(self, days: str, key: str) -> None:
        self.do(lambda: preferences.set_value(self.ws, key, days) if days else preferences.unset(self.ws, key))

    @rule(stage=st.sampled_from(["quote", "won", "@hot", ""]), name=st.sampled_from(["hot", "cold"]))
    def save_view(self, stage: str, name: str) -> None:
        words = [stage if stage.startswith("@") else f"stage:{stage}"]
        self.do(lambda: views.save(self.ws, name, words) if stage else views.remove(self.ws, name))

    @rule(hide=st.booleans(), word=st.sampled_from(["小红书", "抖音直播"]))
    def extend(self, hide: bool, word: str) -> None:
        write = dictionary.hide if hide else dictionary.add
        self.do(lambda: write(self.ws, "channel", word))

    @rule(amount=st.sampled_from(["100", "3000", ""]), month=st.sampled_from(["2026-10", "2026-11"]))
    def spend(self, amount: str, month: str) -> None:
        there = costing.listed(self.ws)
        if not amount and there:
            self.do(lambda: costing.remove(self.ws, there[0].id))
        elif amount:
            self.do(lambda: costing.add(self.ws, {"channel": "展会", "amount": amount, "period": month}))

    @rule(amount=st.sampled_from(["100万", ""]))
    def aim(self, amount: str) -> None:
        self.do(
            lambda: targeting.set_target(self.ws, "2026-11", amount) if amount else targeting.remove(self.ws, "2026-11")
        )
