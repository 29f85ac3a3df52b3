"""Changing fields of a customer that is there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.errors import N_, UsageError
from crmcli.model import customers
from crmcli.records.customer import Customer
from crmcli.services.fields import Reader, find_field
from crmcli.services.writing import Writer

if TYPE_CHECKING:
    from crmcli.services.typed import Typed
    from crmcli.services.workspace import Workspace

PAIR = re.compile(r"\s*(?P<name>[^=＝+\-]+?)\s*(?P<how>[+\-]?)[=＝](?P<text>.*)", re.DOTALL)
HOW = {"": "set", "+": "add", "-": "end"}


def read_pairs(ws: Workspace, pairs: Sequence[str], *, force: bool = False) -> Typed:
    """Read FIELD=VALUE words: `phone=…` replaces, `phone+=…` adds, `phone-=…` ends, `note=` erases.

    Raises:
        UsageError: not of that form, or no such field.
        BadValue, Refused: a value that cannot be read or kept.
    """
    reader = Reader(ws, force=force)
    for pair in pairs:
        field, how, text = split_pair(ws, pair)
        reader.read(field, text, how=how)
    return reader.typed


def split_pair(ws: Workspace, pair: str) -> tuple[str, str, str]:
    """FIELD=VALUE as field, how ("set", "add" or "end") and the text of the value.

    Raises:
        UsageError: not of that form, or no such field.
    """
    match = PAIR.fullmatch(pair)
    if match is None:
        raise UsageError(N_("“{pair}” is not FIELD=VALUE."), N_("For example: phone=13800138000"), pair=pair[:60])
    return find_field(ws, match["name"]), HOW[match["how"]], match["text"]


def edit(ws: Workspace, customer_id: int, typed: Typed) -> Customer:
    """Write what was typed as one operation; the customer as it is then.

    Raises:
        UsageError, Refused: a stage that cannot be reached.
    """
    if typed.reason and not typed.stage:
        typed.stage = "lost"
    with ws.operation() as journal:
        Writer(ws, journal, customer_id).write(typed)
    return customers.record(ws.db, customer_id)
