"""`crm view`: filters saved under a name."""

from __future__ import annotations

from tests.running import Crm


def test_a_saved_filter_is_used_by_its_name(crm: Crm) -> None:
    crm.ok("add 示例科技有限公司 --phone 13800138000 --source expo")
    crm.ok("add 王芳 --phone 13700137000 --source referral")
    assert "view @展会客户: source:expo" in crm.ok("view save 展会客户 来源:展会").err
    assert [row["name"] for row in crm.ok("list @展会客户 --json").json()] == ["示例科技有限公司"]
    assert [row["customer_name"] for row in crm.ok("due @展会客户 --json").json()] == ["示例科技有限公司"]


def test_views_are_listed_replaced_and_forgotten(crm: Crm) -> None:
    assert "crm view save" in crm.ok("view", terminal=True).out
    crm.ok("view save hot stage:quote")
    crm.ok("view save hot -stage:lost last:7d")
    assert crm.ok("view list --json").json() == [{"name": "hot", "filter": "not:stage:lost last:7d"}]
    crm.ok("view rm @hot")
    assert crm.ok("view --json").json() == []


def test_saving_the_same_again_changes_nothing(crm: Crm) -> None:
    crm.ok("view save hot stage:quote")
    assert "Nothing changed" in crm.ok("view save hot stage:quote").err


def test_what_was_forgotten_comes_back_with_undo(crm: Crm) -> None:
    crm.ok("view save hot stage:quote")
    crm.ok("view rm hot")
    crm.ok("undo --yes")
    assert [row["name"] for row in crm.ok("view --json").json()] == ["hot"]


def test_a_wrong_name_or_filter_saves_nothing(crm: Crm) -> None:
    assert crm("view save 'a b' stage:quote").code == 2
    assert crm("view save hot nokey:1").code == 2
    assert crm("view rm hot").code == 3
    assert crm.ok("view --json").json() == []
