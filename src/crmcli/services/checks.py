"""What is not let in by hand: numbers that must not be kept, and words that say nothing (product.md §8)."""

from __future__ import annotations

from collections.abc import Iterable

from crmcli.core.sensitive import find_sensitive
from crmcli.core.vague import is_vague
from crmcli.errors import N_, NotFound, Refused
from crmcli.model import customers
from crmcli.model.connection import Connection
from crmcli.records.base import Msg

NAMES = {"id_card": Msg(N_("an ID card number")), "bank_card": Msg(N_("a bank card number"))}


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
    for text in texts:
        found = find_sensitive(text) if text else ()
        if found:
            raise Refused(
                N_("This text holds {what}. crmcli does not keep such numbers."),
                N_("Write it without the number, for example: “ID checked”."),
                what=NAMES[found[0].kind],
            )


def refuse_vague_talk(text: str | None) -> None:
    """Refuse a talk's text that says nothing (R054, R096).

    Raises:
        Refused: it is one of the empty phrases, and nothing else.
    """
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
    if text and is_vague(text):
        raise Refused(
            N_("“{text}” is no need one could act on."),
            N_("Write what, how much and when, for example: “CRM for 20 people, 200–300 thousand, within 3 months”."
               " To keep it as it is: --force"),
            text=text,
        )  # fmt: skip
