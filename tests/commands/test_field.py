"""`crm field`: fields of one's own in add, edit, import, filters, lists and exports; fields that customers need."""

from __future__ import annotations

import pytest

from tests.running import Crm

VALUES = "--field 积分=1,200 --field 续约=2026-12-31 --field 套餐=pro --field 尾款=5万 --field 签约=是"


@pytest.fixture
def crm(crm: Crm) -> Crm:
    """A file with a field of each type."""
    crm.ok("field add 积分 --type number")
    crm.ok("field add 续约 --type date")
    crm.ok("field add 套餐 --choices basic,pro")
    crm.ok("field add 尾款 -t 金额")
    crm.ok("field add 签约 -t yes/no")
    crm.ok("field add 口味")
    return crm


def names(crm: Crm, words: str) -> list[str]:
    return [row["name"] for row in crm.ok(f"list {words} --sort name --json").json()]


def add(crm: Crm, name: str = "示例科技", more: str = VALUES) -> None:
    crm.ok(f"add {name} --phone 13800138{len(name):03d} --source expo {more}")


def test_values_are_read_by_type_and_shown_as_such(crm: Crm) -> None:
    add(crm)
    row = crm.ok("list --json").json()[0]
    assert row["custom"] == {"套餐": "pro", "尾款": 50000, "积分": 1200, "签约": True, "续约": "2026-12-31"}
    table = crm.ok("list --columns 尾款,签约,续约 -f table").out
    assert "50,000" in table
    assert "yes" in table
    assert crm.ok("export --columns name,尾款,积分,签约 --csv").out.splitlines()[1] == "示例科技,50000.00,1200,yes"
    crm.ok("edit 示例科技 积分=7 签约=否 套餐=")
    assert crm.ok("list --json").json()[0]["custom"] == {"尾款": 50000, "积分": 7, "签约": False, "续约": "2026-12-31"}
    crm.ok("undo")
    assert crm.ok("list --json").json()[0]["custom"]["积分"] == 1200


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("积分:1000..", True), ("积分:..1000", False), ("'积分>=1200'", True), ("'积分>1200'", False),
        ("积分:1200", True),
        ("续约:2026-12", True), ("续约:..2026-11", False), ("套餐:PRO", True), ("套餐:basic", False),
        ("尾款:1万..5万", False), ("尾款:5万", True), ("签约:yes", True), ("签约:no", False), ("missing:口味", True),
        ("missing:积分", False), ("not:积分:1200", False),
    ],
)  # fmt: skip
def test_they_are_filtered_by_type(crm: Crm, term: str, found: bool) -> None:
    add(crm)
    assert names(crm, term) == (["示例科技"] if found else [])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("edit 示例 积分=many", 2, "number"), ("edit 示例 套餐=gold", 2, "basic"), ("edit 示例 签约=maybe", 2, "yes"),
        ("list 积分:many", 2, "number"), ("list 签约:maybe", 2, "yes"), ("list --columns nothing", 2, "nothing"),
        ("field add 积分", 6, "already"), ("field add 手机", 6, "field of crm"), ("field add a=b", 2, "a=b"),
        ("field add x --type colour", 2, "colour"), ("field add x --choices one", 2, "two"),
        ("field add x --type text --choices a,b", 2, "choice"), ("field set nothing --required", 3, "nothing"),
        ("field set 手机 --type text", 2, "fixed"), ("field set 积分", 2, "changed"),
        ("field add x --for amount:5..", 2, "kind"), ("field rm nothing", 3, "nothing"),
        ("add 李娜 --field 无此=1 --phone 13700137000 --source expo", 2, "无此"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_written(crm: Crm, words: str, code: int, said: str) -> None:
    add(crm)
    before = crm.db.read_bytes()
    result = crm(words)
    assert result.code == code
    assert said in result.err
    assert crm.db.read_bytes() == before


def test_a_customer_is_asked_for_what_it_needs(crm: Crm) -> None:
    crm.ok("field set 套餐 --required --for 'kind:company stage:quote'")
    crm.ok("field set industry --required")
    refused = crm("add 示例科技 --phone 13800138000 --source expo --stage 报价")
    assert refused.code == 2
    assert "套餐 (--field 套餐=…); Industry (--industry)" in refused.err
    crm.ok("add 示例科技 --phone 13800138000 --source expo --stage 报价 --field 套餐=pro --industry 软件")
    crm.ok("add 样例贸易 --phone 13900139000 --source expo --force")
    crm.ok("add 李娜 --phone 13700137000 --source expo --industry 软件")
    assert names(crm, "missing:required") == ["样例贸易"]
    crm.ok("stage 样例贸易 报价")
    crm.ok("edit 样例贸易 industry=软件")
    assert names(crm, "missing:必填") == ["样例贸易"]
    crm.ok("edit 样例贸易 套餐=basic")
    assert names(crm, "missing:required") == []
    crm.ok("field set industry --optional")
    assert [row["name"] for row in crm.ok("field --json").json() if row["required"]] == ["套餐"]


def test_on_a_terminal_it_asks_until_the_answer_fits(crm: Crm) -> None:
    crm.ok("field set 套餐 --required")
    done = crm("add 李娜 --phone 13700137000 --source expo", stdin="gold\npro\n", terminal=True)
    assert done.code == 0
    assert "none of the choices" in done.err
    assert crm.ok("list --json").json()[0]["custom"] == {"套餐": "pro"}


def test_columns_of_an_import_are_known_by_the_name_of_the_field(crm: Crm) -> None:
    (crm.folder / "a.csv").write_text(
        '客户名称,手机,积 分,续约,尾款,签约\n甲木科技有限公司,13700137000,"2,500",2026/12/31,3万,是\n'
        "乙木科技有限公司,13700137001,很多,,,\n",
        encoding="utf-8",
    )
    said = crm.ok("import a.csv --source expo --yes")
    assert "积分 is a number" in said.out + said.err
    rows = {row["name"]: row["custom"] for row in crm.ok("list --json").json()}
    assert rows["甲木科技有限公司"] == {"尾款": 30000, "积分": 2500, "签约": True, "续约": "2026-12-31"}
    assert rows["乙木科技有限公司"] == {"积分": "很多"}
    assert "unchanged" in crm.ok("import a.csv --source expo --yes").out


def test_a_name_that_changes_takes_values_views_and_rules_along(crm: Crm) -> None:
    add(crm)
    crm.ok("view save rich 积分:1000.. --columns name,积分")
    crm.ok("tag rules add 积分:1000.. -T 高积分 --name rich")
    crm.ok("field set 积分 --rename 会员积分")
    assert names(crm, "@rich") == ["示例科技"]
    assert crm.ok("tag list 示例科技 --json").json()[0]["tag"] == "自定义-高积分"
    assert "会员积分" in crm.ok("list --json").json()[0]["custom"]
    crm.ok("undo -y")
    assert "积分" in crm.ok("list --json").json()[0]["custom"]


def test_another_type_reads_the_values_anew_where_it_can(crm: Crm) -> None:
    add(crm, "示例科技", "--field 口味=12")
    add(crm, "样例贸易有限公司", "--field 口味=咸")
    changed = crm.ok("field set 口味 --type number")
    assert "1 value follows" in changed.err
    assert "1 value cannot be read" in changed.err
    assert names(crm, "口味:12") == ["示例科技"]


def test_removing_says_what_becomes_of_the_values(crm: Crm) -> None:
    add(crm)
    assert crm("field rm 积分").code == 2
    crm.ok("field rm 积分 --keep")
    assert crm.ok("list --json").json()[0]["custom"]["积分"] == 1200
    crm.ok("field rm 尾款 --drop")
    assert "尾款" not in crm.ok("list --json").json()[0]["custom"]
    crm.ok("undo")
    assert names(crm, "尾款:5万") == ["示例科技"]
    crm.ok("view save rich 尾款:1万..")
    assert crm("field rm 尾款 --drop").code == 6


def test_the_list_tells_them_apart_in_both_languages(crm: Crm) -> None:
    add(crm)
    assert {row["name"]: row["customers"] for row in crm.ok("field list --json").json()}["积分"] == 1
    crm.lang = "zh"
    assert "是/否" in crm.ok("field", terminal=True).out
