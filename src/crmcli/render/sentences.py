"""Filling the fields of a sentence, whatever they hold: a value is never read as a pattern, and nothing raises."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from string import Formatter
from typing import Any


class _Fields(Formatter):
    """str.format over named fields alone: no attributes or items of values, and no error for what is missing."""

    def __init__(self, say: Callable[[object], str]) -> None:
        self._say = say

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(field_name, "{" + field_name + "}"), field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec and isinstance(value, int | float):
            try:
                return format(value, format_spec)
            except ValueError:
                pass
        return self._say(value)


def fill(pattern: str, params: Mapping[str, object], say: Callable[[object], str]) -> str:
    """`pattern` with its `{name}` fields worded by `say`.

    A field without a value stays as it is written; a pattern that cannot be parsed (a translation with a stray brace)
    stays whole: better its raw text than no answer.
    """
    try:
        return _Fields(say).vformat(pattern, (), params)
    except (ValueError, IndexError, KeyError):
        return pattern
