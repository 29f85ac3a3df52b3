"""Invented customers written into a file of ours, through the journal, each as a customer of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.dedupe.record import Record
from crmcli.core.names import read_name
from crmcli.services.workspace import open_workspace

NOW = datetime(2026, 11, 21, 9, 0)
AT = "2026-11-20 09:00"
AT_ONCE = 20_000


def fill(path: Path, records: Sequence[Record]) -> None:
    """Write every record; the customer's id is its place in `records`, from 1."""
    with open_workspace(path, write=True, clock=lambda: NOW, user="bench", command="benchmark", language="zh") as ws:
        for start in range(0, len(records), AT_ONCE):
            with ws.operation() as journal:
                _write(journal, records[start : start + AT_ONCE], start)


def _write(journal: Any, some: Sequence[Record], start: int) -> None:
    columns = ("code", "name", "kind", "city", "address", "stage", "created_at", "updated_at")
    rows = [
        (f"D{start + n:08}", one.name.strip(), one.kind, one.city or None, one.address or None, "lead", AT, AT)
        for n, one in enumerate(some, 1)
    ]
    ids = journal.insert_many("customers", columns, rows)
    known = list(zip(ids, some, strict=True))
    people = [(at, one) for at, one in known if one.contact]
    contacts = journal.insert_many(
        "contacts", ("customer_id", "name", "is_primary", "created_at", "updated_at"),
        [(at, read_name(one.contact).name or one.contact, 1, AT, AT) for at, one in people],
    )  # fmt: skip
    person = {at: contact for contact, (at, _) in zip(contacts, people, strict=True)}
    points = [
        (at, person.get(at), kind, value, value, 1, int("*" in value), AT)
        for at, one in known
        for kind, value in (
            ("mobile", one.mobile),
            ("phone", one.landline),
            ("email", one.email),
            ("wechat", one.wechat),
        )
        if value
    ]
    of_point = ("customer_id", "contact_id", "kind", "value", "raw", "is_primary", "masked", "created_at")
    journal.insert_many("contact_points", of_point, points)
