"""The due list and tasks as a calendar, read back by a library that did not write it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import vobject

from tests.running import Crm


@pytest.fixture
def morning(crm: Crm) -> Crm:
    crm.ok("config set task.info_pack 0")
    crm.clock.set("2026-11-16 09:00")
    crm.ok("add 张伟 --company '北京示例科技, 有限公司; 华北' --phone 13800138000 --source expo")
    crm.ok("log 示例科技 '要三十个账号\\n还要接口' --stage needs --next 11月24日下午3点演示")
    crm.ok("add 王芳 --phone 13900139000 --source expo")
    crm.clock.set("2026-11-23 09:00")
    return crm


COMPANY = "北京示例科技, 有限公司; 华北"


def events(raw: bytes) -> dict[str, Any]:
    """Entries by their title up to what is said of the day."""
    found = vobject.readOne(raw.decode()).contents.get("vevent", [])
    return {one.summary.value.removesuffix(": New lead, not contacted for 7 days"): one for one in found}


def test_each_customer_is_an_entry_with_an_alarm(morning: Crm) -> None:
    found = events(morning.ok("due -f ics --days 7").raw)
    demo = found[f"{COMPANY}: 演示"]
    assert demo.dtstart.value == datetime(2026, 11, 24, 15, 0)
    assert demo.dtend.value == datetime(2026, 11, 24, 15, 30)
    assert demo.valarm.trigger.value == timedelta(minutes=-15)
    assert "张伟  13800138000" in demo.description.value
    assert "→ 演示" in demo.description.value
    late = found["王芳"]
    assert late.dtstart.value == date(2026, 11, 23)  # overdue: to be done today
    assert late.valarm.trigger.value == timedelta(hours=9)
    assert late.transp.value == "TRANSPARENT"
    assert (late.priority.value, demo.priority.value) == ("1", "5")
    assert found[f"{COMPANY}: Weekly need check"].dtstart.value == date(2026, 11, 23)
    assert len(found) == 3


def test_a_later_export_moves_the_same_entry(morning: Crm) -> None:
    before = events(morning.ok("due -f ics --days 30").raw)["王芳"]
    morning.ok("log 王芳 约好下周看样品")
    after = events(morning.ok("due -f ics --days 30").raw)["王芳: Prospect: every 5 days, again on 11-28"]
    assert after.uid.value == before.uid.value
    assert after.dtstart.value == date(2026, 11, 28)
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.dtstamp.value >= before.dtstamp.value
    morning.ok("undo")
    assert int(events(morning.ok("due -f ics").raw)["王芳"].sequence.value) > int(after.sequence.value)


def test_an_appointment_has_the_same_identity_in_both_exports(morning: Crm) -> None:
    due, tasks = (events(morning.ok(f"{command} -f ics").raw) for command in ("due", "task list"))
    title = f"{COMPANY}: 演示"
    assert due[title].uid.value == tasks[title].uid.value
    morning.ok("snooze t2 11月25日10点")
    moved = events(morning.ok("due -f ics --days 7").raw)[title]
    assert (moved.uid.value, moved.dtstart.value) == (due[title].uid.value, datetime(2026, 11, 25, 10, 0))


def test_the_same_data_give_the_same_bytes_all_day_and_lines_of_75_octets(morning: Crm) -> None:
    raw = morning.ok("due -f ics --days 7").raw
    morning.clock.set("2026-11-23 17:40")
    assert morning.ok("due -f ics --days 7").raw == raw
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    morning.clock.set("2026-11-24 09:00")
    title = f"{COMPANY}: 演示"
    first, then = (events(one)[title].dtstamp.value for one in (raw, morning.ok("due -f ics --days 7").raw))
    assert then > first


def test_tasks_keep_their_number_and_leave_when_they_are_done(morning: Crm) -> None:
    morning.ok("task add 寄样品 -c 王芳 --due 11月25日 --priority high")
    morning.ok("task add 对账 -c 王芳")  # without a date: no entry
    found = events(morning.ok("task list 王芳 -f ics").raw)
    assert list(found) == ["王芳: 寄样品"]
    uid = found["王芳: 寄样品"].uid.value
    assert found["王芳: 寄样品"].dtstart.value == date(2026, 11, 25)
    morning.ok("task done 3 --no-log")
    assert events(morning.ok("task list 王芳 -f ics").raw) == {}
    closed = events(morning.ok("task list 王芳 --all -f ics").raw)["王芳: 寄样品"]
    assert (closed.uid.value, closed.status.value) == (uid, "CANCELLED")


def test_alarms_follow_the_settings_and_phones_can_be_masked(morning: Crm) -> None:
    morning.ok("config set alarm.hour 8")
    morning.ok("config set alarm.before 60")
    found = events(morning.ok("due -f ics --days 7 --mask").raw)
    assert found["王芳"].valarm.trigger.value == timedelta(hours=8)
    assert found[f"{COMPANY}: 演示"].valarm.trigger.value == timedelta(hours=-1)
    assert "139****9000" in found["王芳"].description.value


def test_a_file_gets_its_format_from_its_suffix_and_nobody_due_is_an_empty_calendar(crm: Crm) -> None:
    crm.ok("due -o due.ics")
    text = (crm.folder / "due.ics").read_text(encoding="utf-8")
    assert text.startswith("BEGIN:VCALENDAR")
    assert "VEVENT" not in text
    assert crm("list -f ics").code == 2


def test_entries_of_two_files_are_not_taken_for_one(crm: Crm) -> None:
    crm.ok("add 王芳 --phone 13900139000 --source expo")
    first = crm.ok("due -f ics").raw
    crm.db.unlink()
    crm.clock.set("2026-11-23 09:30")
    crm.ok("add 王芳 --phone 13900139000 --source expo")
    second = crm.ok("due -f ics").raw
    uids = [next(iter(events(one).values())).uid.value for one in (first, second)]
    assert uids[0] != uids[1]
