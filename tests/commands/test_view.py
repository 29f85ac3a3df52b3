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
    assert crm.ok("view list --json").json() == [
        {"name": "hot", "filter": "not:stage:lost last:7d", "columns": None, "sort": None}
    ]
    crm.ok("view rm @hot")
    assert crm.ok("view --json").json() == []


def test_a_view_is_one_in_whatever_case_it_is_typed(crm: Crm) -> None:
    crm.ok("view save hot source:expo")
    crm.ok("view save HOT stage:lead")
    assert [(row["name"], row["filter"]) for row in crm.ok("view --json").json()] == [("hot", "stage:lead")]
    crm.ok("tag rules add '@Hot → VIP'")
    assert "stands on @hot" in crm("view rm @HOT").err
    crm.ok("tag rules rm VIP")
    crm.ok("view rm @HOT")
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


def test_columns_and_order_are_saved_and_used_unless_others_are_given(crm: Crm) -> None:
    crm.ok("add 甲公司 --phone 13800138000 --source expo")
    crm.ok("add 乙公司 --phone 13700137000 --source expo")
    crm.ok("view save mine source:expo --columns 名称,手机 --sort -code")
    assert crm.ok("list @mine --json").json() == [
        {"name": "乙公司", "mobile": "13700137000"},
        {"name": "甲公司", "mobile": "13800138000"},
    ]
    assert list(crm.ok("list @mine --columns code --json").json()[0]) == ["code"]
    assert crm.ok("export @mine --csv").out.splitlines()[0] == "Customer,Mobile"
    assert crm("view save bad source:expo --sort colour").code == 2
    assert crm("view save bad source:expo --columns colour").code == 2


def test_a_view_cannot_lead_back_to_itself_or_lose_what_it_stands_on(crm: Crm) -> None:
    crm.ok("view save a stage:quote")
    crm.ok("view save b @a source:expo")
    assert "lead back to itself" in crm("view save a @b").err
    assert crm("view save a @a").code == 2
    assert crm("view save c @nothing").code == 3
    assert crm("view rm a").code == 6
    crm.ok("tag rules add @b -T hot --name hot")
    crm.ok("view save b stage:quote")
    assert crm("view rm b").code == 6
    crm.ok("view rm a")


def test_a_view_selects_in_every_command_that_takes_a_filter(crm: Crm) -> None:
    crm.ok("add 甲公司 --phone 13800138000 --source expo")
    crm.ok("add 乙公司 --phone 13700137000 --source referral")
    crm.ok("view save fair source:expo")
    assert len(crm.ok("list @fair --json").json()) == 1
    assert len(crm.ok("due @fair --json").json()) == 1
    assert len(crm.ok("export @fair --json").json()) == 1
    assert crm.ok("report customers @fair --json").json()["filter"]
    assert "1 customer" in crm.ok("tag add vip @fair -y").err
