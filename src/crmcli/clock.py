"""The one place that reads the wall clock; everything else is given a time. What dates mean as text is not here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from crmcli.errors import N_, UsageError

Clock = Callable[[], datetime]

VARIABLE = "CRM_NOW"
# fromisoformat alone would take week dates, basic format and zones, which a local wall clock has no use for.
SHAPE = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?", re.ASCII)


def system_now(environ: Mapping[str, str]) -> datetime:
    """Local wall-clock time without zone, in whole seconds; CRM_NOW in its place when set (product.md §1).

    Args:
        environ: environment variables; CRM_NOW is `YYYY-MM-DD`, with ` HH:MM` or ` HH:MM:SS` behind it if wanted
            (a `T` does for the space; a day alone means its midnight).

    Raises:
        UsageError: CRM_NOW is no such time.
    """
    given = environ.get(VARIABLE, "").strip()
    if not given:
        return datetime.now().astimezone().replace(tzinfo=None, microsecond=0)
    return _read(given)


def clock_of(environ: Mapping[str, str]) -> Clock:
    """A clock over `environ`; CRM_NOW is read once, at once, so that a bad one is refused before anything is done.

    Raises:
        UsageError: CRM_NOW is not a time.
    """
    if environ.get(VARIABLE, "").strip():
        fixed = system_now(environ)
        return lambda: fixed
    return lambda: system_now(environ)


def _read(given: str) -> datetime:
    try:
        if SHAPE.fullmatch(given):
            return datetime.fromisoformat(given)
    except ValueError:
        pass  # the right shape, but no such day or hour: refused below
    raise UsageError(
        N_("CRM_NOW is {value}, which is not a time."),
        N_("Write it as 2026-05-01 09:30, or unset it."),
        value=given,
    )
