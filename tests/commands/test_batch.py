"""`crm batch`: imports that are in force, one row by row, and taking one back."""

from __future__ import annotations

import pytest

from tests.commands.journal_checks import assert_replays
from tests.running import Crm


@pytest.fixture
def imported(crm: Crm) -> Crm:
    """Two imports: three rows, one of which fails; then one."""
    (crm.folder / "one.csv").write_text("姓名,手机\n张伟,13800138000\n李娜,13800138001\n,\n,138\n", encoding="utf-8")
    (crm.folder / "two.csv").write_text("姓名,手机\n王强,13800138002\n", encoding="utf-8")
    assert crm("import one.csv --yes").code == 1
    crm.ok("import two.csv --yes")
    return crm


def test_imports_are_listed_with_the_newest_first(imported: Crm) -> None:
    rows = imported.ok("batch list --json").json()
    assert [(row["batch"], row["file"], row["new"], row["failed"]) for row in rows] == [
        (2, "two.csv", 1, 0),
        (1, "one.csv", 2, 1),
    ]
    assert "one.csv" in imported.ok("batch", terminal=True).out


def test_one_import_is_shown_row_by_row(imported: Crm) -> None:
    assert "who the customer is" in imported.ok("batch show 1").out
    assert "张伟" in imported.ok("batch show 1 --verbose").out
    shown = imported.ok("batch show 1 --json").json()
    assert [row["outcome"] for row in shown["rows"]] == ["new", "new", "failed"]
    assert shown["sheets"][0]["mapping"] == {"姓名": "contact", "手机": "mobile"}


def test_undoing_asks_and_a_script_needs_a_yes(imported: Crm) -> None:
    assert imported("batch undo 1").code == 2
    assert imported("batch undo 1", stdin="n\n", terminal=True).code == 1
    assert len(imported.ok("list --json").json()) == 3
    assert "2 customers" in imported.ok("batch undo 1 --dry-run").out
    imported.ok("batch undo 1", stdin="y\n", terminal=True)
    assert [row["name"] for row in imported.ok("list --json").json()] == ["王强"]
    assert [row["batch"] for row in imported.ok("batch --json").json()] == [2]
    assert_replays(imported)


def test_one_that_was_taken_back_or_never_was_is_said(imported: Crm) -> None:
    imported.ok("batch undo 1 --yes")
    again = imported("batch undo 1 --yes")
    assert again.code == 1
    assert "already" in again.err
    assert imported("batch undo 9 --yes").code == imported("batch show 9").code == 3
    assert imported("batch show abc").code == 2


def test_before_the_first_import_there_is_nothing(first_crm: Crm) -> None:
    assert "There is no import" in first_crm.ok("batch", terminal=True).out
    assert not first_crm.db.exists()


def test_an_import_is_one_command_for_undo_and_history(imported: Crm) -> None:
    assert imported.ok("history --json --limit 1").json()[0]["command"] == "crm import two.csv --yes"
    imported.ok("undo --yes")
    assert [row["batch"] for row in imported.ok("batch --json").json()] == [1]
    imported.ok("redo --yes")
    assert [row["batch"] for row in imported.ok("batch --json").json()] == [2, 1]


def test_the_preview_counts_and_names_what_will_stay(crm: Crm) -> None:
    (crm.folder / "a.csv").write_text("姓名,手机\n张伟,13800138000\n李娜,13800138001\n", encoding="utf-8")
    crm.ok("import a.csv --yes")
    crm.ok("log 李娜 谈了价格和交期")
    before = (crm.folder / "crm.db").read_bytes()
    shown = crm.ok("batch undo 1 --dry-run")
    assert (crm.folder / "crm.db").read_bytes() == before
    assert "1 customer," in shown.out
    assert "李娜" in shown.err
    asked = crm("batch undo 1", stdin="n\n", terminal=True)
    assert "李娜" in asked.err
    crm.ok("batch undo 1 --yes")
    assert [row["name"] for row in crm.ok("export customers --json").json()] == ["李娜"]


DEALS = "客户名称,商机名称,金额,阶段,状态,输单原因,竞争对手\n示例科技有限公司,门锁,{}\n"


def test_a_deal_that_comes_again_is_compared(crm: Crm) -> None:
    (crm.folder / "a.csv").write_text(DEALS.format("1万,需求分析,进行中,,"), encoding="utf-8")
    (crm.folder / "b.csv").write_text(DEALS.format("2万,方案报价,输单,价格,某某门业"), encoding="utf-8")
    crm.ok("import a.csv --yes")
    told = crm.ok("import b.csv --yes")
    assert "Amount stays ¥10,000, the file says ¥20,000" in told.out
    (deal,) = crm.ok("export deals --json").json()
    assert (deal["amount"], deal["state"], deal["competitor"]) == (10000, "open", "某某门业")
    crm.ok("batch undo 2 --yes")
    crm.ok("import b.csv --yes --on-match update")
    (deal,) = crm.ok("export deals --json").json()
    assert (deal["amount"], deal["state"], deal["lost_reason"]) == (20000, "lost", "price")
    (crm.folder / "c.csv").write_text(DEALS.format("3万,需求分析,进行中,,"), encoding="utf-8")
    crm.ok("import c.csv --yes --on-match update")
    (deal,) = crm.ok("export deals --json").json()
    assert (deal["amount"], deal["state"]) == (30000, "lost")  # an import never moves backwards
    assert_replays(crm)


@pytest.mark.parametrize("what", ["customers", "contacts", "interactions", "deals", "orders", "tasks"])
@pytest.mark.parametrize("how", ["--lang zh", "--lang en", "--codes"])
def test_our_own_export_comes_back_unchanged(crm: Crm, what: str, how: str) -> None:
    sheets = {
        "people.csv": "公司,联系人,手机,备注,车牌,标签,下次联系,省份\n"
        "示例科技,张伟,13800138000,老客户,粤A1,VIP,2026-12-01,广东\n",
        "deals.csv": DEALS.format("1万,方案报价,进行中,,"),
        "orders.csv": "订单号,收货人,手机,订单金额,下单时间,商品\nA1,周芳,13900139000,1299,2026-11-01,门锁\n",
        "talks.csv": "日期,客户,沟通内容,下一步,下次联系\n2026-11-03,海蓝电子,发了报价单,调价,2026-11-30\n",
    }
    for name, text in sheets.items():
        (crm.folder / name).write_text(text, encoding="utf-8")
        crm.ok(f"import {name} --yes")
    crm.ok(f"export {what} -o back.csv {how}")
    counts = crm.ok("import back.csv --yes --json").json()["counts"]
    assert counts["rows"] > 0
    assert counts["unchanged"] == counts["rows"]
