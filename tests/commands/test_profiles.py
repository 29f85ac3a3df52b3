"""Saved mappings of columns, and guesses by values that a person confirms."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.journal_checks import assert_replays
from tests.running import Crm

ODD = "K1,K2,K3\n示例科技,x1,13800138000\n"


def put(crm: Crm, name: str, text: str) -> None:
    (crm.folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def saved(crm: Crm) -> Crm:
    """A mapping saved under a name, with the first file imported."""
    put(crm, "first.csv", ODD)
    crm.ok("import first.csv --yes --map K1=company --map K2=- --save-profile partner")
    return crm


def fields(crm: Crm, argv: str) -> dict[str, tuple[str | None, str]]:
    return {row["header"]: (row["field"], row["how"]) for row in crm.ok(f"{argv} --inspect --json").json()}


def test_the_same_headings_are_read_as_saved_in_whatever_order(saved: Crm) -> None:
    put(saved, "second.csv", "k3, K2 ,K1\n13900139000,y,另一科技\n")
    found = fields(saved, "import second.csv")
    assert found["K1"] == ("company", "saved mapping")
    assert found["K2"][0] is None
    put(saved, "other.csv", "K1,K3\n另一科技,13900139000\n")
    assert fields(saved, "import other.csv")["K1"][1] != "saved mapping"


def test_a_named_mapping_is_used_for_other_headings_too(saved: Crm) -> None:
    put(saved, "other.csv", "K1,K3,负责人\n另一科技,13900139000,王芳\n")
    found = fields(saved, "import other.csv --profile PARTNER")
    assert found["K1"] == ("company", "saved mapping")
    assert found["负责人"][0] == "owner"
    assert fields(saved, "import other.csv --profile partner --map K1=contact")["K1"] == ("contact", "as you said")


def test_an_unknown_mapping_or_one_that_fits_nothing_is_said(saved: Crm) -> None:
    put(saved, "other.csv", "姓名,手机\n张伟,13900139000\n")
    unknown = saved("import other.csv --yes --profile partnr")
    assert unknown.code == 3
    assert "partner" in unknown.err
    assert saved("import other.csv --yes --profile partner").code == 2
    assert saved("import other.csv --yes --save-profile ' '").code == 2


def test_saved_mappings_are_listed_replaced_forgotten_and_undone(saved: Crm) -> None:
    assert saved.ok("import --profiles --json").json() == [
        {
            "name": "partner",
            "columns": 3,
            "mapping": {"K1": "company", "K2": None, "K3": "phone"},
            "created_at": "2026-11-23 09:00",
        }
    ]
    assert "partner" in saved.ok("import --profiles", terminal=True).out
    put(saved, "third.csv", ODD.replace("13800138000", "13700137000"))
    saved.ok("import third.csv --yes --map K1=contact --save-profile partner")
    assert saved.ok("import --profiles --json").json()[0]["mapping"]["K1"] == "contact"
    saved.ok("undo --yes")
    assert saved.ok("import --profiles --json").json()[0]["mapping"]["K1"] == "company"
    saved.ok("import --forget-profile Partner")
    assert saved.ok("import --profiles --json").json() == []
    assert saved("import --forget-profile partner").code == 3
    assert_replays(saved)


def test_a_dry_run_saves_no_mapping(crm: Crm) -> None:
    put(crm, "first.csv", ODD)
    crm.ok("import first.csv --dry-run --map K1=company --save-profile partner")
    assert crm.ok("import --profiles --json").json() == []


def test_a_column_that_is_empty_today_is_not_left_out_for_ever(crm: Crm) -> None:
    put(crm, "first.csv", "公司名称,手机,邮箱\n示例科技,13800138000,\n")
    crm.ok("import first.csv --yes --save-profile plain")
    put(crm, "second.csv", "公司名称,手机,邮箱\n另一科技,13900139000,a@example.com\n")
    assert fields(crm, "import second.csv")["邮箱"][0] == "email"


def test_guesses_are_shown_and_confirmed_on_a_terminal(crm: Crm) -> None:
    put(crm, "odd.csv", "K1,K3\n示例科技有限公司,13800138000\n")
    done = crm.ok("import odd.csv", stdin="y\ny\ny\n", terminal=True)
    assert "Guessed by their values:" in done.err
    assert "“K3” is Phone: 13800138000" in done.err
    assert crm.ok("import --profiles --json").json()[0]["name"] == "odd"
    put(crm, "odd2.csv", "K1,K3\n另一科技有限公司,13900139000\n")
    again = crm.ok("import odd2.csv", stdin="y\n", terminal=True)
    assert "Guessed" not in again.err


def test_a_wrong_guess_is_put_right(crm: Crm) -> None:
    put(crm, "odd.csv", "K1,K3\n示例科技有限公司,13800138000\n")
    crm.ok("import odd.csv", stdin="n\n\nnonsens\nwechat\nn\ny\n", terminal=True)
    (row,) = crm.ok("export customers --json").json()
    assert (row["mobile"], row["wechat"]) == (None, "13800138000")


def test_a_sheet_without_headings_is_asked_about(crm: Crm) -> None:
    put(crm, "list.txt", "张伟 示例科技 总经理 13800138000\n李娜，示范贸易，采购，13900139000\n")
    assert crm("import list.txt --yes").code == 5
    assert crm("import list.txt", stdin="n\n", terminal=True).code == 5
    crm.ok("import list.txt", stdin="y\ny\ny\n", terminal=True)
    found = {row["contact"]: row["name"] for row in crm.ok("export customers --json").json()}
    assert found == {"张伟": "示例科技", "李娜": "示范贸易"}


def test_a_file_is_needed(crm: Crm) -> None:
    assert crm("import").code == 2


def test_unread_sheets_name_their_file(crm: Crm, tmp_path: Path) -> None:
    put(crm, "a.csv", "姓名,手机\n张伟,13800138000\n")
    put(crm, "b.csv", "foo\nbar\n")
    left_out = crm.ok("import a.csv b.csv --dry-run --json").json()["left_out"]
    assert [one["file"] for one in left_out] == ["b.csv"]
    assert "b.csv" in crm.ok("import a.csv b.csv --dry-run", terminal=True).out
