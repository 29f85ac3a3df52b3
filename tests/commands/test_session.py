"""What a session gives to commands: the clock, the command line kept, questions, row numbers, places on the disk."""

from __future__ import annotations

import getpass
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crmcli import config
from crmcli.clock import clock_of, system_now
from crmcli.commands._options import typed_format, typed_language
from crmcli.commands._session import Session
from crmcli.errors import NotFound, UsageError
from crmcli.files import write_private
from crmcli.services.rownumbers import LastTable, recall, remember
from tests.sample_commands import Samples

NINE = datetime(2026, 11, 23, 9, 0)


@pytest.fixture
def crm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Samples:
    monkeypatch.syspath_prepend(tmp_path)
    return Samples(tmp_path)


# The clock


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-11-23", datetime(2026, 11, 23)),
        ("2026-11-23 09:30", datetime(2026, 11, 23, 9, 30)),
        ("2026-11-23T09:30:15", datetime(2026, 11, 23, 9, 30, 15)),
        ("", None),
    ],
)
def test_the_clock_stands_where_it_was_set_or_is_the_wall_clock(text: str, time: datetime | None) -> None:
    now = clock_of({"CRM_NOW": text})()
    assert now.tzinfo is None
    assert now == time if time else now > datetime(2024, 1, 1)


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01", "2026-02-30", "2026-11-23 25:00", "20261123", "2026-W48-1"])
def test_a_clock_set_to_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        system_now({"CRM_NOW": text})


def test_a_clock_set_to_no_time_exits_2_before_anything_is_done(crm: Samples) -> None:
    result = crm("due", env={"CRM_NOW": "soon"})
    assert result.code == 2
    assert "soon" in result.err


# The command line kept


@pytest.mark.parametrize(
    ("argv", "kept"),
    [
        (["--db", "x.db", "log", "张伟", "it's fine", "--lang=zh", "-f", "json"], "crm log 张伟 'it'\"'\"'s fine'"),
        (["tag", "add", "C1", "a b", "-q"], "crm tag add C1 'a b'"),
        ([], "crm"),
    ],
)
def test_the_command_line_is_kept_as_it_could_be_typed_again_without_global_options(argv: list[str], kept: str) -> None:
    assert Session(argv, {}).command == kept


def test_a_script_has_no_terminal_name(crm: Samples) -> None:
    assert "| tester |" in crm("trash").err


def test_the_database_is_the_option_then_the_variable_then_the_default(crm: Samples) -> None:
    assert "| one.db" in crm("trash --db one.db", env={"CRM_DB": "two.db"}).err
    assert "| two.db" in crm("trash", env={"CRM_DB": "two.db"}).err
    assert f"| {crm.folder / 'state' / 'crm.db'}" in crm("trash").err


# Questions


@pytest.mark.parametrize("answer", ["y", "YES", "是", "ｙ", "what\n是"])
def test_yes_is_understood_in_both_languages(crm: Samples, answer: str) -> None:
    result = crm("lose", terminal=True, stdin=f"{answer}\n")
    assert (result.code, result.out) == (0, "")
    assert "Lose 3 customers?" in result.err


@pytest.mark.parametrize("answer", ["n", "否", "不", ""])
def test_no_and_enter_do_nothing(crm: Samples, answer: str) -> None:
    assert crm("lose", terminal=True, stdin=f"{answer}\n").code == 1


def test_a_question_without_a_terminal_exits_2_and_names_yes(crm: Samples) -> None:
    result = crm("lose", stdin="y\n")
    assert result.code == 2
    assert "--yes" in result.err


def test_yes_beforehand_asks_nothing(crm: Samples) -> None:
    assert crm("lose --yes").err == "lost\n"


def test_input_that_ends_is_no_answer(crm: Samples) -> None:
    assert crm("lose", terminal=True, stdin="").code == 2


@pytest.mark.parametrize(
    ("typed", "got"), [("2\n张伟\n", "1 张伟"), ("9\nx\n1\n\n", "0 nobody"), ("\n\n", "None nobody")]
)
def test_one_of_several_is_chosen_by_its_number(crm: Samples, typed: str, got: str) -> None:
    assert crm("pick", terminal=True, stdin=typed).err.splitlines()[-1].endswith(got)


# Row numbers


@pytest.fixture
def table(tmp_path: Path) -> LastTable:
    return LastTable(tmp_path / "state", tmp_path / "crm.db", "/dev/pts/1", NINE)


def test_a_row_of_the_last_table_is_known_again(table: LastTable) -> None:
    remember(["C1", "C2"], table)
    remember(["C3", "C4"], table)
    assert recall(2, table._replace(now=NINE + timedelta(hours=12))) == "C4"


@pytest.mark.parametrize(
    "other",
    [
        {"now": NINE + timedelta(hours=12, minutes=1)},
        {"terminal": "/dev/pts/2"},
        {"database": Path("/elsewhere/crm.db")},
    ],
)
def test_an_old_table_or_one_of_another_terminal_or_file_is_not_meant(
    table: LastTable, other: dict[str, object]
) -> None:
    remember(["C1"], table)
    with pytest.raises(NotFound):
        recall(1, table._replace(**other))  # type: ignore[arg-type]  # fields of different types by name


@pytest.mark.parametrize("row", [0, 3, 999])
def test_a_row_that_the_table_did_not_have_is_not_found(table: LastTable, row: int) -> None:
    remember(["C1", "C2"], table)
    with pytest.raises(NotFound):
        recall(row, table)


def test_row_numbers_are_private_and_a_spoiled_file_is_as_good_as_none(table: LastTable) -> None:
    remember(["C1"], table)
    assert stat.S_IMODE(table.place.stat().st_mode) == 0o600
    table.place.write_text("[1, 2")
    with pytest.raises(NotFound):
        recall(1, table)


def test_a_state_folder_that_cannot_be_written_fails_nothing(table: LastTable) -> None:
    table.state_dir.write_text("in the way")
    remember(["C1"], table)


def test_a_table_on_a_terminal_can_be_referred_to_by_row(crm: Samples) -> None:
    crm("list", terminal=True)
    assert crm("show 2", terminal=True).err == "shown C2\n"


def test_a_table_in_a_pipe_or_a_file_does_not_change_the_row_numbers(crm: Samples) -> None:
    crm("list")
    crm("list -o out.csv", terminal=True)
    assert crm("show 2", terminal=True).code == 3


# Places


def test_a_set_state_folder_keeps_everything_in_it(tmp_path: Path) -> None:
    environ = {"CRM_STATE": str(tmp_path)}
    places = [config.database_path(None, environ), config.state_dir(environ)]
    places.append(config.backups_dir(tmp_path / "x.db", environ))
    assert all(place.is_relative_to(tmp_path) for place in places)


def test_files_of_one_name_in_two_folders_have_backups_apart(tmp_path: Path) -> None:
    environ = {"CRM_STATE": str(tmp_path)}
    first, second = (config.backups_dir(tmp_path / folder / "crm.db", environ) for folder in "ab")
    assert first != second
    assert first.name.startswith("crm-")


def test_a_tilde_is_the_home_folder() -> None:
    assert config.database_path("~/x.db", {}) == Path.home() / "x.db"


def test_the_user_is_whom_the_system_says(tmp_path: Path) -> None:
    assert config.user_name({"LOGNAME": "li", "USERNAME": "wang"}) == "li"
    assert config.user_name({}) == getpass.getuser()


# Words of options


@pytest.mark.parametrize(("text", "lang"), [("zh_CN.UTF-8", "zh"), ("EN", "en"), ("中文", "zh"), ("english", "en")])
def test_a_language_is_known_as_people_write_it(text: str, lang: str) -> None:
    assert typed_language(text) == lang


@pytest.mark.parametrize(("text", "name"), [("JSON", "json"), (".md", "md"), ("txt", "table"), ("ndjson", "jsonl")])
def test_a_format_is_known_by_name_and_suffix(text: str, name: str) -> None:
    assert typed_format(text) == name


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_private(tmp_path / "folder", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
