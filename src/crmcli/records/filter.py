"""What a FILTER means once it is read: terms that must all hold. No parsing and no SQL here."""

from __future__ import annotations

from crmcli.records.record import record


@record
class Search:
    """Words looked for in name, contacts, phones, pinyin and note."""

    text: str
    negated: bool = False


@record
class OneOf:
    """One of several values of a key.

    Args:
        key: canonical key of `core.filter_keys`, or `custom.` and the name of a custom field.
        values: dictionary codes, text to be contained, `dimension-value` of tags, or times as
            `core.filter_times.canonical` writes them (relative ones stay relative, so that a saved view moves along).
        negated: the term holds for everybody else.
    """

    key: str
    values: tuple[str, ...]
    negated: bool = False


@record
class Range:
    """An amount of money within bounds.

    Args:
        key: canonical key of `core.filter_keys`.
        low: whole cents, included; None is open.
        high: whole cents, excluded (boundaries are lower-inclusive, product.md §1); None is open.
        negated: the term holds for everybody else.
    """

    key: str
    low: int | None
    high: int | None
    negated: bool = False


@record
class Own:
    """A custom field of a type of its own.

    Args:
        key: `custom.` and the name of the field.
        type: "number", "money", "date", "bool" or "enum"; text is OneOf.
        values: one of these: `low..high` of numbers, both included, and `>low`, `<high`; of money as
            `core.filter_money` spells it; times as `core.filter_times.canonical` writes them; yes or no; choices.
        negated: the term holds for everybody else.
    """

    key: str
    type: str
    values: tuple[str, ...]
    negated: bool = False


@record
class Is:
    """One of several derived marks, such as "due" or "silent"."""

    flags: tuple[str, ...]
    negated: bool = False


@record
class Missing:
    """One of several fields is empty; fields are named like the keys of OneOf."""

    fields: tuple[str, ...]
    negated: bool = False


@record
class View:
    """A saved filter, by its name."""

    name: str
    negated: bool = False


Term = Search | OneOf | Range | Own | Is | Missing | View


@record
class Filter:
    """Terms that must all hold; without terms everybody matches."""

    terms: tuple[Term, ...] = ()
