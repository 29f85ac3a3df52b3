"""`crm import --profiles` and `--forget-profile`: the saved mappings of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.commands._said import told
from crmcli.commands._views.import_fields import field_label
from crmcli.commands._views.pieces import joined
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.sheet import Column, Sheet
from crmcli.services.importing import profiles

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.importing import Profile

COLUMNS = (
    Column("name", N_("Mapping"), style="strong"),
    Column("columns", N_("Columns"), "count"),
    Column("mapping", N_("Read as"), "object", share=1),
    Column("created_at", N_("Saved"), "moment"),
)


def run(current: Session, *, forget: str) -> None:
    """List what is saved, or forget one of it.

    Raises:
        NotFound: there is none of that name.
    """
    if forget:
        with current.writer() as workspace:
            name = profiles.remove(workspace, forget)
            told(current, workspace, Msg(N_("mapping “{name}” forgotten"), {"name": name}))
        return
    with current.reader() as workspace:
        found = profiles.listed(workspace)
    hint = Msg(N_("Save one: crm import list.csv --map 老板=contact --save-profile partner"))
    current.show(
        Sheet(
            COLUMNS,
            tuple((one.name, len(one.mapping), dict(one.mapping), one.at) for one in found),
            shown=("name", "columns", "created_at"),
            details=tuple(tuple(_lines(one)) for one in found),
            empty=Msg(N_("No mappings are saved yet.")),
            notes=() if found else (hint,),
        )
    )


def _lines(one: Profile) -> list[Msg]:
    """What each column is, as far as its heading does not say so anyway."""
    pairs = [
        Msg(N_("{header} → {field}"), {"header": header, "field": field_label(field) if field else "-"})
        for header, field in one.mapping.items()
    ]
    return [joined(pairs, ", ")] if pairs else []
