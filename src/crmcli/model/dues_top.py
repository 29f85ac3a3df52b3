"""The first rows of the due list without reading all of it: years of data, and twenty rows wanted.

Days over stop counting at a cap, so old reasons are ordered by their stored weight alone, and those of one recent day
by it too. Each such part has an index in exactly that order; its first rows are enough, unless one customer fills a
part, which is noticed. The mark idle lifts some customers by the same points: where that could bring somebody forward
from behind the first rows of a part, the first of its idle ones are read as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crmcli.model.connection import Connection

MOST_DAYS = 40  # more parts than this, and reading everything is as fast
SPARE = 8  # rows of a part for each row wanted: a customer may have several reasons

ROW = "customer_id, rule, ref, due_at, late_at, weight, day"
IN_ORDER = "ORDER BY weight DESC, due_at, customer_id LIMIT :part"

Ranked = tuple[float, str, int]
Part = tuple[str, int]
LAST: Ranked = (float("inf"), "", 0)


def first_rows(db: Connection, times: Mapping[str, object], *, today: int, limit: int) -> list[tuple[Any, ...]] | None:
    """The most urgent reason of each of the first customers, with its key, in the order of the list.

    Args:
        times: parameters of the queries of model.dues.
        today: its ordinal.
        limit: how many customers, at most.

    Returns:
        Rows as model.dues orders them; None when they could not be told from parts, and all must be read.
    """
    days = range(today - _full(times) + 1, today + _days_shown(db, times) + 1)
    if len(days) > MOST_DAYS:
        return None
    top = _Top(db, times, limit)
    parts = list(_parts(days, today))
    for part in parts:
        top.read(part)
    top.take_birthdays()
    for part in parts:
        if top.may_miss_idle(part):
            top.read_idle(part)
    return top.rows()


class _Top:
    """The best reason of each customer met so far, and the rank from which on each part may hide others."""

    def __init__(self, db: Connection, times: Mapping[str, object], limit: int) -> None:
        self.db, self.times, self.limit = db, times, limit
        self.size = limit * SPARE
        self.best: dict[int, tuple[Ranked, tuple[Any, ...]]] = {}
        self.plain: dict[Part, Ranked] = {}  # what is left unread of a part comes after this, if not idle
        self.idle: dict[Part, Ranked] = {}  # the same, if idle

    def read(self, part: Part) -> None:
        """The first rows of a part by their weight; the mark idle may lift others above them."""
        from crmcli.model.dues import AHEAD, IDLE, KEY

        found = f"SELECT {ROW}, {KEY} AS key FROM dues WHERE {part[0]} AND {AHEAD} {IN_ORDER}"  # noqa: S608 - ours
        rows = self._keep(f"SELECT d.*, {IDLE} FROM ({found}) d JOIN facts f USING (customer_id)", part)  # noqa: S608
        if len(rows) == self.size:
            key, due_at, customer = max(_rank(row) for row in rows)
            self.plain[part] = (key, due_at, customer)
            self.idle[part] = (key - float(str(self.times["idle"])), due_at, customer)

    def may_miss_idle(self, part: Part) -> bool:
        """Whether somebody idle further down in that part could stand among the first."""
        return part in self.idle and self._worst() > self.idle[part]

    def read_idle(self, part: Part) -> None:
        """The first rows of a part of customers who wear the mark idle."""
        from crmcli.model.dues import AHEAD, IDLE, KEY

        sql = (
            f"SELECT {ROW}, {KEY} AS key, 1 FROM dues d JOIN facts f USING (customer_id)"  # noqa: S608 - ours
            f" WHERE {part[0]} AND {AHEAD} AND {IDLE} {IN_ORDER}"
        )
        rows = self._keep(sql, part)
        del self.idle[part]
        if len(rows) == self.size:
            self.idle[part] = max(map(self._lifted, rows))

    def take_birthdays(self) -> None:
        """Those of the days shown; they are few."""
        from crmcli.model.dues import BIRTHDAYS, IDLE, KEY

        self._keep(
            f"SELECT {ROW}, key, {IDLE} FROM (SELECT {ROW}, {KEY} AS key FROM ({BIRTHDAYS}))"  # noqa: S608 - ours
            " JOIN facts f USING (customer_id)"
        )

    def rows(self) -> list[tuple[Any, ...]] | None:
        """The first rows with their keys; None when an unread row may stand among them."""
        cut = [*self.plain.values(), *self.idle.values()]
        if cut and self._worst() > min(cut):
            return None
        return [row for _rank_of, row in sorted(self.best.values())[: self.limit]]

    def _worst(self) -> Ranked:
        """The rank of the last row wanted."""
        ranked = sorted(self.best.values())[: self.limit]
        return ranked[-1][0] if len(ranked) == self.limit else LAST

    def _keep(self, sql: str, part: Part = ("", 0)) -> list[Any]:
        rows = self.db.execute(sql, {**self.times, "day": part[1], "part": self.size}).fetchall()
        for row in rows:
            rank = self._lifted(row)
            if row[0] not in self.best or rank < self.best[row[0]][0]:
                self.best[row[0]] = (rank, (*tuple(row)[:7], -rank[0], row[8]))
        return rows

    def _lifted(self, row: Any) -> Ranked:
        """The rank of a row with what the mark idle adds."""
        key, due_at, customer = _rank(row)
        return key - row[8] * float(str(self.times["idle"])), due_at, customer


def _full(times: Mapping[str, Any]) -> int:
    """For how many days a reason's score grows before it reaches the cap; at least one."""
    slope, cap = int(times["slope"]), int(times["cap"])
    return max(1, -(-cap // slope)) if slope > 0 else 1


def _days_shown(db: Connection, times: Mapping[str, object]) -> int:
    """How many days ahead of today the list looks."""
    sql = "SELECT CAST(julianday(max(:end, :promised)) - julianday(:first) AS INTEGER)"
    return int(db.execute(sql, times).fetchone()[0])


def _parts(days: range, today: int) -> Iterator[Part]:
    """Conditions that split the reasons into parts, in each of which the order is that of the weight."""
    yield "day < :day", days.start
    for day in days:
        if day < today:
            yield "day = :day", day
            continue
        if day == today:
            yield "day = :day AND late_at <= :now", day
        yield "day = :day AND late_at > :now AND late_at <> due_at", day
        yield "day = :day AND late_at > :now AND late_at = due_at", day  # late at once: due a day after `day`


def _rank(row: Any) -> Ranked:
    return (-row[7], row[3], row[0])
