"""A Filter as one SQL condition. Who is deleted or merged is the caller's business; parsing is in core.filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from crmcli.core.filter_keys import CUSTOM, REQUIRED, reading
from crmcli.core.fold import fold
from crmcli.errors import N_, NotFound, UsageError
from crmcli.model import filter_columns as columns
from crmcli.records.filter import Filter, Is, Missing, OneOf, Own, Range, Search, Term, View

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
    required: Sequence[tuple[Filter, str]] = (),
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
        required: fields that customers need, each with the filter of those who do; for missing:required.
        birthdays: gives the keys of the birthdays of today, see model.dues.birthdays; asked where a term needs them.

    Raises:
        NotFound: there is no such saved view.
        UsageError: a view leads back to itself, or everything together is too long.
    """
    days = _days(today, now, (idle_notice_days, idle_alert_days, silent_months, active_days))
    moment = datetime.combine(today, datetime.fromisoformat(now).time())
    return _Conditions(days, moment, views or {}, required, birthdays).all_of(filter_, seen=())


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
        self,
        days: Mapping[str, str],
        moment: datetime,
        views: Mapping[str, Filter],
        required: Sequence[tuple[Filter, str]],
        birthdays: Callable[[], str],
    ) -> None:
        self.days = days
        self.birthdays = birthdays
        self.moment = moment
        self.views = views
        self.required = required
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

    def alternatives(self, term: Search | OneOf | Range | Own | Is | Missing) -> list[Condition]:
        match term:
            case Search(text):
                from crmcli.core.searching import needle

                return [("instr(f.search, ?) > 0", [needle(text) or text])]
            case OneOf(key, values):
                return [self.value(key, value) for value in values]
            case Range(key, low, high):
                return [_range(key, low, high)]
            case Own(key, kind, values):
                return [self.own(key.removeprefix(CUSTOM), kind, value) for value in values]
            case Is(flags):
                return [self.flag(flag) for flag in flags]
            case Missing(fields):
                return [one for field in fields for one in self.missing(field)]

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
        if key == "tag":
            return _tag(value)
        sql = columns.TEXTS[key]
        return sql, [value, fold(value) or value] * (sql.count("?") // 2)

    def missing(self, field: str) -> list[Condition]:
        """A field that is empty; of `required` each that the customer needs, where it does."""
        if field != REQUIRED[0]:
            return [_missing(field)]
        found: list[Condition] = []
        for wanted, needed in self.required:
            (sql, values), (empty, more) = self.all_of(wanted, seen=()), _missing(needed)
            found.append((f"({sql} AND {empty})", [*values, *more]))
        return found or [("0", [])]

    def own(self, name: str, kind: str, value: str) -> Condition:
        """A custom field that has a type; a value of another type, as an import may leave, is never found."""
        if kind == "number":
            from crmcli.core.filter_own import number_bounds

            sql, bounds = number_bounds(value)
            return columns.OWN.format(f"j.type IN ('integer', 'real') AND {sql}"), [name, *bounds]
        if kind == "money":
            from crmcli.core.filter_money import read_range

            pairs = zip(("round(j.value * 100) >= ?", "round(j.value * 100) < ?"), read_range(value), strict=True)
            given = [(sql, cents) for sql, cents in pairs if cents is not None]
            sql = " AND ".join(["j.type IN ('integer', 'real')", *(text for text, _ in given)])
            return columns.OWN.format(sql), [name, *(min(cents, MAX_CENTS) for _, cents in given)]
        if kind == "date":
            sql, days = self.span("j.value", value, ahead=True)
            return columns.OWN.format(f"j.type = 'text' AND {sql}"), [name, *days]
        if kind == "bool":
            return columns.OWN.format("j.type = ?"), [name, "true" if value == "yes" else "false"]
        return columns.OWN.format(columns.SAME), [name, value, fold(value) or value]

    def day(self, key: str, value: str) -> Condition:
        return self.span(columns.DAYS[key], value, ahead=reading(key) == "ahead")

    def span(self, column: str, value: str, *, ahead: bool) -> Condition:
        from crmcli.core.filter_times import NEVER, resolve

        if value == NEVER:
            return f"{column} IS NULL", []
        first, last = resolve(value, ahead=ahead, now=self.moment)
        bounds = [(f"{column} >= ?", first), (f"{column} < ?", _night(last) if last else None)]
        given = [(sql, day) for sql, day in bounds if day]
        return "(" + " AND ".join(sql for sql, _ in given) + ")" if given else "1", [day for _, day in given]

    def flag(self, flag: str) -> Condition:
        sql = columns.FLAGS[flag]
        names = re.findall(r":([a-z_]+)", sql)
        days = {**self.days, "birthdays": self.birthdays()} if "birthdays" in names else self.days
        return re.sub(r":[a-z_]+", "?", sql), [days[name] for name in names]


def _tag(value: str) -> Condition:
    """Those stored, and those that are computed."""
    from crmcli.core.tags import computed

    found: list[Condition] = []
    sql = columns.TEXTS["tag"]
    found.append((sql, [value, fold(value) or value] * (sql.count("?") // 2)))
    for column, one in computed(value):
        if column == "region" and one is not None:
            found.append((columns.REGION, [_provinces(one)]))
        else:
            holds = f"k.{column} IS NOT NULL" if one is None else f"k.{column} = ?"
            sql = f"c.id IN (SELECT k.customer_id FROM v_computed k WHERE {holds})"  # noqa: S608 - names of ours
            found.append((sql, [] if one is None else [one]))
    return f"({' OR '.join(sql for sql, _ in found)})", [one for _, values in found for one in values]


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
