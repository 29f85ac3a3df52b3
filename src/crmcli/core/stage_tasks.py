"""Which tasks a stage brings, and as long as which stage they make sense (product.md §5; R120, R124, R185).

They are stored tasks with an empty title, drawn as the label of their origin. Writing them is services/entry.py.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from crmcli.core.recurrence import in_days
from crmcli.core.stages import STAGES, status_of
from crmcli.errors import N_
from crmcli.records.base import Setting

ALL_SETTINGS: tuple[Setting, ...] = (
    Setting("task.info_pack", 1, "days", N_("days to send a new lead the information pack within (0: no task)")),
    Setting("task.need_check", 7, "days", N_("days between checks of an interested customer's need (0: no task)")),
    Setting("task.deliver", 3, "days", N_("days to deliver within after winning (0: no task)")),
    Setting("task.usage_visit", 15, "days", N_("days to visit within after winning (0: no task)")),
    Setting("task.winback", 30, "days", N_("days after losing to try to win back (0: no task)")),
)  # fmt: skip

INFO_PACK: Final = "info_pack"
NEED_CHECK: Final = "need_check"
AFTER_SALES: Final = ("deliver", "usage_visit")
_OF_STATUS: Final[dict[str, tuple[str, ...]]] = {
    "prospect": (),
    "intent": (NEED_CHECK,),
    "won": AFTER_SALES,
    "lost": ("winback",),
}
# the stages during which a task of this origin makes sense
CAUSES: Final[dict[str, tuple[str, ...]]] = {
    INFO_PACK: ("lead",),
    **{
        origin: tuple(stage for stage in STAGES if status_of(stage) == status)
        for status, origins in _OF_STATUS.items()
        for origin in origins
    },
}


class Made(NamedTuple):
    """A task to be made: origin, ISO day, and how often it comes again."""

    origin: str
    due_at: str
    every: str | None


def made(origins: tuple[str, ...], settings: dict[str, int | str | bool], *, today: date) -> tuple[Made, ...]:
    """Return the tasks of some origins with their dates; those that are switched off are left out.

    Where the user wants dates of rules on working days (`due.working_days`), these are such dates.
    """
    days = {origin: int(settings[f"task.{origin}"]) for origin in origins}
    return tuple(
        Made(origin, _day(today + timedelta(n), settings), in_days(n) if origin == NEED_CHECK else None)
        for origin, n in days.items()
        if n
    )


def _day(day: date, settings: dict[str, int | str | bool]) -> str:
    if not settings["due.working_days"]:
        return day.isoformat()
    from crmcli.core.calendar import shift_to_working

    return shift_to_working(day, country=str(settings["country"])).isoformat()


def entered(present: str | None, stage: str) -> tuple[str, ...]:
    """Return the origins of the tasks that moving to a stage brings; none within one status."""
    if present is not None and status_of(present) == status_of(stage):
        return ()
    return _OF_STATUS[status_of(stage)]


def is_over(origin: str, stage: str) -> bool:
    """Return whether a task of that origin has lost its cause when the customer is in that stage."""
    return origin in CAUSES and stage not in CAUSES[origin]
