"""The numbers that reports judge by, as settings, and which fields a complete customer has. Sums are in reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from crmcli.errors import N_
from crmcli.records.base import Setting

# R112, R105, R021, R132
COMPLETE = Setting("kpi.complete", 90, "percent", N_("fields filled in that are enough"))
UNIFIED = Setting("kpi.unified", 95, "percent", N_("customers that no other looks like, that are enough"))
ENTRY_DAYS = Setting("entry.days", 1, "days", N_("working days after a talk within which it is to be entered"))
STALE = Setting("stale.months", 12, "months", N_("longer than this without a contact or a change is stale"))
RECENT = Setting("value.recent", 90, "days", N_("who bought within so many days bought recently"))

ALL_SETTINGS: Final[tuple[Setting, ...]] = (COMPLETE, UNIFIED, ENTRY_DAYS, STALE, RECENT)

# What a complete customer has, by its key (§9): the core fields of R005, R006, R044 and R078; "phone" is any number,
# "size" the company's, "budget" either end of it.
COMPLETE_FIELDS: Final = ("contact", "phone", "industry", "size", "province", "source", "owner", "need")


def value_of(setting: Setting, values: Mapping[str, int | str | bool]) -> int:
    """The number of a setting, or its default where the file has none."""
    return int(values.get(setting.key, setting.default))


def months_between(first: str, last: str) -> tuple[str, ...]:
    """The months from the ISO day `first` to the ISO day `last`, both included, as 'YYYY-MM'."""
    low, high = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (first, last))
    return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in range(low, high + 1))
