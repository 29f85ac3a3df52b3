"""From which points on two customers count as a possible, and as a certain, duplicate."""

from __future__ import annotations

from crmcli.errors import N_
from crmcli.records.base import Setting

REVIEW = Setting("dedupe.review", 30, "points", N_("two customers with so many points are shown as possibly one"))
AUTO = Setting("dedupe.auto", 70, "points", N_("crm dedupe --auto merges from so many points on, given two agreements"))
ALL_SETTINGS: tuple[Setting, ...] = (REVIEW, AUTO)
