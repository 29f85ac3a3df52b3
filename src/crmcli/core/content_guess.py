"""What a column holds, judged by its values alone: for headings nobody knows, and for files without any."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from crmcli.core.emails import ADDRESS
from crmcli.core.marks import is_blank
from crmcli.core.names import is_full_name
from crmcli.core.organisations import looks_like_company
from crmcli.core.patterns import lazily
from crmcli.core.phones import read_phones
from crmcli.core.points import read_points
from crmcli.core.titles import is_title
from crmcli.core.words import Words

SAMPLE = 200  # values looked at in each column
_SURE = 0.6
_DIGITS = lazily(r"[+\d][\d\-() +*.]{6,}")
_DAY = lazily(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[T ]\d{1,2}:\d\d(?::\d\d)?)?")


def share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    """How many of some values pass a test, as a fraction; none is 0."""
    return sum(map(test, values)) / len(values) if values else 0.0


def is_phone(value: str) -> bool:
    """Whether it is a phone number and nothing else."""
    if not _DIGITS.match(value):
        return False
    read = read_phones(value)
    return any(point.kind == "mobile" or "-" in point.value for point in read.points) and not read.unread


def is_email(value: str) -> bool:
    """Whether an e-mail address is in it."""
    return ADDRESS.search(value.lower()) is not None


def is_day(value: str) -> bool:
    """Whether it is a date with its year."""
    return _DAY.fullmatch(value) is not None


def is_line(value: str) -> bool:
    """Whether it says more than one thing, a number or address among it: 张伟 示例科技 总经理 13800138321."""
    read = read_points(value)
    return bool(read.points or read.problems) and any(map(str.isalpha, read.rest))


def guess_field(values: Sequence[str], taken: Collection[str], *, no_header: bool) -> str | None:
    """The field that a column's values speak for; None when they do not (R010).

    Args:
        values: some of the column, without empty ones.
        taken: fields that other columns have already; only contact points may come twice.
        no_header: the file has no headings, so that titles are worth a guess too.
    """
    known = [value for value in values if not is_blank(value)]
    phones = share(known, is_phone)
    if 0 < phones < 1 and share(known, lambda value: is_phone(value) or is_email(value)) == 1:
        return "contact_any"  # a number of one person, an address of the next
    if phones > _SURE:
        return "phone"
    if share(known, is_email) > _SURE:
        return "email"
    named = {"name", "company"} & set(taken)
    if not named and share(known, looks_like_company) > _SURE:
        return "company"
    if "contact" not in taken and "name" not in taken and share(known, is_full_name) > _SURE:
        return "contact"
    if no_header and "title" not in taken and share(known, is_title) > _SURE:
        return "title"
    return None


def fits(values: Sequence[str], dictionary: Sequence[str], words: Words) -> bool:
    """Whether most distinct values are words of one of the dictionaries: else the column is something of its own."""
    distinct = [value for value in dict.fromkeys(values) if not is_blank(value)][:50]
    if not distinct:
        return True
    return share(distinct, lambda value: any(words.find(name, value) is not None for name in dictionary)) >= 0.3
