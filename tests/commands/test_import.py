"""`crm import`: options, the report, the dialogue on a terminal, exit codes, the file of failed rows."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import openpyxl
import pytest

from tests.running import Crm

SAMPLES = Path(__file__).parent.parent.parent / "sample_data"
EXPO = str(SAMPLES / "expo_signin_two_sheets.xlsx")
GOOD = "姓名,公司,手机\n张伟,示例科技有限公司,13800138000\n李娜,样例贸易有限公司,13800138001\n"
BAD = "姓名,公司,手机,备注\n张伟,示例科技有限公司,13800138000,\n,,,=1+1\n,,,没有名字\n"


@pytest.fixture
def good(crm: Crm) -> Crm:
    """Two rows without fault in good.csv, and one of three in bad.csv."""
    (crm.folder / "good.csv").write_text(GOOD, encoding="utf-8")
    (crm.folder / "bad.csv").write_text(BAD, encoding="utf-8")
    return crm


def test_a_dry_run_reports_and_writes_nothing_at_all(first_crm: Crm) -> None:
    (first_crm.folder / "bad.csv").write_text(BAD, encoding="utf-8")
    result = first_crm("import bad.csv --dry-run --source 展会 --event 广交会 --tag VIP")
    assert result.code == 1
    assert "1 new, 2 failed" in result.out
    assert "dry run" in result.err
    assert not first_crm.db.exists()
    assert [path.name for path in first_crm.folder.iterdir()] == ["bad.csv"]


def test_a_script_needs_a_yes_and_hears_what_it_would_do(good: Crm) -> None:
    result = good("import good.csv")
    assert result.code == 2
    assert "2 new" in result.err
    assert "--yes" in result.err
    assert good.ok("list --json").json() == []


def test_the_report_as_json_has_the_keys_of_the_contract(good: Crm) -> None:
    result = good("import bad.csv --yes --json")
    assert result.code == 1
    report = result.json()
    assert list(report)[:6] == ["batch", "dry_run", "counts", "sheets", "rows", "errors_file"]
    assert list(report["counts"]) == ["rows", "new", "filled", "updated", "unchanged", "skipped", "failed"]
    assert list(report["sheets"][0]) == ["file", "sheet", "encoding", "header_row", "mapping", "rows"]
    assert [list(row) for row in report["rows"]] == [["file", "sheet", "row", "outcome", "customer_code", "reason"]] * 3
    assert (report["batch"], report["dry_run"], report["errors_file"]) == (1, False, "bad.errors.xlsx")
    assert report["sheets"][0]["mapping"]["手机"] == "mobile"


def test_rows_as_csv(good: Crm) -> None:
    lines = good.ok("import good.csv --yes --csv --codes").out.splitlines()
    assert lines[0] == "file,sheet,row,outcome,customer_code,reason"
    assert lines[1] == "good.csv,,2,new,C20261123001,"


def test_a_terminal_is_shown_the_report_before_it_is_asked(good: Crm) -> None:
    refused = good("import good.csv", stdin="n\n", terminal=True)
    assert refused.code == 1
    assert "2 new" in refused.out
    assert good.ok("list --json").json() == []
    done = good.ok("import good.csv", stdin="y\n", terminal=True)
    assert "#1 · import 1: 2 new" in done.err
    assert "crm batch undo 1" in done.err
    again = good.ok("import good.csv", terminal=True)
    assert "2 unchanged" in again.err


def test_after_the_title_of_a_sign_in_sheet_source_and_event_are_offered(crm: Crm) -> None:
    crm.ok(["import", EXPO], stdin="\ny\n", terminal=True)
    assert {(row["source"], row["event"]) for row in crm.ok("list --json").json()} == {("expo", "2024上海示例五金展")}
    crm.ok("batch undo 1 --yes")
    crm.ok(["import", EXPO], stdin="n\ny\n", terminal=True)
    assert {(row["source"], row["event"]) for row in crm.ok("list --json").json()} == {("other", None)}
    crm.ok("batch undo 2 --yes")
    assert "--event '2024上海示例五金展'" in crm.ok(["import", EXPO, "--yes"]).err


def test_an_unknown_source_is_asked_once_and_kept_as_text_in_scripts(crm: Crm) -> None:
    rows = "姓名,手机,来源\n张伟,13800138000,朋友圈看到\n李娜,13800138001,朋友圈看到\n王强,13800138002,地推x\n"
    (crm.folder / "list.csv").write_text(rows, encoding="utf-8")
    result = crm.ok("import list.csv", stdin="nonsense\n转介绍\n\ny\n", terminal=True)
    assert result.err.count("“朋友圈看到”") == 2  # asked again after an answer that is no source
    assert [row["source"] for row in crm.ok("list --sort code --json").json()] == ["referral", "referral", "other"]
    crm.ok("batch undo 1 --yes")
    crm.ok("import list.csv --yes")
    assert [row["source"] for row in crm.ok("list --json").json()] == ["other"] * 3


def test_who_matches_can_be_decided_row_by_row(good: Crm) -> None:
    good.ok("import good.csv --yes")
    rows = GOOD.replace("手机", "手机,城市").replace("138000\n", "138000,北京\n").replace("138001\n", "138001,上海\n")
    (good.folder / "more.csv").write_text(rows, encoding="utf-8")
    assert good("import more.csv --on-match ask --yes").code == 2
    good.ok("import more.csv --on-match ask", stdin="1\n3\ny\n", terminal=True)
    assert {row["name"]: row["city"] for row in good.ok("list --json").json()} == {
        "示例科技有限公司": "北京市",
        "样例贸易有限公司": None,
    }


def test_an_unknown_source_is_asked_once_with_the_sources_there_are(crm: Crm) -> None:
    rows = "姓名,手机,来源\n张伟,13800138000,老乡会\n李娜,13800138001,老乡会\n"
    (crm.folder / "list.csv").write_text(rows, encoding="utf-8")
    done = crm.ok("import list.csv", stdin="nonsense\n转介绍\ny\n", terminal=True)
    assert done.err.count("Sources there are: Online shop") == 1
    assert done.err.count("“老乡会” (2 rows)") == 2  # once more after the word that is no source
    assert {row["source"] for row in crm.ok("list --json").json()} == {"referral"}


def test_defaults_for_all_rows_fill_only_what_is_empty(crm: Crm) -> None:
    rows = "姓名,手机,来源,负责人\n张伟,13800138000,转介绍,小李\n李娜,13800138001,,\n"
    (crm.folder / "list.csv").write_text(rows, encoding="utf-8")
    crm.ok("import list.csv --yes --source 展会 --owner 老王 -T 高意向 --tag 老乡 --event 2026广交会")
    first, second = crm.ok("list --sort code --json").json()
    assert (first["source"], first["owner"]) == ("referral", "小李")
    assert (second["source"], second["owner"], second["event"]) == ("expo", "老王", "2026广交会")
    assert first["tags"] == second["tags"] == ["意向-高意向", "自定义-老乡"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--source nonsense", "nonsense"),
        ("--on-match maybe", "fill, update, skip, new, ask"),
        ("--map 手机", "COLUMN=FIELD"),
        ("--map 手鸡=mobile", "手机"),
        ("--map 手机=moblie", "mobile"),
        ("--tag 成交客户", "status"),
        ("--limit 0", "--limit"),
        ("--encoding klingon", "klingon"),
    ],
)
def test_an_option_that_cannot_be_understood_is_said_before_anything_is_written(
    good: Crm, options: str, said: str
) -> None:
    result = good(f"import good.csv --yes {options}")
    assert result.code in (2, 6)
    assert said in result.err
    assert good.ok("list --json").json() == []


def test_a_column_can_be_given_another_meaning(crm: Crm) -> None:
    (crm.folder / "list.csv").write_text("老板,电话号,编号\n张伟,13800138000,7\n", encoding="utf-8")
    crm.ok("import list.csv --yes --map 老板=contact --map 编号=-")
    (row,) = crm.ok("list --json").json()
    assert (row["name"], row["mobile"], row["custom"]) == ("张伟", "13800138000", {})


def test_inspecting_shows_every_column_and_writes_nothing(first_crm: Crm) -> None:
    (first_crm.folder / "list.csv").write_text(GOOD.replace("公司", "谜"), encoding="utf-8")
    rows = first_crm.ok("import list.csv --inspect --json").json()
    assert [(row["header"], row["field"], row["filled"]) for row in rows][2] == ("手机", "mobile", 1.0)
    assert rows[0]["samples"] == ["张伟", "李娜"]
    assert "谜" in first_crm.ok("import list.csv --inspect", terminal=True).out
    assert not first_crm.db.exists()


def test_a_sheet_without_headings_is_guessed_by_its_values(crm: Crm) -> None:
    rows = "".join(f"张{name},示例{name}科技有限公司,1380013800{n}\n" for n, name in enumerate("伟强敏丽杰"))
    (crm.folder / "list.csv").write_text(rows, encoding="utf-8")
    report = crm.ok("import list.csv --no-header --yes --json").json()
    assert report["counts"]["new"] == 5
    assert crm.ok("list --sort code --json").json()[0]["mobile"] == "13800138000"


def test_the_first_rows_can_be_tried(good: Crm) -> None:
    assert good.ok("import good.csv --yes --limit 1 --json").json()["counts"]["rows"] == 1
    counts = good.ok("import good.csv --yes --json").json()["counts"]
    assert (counts["new"], counts["unchanged"]) == (1, 1)


def test_strict_writes_nothing_if_any_row_has_a_problem(good: Crm) -> None:
    result = good("import bad.csv --strict --yes")
    assert result.code == 1
    assert "Nothing was imported" in result.err
    assert "row 3" in result.out
    assert good.ok("list --json").json() == []
    assert not (good.folder / "bad.errors.xlsx").exists()
    good.ok("import good.csv --strict --yes")


def test_standard_input_is_a_file_too(crm: Crm) -> None:
    assert "1 new" in crm.ok("import - --yes", stdin="姓名,手机\n张伟,13800138000\n").err


def test_every_row_is_told_when_asked(good: Crm) -> None:
    out = good("import bad.csv --yes --verbose").out
    assert "row 2: new C20261123001 示例科技有限公司" in out
    assert "row 3: failed · Nothing in this row" in out


def test_quiet_says_nothing_in_a_job(good: Crm) -> None:
    result = good.ok("import good.csv --yes -q")
    assert result.out + result.err == ""


# -- the file of failed rows -----------------------------------------------------------------------------------


def test_failed_rows_go_to_a_file_with_their_reason_and_their_cells_as_they_were(good: Crm) -> None:
    assert good("import bad.csv --yes").code == 1
    path = good.folder / "bad.errors.xlsx"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    rows = list(openpyxl.load_workbook(path)["bad"].iter_rows())
    assert [cell.value for cell in rows[0]] == ["Import error", "姓名", "公司", "手机", "备注"]
    assert [row[4].value for row in rows[1:]] == ["=1+1", "没有名字"]
    assert rows[1][4].data_type == "s"
    assert "who the customer is" in str(rows[1][0].value)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_mended_there_and_imported_again_nothing_doubles(good: Crm, lang: str) -> None:
    good.lang = lang
    good("import bad.csv --yes")
    path = good.folder / "bad.errors.xlsx"
    book = openpyxl.load_workbook(path)
    book["bad"]["B2"], book["bad"]["D2"] = "李娜", "13800138001"
    book.save(path)
    report = good("import bad.errors.xlsx --yes --json").json()
    assert [row["outcome"] for row in report["rows"]] == ["new", "failed"]
    assert report["errors_file"] == "bad.errors-2.xlsx"  # the one being mended is left alone
    left = openpyxl.load_workbook(good.folder / "bad.errors-2.xlsx")["bad"]
    heads = [cell.value for cell in next(left.iter_rows())]
    assert heads[1:] == ["姓名", "公司", "手机", "备注"]
    again = good("import bad.csv bad.errors.xlsx --yes --json").json()["counts"]
    assert (again["new"], again["filled"], again["unchanged"]) == (0, 0, 2)
    assert len(good.ok("list --json").json()) == 2


def test_the_same_failures_again_make_no_second_file(good: Crm) -> None:
    for _ in range(3):
        assert good("import bad.csv --yes").code == 1
    assert len(list(good.folder.glob("bad.errors*"))) == 1


def test_each_sheet_with_failures_has_a_sheet_of_its_own(good: Crm) -> None:
    (good.folder / "more.csv").write_text(BAD, encoding="utf-8")
    good("import bad.csv more.csv --yes")
    assert openpyxl.load_workbook(good.folder / "bad.errors.xlsx").sheetnames == ["bad", "more"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root")
def test_in_a_read_only_folder_it_goes_to_the_present_one(good: Crm) -> None:
    folder = good.folder / "locked"
    folder.mkdir()
    (folder / "bad.csv").write_text(BAD, encoding="utf-8")
    folder.chmod(0o500)
    try:
        assert good("import locked/bad.csv --yes --json").json()["errors_file"] == "bad.errors.xlsx"
    finally:
        folder.chmod(0o700)


def test_a_deal_that_only_says_it_was_won_stands_at_won(crm: Crm) -> None:
    text = "客户名称,商机名称,成交金额,成交日期\n示例科技有限公司,二期,50000,2026-05-01\n"
    (crm.folder / "won.csv").write_text(text, encoding="utf-8")
    crm.ok("import won.csv --yes --source expo")
    deal = crm.ok("show 示例科技 --json").json()["deals"][0]
    assert (deal["state"], deal["stage"]) == ("won", "won")


def test_a_row_with_a_last_contact_and_what_was_said_is_one_talk(crm: Crm) -> None:
    text = "客户名称,联系人,电话,最近联系,跟进内容\n示例科技有限公司,张伟,13800138111,2026-10-12,聊了样机\n"
    (crm.folder / "talk.csv").write_text(text, encoding="utf-8")
    crm.ok("import talk.csv --yes --source expo")
    talks = crm.ok("export interactions --json").json()
    assert [(one["at"], one["content"]) for one in talks] == [("2026-10-12", "聊了样机")]


def test_a_next_date_with_what_is_to_be_done_is_a_next_step(crm: Crm) -> None:
    text = "客户名称,联系人,电话,下次跟进\n示例科技有限公司,张伟,13800138111,11月30日前回复\n"
    (crm.folder / "plan.csv").write_text(text, encoding="utf-8")
    crm.ok("import plan.csv --yes --source expo")
    task = crm.ok("task list --json").json()[0]
    assert (task["title"], task["due_at"]) == ("回复", "2026-11-30")
