"""The walk of `crm review`: each customer with what stands out about it; a key says that all is in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crmcli.commands import _walk_deeds as deeds
from crmcli.commands._walking import Walk
from crmcli.errors import N_
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.records.sheet import Card
    from crmcli.services.settling import Target
    from crmcli.services.workspace import Workspace


class ReviewWalk(Walk):
    """A walk along customers whose review is due. What is done to one leaves it on the screen, changed."""

    keys = (
        N_("[space] all in order [k] skip [e]dit [b]ack"),
        N_("[l]og [n]o answer [d]one [s]nooze [o] card [u]ndo [q]uit"),
    )
    end = N_("{n} things done. Whoever is left: crm review")
    end_one = N_("1 thing done. Whoever is left: crm review")

    def card(self) -> Card:
        """The card for a call, and what stands out."""
        return deeds.review_card(self.current, self.code)

    def target(self, ws: Workspace) -> Target:
        """The most urgent thing about the customer."""
        from crmcli.services.lookup import find
        from crmcli.services.settling import of_customer

        return of_customer(ws, find(ws, self.code))

    def next(self) -> None:
        """Space: all is in order."""
        self._write(lambda ws, _target: deeds.reviewed(self.current, ws, self.code))
        self._go(1)

    def after(self) -> None:
        """Once something was written: look at it again."""
        self.shown = False

    def _deeds(self) -> dict[str, Callable[[], None]]:
        return {**super()._deeds(), "e": self._edit, "k": lambda: self._go(1)}

    def _edit(self) -> None:
        pairs = self.current.ask(Msg(N_("What to change, as in phone=13800138000 (several with ;)")))
        if pairs:
            self._write(lambda ws, _target: deeds.edit(self.current, ws, self.code, pairs))
