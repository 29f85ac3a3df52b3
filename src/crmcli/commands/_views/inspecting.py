"""The columns of a file and how they would be read. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.commands._views.import_fields import field_label
from crmcli.commands._views.importing import HOW, place
from crmcli.commands._views.pieces import short
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.sheet import Cell, Column, Sheet

if TYPE_CHECKING:
    from crmcli.services.importing.reading import Inspected

INSPECT_COLUMNS = (
    Column("file", N_("File")),
    Column("sheet", N_("Sheet")),
    Column("header", N_("Column"), style="strong", share=1),
    Column("field", N_("Field")),
    Column("label", N_("Read as"), "msg", share=1),
    Column("how", N_("Because of"), "msg"),
    Column("filled", N_("Filled"), "rate"),
    Column("samples", N_("Samples"), "tags", share=2),
)


def inspect_sheet(found: Sequence[Inspected]) -> Sheet:
    """How each column would be read."""
    groups: dict[tuple[str, str], int] = {}
    for n, one in enumerate(found):
        groups.setdefault((one.file, one.sheet), n)
    files = {one.file for one in found}
    return Sheet(
        INSPECT_COLUMNS,
        tuple(_inspected(one) for one in found),
        groups=tuple((n, place(*where, list(files))) for where, n in groups.items()),
        notes=(Msg(N_("To read a column as something else: --map 'COLUMN=FIELD'; to leave it out: 'COLUMN=-'")),),
        shown=("header", "label", "how", "filled", "samples"),
    )


def _inspected(one: Inspected) -> tuple[Cell, ...]:
    rate = one.filled / one.rows if one.rows else None
    samples = tuple(short(sample, 24) for sample in one.samples)
    label = field_label(one.field) if one.field and one.how != "custom" else None
    how = Msg(N_("empty")) if one.how == "ignored" and not one.filled and one.rows else Msg(HOW[one.how])
    return (one.file, one.sheet, one.header, one.field, label, how, rate, samples)
