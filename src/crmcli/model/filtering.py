"""A Filter as one SQL condition. Who is deleted or merged is the caller's business; parsing is in core.filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from crmcli.core.filter_keys import CUSTOM, reading
from crmcli.core.fold import fold
from crmcli.errors import N_, NotFound, UsageError
from crmcli.model import filter_columns as columns
from crmcli.records.filter import Filter, Is, Missing, OneOf, Range, Search, Term, View

# SQLite refuses expressions deeper than 1000 and 32,766 parameters; nobody types as much.
MAX_CONDITIONS = 400
MAX_CENTS = 2**63 - 1

Condition = tuple[str, list[object]]


def where(
    filter_: Filter,
    *,
    today: date,
    now: str,
    idle_notice_days: int = 3,
    idle_alert_days: int = 7,
    silent_months: int = 3,
    active_days: int = 30,
    views: Mapping[str, Filter] | None = None,
    birthdays: Callable[[], str] = lambda: "{}",
) -> Condition:
    """The condition and its parameters, over `customers c JOIN facts f ON f.customer_id = c.id`.

    Args:
        filter_: what must hold.
        today: the day relative times count from.
        now: local 'YYYY-MM-DD HH:MM'; what is late by then is overdue.
        idle_notice_days, idle_alert_days: more days than this without contact are idle (R023, R177).
        silent_months: more calendar months than this without contact are silent (R058).
        active_days: a contact within so many days is active (R148).
        views: saved filters by name.
        birthdays: gives the keys of the birthdays of today, see model.dues.birthdays; asked where a term needs them.

    Raises:
        NotFound: there is no such saved view.
        UsageError: a view leads back to itself, or everything together is too long.
    """
    days = _days(today, now, (idle_notice_days, idle_alert_days, silent_months, active_days))
    moment = datetime.combine(today, datetime.fromisoformat(now).time())
    return _Conditions(days, moment, views or {}, birthdays).all_of(filter_, seen=())


def _days(today: date, now: str, ages: tuple[int, int, int, int]) -> dict[str, str]:
    """The days and moments that marks are counted from, by name."""
    from crmcli.core.filter_times import days_away, months_away

    notice, alert, silent, active = ages
    return {
        "today": today.isoformat(),
        "tonight": _night(today.isoformat()),
        "now": now,
        "idle_since": days_away(today, -notice).isoformat(),
        "alert_since": days_away(today, -alert).isoformat(),
        "silent_since": months_away(today, -silent).isoformat(),
        "active_since": days_away(today, -active).isoformat(),
    }


class _Conditions:
    """Writes the condition of one filter, counting as it goes."""

    def __init__(
        self, days: Mapping[str, str], moment: datetime, views: Mapping[str, Filter], birthdays: Callable[[], str]
    ) -> None:
        self.days = days
        self.birthdays = birthdays
        self.moment = moment
        self.views = views
        self.count = 0

    def all_of(self, filter_: Filter, *, seen: tuple[str, ...]) -> Condition:
        written = [self.term(term, seen) for term in filter_.terms]
        return " AND ".join(sql for sql, _ in written) or "1", [value for _, values in written for value in values]

    def term(self, term: Term, seen: tuple[str, ...]) -> Condition:
        alternatives = self.view(term, seen) if isinstance(term, View) else self.alternatives(term)
        self.count += len(alternatives)
        if self.count > MAX_CONDITIONS:
            raise UsageError(
                N_("This filter is too long."), N_("Use fewer words, or tag the customers and filter by tag.")
            )
        sql = "(" + " OR ".join(sql for sql, _ in alternatives) + ")"
        # What is not known, such as a last contact that never was, is not so; its opposite holds.
        return f"NOT coalesce({sql}, 0)" if term.negated else sql, [v for _, values in alternatives for v in values]

    def alternatives(self, term: Search | OneOf | Range | Is | Missing) -> list[Condition]:
        match term:
            case Search(text):
                from crmcli.core.searching import needle

                return [("instr(f.search, ?) > 0", [needle(text) or text])]
            case OneOf(key, values):
                return [self.value(key, value) for value in values]
            case Range(key, low, high):
                return [_range(key, low, high)]
            case Is(flags):
                return [self.flag(flag) for flag in flags]
            case Missing(fields):
                return [_missing(field) for field in fields]

    def view(self, term: View, seen: tuple[str, ...]) -> list[Condition]:
        name = term.name if term.name in self.views else _same(term.name, self.views)
        if name is None:
            raise NotFound(N_("There is no saved view @{name}."), N_("List them with: crm view list"), name=term.name)
        if name in seen:
            raise UsageError(
                N_("The saved view @{name} leads back to itself."), N_("Save it anew: crm view save"), name=name
            )
        return [self.all_of(self.views[name], seen=(*seen, name))]

    def value(self, key: str, value: str) -> Condition:
        if key in columns.CODES:
            return columns.CODES[key], [value]
        if key in columns.POINTS:
            return columns.POINTS[key], [value, _digits(value)]
        if key in columns.DAYS:
            return self.day(key, value)
        if key == "region":
            return columns.REGION, [_provinces(value)]
        if key.startswith(CUSTOM):
            return columns.CUSTOM, [key.removeprefix(CUSTOM), value, fold(value) or value]
        sql = columns.TEXTS[key]
        return sql, [value, fold(value) or value] * (sql.count("?") // 2)

    def day(self, key: str, value: str) -> Condition:
        from crmcli.core.filter_times import NEVER, resolve

        column = columns.DAYS[key]
        if value == NEVER:
            return f"{column} IS NULL", []
        first, last = resolve(value, ahead=reading(key) == "ahead", now=self.moment)
        bounds = [(f"{column} >= ?", first), (f"{column} < ?", _night(last) if last else None)]
        given = [(sql, day) for sql, day in bounds if day]
        return "(" + " AND ".join(sql for sql, _ in given) + ")" if given else "1", [day for _, day in given]

    def flag(self, flag: str) -> Condition:
        sql = columns.FLAGS[flag]
        names = re.findall(r":([a-z_]+)", sql)
        days = {**self.days, "birthdays": self.birthdays()} if "birthdays" in names else self.days
        return re.sub(r":[a-z_]+", "?", sql), [days[name] for name in names]


def _range(key: str, low: int | None, high: int | None) -> Condition:
    known, at_least, below = columns.MONEY[key]
    bounds = [(at_least, low), (below, high)]
    given = [(sql, min(cents, MAX_CENTS)) for sql, cents in bounds if cents is not None]
    return "(" + " AND ".join([known, *(sql for sql, _ in given)]) + ")", [cents for _, cents in given]


def _missing(field: str) -> Condition:
    if field.startswith(CUSTOM):
        return columns.NO_CUSTOM, [field.removeprefix(CUSTOM)]
    return columns.MISSING[field], []


def _same(name: str, views: Mapping[str, Filter]) -> str | None:
    return next((view for view in views if fold(view) == fold(name)), None)


def _night(day: str) -> str:
    """A text after every moment of an ISO day and before the next day, since hours end at 23."""
    return f"{day} 24"


def _digits(value: str) -> str:
    """The digits of a phone number without country code; other text as it is."""
    folded = fold(value)
    if not re.fullmatch(r"[\d+().·—–-]+", folded):
        return folded or value
    digits = "".join(char for char in folded if char.isdigit())
    return re.sub(r"^(?:00)?86(?=\d{10})", "", digits) or value


def _provinces(region: str) -> str:
    import json

    from crmcli import discovery

    return json.dumps([row["short"][:2] for row in discovery.read_table("provinces") if row["region"] == region])
