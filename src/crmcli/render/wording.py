"""Words and values as text in one language: sentences, labels, money, dates. Where the text goes is not known here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.record import record
from crmcli.records.sheet import Cell, Column, Typed
from crmcli.render.masking import mask_text, masker
from crmcli.render.numbers import FORMS, grouped_yuan, plain_number, plain_yuan, spark
from crmcli.render.sentences import fill

_MASKED_KINDS = ("text", "tags", "object", "msg")


@record
class Wording:
    """How things are said.

    Args:
        lang: "zh" or "en".
        translate: an English id of the catalogue → the sentence in the language.
        label: (dictionary, code) → the label in the language.
        mask: hide the middle of phones, e-mails and chat ids (product.md §8).
        currency: of every amount without its own; said in sentences and cards, left out in columns.
        today: ISO day; when given, a narrow table leaves out this year.
    """

    lang: str
    translate: Callable[[str], str]
    label: Callable[[str, str], str]
    mask: bool = False
    currency: str = "CNY"
    today: str = ""

    def say(self, what: object) -> str:
        """A Msg, Word, Typed or plain value as text.

        Plain text is data: it is neither translated nor read as a pattern. None is empty.
        """
        return self._say(what, codes=False)

    def _say(self, what: object, *, codes: bool, plain: bool = False) -> str:
        match what:
            case None:
                return ""
            case str():
                return mask_text(what) if self.mask else what
            case Msg():
                chosen = what.one if what.one and what.params.get("n") == 1 else what.id
                return fill(self.translate(chosen), what.params, self.say)
            case Word():
                return what.code if codes else self.label(what.dict, what.code)
            case Typed():
                return self._typed(what, codes=codes, plain=plain)
        return self._plain(what, codes=codes)

    def _typed(self, typed: Typed, *, codes: bool, plain: bool) -> str:
        if typed.kind != "money" or not isinstance(typed.value, int):
            return self.cell(Column(typed.key, "", typed.kind, typed.dict), typed.value, codes=codes, plain=plain)
        if plain:
            return plain_yuan(typed.value)
        amount = grouped_yuan(typed.value)
        if self.currency == "CNY":
            return self.say(Msg(N_("¥{amount}"), {"amount": amount}))
        return self.say(Msg(N_("{currency} {amount}"), {"currency": self.currency, "amount": amount}))

    def _plain(self, value: object, *, codes: bool) -> str:
        match value:
            case bool():
                return self._yesno(value, codes=codes)
            case int() | float():
                return plain_number(value)
            case Mapping():
                return " · ".join(f"{key}: {self._say(inner, codes=codes)}" for key, inner in value.items())
            case tuple() | list():
                return ("、" if self.lang == "zh" else ", ").join(self._say(inner, codes=codes) for inner in value)
        return str(value)

    def _tag(self, tag: object) -> str:
        """A tag with the labels of its dimension and its value, which can be typed again as they stand."""
        name = self.say(tag)
        dimension, joint, value = name.partition("-")
        known = self.label("tag_value", name)
        return f"{self.label('tag_dimension', dimension)}{joint}{value if known == name else known}"

    def _yesno(self, value: object, *, codes: bool) -> str:
        if codes:
            return "true" if value else "false"
        return self.translate(N_("yes") if value else N_("no"))

    def heading(self, column: Column, *, codes: bool = False, short: bool = False) -> str:
        """The heading of a column: its key with `codes`, otherwise its label in the language, or the short one."""
        if codes:
            return column.key
        return self.translate((short and column.short) or column.label)

    def cell(self, column: Column, value: Cell, *, codes: bool = False, plain: bool = False) -> str:
        """One value of a column as text; see `writer`."""
        return self.writer(column, codes=codes, plain=plain)(value)

    def writer(self, column: Column, *, codes: bool = False, plain: bool = False) -> Callable[[Cell], str]:
        """What turns the values of a column into text, made once per column because exports are long.

        Args:
            column: its kind decides.
            codes: codes instead of labels.
            plain: for csv and tsv, as in product.md §9: 1200.00 and 0.3000 and tags joined by `;`, not 1,200 and 30.0%.

        None is empty text. A value that is not of the column's kind is worded by its own type.
        """
        kind = self._by_kind(column, codes=codes, plain=plain)
        mask = masker(column.key) if self.mask and column.kind in _MASKED_KINDS else None

        def write(value: Cell) -> str:
            if value is None:
                return ""
            text = kind(value)
            return mask(text) if mask else text

        return write

    def _by_kind(self, column: Column, *, codes: bool, plain: bool) -> Callable[[object], str]:
        def loose(value: object) -> str:
            return self._say(value, codes=codes, plain=plain)

        def text(value: object) -> str:
            return value if isinstance(value, str) else loose(value)

        def label(value: object) -> str:
            return self.label(column.dict, value) if isinstance(value, str) and value else loose(value)

        if column.kind in FORMS:
            # The number of a deal is typed again, as an argument: 1234, never 1,234.
            form = FORMS[column.kind][plain or column.key.rpartition("_")[2] == "id"]
            return lambda value: form(value) if isinstance(value, int | float) else loose(value)
        if column.kind == "yesno":
            return lambda value: self._yesno(value, codes=codes) if isinstance(value, int) else loose(value)
        if column.kind == "spark":
            return lambda value: _line(value, plain=plain) if isinstance(value, tuple | list) else loose(value)
        if column.kind == "tags":
            joint, one = ";" if plain else " · ", self._tag if column.key == "tags" and not codes else text
            return lambda value: joint.join(map(one, value)) if isinstance(value, tuple | list) else loose(value)
        return label if column.kind == "code" and not codes else text


def _line(counts: tuple[float, ...] | list[float], *, plain: bool) -> str:
    return ";".join(map(plain_number, counts)) if plain else spark(counts)
