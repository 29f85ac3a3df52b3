"""Small pieces of the rules' sentences: a number of days, a day of this year or another."""

from __future__ import annotations

from crmcli.errors import N_
from crmcli.records.base import Msg


def days_text(n: int) -> Msg:
    """Return “n days” as a sentence part."""
    return Msg(N_("{n} days"), {"n": n}, one=N_("{n} day"))


def day_text(day: str, today: str) -> str:
    """Return an ISO day without its year when that is the year of `today`: '11-20', or '2027-01-05'."""
    return day[5:10] if day[:4] == today[:4] else day[:10]
