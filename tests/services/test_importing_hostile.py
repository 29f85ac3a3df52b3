"""Cells that mean harm, or too much: they are text, what must not be kept is not, and every row gets its outcome."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.commands.journal_checks import holds
from tests.imported import picture
from tests.running import Crm


def put(crm: Crm, *rows: list[str], name: str = "list.csv") -> None:
    with (crm.folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((["姓名", "公司", "手机", "备注"], *rows))


def take(crm: Crm, *options: str) -> Any:
    return crm.ok(["import", "list.csv", "--yes", "--json", *options]).json()


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x.example","click")',
        "'; DROP TABLE customers;--",
        "[red]bold[/red]",
        "{n} {__class__}",
        "%s %(x)s",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "🎉" * 40,
    ],
)
def test_a_hostile_cell_is_only_text(crm: Crm, text: str) -> None:
    put(crm, ["张伟", "示例科技有限公司", "13800138000", text])
    report = take(crm)
    assert report["counts"]["new"] == 1
    assert crm.ok("show 示例科技 --json").json()["note"] == text
    crm.ok("show 示例科技")
    crm.ok("list")
    crm.ok("batch show 1 --verbose")


@pytest.mark.parametrize("text", ["张伟'; DROP TABLE", "=1+1", "[b]x", "{name}", "%d"])
def test_a_hostile_name_is_only_a_name(crm: Crm, text: str) -> None:
    put(crm, [text, "", "13800138000", ""])
    crm.ok("import list.csv --dry-run --verbose")
    crm.ok("import list.csv --yes --verbose")
    assert len(crm.ok("list --json").json()) == 1


def test_escape_codes_never_reach_the_terminal(crm: Crm) -> None:
    put(crm, ["\x1b[31m张伟\x07", "示例\x1b]0;x\x07科技有限公司", "13800138000", "\x1b[2J"])
    result = crm.ok("import list.csv --yes --verbose", terminal=True)
    assert "\x1b" not in result.out + result.err
    assert "\x07" not in result.out + result.err


def test_a_very_long_cell_is_kept_and_the_report_stays_short(crm: Crm) -> None:
    put(crm, ["张伟", "示例科技有限公司", "13800138000", "长" * 10_000], ["李娜", "样" * 10_000, "13800138001", ""])
    result = crm.ok("import list.csv --yes --verbose")
    assert len(result.out) < 3000
    assert len(crm.ok("show 示例科技 --json").json()["note"]) == 10_000


def test_identity_and_bank_cards_are_not_kept(crm: Crm) -> None:
    put(
        crm,
        ["张伟", "示例科技有限公司", "13800138000", "身份证110101199003074477,要发票"],
        ["李娜", "样例贸易有限公司", "13800138001", "卡号 6222021234567890128"],
    )
    report = take(crm)
    assert [one["kind"] for one in report["warnings"]] == ["warning", "warning"]
    assert not holds(crm, "110101199003074477")
    assert not holds(crm, "6222021234567890128")
    assert "110101199003074477" not in crm.ok("import list.csv --inspect --json").out


def test_formulas_that_only_look_like_numbers_lose_no_digits(crm: Crm) -> None:
    put(crm, ["张伟", "示例科技有限公司", "1.38E+10", ""], ["李娜", "样例贸易有限公司", "+8613800138001", ""])
    report = take(crm)
    assert report["counts"] == {
        "rows": 2,
        "new": 2,
        "filled": 0,
        "updated": 0,
        "unchanged": 0,
        "skipped": 0,
        "failed": 0,
    }
    assert "手机: 1.38E+10 (?)" in picture(crm.db)
    assert "mobile 13800138001" in picture(crm.db)


def test_files_are_all_read_or_nothing_is_written(crm: Crm) -> None:
    put(crm, ["张伟", "示例科技有限公司", "13800138000", ""])
    names = []
    for number in range(9):
        put(crm, [f"张伟{number}", "", f"1380013800{number}", ""], name=f"part{number}.csv")
        names.append(f"part{number}.csv")
    (crm.folder / "broken.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    failed = crm(["import", *names, "broken.xlsx", "--yes"])
    assert failed.code == 5
    assert "broken.xlsx" in failed.err
    assert "Nothing was imported" in failed.err
    assert crm.ok("list --json").json() == []
    report = crm.ok(["import", *names, "--yes", "--json"]).json()
    assert report["counts"]["new"] == 9
    assert report["batch"] == 1
    assert {row["file"] for row in report["rows"]} == set(names)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\x03" * 100, b"hello there\n", b"\xff\xd8\xff\xe0JFIF"])
def test_what_holds_no_table_ends_with_a_sentence_and_an_untouched_database(first_crm: Crm, data: bytes) -> None:
    (first_crm.folder / "list.csv").write_bytes(data)
    result = first_crm("import list.csv --yes")
    assert result.code == 5
    assert "list.csv" in result.err
    assert not first_crm.db.exists()


def test_a_folder_and_a_missing_file_are_said(first_crm: Crm) -> None:
    (first_crm.folder / "folder").mkdir()
    assert "folder" in first_crm("import folder").err
    assert first_crm("import folder").code == first_crm("import nowhere.csv").code == 5
    assert not Path(first_crm.db).exists()
