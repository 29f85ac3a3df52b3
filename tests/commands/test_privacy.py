"""Numbers that must not be kept on every way in, and what --mask hides on every way out."""

from __future__ import annotations

import re

import pytest

from tests.commands.journal_checks import holds
from tests.running import Crm

ID_CARD = "11010519491231002X"
CARD = "6222 0212 3456 7890 128"
HIDDEN = ("13800138000", "13900139000", "wangfang@example.com", "wang_fang_88", "010-62345678", "62345678", "20012345")


@pytest.fixture
def one(crm: Crm) -> Crm:
    crm.ok("add 北京示例科技有限公司 --contact 王芳 --phone 13800138000 --email wangfang@example.com"
           " --wechat wang_fang_88 --source 展会 --note '备用 13900139000, wangfang@example.com'")  # fmt: skip
    crm.ok("contact add 北京示例 李娜 --phone 010-62345678 --qq 20012345")
    crm.ok("log 北京示例 '回电 13900139000' --next '周五打 13900139000'")
    crm.ok("task add '寄资料给 wangfang@example.com' -c 北京示例 -d fri")
    return crm


WAYS = (
    "add 赵敏 --phone 13700137000 --source 展会 --note '{x}'",
    "add '赵敏 {x}' --source 展会 --force",
    "add 赵敏 --phone 13700137000 --source 展会 --need '{x}'",
    "add 赵敏 --phone 13700137000 --source 展会 --event '{x}'",
    "add 赵敏 --phone 13700137000 --source 展会 --tag '自定义-{x}'",
    "add 赵敏 --phone 13700137000 --source 展会 --next '周五 {x}'",
    "edit 王芳 'note={x}'",
    "edit 王芳 'custom.证件={x}'",
    "edit 王芳 'wechat={x}'",
    "edit 王芳 'address={x}'",
    "log 王芳 '证件 {x}'",
    "log 王芳 同意报价 --topic '{x}'",
    "log 王芳 同意报价 --feedback '{x}'",
    "log 王芳 同意报价 --result '{x}'",
    "log 王芳 同意报价 --next '周五 {x}'",
    "log 王芳 同意报价 --event '{x}'",
    "log 王芳 {x}",
    "contact add 王芳 '张三 {x}' --phone 13700137000",
    "contact add 王芳 张三 --note '{x}'",
    "contact edit 王芳 王芳 'note={x}'",
    "tag add '自定义-{x}' 王芳",
    "task add '查 {x}' -c 王芳",
    "task add 寄样 -c 王芳 --goal '{x}'",
    "deal add 王芳 '设备 {x}' --amount 5万",
    "deal add 王芳 设备 --amount 5万 --product '{x}'",
    "order add 王芳 --amount 500 --no A1 --note '{x}'",
    "view save '{x}' stage:quote",
    "view save hot 'note:{x}'",
    "dict add channel '{x}'",
    "config set user.name '{x}'",
    "config set default.owner '{x}'",
)


def test_no_way_in_lets_such_a_number_through(one: Crm) -> None:
    passed = []
    for way, number in ((way, number) for way in WAYS for number in (ID_CARD, CARD)):
        refused = one(way.format(x=number))
        assert "Traceback" not in refused.err
        told = refused.code == 2 or ("--not-sensitive" in refused.err and number not in refused.err)
        if refused.code not in (2, 6) or not told:
            passed.append((way, refused.code, refused.err))
    assert passed == [], "\n".join(map(str, passed))
    assert not holds(one, ID_CARD)
    assert not holds(one, CARD)


def test_what_only_looks_like_one_is_let_in_when_told_so(one: Crm) -> None:
    one.ok(f"edit 王芳 'note={CARD}' --not-sensitive")
    one.ok(f"--not-sensitive log 王芳 '订单 {CARD}'")
    assert CARD in one.ok("show 王芳").out
    assert one("log 王芳 '订单 " + CARD + "'").code == 6  # said for one command, not for ever


def test_an_import_blanks_it_and_says_so_or_keeps_it_when_told(one: Crm) -> None:
    (one.folder / "in.csv").write_text(f"姓名,手机,备注\n赵敏,13700137000,证件 {ID_CARD}\n", encoding="utf-8")
    said = one.ok("import in.csv --source 展会 --yes --verbose")
    assert "ID card" in said.out + said.err
    assert not holds(one, ID_CARD)
    one.ok("undo --yes")
    one.ok("import in.csv --source 展会 --yes --not-sensitive")
    assert holds(one, ID_CARD)
    assert one("doctor --sensitive").code == 1


LOOKS = (
    "due", "due --days 30 --why", "list", "list --columns code,name,mobile,phone,email,wechat,qq,note",
    "show 北京示例",
    "show 北京示例 --brief", "history", "history 北京示例", "task list", "export customers", "export contacts",
    "export interactions", "export tasks", "undo --dry-run", "review --dry-run", "dedupe --dry-run", "trash",
    "attach list",
    "report quality", "notify --dry-run",
)  # fmt: skip


def test_mask_hides_numbers_and_addresses_in_every_format(one: Crm) -> None:
    leaks = []
    for look, form in ((look, form) for look in LOOKS for form in ("table", "json", "jsonl", "csv", "tsv", "md")):
        shown = one(f"{look} --mask -f {form}")
        assert "Traceback" not in shown.err
        text = shown.out + shown.err
        plain = re.sub(r"\s", "", text) if form == "table" else text
        leaks += [(look, form, hidden) for hidden in HIDDEN if hidden in plain]
    assert leaks == [], "\n".join(map(str, leaks))


def test_mask_hides_them_in_questions_and_choices_too(one: Crm) -> None:
    one.ok("add 王芳 --phone 13700137000 --source 展会 --new")
    asked = one("log 王芳 同意报价 --mask", stdin="\n", terminal=True)
    assert "13700137000" not in asked.out + asked.err
    refused = one("add 李四 --phone 13800138000 --source 展会 --mask --json")
    assert (refused.code, "13800138000" in refused.err) == (6, False)


def test_the_setting_masks_without_the_option(one: Crm) -> None:
    one.ok("config set mask yes")
    assert "138****8000" in one.ok("show 北京示例").out
    assert "13800138000" not in one.ok("list --json").out
