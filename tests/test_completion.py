"""Completion: what a word may become, asked as shells ask, and through a real bash."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from crmcli import discovery
from tests.running import Crm
from tests.test_startup import having, loaded

SRC = Path(__file__).parent.parent / "src"
BASH = shutil.which("bash")


@pytest.fixture
def named(crm: Crm) -> Crm:
    """Three customers, one with spaces in its name, and a saved view."""
    crm.ok("add 智微科技有限公司 --contact 李娜 --phone 0755-88886666 --source expo")
    crm.ok(["add", "Acme Trading Ltd", "--phone", "010-62345678", "--source", "referral"])
    crm.ok("add 王芳 --phone 13700137000 --source referral")
    crm.ok("view save hot stage:quote")
    crm.ok("dict add channel 小红书铺 --en Redshop --code redshop")
    return crm


def complete(crm: Crm, *words: str) -> list[str]:
    """The values offered for the last word."""
    return [line.partition("\t")[0] for line in crm.ok(["__complete", *words]).out.splitlines()]


def test_commands_and_what_they_do(named: Crm) -> None:
    assert complete(named, "lis") == ["list"]
    assert named.ok(["__complete", "lis"]).out == "list\tList customers.\n"
    assert set(complete(named, "")) == set(discovery.modules("commands"))
    assert complete(named, "config", "") == ["list", "get", "set", "unset"]
    assert complete(named, "conf", "g") == ["get"]  # a unique beginning is the command


def test_options_of_the_command_and_those_of_all(named: Crm) -> None:
    assert complete(named, "list", "--c") == ["--columns", "--csv", "--codes"]
    assert "--json" in complete(named, "-")
    assert complete(named, "--json", "lis") == ["list"]


@pytest.mark.parametrize("words", [("show", "智"), ("show", "zwkj"), ("log", "李娜"), ("show", "88886666")])
def test_customers_by_name_pinyin_contact_and_phone(named: Crm, words: tuple[str, ...]) -> None:
    assert complete(named, *words) == ["智微科技有限公司"]


def test_customers_without_a_word_are_the_last_changed_and_by_code_are_codes(named: Crm) -> None:
    assert set(complete(named, "show", "")) == {"智微科技有限公司", "Acme Trading Ltd", "王芳"}
    assert complete(named, "show", "C20261123002") == ["C20261123002"]


def test_who_is_in_the_trash_is_not_offered_and_namesakes_go_by_code(named: Crm) -> None:
    named.ok("rm 智微 --yes")
    assert complete(named, "show", "智") == []
    named.ok("add 王芳 --phone 13600136000 --source expo --new")
    assert complete(named, "show", "王") == ["C20261123004", "C20261123003"]


def test_at_most_twenty_customers(named: Crm) -> None:
    for number in range(25):
        named.ok(f"add 测试{number}有限公司 --phone 138001380{number:02} --source expo --new")
    assert len(complete(named, "show", "测试")) == 20


def test_words_of_dictionaries_in_the_language_of_the_interface(named: Crm) -> None:
    assert complete(named, "stage", "王芳", "qu") == ["quote"]
    assert complete(named, "add", "x", "--source", "redsh") == ["redshop"]
    named.lang = "zh"
    assert complete(named, "stage", "王芳", "方") == ["方案报价"]
    assert complete(named, "stage", "王芳", "qu") == ["quote"]
    assert complete(named, "add", "x", "--source", "小红") == ["小红书铺"]


def test_filters_by_key_value_and_view(named: Crm) -> None:
    assert complete(named, "list", "sta") == ["stage:", "status:"]
    assert complete(named, "list", "stage:qu") == ["stage:quote"]
    assert complete(named, "due", "stage:quote,neg") == ["stage:quote,negotiation"]
    assert complete(named, "list", "not:stage:lo") == ["not:stage:lost"]
    assert complete(named, "list", "is:over") == ["is:overdue"]
    assert complete(named, "list", "@h") == ["@hot"]
    assert complete(named, "list", "智") == ["智微科技有限公司"]


def test_formats_reports_settings_fields_and_files(named: Crm) -> None:
    assert complete(named, "list", "--format", "js") == ["json", "jsonl"]
    assert complete(named, "list", "--format=js") == ["--format=json", "--format=jsonl"]
    assert complete(named, "report", "fun") == ["funnel"]
    assert complete(named, "report", "funnel", "--period", "last-m") == ["last-month"]
    assert complete(named, "export", "cont") == ["contacts", "contact:", "content:"]
    assert complete(named, "config", "get", "default.s") == ["default.source"]
    assert complete(named, "edit", "王芳", "add") == ["address="]
    assert complete(named, "export", "-o", "") == [":files"]


@pytest.mark.parametrize(
    "words", [(), ("nonsense", ""), ("list", "--nonsense", ""), ("show", "'"), ("list", "colour:")]
)
def test_what_is_not_known_is_answered_without_a_word_of_complaint(named: Crm, words: tuple[str, ...]) -> None:
    assert named(["__complete", *words]).code == 0
    assert named(["__complete", *words]).err == ""


@pytest.mark.parametrize("content", [None, b"", b"not a database at all" * 100])
def test_a_file_that_is_not_there_or_not_ours_completes_nothing_and_stays(
    first_crm: Crm, content: bytes | None
) -> None:
    if content is not None:
        first_crm.db.write_bytes(content)
    assert complete(first_crm, "show", "a") == []
    assert complete(first_crm, "lis") == ["list"]
    assert (first_crm.db.read_bytes() if first_crm.db.exists() else None) == content


@pytest.mark.parametrize("words", [["lis"], ["show", "智"], ["stage", "x", "q"], ["list", "stage:q"]])
def test_completion_is_answered_without_typer(words: list[str], database: Path) -> None:
    modules = loaded(["__complete", *words], database)
    assert having(modules, ("typer", "rich", "crmcli.render", "crmcli.services", "openpyxl", "sqlite_utils")) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_a_script(crm: Crm, shell: str) -> None:
    assert "__complete" in crm.ok(f"completion {shell}").out
    assert crm("completion", env={"SHELL": f"/usr/bin/{shell}"}).out == crm.ok(f"completion {shell}").out


def test_another_shell_is_refused(crm: Crm) -> None:
    assert crm("completion powershell").code == 2
    assert crm("completion", env={"SHELL": None}).code == 2


def bash(crm: Crm, words: Sequence[str]) -> list[str]:
    """What bash would offer, its word splitting done by the caller."""
    program = crm.folder / "bin" / "crm"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m crmcli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = (
        'eval "$(crm completion bash)"; COMP_WORDBREAKS=$\' \\t\\n"\\\'><=;|&(:\'; COMP_WORDS=(crm "$@");'
        ' COMP_CWORD=$#; _crm; ((${#COMPREPLY[@]})) && printf "%s\\n" "${COMPREPLY[@]}"; exit 0'
    )
    done = subprocess.run(
        [str(BASH), "--norc", "-c", script, "bash", *words],
        capture_output=True, text=True, check=True, cwd=crm.folder,
        env={**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(SRC),
             "CRM_DB": str(crm.db), "CRM_STATE": str(crm.folder), "CRM_LANG": crm.lang},
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.skipif(BASH is None or os.name == "nt", reason="needs bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["lis"], ["list"]),
        (["show", "zwkj"], ["智微科技有限公司"]),
        (["show", "Acm"], ["Acme\\ Trading\\ Ltd"]),
        (["show", "'Acm"], ["Acme Trading Ltd"]),
        (["list", "stage", ":", "qu"], ["quote"]),
        (["list", "not", ":", "stage", ":", "lo"], ["lost"]),
        (["list", "--format", "=", "jsonl"], ["jsonl"]),
        (["list", "sta"], ["stage:", "status:"]),
        (["export", "-o", ""], []),
    ],
)
def test_bash_gets_words_that_it_can_put_in_place(named: Crm, words: list[str], offered: list[str]) -> None:
    assert bash(named, words) == offered
