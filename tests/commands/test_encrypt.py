"""`crm encrypt`, `decrypt`, `rekey` and encrypted backups: nothing readable is left, and all commands work the same."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Crm, Result

pytest.importorskip("sqlcipher3")
pyrage = pytest.importorskip("pyrage")

NAME = "北京示例科技有限公司"
GOOD, OTHER = "correct horse battery", "another long one"


@pytest.fixture(autouse=True)
def no_key_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's real key ring is asked."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


class Locked:
    """Runs commands with a passphrase in an open file."""

    def __init__(self, crm: Crm) -> None:
        self.crm = crm

    def __call__(self, words: str, *lines: str, **how: object) -> Result:
        path = self.crm.folder / "secret"
        path.write_text("\n".join(lines or (GOOD,)) + "\n")
        number = os.open(path, os.O_RDONLY)
        path.unlink()
        try:
            return self.crm(f"{words} --passphrase-fd {number}", **how)  # type: ignore[arg-type]
        finally:
            os.close(number)

    def ok(self, words: str, *lines: str) -> Result:
        done = self(words, *lines)
        assert done.code == 0, done.err
        return done


@pytest.fixture
def plain(crm: Crm) -> Crm:
    crm.ok(f"add {NAME} --contact 王芳 --phone 13800138000 --source 展会")
    return crm


@pytest.fixture
def locked(plain: Crm) -> Iterator[Locked]:
    found = Locked(plain)
    found.ok("encrypt --yes")
    yield found
    for path in plain.folder.rglob("*"):  # whatever the test did
        if path.is_file() and path.suffix != ".txt":
            assert NAME.encode() not in path.read_bytes(), path


def test_an_encrypted_file_is_noise_and_all_commands_work_on_it(locked: Locked) -> None:
    assert not locked.crm.db.read_bytes().startswith(b"SQLite")
    assert os.stat(locked.crm.db).st_mode & 0o777 == 0o600
    assert [one["name"] for one in locked.ok("list --json").json()] == [NAME]
    for words in ("log 王芳 同意报价 --next 周五发合同", "due", "show 王芳", "history", "undo", "redo",
                  "doctor --replay",
                  "export customers", "report customers", "config set user.name 李", "rm 王芳 -y", "trash", "backup",
                  "trash restore 北京示例", "trash redact 同意报价 -y"):  # fmt: skip
        locked.ok(words)
    (locked.crm.folder / "in.txt").write_text("姓名,手机\n赵敏,13900139000\n", encoding="utf-8")
    locked.ok("import in.txt --source 展会 --yes")
    assert len(locked.ok("list --json").json()) == 2


def test_a_wrong_or_missing_passphrase_exits_with_4_and_changes_nothing(locked: Locked) -> None:
    before = locked.crm.db.read_bytes()
    add = "add 赵敏 --phone 13900139000 --source 展会"
    for words in ("list", add, "doctor", "backup", "rekey", "decrypt -y", "restore -y"):
        for result in (locked(words, OTHER, "new passphrase"), locked.crm(words)):
            assert (result.code, "Traceback" in result.err) == (4, False), (words, result.err)
            assert "passphrase" in result.err
            assert GOOD not in result.err + result.out
            assert OTHER not in result.err + result.out
    assert locked.crm.db.read_bytes() == before


def test_it_is_asked_for_on_a_terminal(locked: Locked) -> None:
    result = locked.crm("list", terminal=True, stdin=f"{GOOD}\n")
    assert (result.code, NAME in result.out, "Passphrase for crm.db" in result.err) == (0, True, True)
    assert locked.crm("list", terminal=True, stdin=f"{OTHER}\n").code == 4


def test_completion_and_the_language_do_not_ask(locked: Locked) -> None:
    assert locked.crm("__complete crm show ''").code == 0
    assert locked.crm("--help").code == 0


def test_the_files_language_is_spoken_once_it_is_open(plain: Crm) -> None:
    plain.ok("config set language zh")
    locked = Locked(plain)
    locked.ok("encrypt --yes")
    assert "客户" in locked("list", env={"CRM_LANG": None}).out.splitlines()[0]


def test_the_plain_backups_go_and_the_new_one_takes_the_same_passphrase(plain: Crm) -> None:
    plain.ok("backup")
    assert plain("encrypt").code == 2  # it would have to ask
    locked = Locked(plain)
    assert "Removed backups that were not: 1" in locked.ok("encrypt --yes").err
    (row,) = plain.ok("backup list --json").json()
    assert row["file"] != "crm-20261123-090000-manual.db" or not row["file"].endswith(".age")
    locked.ok("add 赵敏 --phone 13900139000 --source 展会")
    locked.ok("restore 1 --yes")
    assert [one["name"] for one in locked.ok("list --json").json()] == [NAME]
    assert not plain.db.read_bytes().startswith(b"SQLite")


def test_a_plain_backup_restored_over_an_encrypted_file_stays_encrypted(plain: Crm) -> None:
    plain.ok("backup before.db")
    locked = Locked(plain)
    locked.ok("encrypt --yes")
    locked.ok("restore before.db --yes")
    assert not plain.db.read_bytes().startswith(b"SQLite")
    assert locked.ok("list --json").json()


def test_another_passphrase(locked: Locked) -> None:
    locked.ok("rekey", GOOD, OTHER)
    assert locked("list", GOOD).code == 4
    assert locked("list --json", OTHER).json()[0]["name"] == NAME
    assert locked("rekey", OTHER, "short").code == 2


def test_a_decrypted_file_opens_with_nothing_but_sqlite(plain: Crm) -> None:
    locked = Locked(plain)
    locked.ok("encrypt --yes")
    assert locked("decrypt").code == 2
    locked.ok("decrypt --yes")
    assert sqlite3.connect(plain.db).execute("SELECT name FROM customers").fetchall() == [(NAME,)]
    assert plain("decrypt -y").code == 6
    plain.ok("list")


def test_what_cannot_be_has_its_sentence(locked: Locked) -> None:
    assert locked("encrypt --yes").code == 6
    assert "never the passphrase" in locked.crm("list --passphrase-fd hunter22222").err
    assert "hunter22222" not in locked.crm("list --passphrase-fd hunter22222").err
    assert locked.crm("list --passphrase-fd 999").code == 2


def test_no_half_copies_stay_beside_the_file(locked: Locked) -> None:
    names = sorted(one.name for one in locked.crm.folder.iterdir() if one.is_file())
    assert names == ["crm.db"]
    assert [one for one in locked.crm.folder.rglob("*") if one.name.endswith((".part", ".tmp", "-journal"))] == []


def test_damage_in_an_encrypted_file_gives_a_sentence(locked: Locked) -> None:
    whole = bytearray(locked.crm.db.read_bytes())
    for place in range(4096, len(whole), 4096):
        whole[place + 100] ^= 0xFF
    locked.crm.db.write_bytes(bytes(whole))
    for words in ("list", "log 王芳 同意报价", "doctor"):
        result = locked(words)
        assert result.code in (1, 4)
        assert "Traceback" not in result.err


def test_a_file_of_noise_is_asked_a_passphrase_for_and_a_zip_is_not_ours(crm: Crm) -> None:
    crm.db.write_bytes(os.urandom(8192))
    assert Locked(crm)("list").code == 4
    crm.db.write_bytes(b"PK\x03\x04" + os.urandom(8188))
    assert "not a crmcli database" in crm("list").err


# -- backups in the age format ---------------------------------------------------------------------------------


def test_a_sealed_backup_comes_back_with_its_passphrase_only(plain: Crm) -> None:
    sealed = Locked(plain)
    made = sealed.ok("backup --encrypt --json").json()
    path = Path(made["path"])
    assert (path.suffix, made["encrypted"]) == (".age", True)
    assert path.read_bytes().startswith(b"age-encryption.org/v1\n-> scrypt ")
    plain.ok("add 赵敏 --phone 13900139000 --source 展会")
    assert plain("restore --yes").code == 4
    assert sealed("restore --yes", OTHER).code == 4
    assert len(plain.ok("list --json").json()) == 2
    sealed.ok("restore --yes")
    assert [one["name"] for one in plain.ok("list --json").json()] == [NAME]
    assert [one for one in path.parent.iterdir() if one.name.endswith(".part")] == []


def test_every_backup_is_sealed_for_the_key_in_the_settings(plain: Crm) -> None:
    identity = pyrage.x25519.Identity.generate()
    (plain.folder / "key.txt").write_text(f"# created\n{identity}\n")
    assert plain("config set backup.recipient age1nonsense").code == 2
    plain.ok(f"config set backup.recipient {identity.to_public()}")
    made = plain.ok("backup --json").json()
    assert made["encrypted"]
    assert pyrage.decrypt(Path(made["path"]).read_bytes(), [identity]).startswith(b"SQLite format 3")
    plain.ok("rm 王芳 -y")
    plain.ok("trash purge -y")
    assert all(one["encrypted"] for one in plain.ok("backup list --json").json())
    assert plain("restore 2 -y").code == 4
    plain.ok("restore 2 -y --identity key.txt")
    assert plain.ok("list --json").json()[0]["name"] == NAME
    plain.ok("backup verify 2 --identity key.txt")
    assert plain("restore 2 -y --identity in.csv").code == 2
    other = pyrage.x25519.Identity.generate()
    (plain.folder / "other.txt").write_text(str(other))
    assert plain("restore 2 -y --identity other.txt").code == 4


def test_a_sealed_backup_of_an_encrypted_file_is_locked_twice(locked: Locked) -> None:
    identity = pyrage.x25519.Identity.generate()
    made = locked.ok(f"backup --recipient {identity.to_public()} --json").json()
    inner = pyrage.decrypt(Path(made["path"]).read_bytes(), [identity])
    assert not inner.startswith(b"SQLite")
    (locked.crm.folder / "key.txt").write_text(str(identity))
    locked.ok(f"restore {made['path']} --yes --identity key.txt")
    assert locked.ok("list --json").json()


def test_a_truncated_sealed_backup_is_refused(plain: Crm) -> None:
    identity = pyrage.x25519.Identity.generate()  # a passphrase takes a second each time
    (plain.folder / "key.txt").write_text(f"{identity}\n")
    words = ["backup", "--recipient", str(identity.to_public()), "--json"]
    path = Path(plain.ok(words).json()["path"])
    path.write_bytes(path.read_bytes()[:-40])
    before = plain.db.read_bytes()
    assert plain("restore --yes --identity key.txt").code == 4
    assert plain.db.read_bytes() == before


def test_without_the_extras_the_message_says_what_to_install(plain: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    from crmcli.model import cipher

    monkeypatch.setitem(__import__("sys").modules, "sqlcipher3", None)
    monkeypatch.setitem(__import__("sys").modules, "pyrage", None)
    cipher._module.cache_clear()
    try:
        for words in ("encrypt --yes", "backup --encrypt"):
            result = Locked(plain)(words)
            assert (result.code, "pip install 'crmcli[encryption]'" in result.err) == (4, True)
        plain.ok("list")
    finally:
        cipher._module.cache_clear()
