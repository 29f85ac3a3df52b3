"""Any command with any words: a documented exit code and no traceback; what is refused is not done."""

from __future__ import annotations

import itertools
import json
import shutil
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.deeds import peopled
from tests.fuzzing import examples, no_hang
from tests.journaling import check_whole, opened
from tests.running import Crm, FixedClock, Result
from tests.work.command_lines import SECRET, command_lines, lines

CODES = range(7)  # product.md §3; nothing here is interrupted
READS_FILES = ("import", "sync", "restore", "template")
LOOKING = ("due", "list", "show", "history", "report", "export", "completion")
SHEET = "公司,姓名,手机,爱好\n示例一公司,赵敏,13900000001,茶\n北京示例科技有限公司,张伟,13800138000,\n"
MORE = (
    "deal add 王芳 设备 --amount 5万 --product 机床",
    "deal won 王芳 --contract-no HT-1 --ends 2027-01-01",
    "deal add Acme 续约 --amount 3万",
    "order add 北京示例 500 --no A1",
    "task add 寄样 -c 王芳 -d +1d --every 1w",
    "import sheet.csv --yes",
    "attach add 王芳 notes.txt",
    "field add 年采购额 --type number",
    "add 示例一 --phone 13900000001 --source 展会 --new",
    "merge 示例一公司 示例一 -y",
    "cost add 展会 3000",
    "target set 2026-11 100万",
    "tag add 重点 王芳",
    "export all -o all.zip",
    "export all -o all.json",
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file of every kind of row, and files to read."""
    folder = tmp_path_factory.mktemp("full")
    path = peopled(folder)
    crm = Crm(folder, FixedClock())
    (folder / "folder").mkdir()
    for name, text in (("sheet.csv", SHEET), ("notes.txt", "x"), ("empty", ""), ("other.csv", "a;b\n1;2\n")):
        (folder / name).write_text(text, encoding="utf-8")
    for words in MORE:
        crm.ok(words)
    (folder / "broken.zip").write_bytes((folder / "all.zip").read_bytes()[:-300])
    assert path == crm.db
    return folder


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No command may reach for a network here, whatever address it was given."""

    def refuse(*_: object) -> None:
        raise OSError("no network in tests")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


KNOWN = lines()
NUMBER = itertools.count()


@settings(
    max_examples=examples(30),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    given_lines=st.lists(command_lines(KNOWN), min_size=1, max_size=6),
    lang=st.sampled_from(["zh", "en"]),
    typed=st.none() | st.text(st.sampled_from("ynlsdoq0123\n"), max_size=6),
)
@pytest.mark.usefixtures("offline")
def test_any_command_with_any_words(
    full: Path, tmp_path: Path, given_lines: list[list[str]], lang: str, typed: str | None
) -> None:
    folder = tmp_path / str(next(NUMBER))
    shutil.copytree(full, folder)
    crm = Crm(folder, FixedClock())
    crm.lang = lang
    try:
        for words in given_lines:
            _one(crm, words, typed)
        if crm.db.exists() and crm.db.read_bytes()[:15] == b"SQLite format 3":
            with opened(crm.db, crm.clock) as ws:
                check_whole(ws)
    finally:
        shutil.rmtree(folder)


def _one(crm: Crm, words: list[str], typed: str | None) -> None:
    """One command, typed by hand or run by a script, and what must be true of it."""
    before = crm.db.read_bytes() if crm.db.exists() else b""
    terminal = typed is not None and words[0] not in SECRET
    with no_hang():
        result = crm(words, stdin=(typed or "") * 3 if terminal else "", terminal=terminal, env={"EDITOR": "true"})
    after = crm.db.read_bytes() if crm.db.exists() else b""
    assert result.code in CODES, (words, result)
    assert "Traceback" not in result.err, (words, result.err)
    if result.code >= 2 or words[0] in LOOKING or ("--dry-run" in words and "--" not in words):
        assert after == before, (words, result)
    if result.code == 4:
        assert {"--db", *SECRET} & set(words), (words, result)
    if result.code == 5:
        assert words[0] in READS_FILES, (words, result)
    if result.code >= 2:
        assert result.err.strip(), (words, result)
    if "--json" in words and not {"-o", "--output", "-f", "--format", "--csv"} & set(words):
        _check_json(words, result)
    assert not list(crm.folder.glob("*-journal")) + list(crm.folder.glob("*-wal")), words


def _check_json(words: list[str], result: Result) -> None:
    if result.code >= 2:
        assert json.loads(result.err.strip().splitlines()[-1])["exit_code"] == result.code, (words, result)
    elif result.code == 0 and result.out.strip() and not {"-h", "--help", "completion", "--version"} & set(words):
        json.loads(result.out)
