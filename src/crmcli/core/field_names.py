"""The field that a name typed behind --map means."""

from __future__ import annotations

from functools import cache

from crmcli.core.headers import CUSTOM, FORBIDDEN, fields, key_of, read_heading
from crmcli.core.spelling import nearest
from crmcli.errors import N_, UsageError
from crmcli.records import columns

_LEFT_OUT = frozenset({"", "-", "ignore", "skip", "none", "忽略", "跳过", "不导入"})
# Names of product.md §9 and of the lexicon where a column has another name here.
_NAMES = {
    "needs": "need",
    "remark": "note",
    "customername": "name",
    "contactname": "contact",
    "customercode": "code",
    "customerid": "code",
    "interactionmethod": "method",
    "interactiontype": "type",
    "interactionat": "at",
    "interactioncontent": "content",
    "lastinteractionat": "last_contact_at",
    "nextfollowupat": "next_at",
    "nextaction": "next_step",
    "plan": "next_step",
    "dealamount": "amount",
    "dealstage": "stage",
    "tag": "tags",
    "contractsignedat": "signed_at",
    "contractendat": "ends_at",
    "winprobability": "probability",
    "decisionrole": "role",
    "eventname": "event",
    "orderid": "order_no",
    "orderitem": "product",
    "orderstatus": "order_state",
    "history": "content",
    "state": "deal_state",
}


@cache
def _names() -> dict[str, str]:
    """Every name without underscores → field: our own, those above, and the labels of §9."""
    found = {field.replace("_", ""): field for field in sorted(fields())}
    found.update(_NAMES)
    for column in (*columns.CUSTOMER_COLUMNS, *columns.CONTACT_COLUMNS, *columns.INTERACTION_COLUMNS):
        if column.key in fields():
            found.setdefault(key_of(column.label), column.key)
    return found


def find_field(name: str) -> str | None:
    """The field that a typed name means; None for a column that is to be left out.

    Args:
        name: a key of product.md §9, its label in either language, a name or heading of the lexicon, `custom.NAME`,
            or `-`.

    Raises:
        UsageError: there is no such field; the hint names the nearest one.
    """
    plain = name.strip()
    if plain.casefold() in _LEFT_OUT:
        return None
    for prefix in (CUSTOM, "自定义."):
        if plain.startswith(prefix) and len(plain) > len(prefix):
            return CUSTOM + plain.removeprefix(prefix)
    key = key_of(plain)
    field = _names().get(key) or read_heading(plain).field
    if field and not field.startswith("_"):
        return field
    if field == FORBIDDEN:
        raise UsageError(N_("Numbers of identity and bank cards are not kept."), N_("Leave the column out with -."))
    near = nearest(plain, sorted({*fields(), *_names().values()}))
    hint = N_("Did you mean {near}?") if near else N_("A field of your own is written custom.{name}.")
    raise UsageError(N_("There is no field “{name}”."), hint, name=plain, near=near)
