"""The walk of `crm dedupe`: two customers side by side, a key for each thing one decides; each is its own operation.

While somebody thinks the file is closed, and what was decided is written at once: quitting or a lost terminal loses
nothing, and the next walk begins where this one ended.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from crmcli.commands._keys import END, read_key
from crmcli.commands._said import told
from crmcli.commands._views import duplicates as views
from crmcli.commands._views.alternates import field_label
from crmcli.commands._views.merging import choice_value
from crmcli.commands._views.pieces import joined, short
from crmcli.errors import N_, CrmError
from crmcli.records.base import Msg, Word
from crmcli.records.sheet import Typed

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.duplicates import Pair
    from crmcli.records.merging import FieldChoice, MergePlan

KEYS = N_("[m]erge [d]ifferent [s]kip [b]ack [u]ndo [q]uit")
ONE_SIDE = N_("{field}: [l]eft [r]ight · [m]erge [d]ifferent [s]kip [u]ndo [q]uit")
EITHER_SIDE = N_("{field}: [l]eft [r]ight [b]oth · [m]erge [d]ifferent [s]kip [u]ndo [q]uit")
SIDES = {"l": "left", "r": "right", "b": "both"}
NAME = 30


class Walk:
    """A walk along pairs of customers.

    Args:
        current: the session, with a person at its terminal.
        pairs: the certain ones first.
    """

    def __init__(self, current: Session, pairs: Sequence[Pair]) -> None:
        self.current = current
        self.pairs = pairs
        self.place = 0
        self.ids: tuple[int, int] | None = None  # of the pair on the screen
        self.open: list[FieldChoice] = []  # fields not chosen yet, the one asked about first
        self.chosen: dict[str, str] = {}
        self.asked: dict[tuple[int, int], int] = {}  # pairs seen on this walk, with their places
        self.past: list[tuple[int, int, str]] = []  # operations of this walk, with their places and what they were

    def run(self) -> None:
        """Go from pair to pair until the end, or until q."""
        while self.place < len(self.pairs):
            if self.ids is None and not self._show():
                self.place += 1
                continue
            key = read_key(self._prompt() + "  ")
            if key in ("q", END):
                break
            try:
                self._press(key)
            except CrmError as error:
                from crmcli.commands._failing import report

                report(error, self.current, as_json=False)
                self.ids = None
        self._say_end()

    def _press(self, key: str) -> None:
        if self.open and key in SIDES:
            self._choose(SIDES[key])
        elif self.open and key in ("\r", "\n", " "):
            self.open.pop(0)
        elif deed := self._deeds().get(key):
            deed()

    def _deeds(self) -> dict[str, Callable[[], None]]:
        return {
            "m": self._merge,
            "d": self._differ,
            "s": lambda: self._go(1),
            "b": lambda: self._go(-1),
            "u": self._undo,
        }

    def _go(self, by: int) -> None:
        self.place = max(0, self.place + by)
        self.ids = None

    # Looking

    def _show(self) -> bool:
        """Draw the pair as it is now; False when it is one customer by now, was asked about, or one of them is gone."""
        from crmcli.services import merging
        from crmcli.services.lookup import find
        from crmcli.services.showing import records

        pair = self.pairs[self.place]
        with self.current.reader() as ws:
            try:
                left, right = find(ws, pair.left), find(ws, pair.right)
            except CrmError:  # in the trash meanwhile
                return False
            if left == right or self.asked.setdefault((min(left, right), max(left, right)), self.place) != self.place:
                return False
            plan = merging.plan(ws, left, right)
            both = records(ws, (left, right))
        self.ids, self.chosen = (left, right), {}
        self.open = [one for one in plan.choices if one.conflict]
        self._draw(pair, both, plan)
        return True

    def _draw(self, pair: Pair, both: Sequence[object], plan: MergePlan) -> None:
        say = self.current.say
        say(Msg(""))
        params = {"n": self.place + 1, "total": len(self.pairs), "score": f"{pair.score:.2f}"}
        say(Msg(N_("{n}/{total} · {band} · score {score}"), {**params, "band": Word("band", pair.band)}))
        say(views.sum_of(pair))
        self.current.show(views.side_by_side(both[0], both[1], plan, plan.taken))  # type: ignore[arg-type]

    def _prompt(self) -> str:
        if not self.open:
            return self.current.word(Msg(KEYS))
        asked = self.open[0]
        sides = EITHER_SIDE if asked.can_both else ONE_SIDE
        return self.current.word(Msg(sides, {"field": field_label(asked.field)}))

    # Deciding

    def _choose(self, side: str) -> None:
        """Take one side of the field asked about, and ask about the next."""
        choice = self.open[0]
        if side == "both" and not choice.can_both:
            self.current.say(Msg(N_("Only one of them fits; the other is kept as an alternate.")))
            return
        self.open.pop(0)
        self.chosen[choice.field] = side
        mine, theirs = (choice_value(choice.field, values) for values in (choice.left, choice.right))
        kept = joined((mine, theirs)) if side == "both" else mine if side == "left" else theirs
        label = field_label(choice.field)
        self.current.say(Msg(N_("{field}: {value}"), {"field": label, "value": kept}))

    def _merge(self) -> None:
        from crmcli.services import merging

        assert self.ids is not None
        with self.current.writer() as ws:
            done = merging.merge(ws, *self.ids, keep=self.chosen)
            told(self.current, ws, joined((done.plan.name, done.plan.survivor)))
            self._note(ws.last_operation, "merged")

    def _differ(self) -> None:
        from crmcli.services import deduping

        assert self.ids is not None
        pair = self.pairs[self.place]
        with self.current.writer() as ws:
            deduping.differ(ws, *self.ids)
            told(self.current, ws, joined((short(pair.left_name, NAME), short(pair.right_name, NAME)), " ≠ "))
            self._note(ws.last_operation, "different")

    def _note(self, number: int | None, what: str) -> None:
        if number is not None:
            self.past.append((number, self.place, what))
        self._go(1)

    def _undo(self) -> None:
        """Take back the last thing decided in this walk, and stand there again."""
        from crmcli.commands._walk_deeds import undo

        if not self.past:
            self.current.say(Msg(N_("Nothing was done yet on this walk.")))
            return
        number, place, _ = self.past[-1]
        undo(self.current, number)
        self.past.pop()
        self.place, self.ids = place, None

    def _say_end(self) -> None:
        if self.place >= len(self.pairs):
            self.current.say(Msg(N_("That was the whole list.")))
        counts = {what: sum(one[2] == what for one in self.past) for what in ("merged", "different")}
        parts = []
        if counts["merged"]:
            parts.append(Msg(N_("{n} merged"), {"n": counts["merged"]}))
        if counts["different"]:
            parts.append(Msg(N_("{n} kept apart"), {"n": counts["different"]}))
        left = len(self.pairs) - len(self.past)
        if left:
            parts.append(Msg(N_("{n} left, to go on: crm dedupe"), {"n": Typed("count", left)}))
        self.current.say(joined(parts))
