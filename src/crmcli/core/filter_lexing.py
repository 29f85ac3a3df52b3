"""The shape of FILTER text: terms, quotes, negation, key and value, full-width signs. Meaning is in core.filters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crmcli.core.fold import squeeze

# Double quotes take what is in them literally; inside, a backslash does so for one character.
_QUOTED = re.compile(r'("(?:\\.|[^"\\])*")', re.DOTALL)
_TERM = re.compile(r'(?:"(?:\\.|[^"\\])*"|\S)+', re.DOTALL)
_VALUE = re.compile(r'(?:"(?:\\.|[^"\\])*"|[^,])+', re.DOTALL)
_KEYED = re.compile(r'((?:"(?:\\.|[^"\\])*"|[^\s":=<>!,])+)(:|>=|<=|!=|=|>|<)(.*)', re.DOTALL)
_NEGATION = re.compile(r"(?:not|非|不是|排除):|-(?=.)", re.IGNORECASE | re.DOTALL)
_COMPARISON = re.compile(r"[<>]=?")

# What a Chinese keyboard puts in the place of the signs of the grammar.
_WIDE = str.maketrans(
    {"：": ":", "，": ",", "、": ",", "＞": ">", "＜": "<", "＝": "=", "－": "-", "＠": "@", "！": "!"}
    | {"～": "~", "〜": "~", "≥": ">=", "≤": "<="}
)
_SAFE = re.compile(r"[\w.+*/#%&()\[\]{}$^|;'?@-]+")


def split_terms(tokens: Iterable[str]) -> list[str]:
    """The terms in command-line arguments; one argument may hold several, parted by white space."""
    terms: list[str] = []
    for token in tokens:
        parts = _QUOTED.split(token)
        folded = (part if i % 2 else part.translate(_WIDE) for i, part in enumerate(parts))
        terms += _TERM.findall("".join(folded))
    return terms


def join_comparisons(terms: list[str], names: frozenset[str]) -> list[str]:
    """Put `amount >= 50000`, typed with spaces, together again.

    Args:
        terms: as split_terms gives them.
        names: core.filter_keys.compared_names().
    """
    joined: list[str] = []
    for term in terms:
        if joined and _belongs(joined[-1], term, names):
            joined[-1] += term
        else:
            joined.append(term)
    return joined


def _belongs(before: str, term: str, names: frozenset[str]) -> bool:
    key = before.casefold().rstrip("<>=")
    if _NEGATION.match(key):
        key = _NEGATION.sub("", key, count=1)
    open_ended = before[-1] in "<>=" and before.casefold() != key
    return key.replace("_", "") in names and (open_ended or _COMPARISON.match(term) is not None)


def split_negation(term: str) -> tuple[bool, str]:
    """Whether `term` begins with `not:` or `-`, and the rest; two of them cancel out."""
    negated = False
    while match := _NEGATION.match(term):
        negated = not negated
        term = term[match.end() :]
    return negated, term


def split_key(term: str) -> tuple[str, str, str] | None:
    """Key, sign and the rest of `stage:quote` or `last>30d`; None for plain words, times and addresses."""
    match = _KEYED.fullmatch(term)
    if match is None:
        return None
    key, sign, rest = unquote(match[1]), match[2], match[3]
    if sign == ":" and (key.isdigit() or rest.startswith("//") or key.casefold() == "mailto"):
        return None  # 15:30, https://…
    return key, sign, rest


def split_values(text: str) -> tuple[str, ...]:
    """The alternatives in `a,b`, cleaned, without empty and repeated ones."""
    values = (unquote(value) for value in _VALUE.findall(text))
    return tuple(dict.fromkeys(value for value in values if value))


def unquote(text: str) -> str:
    """`text` as it is meant: quotes taken off, one line, no control characters."""
    parts = _QUOTED.split(text)
    bare = (re.sub(r"\\(.)", r"\1", p[1:-1], flags=re.DOTALL) if i % 2 else p for i, p in enumerate(parts))
    return squeeze("".join(bare))


def quote(text: str, *, always: bool = False) -> str:
    """The way to write `text` so that it is read literally; in quotes only where needed, or always."""
    if not always and _SAFE.fullmatch(text) and text[0] not in "-@":
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
