"""`crm trash`: listing, restoring, erasing for good, and blanking a text; what the file's bytes say afterwards."""

from __future__ import annotations

import json

import pytest

from tests.commands.journal_checks import assert_replays, holds
from tests.running import Crm

# what is told of 沈秘 and must be gone with them
TRACES = (
    "沈秘",
    "机密样品",
    "13800004321",
    "secret.shen@example.com",
    "旧号备注",
    "shenwx_7788",
    "要八折才签",
    "沈一诺",
)


@pytest.fixture
def known(crm: Crm) -> Crm:
    """机密样品 with a long story (#1 to #7) and another customer beside it (#8)."""
    crm.ok("add 机密样品有限公司 --contact 沈秘 --phone 13800004321 --email secret.shen@example.com --source expo")
    crm.ok("log 机密样品 '要八折才签' --next '+3d 带合同给沈秘'")
    crm.ok("edit 机密样品 phone=13800004322 note=旧号备注 wechat=shenwx_7788")
    crm.ok("edit 机密样品 phone=13800004321")
    crm.ok("contact add 机密样品 沈一诺 --title 助理")
    crm.ok("contact rm 机密样品 沈一诺")
    crm.ok("tag add 自定义-样板 机密样品")
    crm.ok("add 'Blue Sample Ltd' --phone 13800000002 --source expo")
    return crm


def erase(crm: Crm) -> None:
    crm.ok("rm 机密样品")
    crm.ok("trash purge --yes")


def test_the_trash_lists_and_restores_by_code_and_by_name(known: Crm) -> None:
    code = known.ok("show 机密样品 --json").json()["code"]
    known.ok("rm 机密样品 Blue")
    assert {row["name"] for row in known.ok("trash --json").json()} == {"机密样品有限公司", "Blue Sample Ltd"}
    assert "机密样品有限公司" in known.ok(["trash", "restore", code.lower()]).err
    known.ok("trash restore blue")
    assert known.ok("trash list --json").json() == []
    assert known("trash restore blue").code == 3
    known.ok("undo")
    assert len(known.ok("trash --json").json()) == 1


def test_what_is_in_the_trash_is_told_apart_by_its_code(known: Crm) -> None:
    known.ok("add 'Blue Other Ltd' --phone 13800000005 --source expo --new")
    known.ok("rm 'Blue Sample' 'Blue Other'")
    assert known("trash restore blue").code == 3


def test_nothing_of_an_erased_customer_is_left_in_the_file(known: Crm) -> None:
    assert all(holds(known, text) for text in ("沈秘", "13800004321"))
    erase(known)
    assert [text for text in TRACES if holds(known, text)] == []
    assert_replays(known)
    assert [row["name"] for row in known.ok("list --json").json()] == ["Blue Sample Ltd"]
    assert known.ok("trash --json").json() == []


def test_the_history_keeps_that_something_was_done_but_not_with_whom(known: Crm) -> None:
    erase(known)
    commands = [row["command"] for row in known.ok("history --json").json()]
    assert commands[0] == "crm trash purge --yes"
    assert "crm log ▮▮▮" in commands
    assert commands[2] == "crm add 'Blue Sample Ltd' --phone 13800000002 --source expo"


def test_a_backup_made_before_still_holds_them(known: Crm) -> None:
    known.ok("rm 机密样品")
    said = known.ok("trash purge --yes").err
    assert "Backups made earlier still hold it" in said
    kept = list((known.folder / "state" / "backups").rglob("*.db"))
    assert len(kept) == 1
    assert "沈秘".encode() in kept[0].read_bytes()


@pytest.mark.parametrize("number", range(1, 8))
def test_undoing_what_touched_an_erased_customer_brings_nothing_back(known: Crm, number: int) -> None:
    erase(known)
    result = known(f"undo {number} --yes --keep-later")
    assert result.code in (0, 1)  # 0 where something of nobody's, a new tag, was left to take back
    assert [row["name"] for row in known.ok("list --json").json()] == ["Blue Sample Ltd"]
    assert known.ok("trash --json").json() == []
    assert_replays(known)


def test_the_last_command_to_undo_is_one_that_still_says_something(known: Crm) -> None:
    erase(known)
    assert "#8 · crm add" in known.ok("undo").err
    assert known.ok("list --json").json() == []
    known.ok("redo")
    assert_replays(known)


def test_an_erasure_cannot_be_undone(known: Crm) -> None:
    erase(known)
    number = known.ok("history --json --limit 1").json()[0]["operation"]
    refused = known(f"undo {number}")
    assert refused.code == 6
    assert "cannot be undone" in refused.err


def test_an_operation_on_several_is_still_undone_for_those_that_are_left(known: Crm) -> None:
    known.ok("rm 机密样品 Blue")
    known.ok("trash purge 机密样品 --yes")
    assert not any(holds(known, text) for text in TRACES)
    known.ok("undo")
    assert [row["name"] for row in known.ok("list --json").json()] == ["Blue Sample Ltd"]
    assert_replays(known)


def test_undone_and_redone_work_is_erased_as_well(known: Crm) -> None:
    for command in ("undo 7", "redo 7", "undo 7", "undo 4 --keep-later"):
        known(command)
    erase(known)
    assert not any(holds(known, text) for text in TRACES)
    assert_replays(known)
    assert known("redo").code in (0, 1)
    assert [row["name"] for row in known.ok("list --json").json()] == ["Blue Sample Ltd"]


def test_files_of_an_erased_customer_go_but_not_those_another_has(known: Crm) -> None:
    (known.folder / "shared.txt").write_text("shared bytes of both", encoding="utf-8")
    (known.folder / "own.txt").write_text("bytes of one alone", encoding="utf-8")
    known.ok("log 机密样品 '发了资料' --attach own.txt --attach shared.txt")
    known.ok("log Blue 'sent the papers' --attach shared.txt")
    erase(known)
    assert not holds(known, "bytes of one alone")
    assert holds(known, "shared bytes of both")


def test_purging_asks_and_without_a_terminal_needs_a_yes(known: Crm) -> None:
    known.ok("rm 机密样品")
    refused = known("trash purge")
    assert refused.code == 2
    assert "cannot be undone" in refused.err
    asked = known("trash purge", stdin="n\n", terminal=True)
    assert asked.code == 1
    assert "cannot be undone" in asked.err
    assert len(known.ok("trash purge --dry-run --json").json()) == 1
    assert len(known.ok("trash --json").json()) == 1


def test_an_empty_trash_has_nothing_to_purge(known: Crm) -> None:
    assert "empty" in known.ok("trash purge --yes").err
    assert known("trash purge Blue --yes").code == 3


@pytest.fixture
def leaked(crm: Crm) -> Crm:
    """A word that should not have been typed, in a talk, a next step, a custom field and their commands."""
    crm.ok("add 示例科技有限公司 --phone 13800000001 --source expo")
    crm.ok("edit 示例科技 note=first")
    crm.ok("log 示例科技 'paid from zx81-secret, twice: ZX81-Secret' --next '+2d zx81-secret'")
    crm.ok("edit 示例科技 custom.卡=zx81-secret")
    crm.ok("log 示例科技 'another talk'")
    return crm


def test_a_redacted_text_is_gone_from_the_file_and_from_every_command(leaked: Crm) -> None:
    assert holds(leaked, "zx81-secret")
    said = leaked.ok("trash redact zx81-secret --yes").err
    assert "Backups" in said
    lowered = leaked.db.read_bytes().lower()
    assert b"zx81-secret" not in lowered
    assert_replays(leaked)
    commands = [row["command"] for row in leaked.ok("history --json").json()]
    assert commands[0] == "crm trash redact ▮▮▮ --yes"
    shown = leaked.ok("show 示例科技 --json")
    assert "paid from ▮▮▮, twice: ▮▮▮" in shown.out


def test_a_number_is_found_however_it_was_spaced(leaked: Crm) -> None:
    leaked.ok("edit 示例科技 phone+='139-8765 4321'")
    assert holds(leaked, "13987654321")
    leaked.ok("trash redact '13987654321' --yes")
    raw = leaked.db.read_bytes()
    assert not any(text in raw for text in (b"13987654321", b"139-8765 4321"))
    assert leaked("show 13987654321").code == 3
    assert_replays(leaked)


def test_older_work_can_be_undone_after_a_redaction(leaked: Crm) -> None:
    leaked.ok("trash redact zx81-secret --yes")
    leaked.ok("undo 4")
    assert leaked.ok("show 示例科技 --json").json()["custom"] == {}
    leaked.ok("undo 3 --keep-later")
    leaked.ok("redo 3")
    assert_replays(leaked)
    assert b"zx81-secret" not in leaked.db.read_bytes().lower()


def test_redacting_a_common_word_leaves_codes_and_dates_alone(leaked: Crm) -> None:
    before = leaked.ok("show 示例科技 --json").json()
    leaked.ok("edit 示例科技 note='our lead in 2026'")
    leaked.ok("trash redact 2026 --yes")
    leaked.ok("trash redact lead --yes")
    after = leaked.ok("show 示例科技 --json").json()
    assert (after["stage"], after["created_at"], after["code"]) == (
        before["stage"],
        before["created_at"],
        before["code"],
    )
    assert after["note"] == "our ▮▮▮ in ▮▮▮"
    assert leaked.ok("list stage:lead --json").json()
    assert_replays(leaked)


def test_custom_fields_stay_readable_when_part_of_their_json_is_redacted(leaked: Crm) -> None:
    leaked.ok(["edit", "示例科技", 'custom.话="quoted": {odd}'])
    result = leaked("trash redact 'quoted\": {' --yes")
    assert result.code == 0
    assert json.dumps(leaked.ok("show 示例科技 --json").json()["custom"])


def test_two_blanked_numbers_are_not_the_same_number(leaked: Crm) -> None:
    leaked.ok("add 'Blue Sample Ltd' --phone 13800000002 --source expo")
    leaked.ok("trash redact 13800000001 --yes")
    leaked.ok("trash redact 13800000002 --yes")
    assert leaked("add 'Green Sample Ltd' --phone 13800000003 --source expo").code == 0


def test_what_stands_nowhere_is_not_found_and_writes_nothing(leaked: Crm) -> None:
    before = leaked.db.read_bytes()
    assert leaked("trash redact nowhere-to-be-seen --yes").code == 3
    assert leaked("trash redact abc --yes").code == 2
    assert "places" in leaked.ok("trash redact zx81-secret --dry-run").err
    assert leaked("trash redact zx81-secret").code == 2
    assert leaked.db.read_bytes() == before
