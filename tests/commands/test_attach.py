"""`crm attach`: files inside the database, whatever they are called, and back out of it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from crmcli.services.attaching import safe_name
from tests.commands.journal_checks import assert_replays, holds
from tests.running import Crm

CARD = "6222021234567890128"


@pytest.fixture
def one(crm: Crm) -> Crm:
    crm.ok("add 王芳 --phone 13800138000 --source 展会")
    (crm.folder / "报价.pdf").write_bytes(b"%PDF offer \x00\xff")
    return crm


def test_a_file_goes_in_and_comes_out_as_it_was(one: Crm) -> None:
    assert "#2 · 王芳" in one.ok("attach add 王芳 报价.pdf").err
    (row,) = one.ok("attach list 王芳 --json").json()
    assert (row["id"], row["name"], row["size"], row["customer_code"]) == (1, "报价.pdf", 13, "C20261123001")
    assert "报价.pdf" in one.ok("show 王芳").out
    (one.folder / "out").mkdir()
    one.ok("attach get 王芳 报价 out")
    back = one.folder / "out" / "报价.pdf"
    assert back.read_bytes() == b"%PDF offer \x00\xff"
    assert stat.S_IMODE(back.stat().st_mode) == 0o600
    assert_replays(one)


def test_nothing_on_the_disk_is_written_over(one: Crm) -> None:
    one.ok("attach add 王芳 报价.pdf")
    assert one("attach get 王芳 报价.pdf").code == 6
    (one.folder / "link").symlink_to("nowhere")
    assert one("attach get 王芳 报价.pdf link").code == 6
    assert one("attach get 王芳 报价.pdf no/folder/x.pdf").code == 2


def test_the_same_file_again_changes_nothing_and_another_of_its_name_is_told_apart(one: Crm) -> None:
    one.ok("attach add 王芳 报价.pdf")
    assert "Nothing changed" in one.ok("attach add 王芳 报价.pdf").err
    (one.folder / "报价.pdf").write_bytes(b"second")
    one.ok("attach add 王芳 报价.pdf")
    several = one("attach get 王芳 报价.pdf")
    assert (several.code, "#2 报价.pdf" in several.err) == (3, True)
    one.ok("attach get 王芳 #2 second.pdf")
    assert (one.folder / "second.pdf").read_bytes() == b"second"
    one.ok("attach rm 王芳 1")
    assert [row["id"] for row in one.ok("attach list --json").json()] == [2]
    one.ok("undo")
    one.ok("attach get 王芳 1 first.pdf")
    assert (one.folder / "first.pdf").read_bytes() == b"%PDF offer \x00\xff"


def test_what_cannot_be_attached_has_its_sentence(one: Crm) -> None:
    (one.folder / "big.bin").write_bytes(bytes(1_000_001))
    (one.folder / f"{CARD}.jpg").write_bytes(b"x")
    one.ok("config set attach.max_mb 1")
    for words, code, said in (
        ("attach add 王芳 none.pdf", 3, "There is no file none.pdf"),
        ("attach add 王芳 .", 2, "not a file"),
        ("attach add 王芳 big.bin", 2, "larger than 1 MB"),
        (f"attach add 王芳 {CARD}.jpg", 6, "a bank card number"),
        (f"log 王芳 同意报价 --attach {CARD}.jpg", 6, "a bank card number"),
        ("attach add 王芳 报价.pdf none.pdf", 3, "There is no file"),
        ("attach get 王芳 报价.pdf", 3, "There is no file “报价.pdf” here"),
        ("attach add 李娜 报价.pdf", 3, "李娜"),
    ):
        result = one(words)
        assert (result.code, said in result.err) == (code, True), result.err
        assert CARD not in result.err
    assert one.ok("attach list --json").json() == []
    assert not holds(one, CARD)
    one.ok(f"attach add 王芳 {CARD}.jpg --not-sensitive")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\a.exe", "a.exe"),
        ("a\x1b]0;x\x07b.txt", "a␛]0;x␇b.txt"),
        ("offer\u202egpj.exe", "offergpj.exe"),
        ("two\nlines.txt", "two lines.txt"),
        (".bashrc", "bashrc"),
        ("..", "file"),
        ("/", "file"),
        ("报价 [red].pdf", "报价 [red].pdf"),
    ],
)
def test_a_name_is_only_ever_a_name(name: str, kept: str) -> None:
    assert safe_name(name) == kept
    assert safe_name(kept) == kept


def test_the_longest_name_keeps_its_ending() -> None:
    assert len(safe_name("长" * 300 + ".pdf").encode()) <= 200
    assert safe_name("长" * 300 + ".pdf").endswith("长.pdf")


def test_purging_the_customer_takes_the_bytes_out_of_the_file(one: Crm) -> None:
    (one.folder / "secret.txt").write_bytes("只此一份的内容".encode() * 50)
    one.ok("attach add 王芳 secret.txt")
    one.ok("attach rm 王芳 secret.txt")
    assert holds(one, "只此一份的内容")  # an undo brings it back
    one.ok("rm 王芳 -y")
    one.ok("trash purge -y")
    assert not holds(one, "只此一份的内容")
    assert not holds(one, "secret.txt")


def test_bytes_that_are_gone_or_changed_are_not_handed_out(one: Crm) -> None:
    import sqlite3

    one.ok("attach add 王芳 报价.pdf")
    for sql in ("UPDATE blobs SET bytes = x'00'", "DELETE FROM blobs"):
        db = sqlite3.connect(one.db)
        db.execute(sql)
        db.commit()
        db.close()
        lost = one("attach get 王芳 报价.pdf back.pdf")
        assert (lost.code, "crm doctor" in lost.err) == (4, True)
    assert not Path(one.folder / "back.pdf").exists()
