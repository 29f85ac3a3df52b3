"""Backups in a list, and what a restore would do. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.errors import N_, CrmError
from crmcli.records.base import Msg
from crmcli.records.sheet import Cell, Column, Sheet

if TYPE_CHECKING:
    from crmcli.model.backups import Backup
    from crmcli.services.restoring import Contents

COLUMNS = (
    Column("number", N_("No."), "count"),
    Column("at", N_("When"), "moment"),
    Column("why", N_("Why"), "code", "backup"),
    Column("bytes", N_("Bytes"), "count"),
    Column("encrypted", N_("Encrypted"), "yesno", drop=2),
    Column("file", N_("File"), share=1, drop=3),
)
SIZE = Column("size", N_("Size"), "msg", drop=1)
PROBLEM = Column("problem", N_("Problem"), "msg", share=2, style="bad")
NONE = Msg(N_("There is no backup yet. To make one: crm backup"))


def backups_sheet(found: Sequence[Backup], folder: str) -> Sheet:
    """Backups, the newest first."""
    rows = tuple((*_row(n, one), size(one.size)) for n, one in enumerate(found, 1))
    notes = (
        Msg(N_("They are in {folder}"), {"folder": folder}),
        Msg(N_("To put one back: crm restore N · To check them: crm backup verify")),
    )
    shown = ("number", "at", "why", "size", "encrypted", "file")
    return Sheet((*COLUMNS, SIZE), rows, notes=notes if rows else (), shown=shown, empty=NONE)


def verified_sheet(found: Sequence[tuple[int, Backup, CrmError | None]]) -> Sheet:
    """The same with what was found wrong, nothing for a sound one."""
    rows = tuple(
        (*_row(n, one), None if error is None else Msg(error.message, error.params)) for n, one, error in found
    )
    return Sheet((*COLUMNS, PROBLEM), rows, shown=("number", "at", "why", "file", "problem"), empty=NONE)


def size(count: int) -> Msg:
    """So many bytes, in words."""
    if count < 1_000_000:
        return Msg(N_("{n} KB"), {"n": max(1, round(count / 1000))})
    return Msg(N_("{n} MB"), {"n": f"{count / 1_000_000:.1f}"})


def _row(number: int, one: Backup) -> tuple[Cell, ...]:
    upgraded = one.why[:1] == "v" and one.why[1:].isdecimal()
    why = "before-upgrade" if upgraded else one.why or None
    return number or None, one.at or None, why, one.size, one.sealed, one.path.name


def holding(found: Contents) -> Msg:
    """What a file holds, in one phrase."""
    if found.customers is None:
        return Msg(N_("cannot be read"))
    many = Msg(N_("{n} customers"), {"n": found.customers}, one=N_("{n} customer"))
    return Msg(N_("{customers}, last written {at}"), {"customers": many, "at": found.last_at or "—"})
