"""What `crm doctor` found, as a table and for scripts. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.sheet import Column, Sheet
from crmcli.records.trouble import Trouble

LEVELS = {"bad": N_("bad"), "warn": N_("to be mended"), "note": N_("for your information")}
MENDED = Msg(N_("mended"))

COLUMNS = (
    Column("check", N_("Check")),
    Column("level", N_("Level")),
    Column("what", N_("What"), "msg", share=1),
    Column("mend", N_("What to do"), "msg"),
    Column("fixable", N_("Mended by --fix"), "yesno"),
    Column("mended", N_("Mended"), "yesno"),
)
STATE = Column("state", N_("Level"), "msg")


def health_sheet(found: Sequence[Trouble]) -> Sheet:
    """Findings with stable keys, for data formats."""
    rows = tuple((one.check, one.level, one.what, one.mend, one.fixable, one.mended) for one in found)
    return Sheet(COLUMNS, rows, empty=Msg(N_("Nothing is wrong.")))


def health_table(found: Sequence[Trouble]) -> Sheet:
    """Findings as people read them: what to do stands below each."""
    rows = tuple((MENDED if one.mended else Msg(LEVELS[one.level]), one.what) for one in found)
    details = tuple(() if one.mended else (one.mend,) for one in found)
    return Sheet((STATE, COLUMNS[2]), rows, details=details, headed=False, empty=Msg(N_("Nothing is wrong.")))
