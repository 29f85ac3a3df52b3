"""Job titles, forms of address and departments as words at the end of a text. Whose they are is read elsewhere."""

from __future__ import annotations

import re
from typing import NamedTuple

from crmcli.core.lexicon import choice, words
from crmcli.core.patterns import lazily

# What may stand before the head of a title belongs to it: 大客户 + 销售 + 总监.
_ENDS_IN_HEAD = lazily(f"((?:{choice('title_front')}){{0,4}}(?:{choice('title_head')}))$")
_HEAD_ENDS = frozenset(head[-1] for head in words("title_head"))
# One character that is a title only behind a bare surname (张工) or a name (张三总).
_SHORT = {"总": "总", "工": "工程师", "董": "董事长", "局": "局长", "处": "处长", "科": "科长"}
_KIN = ("哥", "姐", "叔", "姨", "爷", "妹", "弟", "嫂")
_GENDERS = {
    "先生": "male",
    "男士": "male",
    "女士": "female",
    "小姐": "female",
    "太太": "female",
    "夫人": "female",
    "女生": "female",
}
_DEPARTMENT = lazily(r"(?P<department>[^\s()]{1,16}?(?:事业部|办公室|中心|部门|部|科|处|室|组))(?P<rest>.*)")
_ENGLISH_TITLE = lazily(
    rf"(?:[a-z&,.\-]+\s){{0,5}}(?:{choice('title_english')})(?:\s(?:of|for|in)(?:\s[a-z&\-]+){{1,4}}|,?\s[a-z&]+)?",
    re.IGNORECASE,
)


class Titled(NamedTuple):
    """A text split at its title.

    Args:
        rest: what stands before the title.
        title: the title, None when there is none.
        gender: "male" or "female" when a form of address says so.
        short: the title is one character, and so proves nothing behind a full name.
    """

    rest: str
    title: str | None = None
    gender: str | None = None
    short: bool = False


def split_title(text: str) -> Titled:
    """`text` without the title or form of address at its end (data/value_cases.csv: contact_name)."""
    for word, gender in _GENDERS.items():
        if text.endswith(word):
            return Titled(text[: -len(word)], None, gender)
    if text[-1:] in _HEAD_ENDS and (match := _ENDS_IN_HEAD.search(text[-24:])):
        return Titled(text[: len(text) - len(match[0])], match[0])
    for n, word in ((2, text[-2:]), (1, text[-1:])):
        if n == 2 and word in ("副总", "总助"):
            return Titled(text[:-2], word, short=True)
        if n == 1 and (word in _SHORT or word in _KIN):
            return Titled(text[:-1], _SHORT.get(word), short=True)
    return Titled(text)


def last_characters() -> set[str]:
    """The characters that titles and forms of address end in."""
    return {word[-1] for word in (*words("title_head"), *_GENDERS, *_SHORT, *_KIN)}


def gender_of(text: str) -> str | None:
    """The gender that a form of address means: 先生 or Mr. → "male"."""
    return _GENDERS.get(text) or {"mr": "male", "ms": "female", "mrs": "female", "miss": "female"}.get(
        text.casefold().rstrip(".")
    )


def is_title(text: str) -> bool:
    """Whether the whole text is a job title: 总经理, 采购经理, GM, Head of Sales."""
    if len(text) > 60:
        return False
    if text.isascii():
        return _ENGLISH_TITLE.fullmatch(text) is not None
    return all(not split_title(part).rest and split_title(part).title for part in re.split(r"[/、兼&]", text))


def split_department(text: str) -> tuple[str | None, str]:
    """The department at the beginning of a text, and the rest: 采购部经理 → 采购部, 经理."""
    match = _DEPARTMENT.fullmatch(text) if len(text) <= 40 else None
    if match and (not match["rest"] or is_title(match["rest"])):
        return match["department"], match["rest"]
    return None, text
