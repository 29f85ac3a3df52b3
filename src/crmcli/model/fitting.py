"""Whether values from outside fit the columns they are for: type, and shape where everything else relies on it.

What SQLite would turn into another type, or keep although nothing can read it, is refused before it is written.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from crmcli.core.stages import STAGES
from crmcli.model.connection import Connection

Fits = Callable[[Any], bool]
_LARGEST = 2**63
_PERIOD = re.compile(r"[0-9]{4}(Q[1-4]|-(0[1-9]|1[0-2]))?")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_WHEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?")


def checks(db: Connection, table: str, columns: Sequence[str]) -> list[Fits]:
    """For each column of a table of ours, what a value that is not NULL must be like."""
    types = {row[0]: row[1] for row in db.execute("SELECT name, type FROM pragma_table_info(?)", (table,))}
    return [_check(table, name, types[name]) for name in columns]


def _check(table: str, name: str, declared: str) -> Fits:
    if (table, name) in _BY_COLUMN:
        return _BY_COLUMN[table, name]
    if name in _BY_NAME:
        return _BY_NAME[name]
    if declared == "TEXT" and (name == "at" or name.endswith(("_at", "_until"))):
        return _is_when
    return {"TEXT": _is_text, "INTEGER": _is_whole, "REAL": _is_number}[declared]


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_whole(value: Any) -> bool:
    return type(value) is int and -_LARGEST <= value < _LARGEST


def _is_number(value: Any) -> bool:
    """Finite, and the same as a float: SQLite makes one of it."""
    return type(value) in (int, float) and abs(value) < _LARGEST and math.isfinite(value) and float(value) == value


@lru_cache(maxsize=20_000)
def _when(text: str) -> bool:
    try:
        return _WHEN.fullmatch(text) is not None and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_when(value: Any) -> bool:
    return type(value) is str and _when(value)


def _is_object(value: Any) -> bool:
    return type(value) is str and (value == "{}" or type(json.loads(value)) is dict)


def _matching(pattern: re.Pattern[str]) -> Fits:
    return lambda value: type(value) is str and pattern.fullmatch(value) is not None


def _is_stage(value: Any) -> bool:
    return value in STAGES if type(value) is str else False


_BY_NAME: dict[str, Fits] = {"custom": _is_object, "stage": _is_stage, "from_stage": _is_stage}
_BY_COLUMN: dict[tuple[str, str], Fits] = {
    ("targets", "period"): _matching(_PERIOD),
    ("grades", "period"): _matching(_PERIOD),
    ("channel_costs", "month"): _matching(_MONTH),
    ("imports", "mapping"): _is_object,
    ("imports", "counts"): _is_object,
}
