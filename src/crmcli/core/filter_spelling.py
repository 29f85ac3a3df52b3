"""A Filter back as text that `core.filters.parse_filter` reads as the same Filter: for saved views and for echoes."""

from __future__ import annotations

from crmcli.core import filter_keys as keys
from crmcli.core.filter_lexing import quote
from crmcli.records.filter import Filter, Is, Missing, OneOf, Own, Range, Search, Term, View


def spell(filter_: Filter) -> str:
    """The terms parted by spaces, in English keys and codes, which stay the same in every interface language."""
    return " ".join(("not:" if term.negated else "") + _term(term) for term in filter_.terms)


def _term(term: Term) -> str:
    match term:
        case Search(text):
            return quote(text, always=keys.is_trapped(text))
        case OneOf(key, values):
            return f"{_key(key)}:{_values(values)}"
        case Own(key, _, values):
            return f"{_key(key)}:{','.join(values) if term.type != 'enum' else _values(values)}"
        case Range(key, low, high):
            from crmcli.core.filter_money import spell_range

            return f"{key}:{spell_range(low, high)}"
        case Is(flags):
            return f"is:{_values(flags)}"
        case Missing(fields):
            return f"missing:{_values(fields)}"
        case View(name):
            return f"@{quote(name)}"


def _key(key: str) -> str:
    return quote(key) if key.startswith(keys.CUSTOM) else key


def _values(values: tuple[str, ...]) -> str:
    return ",".join(quote(value) for value in values)
