"""The declared settings of the due rules and of their score, and how values become a DueSettings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crmcli.errors import N_
from crmcli.records.base import Setting
from crmcli.records.due import DueSettings

ALL_SETTINGS: tuple[Setting, ...] = (
    Setting("due.first_touch", 24, "hours", N_("a new lead is first contacted within so many hours (0: off)")),
    Setting("due.prospect", 5, "days", N_("days between contacts with a prospect (0: never)")),
    Setting("due.intent", 3, "days", N_("days between contacts with an interested customer (0: never)")),
    Setting("due.won", 30, "days", N_("days between contacts with an ungraded buyer (0: never)")),
    Setting("due.lost", 90, "days", N_("days after which a lost customer is tried again (0: never)")),
    Setting("due.risk_high", 2, "days", N_("days between contacts with a customer at high risk (0: off)")),
    Setting("due.grade_A", 30, "days", N_("days between contacts with a buyer of grade A (0: never)")),
    Setting("due.grade_B", 14, "days", N_("days between contacts with a buyer of grade B (0: never)")),
    Setting("due.grade_C", 90, "days", N_("days between contacts with a buyer of grade C (0: never)")),
    Setting("due.idle_notice", 3, "days", N_("more days than this without a contact give the mark “idle”")),
    Setting("due.idle_alert", 7, "days", N_("more days than this without a contact are overdue (0: off)")),
    Setting("due.task_ahead", 1, "days", N_("next steps and tasks are shown so many days ahead")),
    Setting("due.contract", 7, "days", N_("a contract is looked at so many days before it ends (0: never)")),
    Setting("silent.months", 3, "months", N_("longer than this without a contact is silent (0: never)")),
    Setting("due.silent_lost", 6, "months", N_("longer than this without a contact may be lost (0: never)")),
    Setting("due.birthday", 3, "days", N_("birthdays are shown so many days ahead (0: never)")),
    Setting("due.working_days", False, "bool", N_("move dates that rules give to the next working day")),
    Setting("score.slope", 2, "points", N_("points that each day over adds to the score of the due list")),
    Setting("score.cap", 16, "points", N_("points that days over may add at most")),
    Setting("score.idle", 4, "points", N_("points that the mark “idle” adds")),
)


def _field(key: str) -> str:
    return "silent_months" if key == "silent.months" else key.partition(".")[2].lower()


def settings_from(values: Mapping[str, object]) -> DueSettings:
    """Build the rules' numbers.

    Args:
        values: setting key to its value, of the type of the declared default; missing keys take the default;
            of the other parts' settings only `country` is looked at.
    """
    known: dict[str, Any] = {_field(s.key): values.get(s.key, s.default) for s in ALL_SETTINGS}
    return DueSettings(**known, country=str(values.get("country", "CN")))
