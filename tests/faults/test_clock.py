"""A clock that jumps: years ahead, and back again. Nothing is lost, nothing runs wild, and the doctor says it."""

from __future__ import annotations

from tests.commands.journal_checks import assert_replays
from tests.running import Crm

JUMPS = ("2026-11-23 09:00", "2031-01-01 00:00", "2026-11-23 09:05", "1999-12-31 23:59", "2026-11-23 09:10",
         "2099-12-31 23:59",
         "1970-01-01 00:00", "2026-11-23 09:20")  # fmt: skip
COMMANDS = (
    "add 客户{n} --phone 1380000000{n} --source 展会 --next +3d",
    "log 客户0 同意报价{n} --next +1w",
    "due",
    "due --days 30 --why",
    "list last:7d",
    "history",
    "report",
    "task list",
    "undo --yes",
    "redo --yes",
    "backup",
    "doctor",
)


def test_a_jumping_clock_harms_nothing(crm: Crm) -> None:
    for n, moment in enumerate(JUMPS):
        crm.clock.set(moment)
        for words in COMMANDS:
            result = crm(words.format(n=n))
            assert result.code in (0, 1, 2, 6), (moment, words, result.err)
            assert "Traceback" not in result.err
    assert_replays(crm)
    assert {one["check"] for one in crm("doctor --replay --json").json()} <= {"backups", "incomplete"}
    assert len(crm.ok("list --json").json()) > 1


def test_backups_of_a_wrong_clock_do_not_push_out_the_right_ones(crm: Crm) -> None:
    crm.ok("add 王芳 --phone 13800138000 --source 展会")
    crm.ok("backup")
    crm.clock.set("2036-01-01 09:00")
    crm.ok("backup")
    crm.clock.set("2026-11-24 09:00")
    crm.ok("backup")
    days = [one["at"][:4] for one in crm.ok("backup list --json").json()]
    assert days == ["2036", "2026", "2026"]
    (told,) = crm("doctor --json").json()
    assert (told["check"], told["level"], "lies ahead" in told["what"]) == ("backups", "note", True)
