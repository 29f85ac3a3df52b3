"""Tag rules as text: `近30天咨询≥3次 → 活跃度-高活跃意向客户`. Pure; who fulfils a condition is model.tag_rules.

A condition is made of terms that must all hold:

  talks type:inquiry count:3.. within:30d    so many talks; also method:, same:topic, same:product, about:WORDS
  近30天咨询≥3次, 多次咨询同一产品              the same in Chinese
  said:预算未审批 until:预算已审批             words in the need, the note or a talk, and none of the others since
  预算未审批                                  the same: a plain word is one that was said
  stage:quote, last:30d.., @hot              any term of FILTER

`not:` in front turns a term round.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from crmcli.core import filter_lexing as lexing
from crmcli.core.chinese_numbers import read_number
from crmcli.core.filter_keys import compared_names, plain
from crmcli.errors import N_, UsageError
from crmcli.records.filter import Filter
from crmcli.records.tagging import Condition, Said, Talks

if TYPE_CHECKING:
    from crmcli.core.words import Words

ARROW = re.compile(r"\s*(?:→|⇒|➡|=>|->|－>)\s*")
AND = ("and", "且", "并且", "同时", "&", "&&", "+")
MOST_DAYS = 3650
_DAYS = {"d": 1, "天": 1, "日": 1, "w": 7, "周": 7, "星期": 7, "m": 30, "月": 30, "个月": 30, "y": 365, "年": 365}
_SPAN = re.compile(
    r"(?:last|近|最近)?(\d{1,4})(d|天|日|w|周|星期|m|个?月|y|年)(?:ays?|eeks?|onths?|ears?)?(?:内|以内)?"
)
_COUNT = re.compile(r"(?:>=|>|=)?(\d{1,4})(?:\.\.|\+|次|次以上)?")
_OPTIONS = {
    **dict.fromkeys(("type", "类型"), "type"),
    **dict.fromkeys(("method", "via", "方式"), "method"),
    **dict.fromkeys(("count", "次数"), "count"),
    **dict.fromkeys(("within", "in", "近", "时间"), "within"),
    **dict.fromkeys(("same", "同一"), "same"),
    **dict.fromkeys(("about", "关于", "提到"), "about"),
}
_SAME = {"topic": "topic", "主题": "topic", "话题": "topic", "product": "product", "产品": "product"}
_ANY = ("", "跟进", "沟通", "联系", "互动", "交谈", "任何")
# 近30天咨询≥3次 · 最近两周投诉2次以上 · 多次咨询同一产品
_CHINESE = re.compile(
    r"(?:(?:近|最近|过去)?(?P<span>\d{1,4}(?:天|日|周|个月|月|年))(?:内|以内)?)?"
    r"(?P<many>多次)?(?P<before>同一(?:个)?(?:产品|主题|话题))?(?P<what>[^\d<>=:同]*?)"
    r"(?P<after>同一(?:个)?(?:产品|主题|话题))?(?:(?P<sign>>=|>|不少于|至少|超过|达到?)?(?P<n>\d{1,4})[次回](?:以上|及以上)?)?"
)
_NUMERALS = re.compile(r"[一二两三四五六七八九十百]+(?=天|日|周|个月|年|次|回)")
_LIKE_TALKS = re.compile(r"(?:近|最近|过去).*(?:天|周|月|年|次).*|.*(?:>=|<=|\d次).*")
_SAID = ("said", "说过", "提到")
_UNTIL = ("until", "直到")


def split_rule(text: str) -> tuple[str, str | None]:
    """Condition and tag of `CONDITION → TAG`; no tag where there is no arrow.

    Raises:
        UsageError: more than one arrow.
    """
    parts = ARROW.split(text.strip())
    if len(parts) > 2:
        raise UsageError(N_("A rule has one arrow."), N_("Write: CONDITION → TAG"))
    return parts[0], parts[1] if len(parts) == 2 else None


def read_condition(text: str, *, now: datetime, words: Words, fields: Collection[str] = ()) -> Condition:
    """Read the condition of a rule.

    Args:
        text: as typed, or as `spell` wrote it.
        now: local; what relative times are checked against.
        words: the dictionaries.
        fields: the custom fields, as for core.filters.

    Raises:
        UsageError, BadValue: a term that cannot be read, or none at all.
    """
    reader = _Reader(words)
    rest = reader.read(lexing.join_comparisons(lexing.split_terms([text]), compared_names() | {"count"}))
    wanted = Filter()
    if rest:
        from crmcli.core.filters import parse_filter  # of no use to most rules, which are read with every write

        wanted = parse_filter(rest, now=now, words=words, fields=fields)
    if not (reader.talks or reader.said or wanted.terms):
        raise UsageError(
            N_("A rule needs a condition."), N_("For example: crm tag rules add '近30天咨询≥3次 → 意向-高意向'")
        )
    return Condition(tuple(reader.talks), tuple(reader.said), wanted)


def spell(condition: Condition) -> str:
    """The condition as text that `read_condition` reads as the same."""
    parts = [_spell_talks(one) for one in condition.talks]
    parts += [_spell_said(one) for one in condition.said]
    if condition.filter.terms:
        from crmcli.core.filter_spelling import spell as spell_filter

        parts.append(spell_filter(condition.filter))
    return " ".join(parts)


class _Reader:
    """Takes the terms of its own out of those of a condition."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.talks: list[Talks] = []
        self.said: list[Said] = []

    def read(self, terms: Sequence[str]) -> list[str]:
        """Take in what is ours; returns the terms of FILTER."""
        rest: list[str] = []
        queue = list(terms)
        while queue:
            term = queue.pop(0)
            negated, bare = lexing.split_negation(term)
            if bare.casefold() in AND:
                continue
            if (head := re.match(r"(?:talks|interactions|跟进记录)(?:[:：(]|$)", bare, re.IGNORECASE)) is not None:
                self._talks(bare[head.end() :].rstrip(")"), queue, negated=negated)
            elif not (self._chinese(bare, negated=negated) or self._words(bare, queue, negated=negated)):
                rest.append(term)
        return rest

    def _talks(self, first: str, queue: list[str], *, negated: bool) -> None:
        """`talks` and the options behind it; the first that is none of them belongs to the filter again."""
        found: dict[str, object] = {}
        if first:
            queue.insert(0, first)
        while queue and (option := _option(queue)) is not None:
            name, value = option
            if name in found:
                raise UsageError(N_("“{name}” stands twice in one condition."), name=name)
            found[name] = self._value(name, value)
        if not found:
            raise UsageError(
                N_("“talks” needs to say which."), N_("For example: talks type:inquiry count:3.. within:30d")
            )
        at_least = int(str(found.pop("count", 2 if "same" in found else 1)))
        self.talks.append(Talks(at_least, negated=negated, **found))  # type: ignore[arg-type]  # as read by name

    def _value(self, name: str, text: str) -> object:
        if name == "type":
            return self.words.code("interaction_type", text)
        if name == "method":
            return self.words.code("interaction_method", text)
        if name == "count":
            return _count(text)
        if name == "within":
            return _days(text)
        if name == "about":
            return lexing.split_values(text)
        same = _SAME.get(plain(text))
        if same is None:
            raise UsageError(
                N_("“{text}” is neither topic nor product."), N_("Write same:topic or same:product."), text=text
            )
        return same

    def _chinese(self, term: str, *, negated: bool) -> bool:
        text = _NUMERALS.sub(_in_digits, lexing.unquote(term).replace(" ", ""))
        match = _CHINESE.fullmatch(text)
        if match is None or not (match["n"] or match["many"]):
            if _LIKE_TALKS.fullmatch(text):
                raise UsageError(
                    N_("“{text}” says no number of talks that can be read."),
                    N_("For example: 近30天咨询≥3次, or talks type:inquiry count:3.. within:30d"),
                    text=text,
                )
            return False
        what, same = match["what"], match["before"] or match["after"]
        kind = self.words.find("interaction_type", what) if what not in _ANY else ""
        method = self.words.find("interaction_method", what) if kind is None else ""
        if kind is None and method is None:
            raise UsageError(
                N_("“{what}” is no type of talk."), N_("Types: crm dict list interaction_type"), what=what or term
            )
        many = int(match["n"]) + (match["sign"] in (">", "超过")) if match["n"] else 2
        within = _days(match["span"]) if match["span"] else None
        on = "" if not same else "product" if same.endswith("产品") else "topic"
        self.talks.append(Talks(_count(str(many)), kind or "", method or "", within, on, (), negated))
        return True

    def _words(self, term: str, queue: list[str], *, negated: bool) -> bool:
        """`said:…` with its `until:…`; a plain word is one that was said."""
        keyed = lexing.split_key(term)
        words: tuple[str, ...]
        if keyed is None and not term.startswith("@"):
            words = (lexing.unquote(term),)
        elif keyed is not None and plain(keyed[0]) in _SAID and keyed[1] in (":", "="):
            words = lexing.split_values(keyed[2])
        else:
            return False
        until: tuple[str, ...] = ()
        following = lexing.split_key(queue[0]) if queue else None
        if following is not None and plain(following[0]) in _UNTIL:
            queue.pop(0)
            until = lexing.split_values(following[2])
        if not all(words) or not words:
            raise UsageError(N_("{term} is left without a value."), term=term)
        self.said.append(Said(words, until, negated))
        return True


def _in_digits(match: re.Match[str]) -> str:
    number = read_number(match[0])
    return match[0] if number is None else str(number)


def _option(queue: list[str]) -> tuple[str, str] | None:
    """The next option and its value, taken off the queue; None for what is no option."""
    term = queue[0].rstrip(",，)")
    if _COUNT.fullmatch(term) and term[0] in ">=":  # `>= 3`, `>=3`
        queue.pop(0)
        return "count", term
    keyed = lexing.split_key(term)
    if keyed is not None and plain(keyed[0]) in _OPTIONS:
        queue.pop(0)
        sign, value = keyed[1], keyed[2]
        return _OPTIONS[plain(keyed[0])], (sign + value if sign in (">", ">=", "<", "<=") else value)
    if plain(term) in ("within", "in", "count") and len(queue) > 1:  # `within 30d`
        queue.pop(0)
        return _OPTIONS[plain(term)], queue.pop(0).rstrip(",，)")
    return None


def _count(text: str) -> int:
    match = _COUNT.fullmatch(text.replace(" ", ""))
    count = int(match[1]) + text.startswith(">") - text.startswith(">=") if match else 0
    if not 1 <= count <= 1000:
        raise UsageError(N_("“{text}” is no number of talks."), N_("Write count:3.. for three or more."), text=text)
    return count


def _days(text: str) -> int:
    match = _SPAN.fullmatch(text.replace(" ", "").casefold())
    days = int(match[1]) * _DAYS[match[2]] if match else 0
    if not 1 <= days <= MOST_DAYS:
        raise UsageError(N_("“{text}” is no number of days."), N_("Write within:30d, 4w or 3m."), text=text)
    return days


def _spell_talks(one: Talks) -> str:
    parts = [f"{'not:' * one.negated}talks"]
    parts += [f"{name}:{value}" for name in ("type", "method") if (value := getattr(one, name))]
    parts += [f"same:{one.same}"] if one.same else []
    parts += [f"about:{_joined(one.about)}"] if one.about else []
    parts.append(f"count:{one.at_least}..")
    return " ".join([*parts, *([f"within:{one.within}d"] if one.within else [])])


def _spell_said(one: Said) -> str:
    until = f" until:{_joined(one.until)}" if one.until else ""
    return f"{'not:' * one.negated}said:{_joined(one.words)}{until}"


def _joined(words: Sequence[str]) -> str:
    return ",".join(lexing.quote(word) for word in words)
