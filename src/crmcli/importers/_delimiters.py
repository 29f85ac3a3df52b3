"""Which character separates the columns of a text: each candidate is tried on the first lines and scored."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from crmcli.core.patterns import lazily

CANDIDATES = (",", "\t", ";", "|", "，", "；")
_ONLY_DELIMITERS = "".join(CANDIDATES) + " \r\n"
SPACES, SPACE = "  ", " "
SPLIT = {SPACES: re.compile(r"(?:\t|\u3000|[ \xa0]{2})[ \xa0\u3000\t]*"), SPACE: re.compile(r"[ \xa0\u3000\t]+")}
_SAMPLE = 65_536
_ROWS = 200
_ENOUGH = 0.2
_HAN = lazily("[一-鿿]")


def detect(text: str) -> str:
    """The delimiter of a text: one of CANDIDATES, SPACES for two or more, SPACE, or "" for a single column."""
    start = len(text) - len(text.lstrip("\r\n"))
    sample = text[start : start + _SAMPLE]
    if len(text) > start + _SAMPLE:  # the cut line would count as a short one
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r"), 0) or _SAMPLE]
    if not sample.strip(_ONLY_DELIMITERS):  # a table of nothing
        return next((one for one in CANDIDATES if one in sample), "")
    candidates = [one for one in CANDIDATES if one.isascii() or _is_usual(one, sample)]
    scored = [(_score(_rows(sample, one)), -CANDIDATES.index(one)) for one in candidates]
    score, place = max(scored)
    return CANDIDATES[-place] if score > _ENOUGH else _spaces(sample)


def _is_usual(sign: str, sample: str) -> bool:
    """Whether most lines have a full-width sign, which stands in plain sentences too."""
    lines = [line for line in sample.splitlines() if line.strip()]
    return sum(sign in line for line in lines) > 0.5 * len(lines)


def _rows(sample: str, delimiter: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    found = []
    try:
        for row in rows:
            if any(row):
                found.append(row)
            if len(found) == _ROWS:
                break
    except csv.Error:  # an endless cell: what was read before it decides
        pass
    return found


def _score(rows: list[list[str]]) -> float:
    """How far the rows agree on a number of columns, more columns counting more; wrong guesses leave stray quotes."""
    counts = Counter(len(row) for row in rows)
    width, _ = max(counts.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
    if width < 2:
        return 0.0
    share = sum(counts[n] for n in counts if n > 1 and abs(n - width) <= width // 8) / len(rows)
    first = next(row for row in rows if len(row) > 1)
    header = 1.0 if len(first) == width else 0.7
    stray = sum(cell.count('"') % 2 for row in rows for cell in row) / len(rows)
    return share * (1 - 1 / width) * header / (1 + stray)


def _spaces(sample: str) -> str:
    """A roster typed or pasted with spaces between its columns (姓名  单位职务)."""
    lines = [line.strip() for line in sample.splitlines() if line.strip()][:_ROWS]
    for delimiter, least in ((SPACES, 0.5), (SPACE, 0.8)):
        counts = Counter(len(SPLIT[delimiter].split(line)) for line in lines)
        width, _ = max(counts.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
        enough = width > (1 if len(lines) > 1 else 2) and counts[width] >= least * len(lines)
        if enough and _is_roster(lines, delimiter):
            return delimiter
    return ""


def _is_roster(lines: list[str], delimiter: str) -> bool:
    """Single spaces also stand between the words of English, so they count only between Chinese ones."""
    return delimiter == SPACES or sum(bool(_HAN.search(line)) for line in lines) >= 0.8 * len(lines)
