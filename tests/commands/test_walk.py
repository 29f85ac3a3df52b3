"""`crm due -i`: the list one customer a screen; in this process with typed lines, and on a real terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.running import Crm

SRC = Path(__file__).parent.parent.parent / "src"


@pytest.fixture
def list_of_two(crm: Crm) -> Crm:
    crm.ok("config set task.info_pack 0")
    crm.clock.set("2026-11-16 09:00")
    crm.ok("add 张伟 --company 北京示例科技有限公司 --phone 13800138000 --source expo")
    crm.ok("log 示例科技 要三十个账号 --stage needs --next 2026-11-20发送报价")
    crm.ok("add 王芳 --phone 13900139000 --source expo")
    crm.clock.set("2026-11-23 09:00")
    return crm


def walk(crm: Crm, *typed: str) -> str:
    done = crm.ok("due -i", terminal=True, stdin="".join(f"{line}\n" for line in typed))
    return done.out + done.err


def talks(crm: Crm, customer: str) -> list[str]:
    return [row["content"] for row in crm.ok(["show", customer, "--json"]).json()["interactions"]]


def test_each_customer_is_a_screen_with_its_keys(list_of_two: Crm) -> None:
    shown = walk(list_of_two, "", "q")
    assert "1 of 2" in shown
    assert "Agreed for 11-20: 发送报价, {gap} late".partition("{")[0] in shown
    assert "2 of 2" in shown
    assert "13900139000" in shown
    assert "[l]og [n]o answer" in shown


def test_a_talk_an_attempt_and_the_end(list_of_two: Crm) -> None:
    shown = walk(list_of_two, "l", "报价可以,等合同", "周五发合同", "n")
    assert "Next step 11-27 Fri: 发合同" in shown
    assert "Nobody answered. Try again: 11-24 Tue" in shown
    assert "That was the whole list." in shown
    assert talks(list_of_two, "示例科技")[0] == "报价可以,等合同"
    assert list_of_two.ok("due --days 1 --json").json()[0]["rule"] == "next_step"


def test_done_and_snooze_and_undo_are_operations_of_their_own(list_of_two: Crm) -> None:
    before = list_of_two.ok("due --json").out
    shown = walk(list_of_two, "d", "报价已发", "", "u", "s", "+3d", "b", "u", "u", "q")
    assert "Back on 11-26 Thu" in shown
    assert "Nothing was done yet on this walk." in shown
    assert list_of_two.ok("due --json").out == before


def test_done_without_a_text_closes_the_step_alone(list_of_two: Crm) -> None:
    walk(list_of_two, "d", "", "q")
    assert talks(list_of_two, "示例科技") == ["要三十个账号"]
    assert [row["customer_name"] for row in list_of_two.ok("due --json").json()] != []


def test_what_is_refused_stays_and_is_said(list_of_two: Crm) -> None:
    shown = walk(list_of_two, "l", "已沟通", "", "s", "昨天", "x", "q")
    assert "does not lie ahead" in shown
    assert "2 of 2" not in shown
    assert talks(list_of_two, "示例科技") == ["要三十个账号"]


def test_an_input_that_ends_loses_nothing(list_of_two: Crm) -> None:
    walk(list_of_two, "l", "报价可以,等合同", "周五发合同", "l")
    assert talks(list_of_two, "示例科技")[0] == "报价可以,等合同"


def test_full_width_letters_are_the_same_keys_and_o_shows_the_card(list_of_two: Crm) -> None:
    shown = walk(list_of_two, "ｏ", "Ｑ")
    assert "Timeline" in shown


def test_in_a_script_it_refuses(list_of_two: Crm) -> None:
    refused = list_of_two("due -i")
    assert (refused.code, refused.out) == (2, "")


def test_an_empty_list_is_said(crm: Crm) -> None:
    assert "Nobody is due." in crm.ok("due -i", terminal=True).err


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_single_keys_work_on_a_real_terminal(list_of_two: Crm) -> None:
    import pty

    terminal, inner = pty.openpty()
    environ = {"CRM_DB": str(list_of_two.db), "CRM_NOW": "2026-11-23 09:00", "CRM_LANG": "en",
               "CRM_STATE": str(list_of_two.folder), "PYTHONPATH": str(SRC)}  # fmt: skip
    child = subprocess.Popen(  # not pty.fork: this process has threads, and one of them may hold a lock
        [sys.executable, "-m", "crmcli", "due", "-i"],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        env={**os.environ, **environ},
        start_new_session=True,
    )
    os.close(inner)
    seen = ""
    for wanted, keys in (("[q]uit", "l"), ("What was said?", "报价可以,等合同\n"), ("Next step, with", "\n"),
                         ("2 of 2", ""), ("[q]uit", "\x1b[A "), ("whole list", "")):  # fmt: skip
        seen += _until(terminal, wanted)
        os.write(terminal, keys.encode())
    assert child.wait() == 0
    os.close(terminal)
    assert talks(list_of_two, "示例科技")[0] == "报价可以,等合同"


def _until(terminal: int, wanted: str) -> str:
    import select

    seen, end = b"", time.monotonic() + 20
    while wanted.encode() not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 4096)
            except OSError:  # the other end is closed
                break
    assert wanted.encode() in seen, seen.decode(errors="replace")
    return seen.decode(errors="replace")
