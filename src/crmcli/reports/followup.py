"""How promptly and how well customers are followed up.

task      tasks whose day came in the period, whatever made them, except those taken back; done, on time (by the end of
          their day, of the done ones), skipped, overdue (open past their day) (R190, R201). By origin: done / due.
answer    leads that came in the period, without invalid ones, by the hours from their entry to the first talk or
          attempt: within the hours of `due.first_touch`, within 3 days, within 7, later, not yet; the value is the
          median in hours, begun ones counted, of those answered (R120, R201).
talk      talks by method; attempts nobody answered are of talks and attempts together (R129, R201).
entry     talks and attempts entered later than `entry.days` working days after they happened (R021, R165), and talks
          without a word of feedback (R086).
skipped   why tasks were skipped, in the words given (R201).
mark      satisfaction from 5 to 1, of the talks that have a mark; the value is their mean (R129).

Imported talks and being at an event are no follow-up of one's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from crmcli.core.due.settings import ALL_SETTINGS
from crmcli.core.report_rules import ENTRY_DAYS, value_of
from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import followup as sql
from crmcli.records.base import Msg, Word
from crmcli.records.record import replace
from crmcli.records.report import Picture, Question, Report
from crmcli.records.sheet import Cell
from crmcli.reports._lines import COLUMNS, COMPARED, line, parts_of, spread
from crmcli.reports._rates import Row, rate

TITLE = N_("Follow-up")
SUMMARY = N_("tasks done, first answers, talks, late entries, satisfaction")
TITLES = {
    "task": N_("Tasks that came due"),
    "origin": N_("Done, by what made the task"),
    "answer": N_("First answer to new leads"),
    "talk": N_("Talks"),
    "entry": N_("Entries"),
    "skipped": N_("Why tasks were skipped"),
    "mark": N_("Satisfaction"),
}
LABELS = {
    "done": N_("done"),
    "on_time": N_("of these on their day or before"),
    "skipped": N_("skipped"),
    "overdue": N_("open past their day"),
    "first_touch": N_("in time"),
    "within_3d": N_("within 3 days"),
    "within_7d": N_("within 7 days"),
    "later_than_7d": N_("later"),
    "not_yet": N_("not yet"),
    "median_hours": N_("median hours until the first answer"),
    "no_answer": N_("attempts without an answer"),
    "entered_late": N_("entered late"),
    "no_feedback": N_("talks without a word of feedback"),
    "no_reason": N_("no reason given"),
    "mean": N_("mean"),
}
FIRST_TOUCH = next(one for one in ALL_SETTINGS if one.key == "due.first_touch")


def build(db: Connection, asked: Question) -> Report:
    """The follow-up of the customers asked about."""
    answers, talks = sql.first_answers(db, asked), sql.talks(db, asked)
    tasks = sql.tasks(db, asked)
    rows = [*_tasks(tasks), *_answers(answers, value_of(FIRST_TOUCH, asked.settings)), *_talks(talks)]
    rows += [
        *_entries(talks, late_entries(db, asked), sql.with_feedback(db, asked)),
        *_skipped(sql.skipped(db, asked)),
        *_marks(talks),
    ]
    return replace(
        Report("followup", COLUMNS, tuple(rows), _totals(tasks, answers, talks)),
        parts=parts_of(rows, TITLES),
        compared=COMPARED,
        bars=("share",),
        labels=LABELS,
        pictures=(
            Picture("column", Msg(N_("First answer to new leads")), "item", ("number",), "answer", ("median_hours",)),
            Picture("bar", Msg(N_("Talks")), "item", ("number",), "talk", ("no_answer",)),
        ),
    )


def late_entries(db: Connection, asked: Question) -> int:
    """Talks and attempts entered more than `entry.days` working days after they happened."""
    from crmcli.core.calendar import add_working_days

    allowed, country = value_of(ENTRY_DAYS, asked.settings), str(asked.settings.get("country", "CN"))
    late = 0
    for happened, entered, count in sql.entered_later(db, asked):
        day, written = date.fromisoformat(happened), date.fromisoformat(entered)
        # so many days are never more working days: most pairs are settled without a calendar of holidays
        if (written - day).days > allowed and written > add_working_days(day, allowed, country=country):
            late += count
    return late


def _tasks(tasks: tuple[sql.Tasks, ...]) -> list[Row]:
    due, done, on_time, skipped, overdue = (
        (sum(numbers) for numbers in zip(*(one[1:] for one in tasks), strict=True)) if tasks else (0,) * 5
    )
    if not due:
        return []
    rows = [line("task", "done", done, due), line("task", "on_time", on_time, done)]
    rows += [line("task", "skipped", skipped, due), line("task", "overdue", overdue, due)]
    return rows + [line("origin", Word("task_origin", one.origin), one.done, one.due) for one in tasks]


def within(answers: Mapping[int | None, int], hours: int) -> int:
    """How many were answered within so many hours."""
    return sum(count for passed, count in answers.items() if passed is not None and passed <= hours)


def _answers(answers: Mapping[int | None, int], hours: int) -> list[Row]:
    leads = sum(answers.values())
    steps = {"first_touch": hours, "within_3d": 72, "within_7d": 168, "later_than_7d": 10**9}
    rows, before = [], 0
    for name, most in steps.items():
        reached = within(answers, max(most, hours))
        rows.append(line("answer", name, reached - before, leads))
        before = reached
    rows.append(line("answer", "not_yet", answers.get(None, 0), leads))
    known = {passed: count for passed, count in answers.items() if passed is not None}
    return [*rows, line("answer", "median_hours", value=spread(known, 0.5))] if leads else []


def _talks(talks: tuple[sql.Talks, ...]) -> list[Row]:
    methods: dict[str, int] = {}
    for one in talks:
        if one.reached:
            methods[one.method] = methods.get(one.method, 0) + one.many
    tried = sum(one.many for one in talks if not one.reached)
    whole = sum(methods.values())
    most = sorted(methods.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = [line("talk", Word("interaction_method", method), count, whole) for method, count in most]
    return [*rows, line("talk", "no_answer", tried, whole + tried)] if talks else []


def _entries(talks: tuple[sql.Talks, ...], late: int, told: int) -> list[Row]:
    whole = sum(one.many for one in talks)
    spoken = sum(one.many for one in talks if one.reached)
    rows = [line("entry", "entered_late", late, whole), line("entry", "no_feedback", spoken - told, spoken)]
    return rows if whole else []


def _skipped(reasons: tuple[tuple[str, int], ...]) -> list[Row]:
    whole = sum(count for _, count in reasons)
    return [line("skipped", reason or "no_reason", count, whole) for reason, count in reasons]


def marks(talks: tuple[sql.Talks, ...]) -> dict[int, int]:
    """Mark → how many talks have it."""
    found: dict[int, int] = {}
    for one in talks:
        if one.satisfaction:
            found[one.satisfaction] = found.get(one.satisfaction, 0) + one.many
    return found


def mean(found: Mapping[int, int]) -> float | None:
    """The mean mark, of two decimals."""
    count = sum(found.values())
    return round(sum(mark * many for mark, many in found.items()) / count, 2) if count else None


def _marks(talks: tuple[sql.Talks, ...]) -> list[Row]:
    found = marks(talks)
    count = sum(found.values())
    rows = [line("mark", str(mark), found.get(mark, 0), count) for mark in (5, 4, 3, 2, 1)]
    return [*rows, line("mark", "mean", value=mean(found))] if count else []


def _totals(
    tasks: tuple[sql.Tasks, ...], answers: Mapping[int | None, int], talks: tuple[sql.Talks, ...]
) -> dict[str, Cell]:
    due, done = sum(one.due for one in tasks), sum(one.done for one in tasks)
    return {
        "tasks_due": due,
        "tasks_done": done,
        "completion": rate(done, due),
        "leads": sum(answers.values()),
        "talks": sum(one.many for one in talks if one.reached),
        "satisfaction": mean(marks(talks)),
    }
