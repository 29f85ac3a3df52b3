"""Packages that were meddled with: refused with a sentence, or taken in, and then every command works with them."""

from __future__ import annotations

import io
import itertools
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.commands.hostile import HOSTILE
from tests.deeds import peopled
from tests.fuzzing import examples, no_hang
from tests.journaling import check_whole, opened
from tests.running import Crm, FixedClock

MORE = ("deal add 王芳 设备 --amount 5万 --product 机床", "deal won 王芳 --contract-no HT-1 --ends 2026-11-25",
        "order add 北京示例 500 --no A1", "task add 寄样 -c 王芳 -d +1d --every 1w", "edit 王芳 birthday=1980-11-24",
        "field add 年采购额 --type number", "cost add 展会 3000", "target set 2026-11 100万", "grade run -y",
        "tag rules add amount:1.. --tag 自定义-大户", "attach add 王芳 notes.txt")  # fmt: skip
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 20),
    st.sampled_from([2**31, 2**63 - 1, 2**63, -(2**63), 10**30, 1e308, -1.5, float("nan"), float("inf")]),
    st.sampled_from(["", " ", "x", "2026-11-23", "2026-13-45", "2026-11-23 25:99", "0000-00-00", "9999-12-31", "lead",
                     "won", "zh", "{}", "[]", '{"a": [1]}', "nan", "\x00", "\ud800", "C20261116001", "x" * 5000,
                     *HOSTILE[:1]]),
    st.text(max_size=8),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=1),
)  # fmt: skip
LOOKS = ("due --days 60 --why", "list", "show {code}", "history {code}", "export customers", "report", "task list",
         "deal list --all", "order list", "tag list", "tag rules", "view list", "config list", "grade show",
         "cost list", "target list", "batch list", "field list", "dict list", "trash", "undo --dry-run", "doctor",
         "due -f ics")  # fmt: skip
NUMBER = itertools.count()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A package with rows in every table, as JSON."""
    folder = tmp_path_factory.mktemp("packed")
    peopled(folder)
    crm = Crm(folder, FixedClock())
    (folder / "sheet.csv").write_text("公司,姓名,手机\n示例一公司,赵敏,13900000001\n", encoding="utf-8")
    (folder / "notes.txt").write_text("x")
    crm.ok("import sheet.csv --yes")
    for words in MORE:
        crm.ok(words)
    crm.ok("export all -o all.json")
    return (folder / "all.json").read_bytes()


@st.composite
def meddled(draw: st.DrawFn, package: bytes) -> bytes:
    """The package with some values, rows, columns or tables changed; as JSON, or as a zip."""
    said: dict[str, Any] = json.loads(package)
    for _ in range(draw(st.integers(1, 3))):
        _meddle(draw, said)
    data = json.dumps(said).encode() if draw(st.booleans()) else _zipped(said)
    if draw(st.integers(0, 5)) == 0:
        at = draw(st.integers(0, len(data) - 1))
        data = data[:at] + draw(st.binary(max_size=3)) + data[at + draw(st.integers(0, 3)) :]
    return data


def _meddle(draw: st.DrawFn, said: dict[str, Any]) -> None:
    """One change; mostly one that looks harmless."""
    tables = [name for name, one in said["tables"].items() if isinstance(one, dict) and one.get("rows")]
    if not tables or draw(st.integers(0, 11)) == 0:
        said[draw(st.sampled_from([*said, "new"]))] = draw(VALUES)
        said.setdefault("tables", {})
        if not isinstance(said["tables"], dict):
            said["tables"] = {}
        return
    table = said["tables"][draw(st.sampled_from(tables))]
    row = draw(st.integers(0, len(table["rows"]) - 1))
    how = draw(st.sampled_from(["value"] * 8 + ["row gone", "row twice", "column", "shape"]))
    if how == "value" and isinstance(table["rows"][row], list) and table["rows"][row]:
        table["rows"][row][draw(st.integers(0, len(table["rows"][row]) - 1))] = draw(VALUES)
    elif how == "row gone":
        del table["rows"][row]
    elif how == "row twice":
        table["rows"].append(table["rows"][row])
    elif how == "column" and table["columns"]:
        table["columns"][draw(st.integers(0, len(table["columns"]) - 1))] = draw(
            st.sampled_from(["id", "x", "name", 1])
        )
    else:
        table["rows"][row] = draw(VALUES)


def _zipped(said: dict[str, Any]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("crmcli.json", json.dumps({key: said.get(key) for key in ("format", "version", "schema")}))
        for name, table in said["tables"].items():
            if isinstance(table, dict):
                parts = [table.get("columns"), *(table.get("rows") or [])]
                package.writestr(f"tables/{name}.jsonl", "".join(json.dumps(one) + "\n" for one in parts))
    return made.getvalue()


@settings(
    max_examples=examples(25),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_a_package_that_was_meddled_with(package: bytes, tmp_path: Path, data: st.DataObject) -> None:
    folder = tmp_path / str(next(NUMBER))
    folder.mkdir()
    crm = Crm(folder, FixedClock())
    crm.lang = data.draw(st.sampled_from(["zh", "en"]))
    (folder / "all.zip").write_bytes(data.draw(meddled(package)))
    try:
        check_taken(crm, data.draw(st.lists(st.sampled_from(LOOKS), min_size=4, max_size=4, unique=True)))
    finally:
        shutil.rmtree(folder)


def check_taken(crm: Crm, looks: list[str]) -> None:
    """Take `all.zip` in; when it was taken the file is sound and can be looked at, else it is as empty as before."""
    with no_hang():
        result = crm("import all.zip")
    assert result.code in (0, 1, 2, 5), result  # 1, 2: it is not like a package any more, but like a sheet
    assert "Traceback" not in result.err
    if result.code:
        assert result.err.strip()
        assert crm.ok("list --json").json() == []
        return
    with opened(crm.db, crm.clock) as ws:
        check_whole(ws)
    found = crm.ok("list --json --limit 3").json()
    code = found[0]["code"] if found else "x"
    for words in looks:
        with no_hang():
            result = crm([*words.replace("{code}", "").split(), *([code] if "{code}" in words else [])])
        assert result.code in (0, 1, 3), (words, result)
