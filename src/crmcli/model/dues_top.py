"""The first rows of the due list without reading all of it: years of data, and twenty rows wanted.

Days over stop counting at a cap, so old reasons are ordered by their stored weight alone, and those of one recent day
by it too. Each such part has an index in exactly that order; its first rows are enough, unless one customer fills a
part, which is noticed.
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


def first_rows(db: Connection, times: Mapping[str, object], *, today: int, limit: int) -> list[tuple[Any, ...]] | None:
    """The most urgent reason of each of the first customers, with its key, in the order of the list.

    Args:
        times: parameters of the queries of model.dues.
        today: its ordinal.
        limit: how many customers, at most.

    Returns:
        Rows as model.dues orders them; None when they could not be told from parts, and all must be read.
    """
    from crmcli.model.dues import AHEAD, BIRTHDAYS, KEY

    days = range(today - _full(times) + 1, today + _days_shown(db, times) + 1)
    if len(days) > MOST_DAYS:
        return None
    best: dict[int, tuple[Ranked, tuple[Any, ...]]] = {}
    cut: list[Ranked] = []
    size = limit * SPARE
    for where, day in _parts(days, today):
        sql = f"SELECT {ROW}, {KEY} AS key FROM dues WHERE {where} AND {AHEAD} {IN_ORDER}"  # noqa: S608 - ours
        rows = db.execute(sql, {**times, "day": day, "part": size}).fetchall()
        if len(rows) == size:
            cut.append(_rank(rows[-1]))
        _keep_best(best, rows)
    _keep_best(best, db.execute(f"SELECT {ROW}, {KEY} AS key FROM ({BIRTHDAYS})", times).fetchall())  # noqa: S608
    ranked = sorted(best.values())[:limit]
    if cut and (len(ranked) < limit or ranked[-1][0] > min(cut)):
        return None
    return [row for _rank_of, row in ranked]


def _full(times: Mapping[str, Any]) -> int:
    """For how many days a reason's score grows before it reaches the cap; at least one."""
    slope, cap = int(times["slope"]), int(times["cap"])
    return max(1, -(-cap // slope)) if slope > 0 else 1


def _days_shown(db: Connection, times: Mapping[str, object]) -> int:
    """How many days ahead of today the list looks."""
    sql = "SELECT CAST(julianday(max(:end, :promised)) - julianday(:first) AS INTEGER)"
    return int(db.execute(sql, times).fetchone()[0])


def _parts(days: range, today: int) -> Iterator[tuple[str, int]]:
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


def _keep_best(best: dict[int, tuple[Ranked, tuple[Any, ...]]], rows: list[Any]) -> None:
    for row in rows:
        rank = _rank(row)
        if row[0] not in best or rank < best[row[0]][0]:
            best[row[0]] = (rank, tuple(row))


def _rank(row: Any) -> Ranked:
    return (-row[7], row[3], row[0])
