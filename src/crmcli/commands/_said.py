"""What a writing command says when it is done: `#142 · NAME`, then advice, and the record where a format was asked for.

What is written, and which advice is given, is the services' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from crmcli.commands._views.pieces import as_object, short, step_title
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.columns import CUSTOMER_COLUMNS
from crmcli.records.sheet import Card, Cell, Column, Sheet

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.customer import Customer
    from crmcli.services.workspace import Workspace

NAME_SHOWN = 60  # cells of a name in a sentence; names may have thousands of letters

JSON = ("json",)
WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def told(current: Session, ws: Workspace, what: str | Msg) -> bool:
    """Say which operation it was and whom it touched, or that nothing changed.

    Args:
        current: the session.
        ws: the workspace, after its operation.
        what: name of the customer, or a sentence such as `Msg(N_("{n} customers"), …)`.

    Returns: whether anything was written.
    """
    named = short(what, NAME_SHOWN) if isinstance(what, str) else what
    if ws.last_operation is None:
        current.say(Msg(N_("Nothing changed: {what}"), {"what": named}))
        return False
    current.say(Msg(N_("#{number} · {what}"), {"number": ws.last_operation, "what": named}))
    if ws.ruled is not None and ws.ruled.customers:
        from crmcli.commands._views.tag_rules import followed

        advise(current, followed(ws.ruled))
    return True


def advise(current: Session, advice: Iterable[Msg]) -> None:
    """Say what to consider now, a line each."""
    for one in advice:
        current.say(one)


def finish(current: Session, ws: Workspace, customer: Customer, *, advice: Iterable[Msg] = ()) -> bool:
    """The usual end of a command that wrote one customer; returns whether anything was written."""
    written = told(current, ws, customer.name)
    advise(current, advice)
    show_customer(current, customer)
    return written


def wants_record(current: Session) -> bool:
    """Whether the user asked for data: a format, or a file to write it to."""
    return bool(current.options.format or current.options.output)


def show_customer(current: Session, customer: Customer) -> None:
    """Print one customer, if the user asked for data."""
    if wants_record(current):
        show_record(current, CUSTOMER_COLUMNS, attributes(customer, CUSTOMER_COLUMNS))


def show_customers(current: Session, customers: Sequence[Customer]) -> None:
    """Print customers, if the user asked for data."""
    if wants_record(current):
        rows = tuple(attributes(one, CUSTOMER_COLUMNS) for one in customers)
        current.show(Sheet(CUSTOMER_COLUMNS, rows, shown=("code", "name", "contact", "stage", "tags")))


def show_record(current: Session, columns: Sequence[Column], cells: Sequence[Cell]) -> None:
    """Print one record, if the user asked for data: one object in JSON, one row in the other formats.

    Args:
        current: the session.
        columns: with the keys of product.md §9.
        cells: one for each column.
    """
    if not wants_record(current):
        return
    if current.options.format in JSON or (not current.options.format and current.options.output.endswith(".json")):
        current.show(Card(Msg(""), (), as_object(columns, cells)))
    else:
        current.show(Sheet(tuple(columns), (tuple(cells),)))


def attributes(record: object, columns: Sequence[Column]) -> tuple[Cell, ...]:
    """The cells of a record whose attributes are the columns' keys."""
    return cast("tuple[Cell, ...]", attrgetter(*(one.key for one in columns))(record))


def items(row: Mapping[str, Any], columns: Sequence[Column]) -> tuple[Cell, ...]:
    """The cells of a row by column name."""
    return tuple(row.get(one.key) for one in columns)


def say_step(current: Session, title: str, due_at: str | None) -> None:
    """Say a next step as it was understood, with its weekday, so that a misread date is seen."""
    if due_at is None:
        current.say(Msg(N_("Next step, without a date: {title}"), {"title": named_step(title)}))
    else:
        day = day_of(due_at, today=current.now().date())
        current.say(Msg(N_("Next step {day}: {title}"), {"day": day, "title": named_step(title)}))


def named_step(title: str) -> str | Msg:
    """A next step's title as it fits into a sentence."""
    return step_title(short(title, NAME_SHOWN))


def day_of(at: str, *, today: date) -> Msg:
    """A date or moment with its weekday; the year only when it is another one.

    Args:
        at: ISO day, or ISO day and minute.
        today: to know whether the year goes without saying.
    """
    day = date.fromisoformat(at[:10])
    shown = at[:10] if day.year != today.year else at[5:10]
    return Msg(N_("{day} {weekday}{time}"), {"day": shown, "weekday": Msg(WEEKDAYS[day.weekday()]), "time": at[10:]})
