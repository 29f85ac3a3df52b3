"""What surrounds every command: finding it, the options on both sides, help, languages, errors and exit codes."""

from __future__ import annotations

import csv
import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.commands._options import BY_NAME, look_ahead
from tests.sample_commands import HEAD, Samples

SRC = Path(__file__).parent.parent / "src"


@pytest.fixture
def crm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Samples:
    monkeypatch.syspath_prepend(tmp_path)
    return Samples(tmp_path)


# Finding the command


@pytest.mark.parametrize("words", ["list", "lis", "li", "LIST"])
def test_a_command_is_found_by_its_name_or_a_unique_beginning(crm: Samples, words: str) -> None:
    assert crm(words).out.splitlines()[0] == "Code\tName"


def test_a_beginning_of_several_commands_exits_2_and_names_them(crm: Samples) -> None:
    result = crm("t")
    assert (result.code, result.out) == (2, "")
    assert "tag, trash" in result.err


def test_a_mistyped_command_exits_2_and_names_the_nearest(crm: Samples) -> None:
    result = crm("lsit")
    assert result.code == 2
    assert "Did you mean list" in result.err


def test_a_word_that_is_no_command_points_to_help_and_to_show(crm: Samples) -> None:
    result = crm("示例科技")
    assert result.code == 2
    assert "crm --help" in result.err
    assert "crm show 示例科技" in result.err


@pytest.mark.parametrize(
    ("words", "days"), [("", 0), ("-q --no-color", None), ("--days 7", 7), ("--no-color --days 7", 7)]
)
def test_bare_crm_is_due_with_global_options_and_those_of_due(crm: Samples, words: str, days: int | None) -> None:
    result = crm(words)
    assert result.code == 0
    assert result.err == ("" if days is None else f"due in {days} days at 2026-11-23 09:00:00\n")


def test_subcommands_of_a_group_are_found_by_beginnings_too(crm: Samples) -> None:
    assert crm("tag a 高意向").err == "added 高意向\n"
    assert "tag needs one more word: add, list" in crm("tag").err
    assert crm("tag").code == 2


def test_a_command_that_returns_a_number_exits_with_it(crm: Samples) -> None:
    assert crm("lose", terminal=True, stdin="n\n").code == 1


# Global options


@pytest.mark.parametrize(
    "words", ["--json list", "list --json", "-f json list", "list -fjson", "--csv list --json", "tag --json list"]
)
def test_a_global_option_works_on_both_sides_and_the_later_one_wins(crm: Samples, words: str) -> None:
    assert [row["code"] for row in json.loads(crm(words).out)] == ["C1", "C2"]


def test_global_options_work_inside_groups(crm: Samples) -> None:
    assert json.loads(crm("tag list --json").out)[0]["name"] == "示例科技"


def test_a_pipe_gets_tsv_and_a_terminal_a_table(crm: Samples) -> None:
    assert crm("list").out == "Code\tName\nC1\t示例科技\nC2\tSample [red]Ltd\n"
    table = crm("list", terminal=True).out
    assert "\t" not in table
    assert "Sample [red]Ltd" in table


def test_an_unknown_format_exits_2_and_names_the_known_ones(crm: Samples) -> None:
    result = crm("list -f excel")
    assert result.code == 2
    assert "jsonl" in result.err


def test_a_format_that_only_other_commands_write_is_refused(crm: Samples) -> None:
    assert crm("list -f ics").code == 2


def test_quiet_leaves_data_alone_on_the_terminal(crm: Samples) -> None:
    result = crm("list -q")
    assert result.err == ""
    assert result.out


def test_an_output_file_is_private_whole_and_in_the_format_of_its_suffix(crm: Samples) -> None:
    crm("list -o out.csv")
    file = crm.folder / "out.csv"
    assert list(csv.reader(file.read_text(encoding="utf-8").splitlines()))[1] == ["C1", "示例科技"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(path.name for path in crm.folder.iterdir() if "out" in path.name) == ["out.csv"]


def test_an_asked_format_is_stronger_than_the_suffix(crm: Samples) -> None:
    crm("list -o out.csv --json")
    assert json.loads((crm.folder / "out.csv").read_text(encoding="utf-8"))


def test_an_output_file_that_is_a_link_stays_one(crm: Samples) -> None:
    (crm.folder / "real.csv").write_text("old")
    (crm.folder / "link.csv").symlink_to("real.csv")
    assert crm("list -o link.csv").code == 0
    assert (crm.folder / "link.csv").is_symlink()
    assert "C1" in (crm.folder / "real.csv").read_text(encoding="utf-8")


def test_an_output_that_is_a_device_is_written_to_and_not_replaced(crm: Samples) -> None:
    assert crm(f"list --json -o {os.devnull}").code == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(("place", "why"), [(".", "a folder"), ("gone/x.csv", "no such folder")])
def test_an_output_that_cannot_be_written_is_said_before_the_command_runs(crm: Samples, place: str, why: str) -> None:
    result = crm(f"list -o {place}")
    assert (result.code, result.out) == (1, "")
    assert why in result.err
    assert "limit" not in result.err


def test_an_output_suffix_of_no_format_exits_2(crm: Samples) -> None:
    assert crm("list -o out.docx").code == 2
    assert not (crm.folder / "out.docx").exists()


def test_version_is_answered_everywhere(crm: Samples) -> None:
    for words in ("--version", "-q --version", "list --version"):
        result = crm(words)
        assert result.code == 0
        assert result.out.startswith("crmcli ")


# What Typer would say in English


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("show", ["CUSTOMER is missing.", "Type: crm show CUSTOMER"]),
        ("show 张 伟", ["伟 is not expected here", "Type: crm show CUSTOMER"]),
        ("list --stgae x", ["no option --stgae", "Did you mean --stage"]),
        ("list -x", ["no option -x", "crm list --help"]),
        ("list --limit", ["--limit needs a value", "crm list --help"]),
        ("list --limit many", ["--limit takes a whole number", "crm list --help"]),
        ("list --json=yes", ["--json takes no value", "crm list --help"]),
        ("-f", ["-f needs a value", "crm due --help"]),
        ("--lang fr", ["--lang fr", "zh or en"]),
    ],
)
def test_a_command_line_that_is_wrong_gets_a_sentence_a_hint_and_exit_2(
    crm: Samples, words: str, says: list[str]
) -> None:
    result = crm(words)
    assert (result.code, result.out) == (2, "")
    sentence, hint = result.err.splitlines()
    assert says[0] in sentence
    assert says[1] in hint


def test_an_exclusion_written_with_a_dash_reaches_the_filter(crm: Samples) -> None:
    assert "words not:tag:风险等级-高 not:来源:展会 张伟" in crm("list -tag:风险等级-高 -来源:展会 张伟 -s lead").err


def test_bytes_that_are_no_text_are_refused(crm: Samples) -> None:
    result = crm(["show", b"\xd5\xc5\xce\xb0".decode("utf-8", "surrogateescape")])
    assert result.code == 2
    assert "UTF-8" in result.err


# Help


@pytest.mark.parametrize("words", ["--help", "-h", "list --help", "tag -h", "tag add --help", "help tag add", "help"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_fits_80_columns_and_exits_0(crm: Samples, words: str, lang: str) -> None:
    from crmcli.render.text import cells

    result = crm(f"--lang {lang} {words}")
    assert (result.code, result.err) == (0, "")
    assert max(cells(line) for line in result.out.splitlines()) <= 80


def test_help_of_a_command_shows_its_words_options_and_defaults(crm: Samples) -> None:
    lines = crm("list --help").out.splitlines()
    assert lines[0] == "Usage: crm list [FILTER…] [OPTIONS]"
    assert "  --limit NUMBER    So many rows. [default: 20]" in lines
    assert "  -s, --stage TEXT  Of this stage." in lines


def test_help_speaks_chinese_before_and_after_the_command(crm: Samples) -> None:
    before, after = crm("--lang zh list --help").out, crm("list --help --lang zh").out
    assert before == after
    assert "Usage" not in before
    assert "Options" not in before


def test_help_lists_every_command_once(crm: Samples) -> None:
    lines = crm("--help").out.splitlines()
    assert [len([line for line in lines if line.split()[:1] == [name]]) for name in crm.modules] == [1] * 8


# Language


@pytest.mark.parametrize(
    ("words", "env", "chinese"),
    [
        ("show", {"LANG": "zh_CN.UTF-8"}, True),
        ("show", {"LANG": "de_DE.UTF-8"}, False),
        ("show", {"LANG": "zh_CN.UTF-8", "CRM_LANG": "en"}, False),
        ("show", {"CRM_LANG": "zh_TW"}, True),
        ("show --lang zh", {"CRM_LANG": "en"}, True),
        ("--lang en show", {"CRM_LANG": "zh"}, False),
    ],
)
def test_the_language_is_the_option_then_the_variable_then_the_locale(
    crm: Samples, words: str, env: dict[str, str], chinese: bool
) -> None:
    assert ("missing" not in crm(words, env=env).err) == chinese


# Errors


def test_candidates_follow_the_sentence_as_a_short_table(crm: Samples) -> None:
    result = crm("fail many")
    assert (result.code, result.out) == (3, "")
    lines = result.err.splitlines()
    assert lines[-1] == "Type the code."
    assert any("C1" in line and "示例科技" in line and "13800138000" in line for line in lines)


def test_text_in_an_error_cannot_move_the_terminal(crm: Samples) -> None:
    assert "\x1b[31m示例" not in crm("fail many", terminal=True).err


@pytest.mark.parametrize("words", ["fail many --json", "--json fail many", "fail many -f jsonl"])
def test_errors_are_json_when_json_was_asked_for(crm: Samples, words: str) -> None:
    told = json.loads(crm(words).err)
    assert list(told) == ["error", "hint", "exit_code", "candidates"]
    assert told["exit_code"] == 3
    assert told["candidates"][1] == {"code": "C2", "name": "样例", "contact": None, "phone": None}


def test_errors_of_the_command_line_are_json_too(crm: Samples) -> None:
    assert json.loads(crm("show --json").err)["exit_code"] == 2
    assert json.loads(crm("list --json --stgae x").err)["hint"] == "Did you mean --stage?"


def test_errors_are_coloured_on_a_terminal_only_and_not_when_unwanted(crm: Samples) -> None:
    assert "\x1b[" in crm("show", terminal=True).err
    assert "\x1b[" not in crm("show").err
    assert "\x1b[" not in crm("show --no-color", terminal=True).err
    assert "\x1b[" not in crm("show", terminal=True, env={"NO_COLOR": "1"}).err


def test_each_error_exits_with_its_own_number(crm: Samples) -> None:
    assert crm("fail database").code == 4


def test_an_interrupt_exits_130_with_nothing_but_a_new_line(crm: Samples) -> None:
    result = crm("fail interrupt")
    assert (result.code, result.out, result.err) == (130, "", "\n")


def test_a_bug_traces_back(crm: Samples) -> None:
    with pytest.raises(ZeroDivisionError):
        crm("fail bug")


def process(folder: Path, tail: str, env: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    """Run the sample `big`, which prints Chinese rows without end, in a process of its own behind a shell line."""
    body = "SUMMARY = 'Big'\ndef command(ctx: typer.Context) -> None:\n    while True: print('示例' * 100)\n"
    (folder / "sample_big.py").write_text(HEAD + body, encoding="utf-8")
    start = "import sys; from crmcli.cli import run; sys.exit(run(['big'], {'big': 'sample_big'}))"
    return subprocess.run(
        ["bash", "-c", f'set -o pipefail; "$0" -c "$1" {tail}', sys.executable, start],
        capture_output=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(SRC), str(folder), os.environ.get("PYTHONPATH", ""))),
            **env,
        },
        check=False,
    )


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="no pipes that break")
def test_a_reader_that_leaves_early_gets_no_complaint(tmp_path: Path) -> None:
    done = process(tmp_path, "| head -2", {})
    assert (done.returncode, done.stderr) == (141, b"")
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("env", "line"),
    [
        ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, "示例".encode() * 100),
        ({"PYTHONIOENCODING": "ascii"}, b"\\u793a\\u4f8b" * 100),
    ],
)
@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="no pipes that break")
def test_a_terminal_without_chinese_letters_is_no_reason_to_fail(
    tmp_path: Path, env: dict[str, str], line: bytes
) -> None:
    done = process(tmp_path, "| head -1", env)
    assert done.stdout.splitlines() == [line]
    assert done.stderr == b""


# The look ahead

WORDS = st.sampled_from([*BY_NAME, "--", "list", "-x", "--db=x", "-fjson", "zh", "张伟", "--lang=zh", "-", ""])


@given(st.lists(WORDS, max_size=8))
def test_the_look_ahead_keeps_every_word_that_is_no_global_option_in_order(argv: list[str]) -> None:
    look = look_ahead(argv)
    remaining = iter(argv)
    assert all(word in remaining for word in look.rest)
    assert 0 <= look.lead <= len(argv)


@pytest.mark.parametrize(
    ("argv", "found", "rest"),
    [
        (["--db", "a b.db", "add", "张伟", "--lang=zh"], {"db": "a b.db", "lang": "zh"}, ("add", "张伟")),
        (["log", "1", "--", "--json"], {}, ("log", "1", "--", "--json")),
        (["list", "-fcsv", "-q"], {"format": "csv", "quiet": True}, ("list",)),
    ],
)
def test_the_look_ahead_finds_global_options(argv: list[str], found: dict[str, object], rest: tuple[str, ...]) -> None:
    look = look_ahead(argv)
    assert (look.found, look.rest) == (found, rest)


# The table of commands


def test_the_committed_table_is_what_the_commands_declare() -> None:
    script = SRC.parent / "scripts" / "make_command_table.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SRC)},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_command_and_option_says_what_it_is_for() -> None:
    from crmcli.commands._listing import table

    assert [row for row in table() if not row["help"] and row["kind"] != "argument"] == []
