"""Money in several currencies: only the setting's is added up, and what is left out is said (product.md §1)."""

from __future__ import annotations

from crmcli.errors import N_
from crmcli.records.base import Msg


def left_out(number: int) -> tuple[Msg, ...]:
    """What must be said when so many amounts of another currency are in no sum."""
    if not number:
        return ()
    return (
        Msg(
            N_("{n} amounts in other currencies are not added up."),
            {"n": number},
            one=N_("{n} amount in another currency is not added up."),
        ),
    )
