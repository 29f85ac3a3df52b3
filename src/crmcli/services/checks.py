"""What is not let in by hand: numbers that must not be kept, and words that say nothing (product.md §8)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from contextvars import ContextVar

from crmcli.errors import N_, NotFound, Refused
from crmcli.model import customers
from crmcli.model.connection import Connection
from crmcli.records.base import Msg

# Whether the user has said that what looks like such a number is none. It belongs to a whole command line, which has
# many ways in; each would otherwise have to hand it down to the same few lines here.
_LET_IN: ContextVar[bool] = ContextVar("let_in", default=False)

NAMES = {"id_card": Msg(N_("an ID card number")), "bank_card": Msg(N_("a bank card number"))}


@contextlib.contextmanager
def letting_in(agreed: bool) -> Iterator[None]:
    """Within this, numbers that look like an ID card's or bank card's are let in when `agreed`."""
    token = _LET_IN.set(agreed)
    try:
        yield
    finally:
        _LET_IN.reset(token)


def lets_in() -> bool:
    """Whether such numbers are let in just now."""
    return _LET_IN.get()


def refuse_gone(db: Connection, customer_id: int) -> None:
    """Refuse to write about a customer that another command threw away since it was looked up.

    Raises:
        NotFound: it does not live any more.
    """
    found = customers.standing(db, customer_id)
    if found is None:
        raise NotFound(N_("The customer was erased meanwhile."))
    if not found[1]:
        raise NotFound(N_("{code} is in the trash."), N_("To bring it back: crm trash restore {code}"), code=found[0])


def refuse_sensitive(texts: Iterable[str | None]) -> None:
    """Refuse typed text that holds an ID card or bank card number (R091).

    Raises:
        Refused: it does; the number is not repeated in the message.
    """
    from crmcli.core.sensitive import find_sensitive  # looking needs neither: every command imports this module

    for text in () if lets_in() else texts:
        found = find_sensitive(text) if text else ()
        if found:
            raise Refused(
                N_("This text holds {what}. crmcli does not keep such numbers."),
                N_("Write it without the number, for example: “ID checked”. If it is something else: --not-sensitive"),
                what=NAMES[found[0].kind],
            )


def refuse_vague_talk(text: str | None) -> None:
    """Refuse a talk's text that says nothing (R054, R096).

    Raises:
        Refused: it is one of the empty phrases, and nothing else.
    """
    from crmcli.core.vague import is_vague

    if text and is_vague(text):
        raise Refused(
            N_("“{text}” says nothing that helps next time."),
            N_("Write what the customer wants or answered, for example: “agrees to the price, waits for the boss”."
               " To keep it as it is: --force"),
            text=text,
        )  # fmt: skip


def refuse_vague_need(text: str | None) -> None:
    """Refuse a need that names nothing (R088).

    Raises:
        Refused: it is one of the empty phrases, and nothing else.
    """
    from crmcli.core.vague import is_vague

    if text and is_vague(text):
        raise Refused(
            N_("“{text}” is no need one could act on."),
            N_("Write what, how much and when, for example: “CRM for 20 people, 200–300 thousand, within 3 months”."
               " To keep it as it is: --force"),
            text=text,
        )  # fmt: skip
