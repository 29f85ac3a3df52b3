"""Everything out of one file and into an empty one: nothing lost, nothing half, and nothing over what is there."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from crmcli.model.whole import TABLES
from tests.running import Crm

OTHERS = frozenset({("imports", "operation")})


@pytest.fixture
def filled(crm: Crm) -> Crm:
    """Customers with people, talks, deals, tags, tasks, an import, settings, one in the trash and a file attached."""
    (crm.folder / "sheet.csv").write_text("公司,姓名,手机,爱好\n示例一公司,王芳,13900000001,茶\n", encoding="utf-8")
    crm.ok("add 张伟 --company 北京示例科技有限公司 --phone 13800138000 --source expo --tag VIP --next +3d")
    crm.ok("add 李四 --phone 13800138001 --source douyin")
    crm.ok("log 示例科技 同意报价,等老板签字 --stage quote")
    crm.ok("import sheet.csv --yes")
    crm.ok("config set due.first_touch 12")
    crm.ok("dict add channel 小红书")
    (crm.folder / "offer.txt").write_bytes(b"\x00price list")
    crm.ok("attach add 示例科技 offer.txt")
    crm.ok("rm 李四 --yes")
    return crm


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table but the journal, derived ones included."""
    db = sqlite3.connect(path)
    tables = (*TABLES, "blobs", "facts", "dues", "match_key")
    found = {}
    for table in tables:
        names = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if (table, row[1]) not in OTHERS]
        rows = db.execute(f"SELECT {', '.join(names)} FROM {table}")  # noqa: S608 - names of our own schema
        found[table] = sorted(rows, key=repr)
    db.close()
    return found


@pytest.mark.parametrize("name", ["all.zip", "all.json"])
def test_what_is_exported_whole_is_the_same_in_an_empty_file(filled: Crm, name: str) -> None:
    filled.ok(f"export all -o {name}")
    filled.ok(f"--db new.db import {name}")
    assert content(filled.folder / "new.db") == content(filled.db)
    assert filled.ok(f"--db new.db export all -o again-{name}").code == 0
    assert (filled.folder / f"again-{name}").read_bytes() == (filled.folder / name).read_bytes()


def test_a_sheet_that_was_imported_before_is_known_in_the_new_file_too(filled: Crm) -> None:
    filled.ok("export all -o all.zip")
    filled.ok("--db new.db import all.zip")
    assert filled.ok("--db new.db import sheet.csv --yes --json").json()["counts"]["unchanged"] == 1


def test_a_file_with_data_is_left_alone(filled: Crm) -> None:
    filled.ok("export all -o all.zip")
    before = content(filled.db)
    result = filled("import all.zip")
    assert result.code == 6
    assert "crm --db new.db import all.zip" in result.err
    assert content(filled.db) == before


def test_one_undo_takes_the_whole_of_it_back(filled: Crm) -> None:
    filled.ok("export all -o all.zip")
    filled.ok("--db new.db import all.zip")
    filled.ok("--db new.db undo --yes")
    assert filled.ok("--db new.db list --json").json() == []


def broken(path: Path, how: str) -> bytes:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    if how == "cut":
        return path.read_bytes()[:-200]
    if how == "pointing nowhere":
        parts["tables/contacts.jsonl"] = parts["tables/contacts.jsonl"].replace(b"[1, 1, ", b"[1, 99, ", 1)
    if how == "unknown table":
        parts["tables/sqlite_master.jsonl"] = b'["name"]\n["x"]\n'
    if how == "unknown column":
        parts["tables/tags.jsonl"] = b'["id", "value) VALUES (1); DROP TABLE tags; --"]\n[1, "x"]\n'
    if how == "other bytes":
        key = next(name for name in parts if name.startswith("blobs/"))
        parts[key] = b"something else"
    if how == "newer":
        parts["crmcli.json"] = json.dumps({**json.loads(parts["crmcli.json"]), "schema": 999}).encode()
    made = path.with_name("broken.zip")
    with zipfile.ZipFile(made, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return made.read_bytes()


@pytest.mark.parametrize("how", ["cut", "pointing nowhere", "unknown table", "unknown column", "other bytes", "newer"])
def test_a_broken_package_writes_nothing_and_says_so(filled: Crm, how: str) -> None:
    filled.ok("export all -o all.zip")
    (filled.folder / "broken.zip").write_bytes(broken(filled.folder / "all.zip", how))
    result = filled("--db new.db import broken.zip")
    assert result.code == 5
    assert "broken.zip" in result.err
    assert filled.ok("--db new.db list --json").json() == []


@pytest.mark.parametrize("words", ["all stage:lead", "all --period month", "all --columns name", "all --mask"])
def test_everything_takes_no_filter_days_columns_or_mask(filled: Crm, words: str) -> None:
    assert filled(f"export {words} -o all.zip").code == 2
    assert not (filled.folder / "all.zip").exists()
