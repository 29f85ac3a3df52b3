"""When a backup is due and which may go (product.md §8). Making and removing them is not here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from crmcli.errors import N_
from crmcli.records.base import Setting

ALL_SETTINGS = (
    Setting("backup.days", 7, "days", N_("a backup is made by itself when the newest is so many days old")),
    Setting("backup.keep", 20, "count", N_("so many of the newest backups are kept")),
    Setting("backup.keep_days", 400, "days", N_("of older backups one a month is kept for so long")),
    Setting(
        "backup.recipient", "", "text", N_("public key (age1…) that every backup is encrypted for; empty for none")
    ),
)
ENOUGH_MINUTES = 60  # a backup this young serves for another import or merge
MOMENT = "%Y-%m-%d %H:%M"


def serves(at: str | None, *, now: datetime) -> bool:
    """Whether the newest backup, made `at`, still serves for another import or merge; one of the future does not."""
    since = (now - timedelta(minutes=ENOUGH_MINUTES)).strftime(MOMENT)
    return at is not None and since < at <= now.strftime(MOMENT)


def is_due(since: str, *, now: datetime, days: int) -> bool:
    """Whether a backup is due by itself: the newest, or the first command without one, is `days` old."""
    return since[:10] <= (now - timedelta(days=days)).date().isoformat()


def spare(ats: Sequence[str], *, now: datetime, keep: int, keep_days: int) -> list[int]:
    """Which backups may go, as places in `ats`.

    Args:
        ats: moments of the backups, the newest first.
        keep: so many of the newest stay, and one always.
        keep_days: of those before, the last of each month stays for so long.
    """
    keep = max(keep, 1)
    oldest = (now - timedelta(days=keep_days)).date().isoformat()
    gone, months = [], {at[:7] for at in ats[:keep]}
    for place, at in enumerate(ats[keep:], keep):
        if at[:7] in months or at[:10] < oldest:
            gone.append(place)
        months.add(at[:7])
    return gone
