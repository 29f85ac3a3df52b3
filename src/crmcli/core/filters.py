"""FILTER: command-line words → records.filter.Filter (product.md §3). Pure; SQL is in model.filtering."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from crmcli.core import filter_keys as keys
from crmcli.core import filter_lexing as lexing
from crmcli.core.spelling import near
from crmcli.errors import N_, UsageError
from crmcli.records.filter import Filter, Is, Missing, OneOf, Range, Search, Term, View

if TYPE_CHECKING:
    from crmcli.core.words import Words


def parse_filter(tokens: Sequence[str], *, now: datetime, words: Words, fields: Collection[str] = ()) -> Filter:
    """Read FILTER as it stands on a command line, or as `filter_spelling.spell` wrote it.

    Args:
        tokens: command-line arguments; one may hold several terms, parted by spaces. Double quotes inside an
            argument take text literally: `tag:"hot lead"`, `"15:30"`.
        now: local; what relative times are checked against.
        words: the dictionaries.
        fields: names of the custom fields; a mapping has their types (core.own_fields).

    Raises:
        UsageError: an unknown key, mark or field; a key without value; a bare `last`, `amount`…, which is what is
            left when the shell takes `>30d` as a file name.
        BadValue: a value that is no such date, amount or dictionary word.
    """
    terms = lexing.join_comparisons(lexing.split_terms(tokens), keys.compared_names())
    reader = _Reader(
        now=now, words=words, fields=fields if isinstance(fields, Mapping) else dict.fromkeys(fields, "text")
    )
    return Filter(tuple(dict.fromkeys(reader.term(text) for text in terms)))


class _Reader:
    """Reads one term after another with the same dictionaries and custom fields."""

    def __init__(self, *, now: datetime, words: Words, fields: Mapping[str, str]) -> None:
        self.now = now
        self.words = words
        self.fields = fields

    def term(self, text: str) -> Term:
        negated, bare = lexing.split_negation(text)
        if bare.startswith("@"):
            return View(_needed(lexing.unquote(bare[1:]), text), negated)
        keyed = lexing.split_key(bare)
        if keyed is None:
            _needed(lexing.unquote(bare), text)
            return self.search(bare, negated)
        name, sign, rest = keyed
        compared = rest if sign in (":", "=", "!=") else sign + rest
        return self.keyed(self.key(name, bare), compared, negated ^ (sign == "!="))

    def search(self, text: str, negated: bool) -> Search:
        if keys.is_trapped(text):
            raise UsageError(
                N_("{word} stands alone. Did the shell take what followed it, like >30d, as the name of a file?"),
                N_("Write last:30d.. or amount:50000.. without > and <, or put it in quotes: 'last>30d'."),
                word=text,
            )
        return Search(lexing.unquote(text), negated)

    def key(self, name: str, term: str) -> str:
        key = keys.find_key(name, self.fields)
        if key is not None:
            return key
        hits = near(name, keys.all_names(self.fields), limit=1)
        if hits:
            raise UsageError(N_("There is no filter key {key}."), N_("Did you mean {near}?"), key=name, near=hits[0])
        raise UsageError(
            N_("There is no filter key {key}."),
            N_("Keys are stage, status, source, tag, last, next, amount… To search for the text itself: {text}"),
            key=name,
            text=f"'{lexing.quote(lexing.unquote(term), always=True)}'",
        )

    def keyed(self, key: str, rest: str, negated: bool) -> Term:
        """The term of a key: `rest` is what follows it, with its comparison sign if there is one."""
        if key.startswith(keys.CUSTOM) and (kind := self.fields.get(key.removeprefix(keys.CUSTOM), "text")) != "text":
            from crmcli.core.filter_own import read_own

            return read_own(key, kind, _needed(rest, f"{key}:"), now=self.now, negated=negated)
        how, _, table = keys.reading(key).partition(":")
        if rest[:1] in ("<", ">") and how not in keys.COMPARED:
            raise UsageError(
                N_("{key} cannot be compared with < or >."), N_("Write {key}:VALUE, or {key}:A,B for either."), key=key
            )
        if how == "money":
            return self.money(key, rest, negated)
        values = lexing.split_values(rest)
        _needed("".join(values), f"{key}:")
        if how in ("is", "missing", "view", "yesno"):
            return self.special(how, key, values, negated)
        return OneOf(key, tuple(dict.fromkeys(self.value(how, table, value) for value in values)), negated)

    def money(self, key: str, rest: str, negated: bool) -> Range:
        from crmcli.core.filter_money import read_range

        low, high = read_range(_needed(lexing.unquote(rest), f"{key}:"))
        return Range(key, low, high, negated)

    def special(self, how: str, key: str, values: tuple[str, ...], negated: bool) -> Term:
        if how == "is":
            flags = (self.choice("flag", value) for value in values)
            return Is(tuple(dict.fromkeys(flags)), negated)
        if how == "missing":
            return Missing(tuple(dict.fromkeys(self.field(value) for value in values)), negated)
        if how == "view":
            return View(",".join(values), negated)
        return Is((key,), negated ^ (self.choice("yesno", values[0]) == "no"))

    def value(self, how: str, table: str, value: str) -> str:
        if how == "code":
            return self.words.code(table, value)
        if how == "word":
            return self.words.find(table, value) or value
        if how == "choice":
            return self.choice(table, value)
        if how == "tag":
            from crmcli.core.tags import canonical as known_tag

            return known_tag(value, self.words)
        if how in ("past", "ahead"):
            from crmcli.core.filter_times import canonical

            return canonical(value, ahead=how == "ahead", now=self.now)
        return value

    def choice(self, table: str, value: str) -> str:
        codes = keys.choices(table)
        code = codes.get(keys.plain(value))
        if code is not None:
            return code
        hits = near(value, codes)
        raise UsageError(
            N_("{value} is none of the values known here."),
            N_("Did you mean {near}?") if hits else N_("Values: {values}"),
            value=value,
            near=tuple(hits),
            values=tuple(dict.fromkeys(codes.values())),
        )

    def field(self, name: str) -> str:
        if keys.plain(name) in keys.REQUIRED:
            return keys.REQUIRED[0]
        key = self.key(name, name)
        if keys.reading(key) in ("is", "missing", "view"):
            raise UsageError(
                N_("{key} is no field that could be empty."), N_("Write missing:phone or missing:need."), key=name
            )
        return key


def _needed(value: str, term: str) -> str:
    if not value:
        raise UsageError(
            N_("{term} is left without a value."), N_("Write the value right after it, without a space."), term=term
        )
    return value
