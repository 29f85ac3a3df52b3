"""Which side of a merge is to be kept, as typed: --keep FIELD=A, B or both. Rules are in services.merging."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.core.fold import fold
from crmcli.core.merging import CUSTOM
from crmcli.errors import N_, UsageError

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

SIDES = {
    "left": ("a", "left", "l", "1", "左", "左边"),
    "right": ("b", "right", "r", "2", "右", "右边"),
    "both": ("both", "ab", "a+b", "都", "两者", "都要", "都留", "全部"),
}
# fields that are chosen together with another
WITH = {"province": "region", "city": "region", "kind": "name", "event": "source", "landline": "phone",
        "budget_low": "budget", "budget_high": "budget", "currency": "budget", "source_text": "source"}  # fmt: skip
PARTS = re.compile(r"[,，;；]")


def read_keep(ws: Workspace, texts: Sequence[str]) -> dict[str, str]:
    """FIELD=SIDE pairs as field to "left", "right" or "both".

    Args:
        texts: as typed, several in one text parted by commas.

    Raises:
        UsageError: not of that form, no such field, or no such side.
    """
    pairs = [part for text in texts for part in PARTS.split(text) if part.strip()]
    return dict(_pair(ws, pair) for pair in pairs)


def _pair(ws: Workspace, pair: str) -> tuple[str, str]:
    name, found, side = pair.replace("＝", "=").partition("=")
    if not found or not name.strip():
        raise UsageError(N_("“{text}” is not FIELD=SIDE."), N_("For example: --keep name=B"), text=pair)
    wanted = fold(side)
    taken = next((one for one, words in SIDES.items() if wanted in words), None)
    if taken is None:
        raise UsageError(N_("“{side}” is no side to keep."), N_("Type one of: A, B, both."), side=side.strip())
    return _field(ws, name.strip()), taken


def _field(ws: Workspace, name: str) -> str:
    from crmcli.core.filter_keys import find_key
    from crmcli.services.fields import find_field
    from crmcli.services.views import custom_fields

    custom = custom_fields(ws)
    if find_key(name, custom) == "region":
        return "region"
    field = find_field(ws, name)
    if field in custom:
        return f"{CUSTOM}{field}"
    return WITH.get(field, field)
