"""Blanking a text that should never have been typed, wherever people's words are kept: records, images, commands.

Codes, dates and numbers of our own are left alone, or blanking "lead" would take every customer's stage. Backups made
earlier still hold the text.
"""

from __future__ import annotations

import json
import re
import shlex
import unicodedata
from collections.abc import Iterator
from typing import Any

from crmcli.model.connection import Connection
from crmcli.model.journal.erasing import overwrite_freed
from crmcli.model.journal.images import entry, pack
from crmcli.model.journal.tables import FREE_TEXT, MARK, UNIQUE_TEXT
from crmcli.model.journal.writing import Journal
from crmcli.records.record import replace

GAPS = r"[\s\-.·]*"  # what people write between the digits of a number
NUMBER = re.compile(r"\d{6,}[\dx]", re.IGNORECASE)


def pattern(text: str) -> re.Pattern[str]:
    """What `text` may look like where it is written: in any case, and a number with any spaces and hyphens."""
    plain = re.sub(GAPS, "", unicodedata.normalize("NFKC", text))
    if NUMBER.fullmatch(plain):
        return re.compile(GAPS.join(f"[{re.escape(one)}{chr(ord(one) + 0xFEE0)}]" for one in plain), re.IGNORECASE)
    return re.compile(re.escape(text), re.IGNORECASE)


def count(db: Connection, secret: re.Pattern[str]) -> int:
    """How many texts hold it: in the records and in the journal."""
    texts = sum(1 for _ in _in_tables(db, secret)) + sum(1 for _ in _in_commands(db, secret))
    return texts + sum(1 for _ in _in_images(db, secret)) + sum(1 for _ in _in_import_rows(db, secret))


def redact(journal: Journal, secret: re.Pattern[str]) -> int:
    """Blank it everywhere, in this operation's own command line too. Returns how many texts held it."""
    db = journal.db
    overwrite_freed(db)
    changed = count(db, secret)
    if not changed:
        return 0
    journal.header = replace(journal.header, command=_command(journal.header.command, secret))
    for table, column, row_id, text in list(_in_tables(db, secret)):
        journal.update(table, row_id, {column: _blanked(table, column, row_id, text, secret)})
    journal.begin()
    journal.finish()
    for seq, images in list(_in_images(db, secret)):
        db.execute("UPDATE changes SET images = ? WHERE seq = ?", (pack(images), seq))
    for number, command in list(_in_commands(db, secret)):
        db.execute("UPDATE operations SET command = ? WHERE id = ?", (command, number))
    for key, reason in list(_in_import_rows(db, secret)):
        sql = "UPDATE import_rows SET reason = ? WHERE import_id = ? AND sheet = ? AND row = ? AND part = ?"
        db.execute(sql, (reason, *key))
    return changed


def _in_tables(db: Connection, secret: re.Pattern[str]) -> Iterator[tuple[str, str, int, str]]:
    for table, columns in FREE_TEXT.items():
        for column in columns:
            sql = f"SELECT id, {column} FROM {table} WHERE {column} <> ''"  # noqa: S608 - names of our own schema
            for row_id, text in db.execute(sql):
                if _blanked(table, column, row_id, text, secret) != text:
                    yield table, column, row_id, text


def _in_images(db: Connection, secret: re.Pattern[str]) -> Iterator[tuple[int, list[Any]]]:
    """Number and blanked images of every change that holds it."""
    for (seq,) in db.execute("SELECT seq FROM changes ORDER BY seq").fetchall():
        table, kind, cols, blob = db.execute(
            "SELECT tbl, kind, cols, images FROM changes WHERE seq = ?", (seq,)
        ).fetchone()
        columns, images = entry(kind, cols, blob)
        blanked = [_image(image, table, columns, kind, secret) for image in images]
        if blanked != images:
            yield seq, blanked


def _image(image: list[Any], table: str, names: list[str], kind: str, secret: re.Pattern[str]) -> list[Any]:
    def row(values: list[Any]) -> list[Any]:
        pairs = zip(names, values, strict=True)
        return [_blanked(table, name, image[0], value, secret) for name, value in pairs]

    return [image[0], *map(row, image[1:])] if kind == "update" else row(image)


def _in_commands(db: Connection, secret: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    for number, command in db.execute("SELECT id, command FROM operations"):
        blanked = _command(command, secret)
        if blanked != command:
            yield number, blanked


def _in_import_rows(db: Connection, secret: re.Pattern[str]) -> Iterator[tuple[tuple[int, str, int, int], str]]:
    for *key, reason in db.execute("SELECT import_id, sheet, row, part, reason FROM import_rows WHERE reason <> ''"):
        blanked = secret.sub(MARK, reason)
        if blanked != reason:
            yield (key[0], key[1], key[2], key[3]), blanked


def _command(command: str, secret: re.Pattern[str]) -> str:
    """A command line without it, also where the shell's quotes break it up."""
    blanked = secret.sub(MARK, command)
    try:
        words = shlex.split(blanked)
    except ValueError:
        return blanked
    if not secret.search(" ".join(words)):
        return blanked
    return secret.sub(MARK, " ".join(words))


def _blanked(table: str, column: str, row_id: int, value: Any, secret: re.Pattern[str]) -> Any:
    """A value without it; one that must be unique gets the number of its row behind the mark."""
    if not isinstance(value, str) or column not in FREE_TEXT.get(table, ()):
        return value
    mark = f"{MARK}{row_id}" if (table, column) in UNIQUE_TEXT else MARK
    if column == "custom":
        return _object(value, secret)
    return secret.sub(mark, value)


def _object(text: str, secret: re.Pattern[str]) -> str:
    """Custom fields without it: a number that holds it becomes the mark, and JSON stays JSON."""
    values: dict[str, object] = json.loads(text)
    blanked = {name: _custom(value, secret) for name, value in values.items()}
    return text if blanked == values else json.dumps(blanked, ensure_ascii=False)


def _custom(value: object, secret: re.Pattern[str]) -> object:
    if isinstance(value, list):
        return [_custom(one, secret) for one in value]
    return secret.sub(MARK, str(value)) if secret.search(str(value)) else value
