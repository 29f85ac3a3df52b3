"""The loop over the cells of a row, and the Draft that comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.cells import LONGEST, is_error, text_of, values_of
from crmcli.core.codes import DEFAULT_FORMAT
from crmcli.core.date_parts import Order
from crmcli.core.drafting import people, places, points, sales, talks
from crmcli.core.drafting.abroad import dialling_of
from crmcli.core.drafting.collected import Collected
from crmcli.core.drafting.makers import reader_of
from crmcli.core.drafting.reading import Reader, Reading, date_order, frame_of
from crmcli.core.sensitive import redact
from crmcli.core.tags import TagName
from crmcli.core.words import Words
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.draft import Draft, Problem

if TYPE_CHECKING:
    from crmcli.core.mapping import Mapping
    from crmcli.records.rows import RawRow, Table

_SENSITIVE = {
    "id_card": N_("An ID card number was left out: such numbers are not kept."),
    "bank_card": N_("A bank card number was left out: such numbers are not kept."),
}
_FAILED_FORMULA = N_("“{raw}” is a formula that failed in the spreadsheet.")
_NOBODY = N_("Nothing in this row says who the customer is.")
_TOO_LONG = N_("This text is longer than {n} characters; the rest was cut off.")
_SHORTEST_SENSITIVE = 13
# As many digits as the shortest card has, nearly side by side; sensitive.find_sensitive looks closer.
_many_digits = re.compile(r"\d(?:\D{0,2}\d){12}").search
_DATED = frozenset({"first_contact_at", "last_contact_at", "at", "at_or_next", "next_at", "order_at", "signed_at"})
_DATED_SAMPLE = 500


class Defaults(NamedTuple):
    """What all rows of an import get where they say nothing themselves.

    Args:
        source: code of a channel.
        tags: added to each row's own.
    """

    source: str | None = None
    event: str | None = None
    tags: tuple[TagName, ...] = ()
    owner: str | None = None


class Drafter:
    """Reads the rows of one table, or of several with the same mapping.

    Args:
        mapping: what the columns are.
        words: the dictionaries.
        today: the user's day; the day of `now` when None.
        now: the user's clock.
        defaults: for what a row does not say.
        code_format: of our own customer codes.
        order: how 01/05/2024 is to be read; None is by the other dates of the table.
        currency: the setting's; amounts in it are stored without one.
        date1904: the workbook counts days from 1904.
        let_in: keep numbers that look like an ID card's or bank card's.
    """

    def __init__(
        self,
        mapping: Mapping,
        *,
        words: Words,
        now: datetime,
        today: date | None = None,
        defaults: Defaults | None = None,
        code_format: str = DEFAULT_FORMAT,
        order: Order | None = None,
        currency: str = "CNY",
        date1904: bool = False,
        let_in: bool = False,
    ) -> None:
        self._mapping = mapping
        self._words = words
        self._now = now if today is None else datetime.combine(today, now.time())
        self._defaults = defaults or Defaults()
        self._code_format = code_format
        self._order = order
        self._currency = currency
        self._date1904 = date1904
        self._let_in = let_in
        self._headers = {column.field: column.header for column in reversed(mapping.columns) if column.field}
        self._places = not places.KEYS.isdisjoint(self._headers)
        self._talks = not talks.KEYS.isdisjoint(self._headers)
        self._deals = not sales.SIGNS.isdisjoint(self._headers)
        self._table: Table | None = None
        self._reading: Reading | None = None
        self._readers: tuple[tuple[int, str, Reader], ...] = ()

    def draft(self, table: Table, row: RawRow) -> Draft:
        """What one row says (product.md §4, Normalise).

        A cell that cannot be read is a Problem and stays in the note with its heading. Only a row in which nothing
        says who it is about gets a fatal one. Nothing is raised.
        """
        reading = self._frame(table)
        found = Collected()
        cells = row.cells
        for index, field, read in self._readers:
            cell = cells[index] if index < len(cells) else None
            if cell is None or cell == "":
                continue
            text = cell.strip() if type(cell) is str else text_of(cell)
            if not text:
                continue
            if text[0] == "#" or (len(text) >= _SHORTEST_SENSITIVE and (len(text) > LONGEST or _many_digits(text))):
                text = self._checked(found, field, text)
                if not text:
                    continue
            read(found, text, cell)
        return self._finish(found, table, row.number, reading)

    def _frame(self, table: Table) -> Reading:
        """The readers for a table: made once for each table."""
        if self._reading is not None and self._table is table:
            return self._reading
        columns = self._mapping.columns
        dated = [i for i, column in enumerate(columns) if column.field in _DATED]
        texts = [text for i in dated for text in values_of(table, i, _DATED_SAMPLE)]
        base, latest = frame_of(table.day, texts, self._now)
        fields = frozenset(column.field for column in columns if column.field)
        order = self._order or date_order(texts)
        self._reading = reading = Reading(
            self._words,
            self._mapping.kind,
            self._now,
            base,
            latest,
            table.day,
            order,
            self._date1904,
            self._code_format,
            fields,
            self._currency,
            dialling_of(columns, table),
            {},
            {},
        )
        made = ((i, column.field or "", reader_of(column, reading)) for i, column in enumerate(columns))
        self._readers = tuple((i, field, read) for i, field, read in made if read is not None)
        self._table = table
        return reading

    def _checked(self, row: Collected, field: str, text: str) -> str:
        """The text without what must not be kept; "" when nothing is left of it."""
        if text[0] == "#" and is_error(text):
            row.warn(field, text, Msg(_FAILED_FORMULA, {"raw": text}))
            return ""
        if len(text) > LONGEST:
            row.warn(field, text, Msg(_TOO_LONG, {"n": LONGEST}))
            text = text[:LONGEST]
        plain, findings = (text, ()) if self._let_in else redact(text)
        for kind in dict.fromkeys(finding.kind for finding in findings):
            row.warn(field, plain, Msg(_SENSITIVE[kind]))
        return plain if not findings or plain.strip("* ") else ""

    def _finish(self, row: Collected, table: Table, number: int, reading: Reading) -> Draft:
        who = people.who(row, self._code_format)
        persons = who.people if not row.others and "contact2" not in row.texts else (*who.people, *people.others(row))
        points.settle(row)
        if self._places:
            places.settle(row, self._headers)
        said = talks.talks(row, reading, headers=self._headers) if self._talks else ()
        to_do = talks.tasks(row, reading) if row.steps or "next_at" in row.texts else ()
        ordered = row.order or "order_no" in row.texts
        order = sales.order(row, reading, headers=self._headers) if ordered else None
        deals = row.deal or (self._deals and row.texts.keys() & sales.SIGNS)
        deal = sales.deal(row, reading, name=who.name, headers=self._headers) if deals else None
        lost = "lost" in (row.stage, row.status)
        if not persons and row.person:
            self._keep_post(row)
        own, company_points = tuple(row.points), tuple(row.company_points)
        if company_points and (not persons or who.kind == "person"):
            own, company_points = own + company_points, ()
        if who.name is None and not (row.code or row.ids or any(not point.masked for point in own)):
            row.problems.append(Problem("name", "", Msg(_NOBODY), fatal=True))
        return Draft(
            table.sheet,
            number,
            who.name,
            who.kind,
            persons,
            own,
            company_points,
            tuple(row.ids),
            row.code,
            self._columns(row, reading),
            row.stage,
            row.status,
            (row.lost_reason or "other") if lost else None,
            self._tags(row.tags),
            said,
            to_do,
            order,
            deal,
            row.texts.get("last_contact_at"),
            row.texts.get("last_method"),
            tuple(row.problems),
            row.masked or people.masked_name(who.name),
        )

    def _keep_post(self, row: Collected) -> None:
        """A title or department of nobody is of the customer: kept in the note."""
        for key in ("title", "department"):
            if key in row.person:
                row.keep(self._headers.get(key, key), str(row.person[key]))

    def _columns(self, row: Collected, reading: Reading) -> dict[str, object]:
        """Columns of the table customers, with the note, custom values and defaults."""
        columns, defaults = row.columns, self._defaults
        if reading.kind == "interactions":
            columns.pop("owner", None)  # who talked is not therefore who owns the customer
        if row.notes or row.kept:
            columns["note"] = "\n".join((*row.notes, *row.kept))
        if row.custom:
            columns["custom"] = row.custom
        if row.grade:
            columns["grade"] = row.grade
        if "first_contact_at" in row.texts:
            columns["first_contact_at"] = row.texts["first_contact_at"]
        for key, value in (("source", defaults.source), ("event", defaults.event), ("owner", defaults.owner)):
            if value:
                columns.setdefault(key, value)
        return columns

    def _tags(self, own: Iterable[TagName]) -> tuple[TagName, ...]:
        tags = (*own, *self._defaults.tags)
        return tuple(dict.fromkeys(tags)) if tags else ()
