"""Address cards (vCard 3.0, RFC 2426), which every phone reads: one for each row. Not here: whose cards they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from crmcli.records.sheet import Card, Cell, Column, Sheet
from crmcli.render.masking import masker
from crmcli.render.options import Options
from crmcli.render.text import visible
from crmcli.render.wording import Wording

# key of a column with several values → property and its types
_SEVERAL = {
    "mobile": ("tel", ("CELL", "VOICE")),
    "phone": ("tel", ("WORK", "VOICE")),
    "fax": ("tel", ("WORK", "FAX")),
    "email": ("email", ("INTERNET",)),
    "wechat": ("x-wechat", ()),
    "qq": ("x-qq", ()),
}
_ALONE = {"uid": "uid", "full": "fn", "title": "title", "note": "note", "birthday": "bday"}


def write(thing: Sheet | Card, wording: Wording, options: Options) -> str:
    """The rows of a sheet whose columns are called as here: uid, full, family, given, org, mobile…"""
    if not isinstance(thing, Sheet):
        return ""
    return stream(thing.columns, thing.rows, wording, options)


def stream(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], wording: Wording, options: Options) -> str:
    """The same of rows that come one by one."""
    keys = [column.key for column in columns]
    return "".join(_card(dict(zip(keys, row, strict=True)), mask=wording.mask) for row in rows)


def _card(row: dict[str, Any], *, mask: bool) -> str:
    import vobject

    card = vobject.vCard()
    card.add("n").value = vobject.vcard.Name(family=_text(row["family"]), given=_text(row["given"]))
    for key, name in _ALONE.items():
        if row.get(key):
            card.add(name).value = _text(row[key])
    if row.get("org"):
        card.add("org").value = [_text(part) for part in row["org"]]
    for key, (name, types) in _SEVERAL.items():
        hide = masker(key) if mask else None
        for value in row.get(key) or ():
            line = card.add(name)
            line.value = _text(hide(value) if hide else value)
            if types:
                line.type_param = list(types)
    return str(card.serialize())


def _text(value: object) -> str:
    return visible(str(value or ""))
