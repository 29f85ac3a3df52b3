"""Customer codes: checking the format, making the next code, recognising one. Counting is the model's work."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

from crmcli.errors import N_, BadValue

DEFAULT_FORMAT: Final = "C{date}{seq:3}"
_FIELD: Final = re.compile(r"\{(date|seq)(?::([1-9]))?\}")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]*")


def check_format(text: str) -> str:
    """Return a code format unchanged if it can be used.

    It starts with a letter, so that no code looks like a row number or a phone, and has one running number
    `{seq}` or `{seq:3}` (at least three digits, more when needed) and at most one `{date}`; between and after them
    ASCII letters, digits, hyphens and underscores. No digit next to a running number, nor two fields that could
    be read in two ways.

    Raises:
        BadValue: it cannot be used.
    """
    fields = [match[1] for match in _FIELD.finditer(text)]
    plain = _FIELD.sub("", text)
    if fields.count("seq") != 1 or fields.count("date") > 1 or re.search(r"\{date:", text):
        raise _refused(text)
    if not _PLAIN.fullmatch(plain) or not text[0].isalpha() or len(plain) > 16:
        raise _refused(text)
    if re.search(r"\d\{seq|\{seq(:\d)?\}\d", text):
        raise _refused(text)
    return text


def make_code(format: str, *, day: date, number: int) -> str:
    """Return the code of the `number`-th customer (from 1) of a day; the number grows past its width."""

    def fill(match: re.Match[str]) -> str:
        return f"{day:%Y%m%d}" if match[1] == "date" else str(number).zfill(int(match[2] or 1))

    return _FIELD.sub(fill, format)


def counter_name(format: str, day: date) -> str:
    """Return the name of the counter that numbers a day's customers; one for all days without `{date}`."""
    return f"customer:{day:%Y%m%d}" if "{date}" in format else "customer"


def read_code(format: str, text: str) -> tuple[date | None, int] | None:
    """Return the day and running number of a code of this format, upper or lower case; None for anything else.

    The day is None for a format without `{date}`.
    """
    match = _pattern(format).fullmatch(text.strip())
    if match is None:
        return None
    found = match.groupdict()
    number = int(found["seq"])
    if "date" not in found:
        return None, number
    try:
        return date.fromisoformat(found["date"]), number
    except ValueError:
        return None


@lru_cache(maxsize=4)
def _pattern(format: str) -> re.Pattern[str]:
    parts = []
    at = 0
    for match in _FIELD.finditer(format):
        parts.append(re.escape(format[at : match.start()]))
        width = match[2] or "1"
        parts.append("(?P<date>[0-9]{8})" if match[1] == "date" else f"(?P<seq>[0-9]{{{width},12}})")
        at = match.end()
    return re.compile("".join(parts) + re.escape(format[at:]), re.IGNORECASE | re.ASCII)


def _refused(text: str) -> BadValue:
    return BadValue(
        N_("{text} is no format for customer codes."),
        N_("Start with a letter and have one running number, as in {example}"),
        text=text,
        example=DEFAULT_FORMAT,
    )
