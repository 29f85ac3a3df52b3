"""What made somebody stop in the first weeks of use, each named after what was seen."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.running import Crm

ARGV = [sys.executable, "-m", "crmcli", "show", "nobody"]
OAK = ["add", "Tom Baker", "--company", "Oak Furniture Ltd", "--phone", "13800138000", "--source", "expo"]


@pytest.mark.parametrize("stream", [1, 2])
def test_a_closed_stream_is_not_a_traceback(crm: Crm, stream: int) -> None:
    crm.ok(OAK)
    env = {**os.environ, "CRM_DB": str(crm.db), "CRM_STATE": str(crm.folder / "state"), "CRM_LANG": "en"}
    code = f"import os; os.close({stream}); os.execv({sys.executable!r}, {ARGV!r})"
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_an_unknown_word_is_answered_in_the_readers_language_first(crm: Crm) -> None:
    assert "Did you mean Expo (展会)" in crm([*OAK[:-1], "expos"]).err
    crm.lang = "zh"
    assert "展会（Expo）" in crm([*OAK[:-1], "expos"]).err


def test_a_word_of_ones_own_is_offered_by_its_label(crm: Crm) -> None:
    crm.ok("dict add channel 杂志 --en Zines")
    assert "Did you mean Zines (杂志)" in crm([*OAK[:-1], "zine"]).err


def test_tags_are_not_chinese_in_an_english_table_and_can_be_typed_as_shown(crm: Crm) -> None:
    crm.ok(OAK)
    crm.ok("tag add vip oak")
    crm.ok("tag add 'high intent' oak")
    card = crm.ok("show oak").out
    assert "Custom-vip" in card
    assert "Intent-High intent" in card
    assert "自定义-vip" in crm.ok("list --codes --csv").out
    crm.ok("tag rm 'Intent-High intent' oak")
    crm.ok("tag rm Custom-vip oak")
    assert crm.ok("list --json").json()[0]["tags"] == []


def test_restoring_from_the_trash_prints_the_record_for_scripts(crm: Crm) -> None:
    crm.ok(OAK)
    crm.ok("rm oak")
    assert crm.ok("trash restore oak --json").json()[0]["name"] == "Oak Furniture Ltd"


def test_forgetting_a_view_prints_it_for_scripts(crm: Crm) -> None:
    crm.ok("view save hot stage:quote")
    said = crm.ok("view rm hot --json").json()
    assert said == [{"name": "hot", "filter": "stage:quote", "columns": None, "sort": None}]


@pytest.mark.parametrize("command", ["add", "log", "edit", "stage", "tag", "contact", "dict", "rm", "show", "history"])
def test_english_help_has_english_examples(crm: Crm, command: str) -> None:
    said = crm.ok([command, "--help"]).out
    assert not any("一" <= sign <= "鿿" for sign in said)


def test_the_history_of_a_customer_is_readable_in_a_pipe(crm: Crm) -> None:
    crm.ok(OAK)
    crm.ok("tag add vip oak")
    out = crm.ok("history oak").out
    assert "Word(" not in out
    assert "{'" not in out


def test_names_with_a_dash_are_not_taken_for_tags(crm: Crm) -> None:
    crm.ok(["add", "意向-高意向", "--kind", "company", "--phone", "13800138000", "--source", "expo"])
    assert "意向-高意向" in crm.ok("history").out


def test_the_demo_tells_how_to_find_a_crm_that_is_not_on_the_path(
    first_crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = first_crm.folder / "bin"
    monkeypatch.setattr(sys, "argv", [str(folder / "crm"), "demo"])
    monkeypatch.setenv("PATH", "")
    assert f"{folder}" in first_crm.ok("demo --path play.db").err
