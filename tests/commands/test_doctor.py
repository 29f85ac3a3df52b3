"""`crm doctor`: what is wrong with a file and around it, what to type, and what it mends by itself."""

from __future__ import annotations

import sqlite3
import stat
import zlib
from collections.abc import Callable

import pytest

from tests.commands.journal_checks import assert_replays, holds
from tests.running import Crm

ID_CARD = "11010519491231002X"


@pytest.fixture
def sound(crm: Crm) -> Crm:
    """A file with two customers and a backup, in which nothing is wrong."""
    crm.ok("add 北京示例科技有限公司 --contact 王芳 --phone 13800138000 --source 展会 --next 周五发报价")
    crm.ok("add 赵敏 --phone 13900139000 --source 展会")
    crm.ok("log 赵敏 '同意报价, 等老板签字'" + " --result " + "好" * 400)
    crm.ok("backup")
    return crm


def change(crm: Crm, sql: str, *values: object) -> None:
    """One statement from outside, as another program would."""
    db = sqlite3.connect(crm.db)
    db.execute(sql, values)
    db.commit()
    db.close()


def found(crm: Crm, words: str = "") -> list[str]:
    """The checks that found something; the exit code says the same."""
    result = crm(f"doctor --json {words}")
    rows = result.json()
    assert result.code == int(any(one["level"] != "note" and not one["mended"] for one in rows))
    assert "Traceback" not in result.err
    assert all(one["mend"] for one in rows)
    return [one["check"] for one in rows]


def test_nothing_is_wrong_with_a_sound_file(sound: Crm) -> None:
    before = sound.db.read_bytes()
    assert found(sound) == found(sound, "--replay --sensitive") == []
    assert sound.ok("doctor", terminal=True).out == "Nothing is wrong.\n"
    assert sound.db.read_bytes() == before


def test_a_file_that_is_not_there_has_nothing_wrong_and_is_not_made(first_crm: Crm) -> None:
    for words in ("", "--replay", "--fix"):
        assert found(first_crm, words) == []
    assert not first_crm.db.exists()


def orphan(crm: Crm) -> None:
    change(crm, "INSERT INTO contacts(customer_id, name, created_at, updated_at) VALUES (99, '无主', '2026', '2026')")


def index_of_nothing(crm: Crm) -> None:
    """A row taken out of a table behind its index's back."""
    db = sqlite3.connect(crm.db)
    db.execute("PRAGMA writable_schema = ON")
    db.execute("UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'deals_customer')"
               " WHERE name = 'contacts_customer'")  # fmt: skip
    db.commit()
    db.close()


def lost_blob(crm: Crm) -> None:
    change(
        crm, "INSERT INTO attachments(customer_id, name, hash, size, created_at) VALUES (1, '报价.pdf', 'x', 1, '2026')"
    )


def broken_custom(crm: Crm) -> None:
    change(crm, "UPDATE customers SET custom = '{half'")


def torn_image(crm: Crm) -> None:
    change(crm, "UPDATE changes SET images = ? WHERE seq = (SELECT max(seq) FROM changes)", b"x\x9c\x00\x01torn")


def wrong_json(crm: Crm) -> None:
    change(crm, "UPDATE changes SET images = ? WHERE seq = 1", b'[{"no": "list"}]')


def lost_operation(crm: Crm) -> None:
    change(crm, "DELETE FROM operations WHERE id = 3")


def no_facts(crm: Crm) -> None:
    change(crm, "DELETE FROM facts WHERE customer_id = 1")


def open_to_all(crm: Crm) -> None:
    crm.db.chmod(0o644)


def no_backup(crm: Crm) -> None:
    for one in crm.folder.glob("state/backups/*/*"):
        one.unlink()


def old_backup(crm: Crm) -> None:
    crm.clock.set("2026-12-25 09:00")


def left_over(crm: Crm) -> None:
    (crm.folder / ".crm.db.4194305.tmp").write_bytes(b"half")


HARM: dict[str, tuple[Callable[[Crm], None], set[str]]] = {
    "orphan": (orphan, {"references"}),
    "index": (index_of_nothing, {"pages"}),
    "blob": (lost_blob, {"files"}),
    "custom": (broken_custom, {"fields"}),
    "torn": (torn_image, {"journal"}),
    "json": (wrong_json, {"journal"}),
    "operation": (lost_operation, {"journal"}),
    "facts": (no_facts, {"facts"}),
    "mode": (open_to_all, {"permissions"}),
    "no backup": (no_backup, {"backups"}),
    "old backup": (old_backup, {"backups"}),
    "left over": (left_over, {"beside"}),
}


@pytest.mark.parametrize("harm", HARM)
def test_each_kind_of_harm_is_found_and_says_what_to_type(sound: Crm, harm: str) -> None:
    make, checks = HARM[harm]
    make(sound)
    assert checks <= set(found(sound))
    table = sound("doctor -f table")
    assert (table.code, "crm " in table.out) == (1, True)


MENDED = ("facts", "mode", "no backup", "old backup", "left over")


@pytest.mark.parametrize("harm", MENDED)
def test_what_can_be_mended_without_loss_is_mended(sound: Crm, harm: str) -> None:
    HARM[harm][0](sound)
    before = sound.ok("list --json").json() if harm != "facts" else None
    # the newest backup being old, the writing command has made one by itself
    assert found(sound, "--fix") == ([] if harm == "old backup" else sorted(HARM[harm][1]))
    assert found(sound, "--replay") == []
    assert before is None or sound.ok("list --json").json() == before
    assert stat.S_IMODE(sound.db.stat().st_mode) == 0o600


def test_a_file_in_pieces_is_a_finding_too(sound: Crm) -> None:
    sound.db.write_bytes(sound.db.read_bytes()[:20_000])
    (row,) = sound("doctor --json").json()
    assert (row["check"], row["level"], "crm restore" in row["mend"]) == ("pages", "bad", True)


def test_replay_finds_what_was_written_past_the_journal(sound: Crm) -> None:
    change(sound, "UPDATE customers SET note = '偷偷改的' WHERE id = 1")
    assert found(sound) == []
    assert "replay" in found(sound, "--replay")
    assert "customers 1" in sound("doctor --replay -f table").out


@pytest.mark.parametrize(
    "command", ["history 赵敏", "undo", "undo 3", "redo", "show 赵敏", "history", "trash purge -y"]
)
def test_a_damaged_history_gives_a_sentence_and_not_a_traceback(sound: Crm, command: str) -> None:
    sound.ok("rm 赵敏 -y")
    for torn in (b"x\x9c\x00\x01torn", b"[1, 2", b"[[1]]", b"[[]]", b"", b'["a"]', b"[[1, [2], [3], [4]]]", b"[null]"):
        change(sound, "UPDATE changes SET images = ?", torn)
        result = sound(command)
        assert result.code in (0, 1, 3, 4)
        assert "Traceback" not in result.err
        if result.code == 4:
            assert "The history of this file is damaged" in result.err


def test_sensitive_numbers_in_old_data_are_found_masked_and_blanked(sound: Crm) -> None:
    change(sound, "UPDATE customers SET note = ? WHERE id = 1", f"身份证 {ID_CARD}")
    change(sound, "UPDATE operations SET command = ? WHERE id = 2", f"crm add 赵敏 --note {ID_CARD}")
    assert found(sound) == []
    result = sound("doctor --sensitive --json")
    assert (result.code, ID_CARD in result.out) == (1, False)
    places = [one["what"] for one in result.json()]
    assert ["C20261123001" in places[0], "#2" in places[1]] == [True, True]
    assert sound("doctor --sensitive --fix").code == 2  # it cannot be taken back: asked for
    assert holds(sound, ID_CARD)
    sound.ok("doctor --sensitive --fix --yes")
    assert not holds(sound, ID_CARD)
    assert found(sound, "--sensitive") == []


def test_a_number_that_was_typed_and_changed_since_is_found_in_the_history(sound: Crm) -> None:
    image = f'[[1,["身份证 {ID_CARD}"],[null]]]'.encode()
    sql = "INSERT INTO changes(op, tbl, kind, n, lo, hi, cols, images) VALUES (2, 'customers', 'update', 1, 1, 1, ?, ?)"
    change(sound, sql, '["note"]', zlib.compress(image))
    assert found(sound) == []
    assert found(sound, "--sensitive") == ["sensitive"]
    sound.ok("doctor --sensitive --fix -y")
    assert found(sound, "--sensitive") == []


def test_incomplete_customers_are_a_note_and_no_reason_for_exit_1(sound: Crm) -> None:
    sound.ok("add 李娜 --force")
    result = sound.ok("doctor --json")
    assert [(one["check"], one["level"]) for one in result.json()] == [("incomplete", "note")]
    assert sound.ok("list is:incomplete --json").json()


def test_doctor_speaks_chinese(sound: Crm) -> None:
    open_to_all(sound)
    sound.lang = "zh"
    said = sound("doctor -f table").out
    assert "crm doctor --fix" in said
    assert not [line for line in said.splitlines() if "Others" in line]


def test_replaying_after_a_long_day_finds_no_difference(sound: Crm) -> None:
    for words in ("stage 赵敏 won", "tag add 高意向 赵敏", "undo", "redo", "rm 赵敏 -y", "trash restore 赵敏", "undo",
                  "config set due.won 9", "edit 赵敏 phone=13700137000 note=x", "undo", "task list"):  # fmt: skip
        sound(words)
    assert_replays(sound)
    assert found(sound, "--replay") == []
