"""Numbering plans: Chinese area codes and mobile segments, and what is fixed about some other countries' numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from crmcli.discovery import read_table


class Area(NamedTuple):
    """An area code and how many digits its local numbers have (two lengths where a region is changing over)."""

    code: str
    lengths: tuple[int, ...]
    province: str
    city: str


@cache
def areas() -> dict[str, Area]:
    """Area code with its 0 → Area. Source: data/cn_area_codes.csv."""
    rows = read_table("cn_area_codes")
    return {row["area_code"]: _area(row) for row in rows}


def _area(row: dict[str, str]) -> Area:
    lengths = tuple(int(part) for part in row["local_digits"].split("|"))
    return Area(row["area_code"], lengths, row["province"], row["city"])


@cache
def segments() -> frozenset[str]:
    """First three digits of Chinese mobile numbers in use. Source: data/cn_mobile_segments.csv."""
    return frozenset(row["prefix"] for row in read_table("cn_mobile_segments"))


def area_of(digits: str) -> Area | None:
    """The area whose code `digits`, with the leading 0, begins with."""
    known = areas()
    return known.get(digits[:4]) or known.get(digits[:3])


class Country(NamedTuple):
    """What is sure about a country's numbers, without its code: their lengths, and which are mobiles."""

    lengths: tuple[int, ...]
    mobile: str


# Country calling codes (ITU-T E.164) of the countries met most often; others follow the general rule of 7 to 15 digits.
COUNTRIES = {
    "1": Country((10,), "(?!)"),
    "7": Country((10,), r"9"),
    "33": Country((9,), r"[67]"),
    "34": Country((9,), r"[67]"),
    "39": Country((), r"3\d{8,9}$"),
    "44": Country((9, 10), r"7[1-57-9]\d{8}$"),
    "49": Country((), r"1[567]"),
    "60": Country((), r"1"),
    "61": Country((9,), r"4"),
    "62": Country((), r"8"),
    "63": Country((), r"9\d{9}$"),
    "65": Country((8,), r"[89]"),
    "66": Country((), r"[689]\d{8}$"),
    "81": Country((), r"[789]0\d{8}$"),
    "82": Country((), r"10\d{8}$"),
    "84": Country((), r"[35789]\d{8}$"),
    "91": Country((10,), r"[6-9]"),
    "852": Country((8,), r"[5-79]"),
    "853": Country((8,), r"6"),
    "886": Country((8, 9), r"9\d{8}$"),
    "971": Country((), r"5\d{8}$"),
}


def is_foreign_mobile(digits: str) -> bool:
    """Whether country code and number, digits only, are surely a mobile."""
    for n in (1, 2, 3):
        if country := COUNTRIES.get(digits[:n]):
            return re.match(country.mobile, digits[n:]) is not None
    return False


def has_foreign_length(digits: str) -> bool:
    """Whether country code and number, digits only, can be a whole number: 7 to 15 digits, or what is fixed there."""
    for n in (1, 2, 3):
        country = COUNTRIES.get(digits[:n])
        if country and country.lengths:
            return len(digits) - n in country.lengths
    return 7 <= len(digits) <= 15 and digits[:1] != "0"
