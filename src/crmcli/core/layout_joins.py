"""The header as one heading for each column: two rows joined, merged cells spread, a second language set aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.layout_cells import Lexicon, filled, is_value
from crmcli.core.layout_headers import Rows, look_at
from crmcli.core.layout_phrases import is_hint

if TYPE_CHECKING:
    from crmcli.core.layout_headers import Look

Merges = Sequence[tuple[int, int, int, int]]
_LONGEST_GROUP = 20  # characters of a heading above several columns


class Header(NamedTuple):
    """A header wherever it stands.

    Args:
        first, last: index of its first and last row.
        names: column → heading, of the columns that have one.
        keys: column → the heading by which repeated groups of columns are told: its lowest row.
    """

    first: int
    last: int
    names: dict[int, str]
    keys: dict[int, str]


def read_header(rows: Rows, index: int, merges: Merges, lexicon: Lexicon) -> Header:
    """The header whose lowest, or only, sure row is `index`.

    A second row below completes it (手机 and 邮箱 under 联系方式); a row of groups above is joined to it
    (`联系方式-手机`); the same headings in another language, or as technical keys, belong to it and are passed over.
    """
    near = [merge for merge in merges if index - 3 <= merge[0] <= index + 1]
    row = look_at(rows[index], index, lexicon)
    below = look_at(rows[index + 1], index + 1, lexicon) if index + 1 < len(rows) else None
    top, bottom = row, None
    if below is not None and below.cells and _completes(row, below, near, lexicon):
        bottom = below
    elif index and _is_group_row(look_at(rows[index - 1], index - 1, lexicon), row, near, lexicon):
        top, bottom = look_at(rows[index - 1], index - 1, lexicon), row
    names, keys = _joined(top, bottom, near, lexicon)
    for start, column, end, _ in near:
        if start < top.at <= end and column not in names and (text := dict(filled(rows[start])).get(column)):
            names[column] = keys[column] = lexicon.heading(text)  # reaches down from a row of groups further up
    last = (bottom or top).at
    while last + 1 < len(rows) and last - index < 3 and _says_it_again(names, rows, last + 1, lexicon):
        last += 1
    return Header(top.at, last, names, keys)


def _joined(top: Look, bottom: Look | None, merges: Merges, lexicon: Lexicon) -> tuple[dict[int, str], dict[int, str]]:
    if bottom is None:
        words = dict(top.cells) | _spread(top, merges)
        single = {column: lexicon.heading(text) for column, text in sorted(words.items())}
        return single, single
    upper, lower = dict(top.cells), dict(bottom.cells)
    groups = _groups(top, bottom, merges)
    names: dict[int, str] = {}
    keys: dict[int, str] = {}
    for column in sorted(upper.keys() | lower.keys()):
        over, under = groups.get(column, upper.get(column)), lower.get(column)
        parts = [lexicon.heading(text) for text in (over, under) if text]
        names[column] = parts[0] if len(set(parts)) == 1 else "-".join(parts)
        keys[column] = parts[-1]
    return names, keys


def _spread(row: Look, merges: Merges) -> dict[int, str]:
    """The further columns of headings that are merged over several."""
    words = dict(row.cells)
    wide = [merge for merge in merges if merge[0] == row.at and merge[1] < merge[3] < merge[1] + 50]
    return {
        column: words[first] for _, first, _, last in wide if first in words for column in range(first + 1, last + 1)
    }


def _groups(top: Look, bottom: Look, merges: Merges) -> dict[int, str]:
    """Column → the heading of the upper row that stands over it."""
    upper, lower = dict(top.cells), dict(bottom.cells)
    found = {column: text for column, text in upper.items() if column in lower}
    found |= {column: text for column, text in _spread(top, merges).items() if column in lower}
    group = ""
    for column in range(max(lower, default=-1) + 1):
        if column in upper:
            group = upper[column] if column in lower and not _merged_at(top.at, column, merges) else ""
        elif column in lower and group and column not in found:
            found[column] = group
    return found


def _merged_at(row: int, column: int, merges: Merges) -> bool:
    return any(merge[0] == row and merge[1] == column and merge[3] > column for merge in merges)


def _completes(top: Look, bottom: Look, merges: Merges, lexicon: Lexicon) -> bool:
    """Whether the row below the header is its second row: headings, some of them where the first row is empty."""
    if not bottom.values and _hangs_between(top, bottom, merges):
        return True
    if bottom.values or (bottom.known < 0.5 and bottom.fields < 2):
        return False
    upper = dict(top.cells)
    groups = _groups(top, bottom, merges)
    gaps = [column for column, _ in bottom.cells if column not in upper]
    wide = {groups[column] for column in gaps if column in groups}
    unsure = [column for column, text in bottom.cells if column in upper and lexicon.field(text) is None]
    stray = [column for column in unsure if upper[column] not in wide]  # 贴片机 below 意向产品 is none
    over = [column for column, text in bottom.cells if column in upper and upper[column] not in wide]
    return bool(gaps) and bool(wide) and not stray and len(over) <= len(gaps)


def _hangs_between(top: Look, bottom: Look, merges: Merges) -> bool:
    """Whether the lower row only parts headings merged over several columns, while others reach down beside it."""
    down = {column for start, column, end, last in merges if start <= top.at and end == bottom.at and column == last}
    wide = [(column, last) for start, column, end, last in merges if start == end == top.at and last > column]
    parted = {column for first, last in wide for column in range(first, last + 1)}
    columns = {column for column, _ in bottom.cells}
    return bool(down) and bool(columns & parted) and columns <= parted | down


def _is_group_row(top: Look, bottom: Look, merges: Merges, lexicon: Lexicon) -> bool:
    """Whether the row above the header holds headings of groups of columns, and not the title."""
    if not top.cells or top.values or len(top.cells) > len(bottom.cells):
        return False
    if any(len(text) > _LONGEST_GROUP or ":" in text or "：" in text for _, text in top.cells):
        return False
    groups = _groups(top, bottom, merges)
    spans = [sum(name == text for name in groups.values()) for _, text in top.cells]
    under = dict(bottom.cells)
    if len(top.cells) == 1:
        column = top.cells[0][0]
        return column > min(under) and _merged_at(top.at, column, merges) and spans[0] > 1
    hanging = any(column not in under for column, _ in top.cells)
    merged = any(_merged_at(top.at, column, merges) for column, _ in top.cells)
    repeated = len(set(under.values())) < len(under)
    return (max(spans) > 1 and (merged or repeated or top.hits > 0 or len(top.cells) > 2)) or (hanging and top.hits > 0)


def _says_it_again(names: dict[int, str], rows: Rows, index: int, lexicon: Lexicon) -> bool:
    """Whether a row holds the same headings once more: in another language, or as keys of a program."""
    cells = filled(rows[index])
    if len(cells) < 2 or len(cells) < 0.6 * len(names) or any(is_value(text) or is_hint(text) for _, text in cells):
        return False
    pairs = [(lexicon.field(names.get(column, "")), lexicon.field(text)) for column, text in cells]
    same = sum(one is not None and one == other for one, other in pairs)
    return same >= 2 and same >= 0.5 * len(cells)
