"""Walking along customers one a screen, with a key for each thing one does; each is its own operation. `Walk` is what
`crm due -i` and `crm review` share, `DueWalk` the former.

While somebody thinks the file is closed: whoever goes to lunch keeps nobody waiting, and quitting loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from crmcli.commands import _walk_deeds as deeds
from crmcli.commands._keys import END, read_key
from crmcli.errors import N_, CrmError, NeedsAnswer
from crmcli.records.base import Msg
from crmcli.services.logging import TalkOptions

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.due import DueItem
    from crmcli.records.sheet import Card
    from crmcli.services.settling import Target
    from crmcli.services.workspace import Workspace

KEYS = (N_("[l]og [n]o answer [d]one [s]nooze [o] card [space] next [b]ack [u]ndo [q]uit"),)
NEXT = (" ", "\r", "\n")
NEXT_STEP = N_("Next step, with its date (Enter for none)")


class Walk:
    """A walk along customers.

    Args:
        current: the session, with a person at its terminal.
        codes: of the customers, in their order.
    """

    keys: tuple[str, ...] = KEYS  # a line each
    end = N_("{n} things done. The list as it is now: crm due")
    end_one = N_("1 thing done. The list as it is now: crm due")

    def __init__(self, current: Session, codes: Sequence[str]) -> None:
        self.current = current
        self.codes = codes
        self.place = 0
        self.shown = False
        self.past: list[tuple[int, int]] = []  # operations of this walk, with their places

    @property
    def code(self) -> str:
        """The customer one stands at."""
        return self.codes[self.place]

    def card(self) -> Card:
        """What is shown of the customer first."""
        raise NotImplementedError

    def target(self, ws: Workspace) -> Target:
        """What `done` and `snooze` are about."""
        raise NotImplementedError

    def after(self) -> None:
        """Once something was written: on to the next."""
        self._go(1)

    def run(self) -> None:
        """Go from customer to customer until the end, or until q."""
        while self.place < len(self.codes):
            if not self.shown:
                self._show()
            key = read_key("\n".join(self.current.word(Msg(line)) for line in self.keys) + "  ")
            if key in ("q", END):
                break
            try:
                self._press(key)
            except NeedsAnswer:  # the input ended in the middle of a question
                break
            except CrmError as error:
                from crmcli.commands._failing import report

                report(error, self.current, as_json=False)
        self._say_end()

    def _press(self, key: str) -> None:
        if key in NEXT:
            self.next()
        elif deed := self._deeds().get(key):
            deed()

    def next(self) -> None:
        """Space: the next customer."""
        self._go(1)

    def _deeds(self) -> dict[str, Callable[[], None]]:
        return {
            "l": self._log,
            "n": self._no_answer,
            "d": self._done,
            "s": self._snooze,
            "o": self._card,
            "b": lambda: self._go(-1),
            "u": self._undo,
        }

    def _go(self, by: int) -> None:
        self.place = max(0, self.place + by)
        self.shown = False

    # Looking

    def _show(self) -> None:
        number = {"n": self.place + 1, "total": len(self.codes)}
        self.current.say(Msg(""))
        self.current.say(Msg(N_("{n} of {total}"), number))
        self.current.show(self.card())
        self.shown = True

    def _card(self) -> None:
        self.current.show(deeds.whole_card(self.current, self.code))

    # Doing: first everything is asked, then the file is opened

    def _log(self) -> None:
        text = self.current.ask(Msg(N_("What was said?")))
        if text:
            options = TalkOptions(next=self.current.ask(Msg(NEXT_STEP)))
            self._write(lambda ws, _target: deeds.log(self.current, ws, self.code, text, options))

    def _no_answer(self) -> None:
        options = TalkOptions(answered=False)
        self._write(lambda ws, _target: deeds.log(self.current, ws, self.code, "", options))

    def _done(self) -> None:
        text = self.current.ask(Msg(N_("What happened (Enter only closes it)")))
        options = TalkOptions(next=self.current.ask(Msg(NEXT_STEP)) if text else "")
        self._write(lambda ws, target: deeds.settle(self.current, ws, target(), text or None, options))

    def _snooze(self) -> None:
        when = self.current.ask(Msg(N_("Until when (tomorrow, +3d, fri)")))
        if when:
            self._write(lambda ws, target: deeds.put_off(self.current, ws, target(), when))

    def _write(self, deed: Callable[[Workspace, Callable[[], Target]], None]) -> None:
        """One operation, then on; what was refused stays here."""
        with self.current.writer() as ws:
            deed(ws, lambda: self.target(ws))
            if ws.last_operation is not None:
                self.past.append((ws.last_operation, self.place))
        self.after()

    def _undo(self) -> None:
        """Take back the last thing done in this walk, and stand there again."""
        if not self.past:
            self.current.say(Msg(N_("Nothing was done yet on this walk.")))
            return
        number, place = self.past[-1]
        deeds.undo(self.current, number)
        self.past.pop()
        self.place, self.shown = place, False

    def _say_end(self) -> None:
        n = len(self.past)
        if self.place >= len(self.codes):
            self.current.say(Msg(N_("That was the whole list.")))
        if n:
            self.current.say(Msg(self.end, {"n": n}, one=self.end_one))


class DueWalk(Walk):
    """A walk along the due list.

    Args:
        current: the session, with a person at its terminal.
        items: the list, the most urgent first.
    """

    def __init__(self, current: Session, items: Sequence[DueItem]) -> None:
        super().__init__(current, [one.customer_code for one in items])
        self.items = items

    def card(self) -> Card:
        """What is needed before a call."""
        return deeds.brief_card(self.current, self.items[self.place])

    def target(self, ws: Workspace) -> Target:
        """What the row is about, as it is now."""
        return deeds.target_of(ws, self.items[self.place])
