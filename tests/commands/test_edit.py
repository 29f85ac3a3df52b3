"""`crm edit`: FIELD=VALUE, what it says, the editor, and what is refused."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.running import Crm, Result


@pytest.fixture
def crm(crm: Crm) -> Crm:
    """A file with one customer."""
    crm.ok("add 示例科技 --contact 张伟 --phone 13800138000 --source expo --note 'old note' --tag 高意向")
    return crm


def test_fields_are_known_in_both_languages_and_both_widths(crm: Crm) -> None:
    made = crm.ok(
        "edit 示例科技 电话=13900139000 职位＝总经理 industry=软件 预算=10-50万 custom.size=big --json"
    ).json()
    assert (made["mobile"], made["title"], made["budget_high"]) == ("13900139000", "总经理", 500000)
    assert made["custom"] == {"size": "big"}


def test_it_says_what_changed_from_what_to_what(crm: Crm) -> None:
    result = crm.ok("edit 示例科技 phone=13900139000 note=")
    assert "#2 · 示例科技" in result.err
    assert "Mobile: 13800138000 → 13900139000" in result.err
    assert "Note: old note → –" in result.err


def test_a_phone_is_added_and_ended(crm: Crm) -> None:
    assert "13800138000 → 13800138000 · 13900139000" in crm.ok("edit 示例科技 phone+=13900139000").err
    assert crm.ok("edit 示例科技 phone-=13800138000 --json").json()["mobile"] == "13900139000"


def test_tags_are_added_and_taken_off(crm: Crm) -> None:
    assert crm.ok("edit 示例科技 tag+=vip 标签-=高意向 --json").json()["tags"] == ["自定义-vip"]


def test_the_same_value_again_changes_nothing(crm: Crm) -> None:
    before = crm.db.read_bytes()
    assert "Nothing changed" in crm.ok("edit 示例科技 source=展会 phone=13800138000").err
    assert crm.db.read_bytes() == before


@pytest.mark.parametrize(
    ("pair", "code", "said"),
    [
        ("", 2, "FIELD=VALUE"),
        ("phone", 2, "FIELD=VALUE"),
        ("phne=13800138000", 2, "phone"),
        ("phone=1380013800", 2, "11"),
        ("last=3d", 2, "last"),
        ("source=expoo", 2, "Expo"),
        ("name=", 2, "name"),
        ("note=11010519491231002X", 6, "ID card"),
        ("need=有需求", 6, "--force"),
        ("stage=lost", 2, "reason"),
        ("birthday=02-30", 2, "02-30"),
        ("next=2月30日", 2, "2月30日"),
        ("note+=more", 2, "+="),
        ("tag=成交", 6, "crm stage"),
        ("budget=many", 2, "many"),
    ],
)
def test_what_cannot_be_done_is_explained_and_nothing_is_written(crm: Crm, pair: str, code: int, said: str) -> None:
    before = crm.db.read_bytes()
    result = crm(["edit", "示例科技", *([pair] if pair else [])])
    assert result.code == code
    assert said in result.err
    assert "1949" not in result.err
    assert crm.db.read_bytes() == before


@pytest.mark.parametrize("text", ["'; DROP TABLE customers;--", "[red]x[/red]", "😀𠮷", "a=b=c", "x" * 10_000])
def test_odd_values_are_kept_as_they_are(crm: Crm, text: str) -> None:
    assert crm.ok(["edit", "示例科技", f"note={text}", "--json"]).json()["note"] == text


def edit(crm: Crm, steps: list[tuple[str, str]], *, stdin: str = "", form: str = "--json") -> Result:
    """Run the editor with an “editor” that replaces text; a step for each time it opens."""
    script = Path(crm.folder / "editor.py")
    script.write_text(
        "import json, pathlib, sys\n"
        "here = pathlib.Path(__file__).with_suffix('.json')\n"
        "steps = json.loads(here.read_text(encoding='utf-8'))\n"
        "old, new = steps.pop(0)\n"
        "here.write_text(json.dumps(steps), encoding='utf-8')\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "text = path.read_text(encoding='utf-8')\n"
        "here.with_suffix('.seen').write_text(text, encoding='utf-8')\n"
        "path.write_text(text.replace(old, new), encoding='utf-8')\n",
        encoding="utf-8",
    )
    script.with_suffix(".json").write_text(json.dumps(steps), encoding="utf-8")
    editor = f"'{sys.executable}' '{script}'"
    return crm(f"edit 示例科技 {form}", stdin=stdin, terminal=True, env={"EDITOR": editor})


def test_the_editor_changes_only_what_was_changed(crm: Crm) -> None:
    result = edit(crm, [("13800138000", "13900139000, 13700137000")])
    assert result.code == 0
    made = result.json()
    assert (made["mobile"], made["note"], made["source"]) == ("13900139000", "old note", "expo")
    assert "Mobile: 13800138000 → 13700137000 · 13900139000" in result.err
    assert "Note" not in result.err


def test_the_editor_keeps_notes_of_several_lines(crm: Crm) -> None:
    crm.ok(["edit", "示例科技", "note=one\ntwo"])
    assert edit(crm, [("two", "two\n    three")]).json()["note"] == "one\ntwo\nthree"


def test_an_unchanged_text_changes_nothing(crm: Crm) -> None:
    assert "Nothing changed" in edit(crm, [("nothing", "nothing")]).err


def test_a_value_that_cannot_be_read_opens_the_text_again(crm: Crm) -> None:
    result = edit(crm, [("13800138000", "138"), ("138", "13900139000")], stdin="\n")
    assert result.json()["mobile"] == "13900139000"
    assert "incomplete" in result.err


def test_giving_up_keeps_the_text(crm: Crm) -> None:
    result = edit(crm, [("13800138000", "138")], stdin="n\n", form="")
    assert result.code == 1
    kept = Path(result.err.split("Your text is in ")[1].strip().rstrip("."))
    assert "138" in kept.read_text(encoding="utf-8")
    kept.unlink()


def test_an_editor_that_is_not_there_is_named(crm: Crm) -> None:
    result = crm("edit 示例科技", terminal=True, env={"EDITOR": "no-such-editor"})
    assert result.code == 1
    assert "no-such-editor" in result.err


def test_it_speaks_chinese(crm: Crm) -> None:
    crm.lang = "zh"
    assert "手机：13800138000 → 13900139000" in crm.ok("edit 示例科技 电话=13900139000").err


def test_the_label_on_the_screen_is_a_field(crm: Crm) -> None:
    assert crm.ok("edit 示例科技 不再联系=是 --json").json()["do_not_contact"] is True


def test_the_extension_of_a_number_that_is_there_already_is_changed(crm: Crm) -> None:
    crm.ok("edit 示例科技 电话=010-62345678转8021")
    crm.ok("edit 示例科技 电话=010-62345678转8022")
    assert "010-62345678-8022" in crm.ok("show 示例科技").out


def test_the_company_of_a_person_becomes_the_customer_and_the_person_its_contact(crm: Crm) -> None:
    crm.ok("add 刘洋 --phone 13600136003 --source expo")
    made = crm.ok("edit 刘洋 公司=刘洋科技有限公司 --json").json()
    assert (made["name"], made["kind"], made["contact"]) == ("刘洋科技有限公司", "company", "刘洋")
