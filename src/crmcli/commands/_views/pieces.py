"""Small pieces of the views: parts of a line joined, one piece of text kept short, rows as objects for json."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from crmcli.core.due.wording import day_text
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.sheet import Column, Typed
from crmcli.render.numbers import grouped_yuan
from crmcli.render.text import clean, cut


def joined(parts: Iterable[object], glue: str = " · ") -> Msg:
    """Parts that are worded each by itself, as one text.

    Args:
        parts: text, Msg, Word, Typed; None and "" are left out.
        glue: signs between them, not words.
    """
    kept = [part for part in parts if part is not None and part != ""]
    names = [f"p{place}" for place in range(len(kept))]
    return Msg(glue.join(f"{{{name}}}" for name in names), dict(zip(names, kept, strict=True)))


def short(text: str, width: int) -> str:
    """Text of a person as one line of at most `width` terminal cells."""
    return cut(clean(text[: 4 * width]), width)


def when(at: str, today: str) -> str:
    """A stored day or moment as people write it in a line: without this year, without a space at its end.

    Args:
        at: 'YYYY-MM-DD' or 'YYYY-MM-DD HH:MM'.
        today: ISO day.
    """
    return f"{day_text(at, today)} {at[11:16]}".rstrip()


def money(cents: int | None, currency: str | None) -> Typed | Msg | None:
    """An amount with its currency, for a sentence; None for none."""
    if cents is None or currency is None:
        return None if cents is None else Typed("money", cents)
    return Msg(N_("{currency} {amount}"), {"currency": currency, "amount": grouped_yuan(cents)})


def position(name: str | None, title: str | None) -> str | None:
    """A person's title, unless the name says it already, as 张总 does."""
    return None if title and (name or "").endswith(title) else title


def step_title(title: str) -> str | Msg:
    """A next step's title; one without a title is a following up."""
    return title or Msg(N_("follow up"))


def task_title(row: Mapping[str, object]) -> str | Msg | Word:
    """A task's title; one that a rule made is called after it, a next step without words is a following up.

    Args:
        row: of tasks; `title` and `origin` are looked at.
    """
    title, origin = str(row.get("title") or ""), str(row.get("origin") or "next_step")
    return step_title(title) if title or origin in ("next_step", "manual", "import") else Word("task_origin", origin)


def as_object(columns: Sequence[Column], values: Sequence[object]) -> dict[str, object]:
    """One row as an object by key, whose values json draws as those of a sheet's cells (product.md §9)."""
    return {column.key: _typed(column, value) for column, value in zip(columns, values, strict=True)}


def _typed(column: Column, value: object) -> object:
    if isinstance(value, str | int | float | bool | tuple):
        return Typed(column.kind, value, column.dict, column.key)
    return value
