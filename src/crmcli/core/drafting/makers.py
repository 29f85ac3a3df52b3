"""Which reader reads a column: field → the function that makes it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from crmcli.core.drafting import codes, days, lines, points, sources, statuses, sums, tagging, texts
from crmcli.core.drafting.reading import Maker, Reader, Reading
from crmcli.core.headers import CUSTOM

if TYPE_CHECKING:
    from crmcli.core.mapping import ColumnPlan

_LATE = (
    "name company contact family_name given_name middle_name display_name nickname remark_name salutation name_en "
    "province city district region address topic feedback result method type deal_name deal_state task_state"
)
_STORED = "event owner website"
_PERSONAL = "title department person_note"
_CODED = {
    "industry": ("industry", "columns.industry"),
    "company_size": ("company_size", "columns.company_size"),
    "role": ("role", "person.role"),
    "gender": ("gender", "person.gender"),
    "order_state": ("order_state", "order.state"),
    "lost_reason": ("lost_reason", "lost_reason"),
    "last_method": ("interaction_method", "texts.last_method"),
}
_BEHIND = "first_contact_at last_contact_at at order_at"
_ANY_DAY = "next_at expected_close_at signed_at ends_at"


def _each(fields: str, maker: Maker) -> dict[str, Maker]:
    return dict.fromkeys(fields.split(), maker)


MAKERS: dict[str, Maker] = {
    **_each(_LATE, texts.late),
    **_each(_STORED, texts.stored),
    **_each(_PERSONAL, texts.personal),
    **{field: partial(codes.coded, dictionary=name, into=into) for field, (name, into) in _CODED.items()},
    **_each(_BEHIND, days.behind),
    **_each(_ANY_DAY, days.any_day),
    **_each("mobile phone landline fax company_phone", points.phones),
    **_each("do_not_contact strategic", codes.flag),
    **_each("budget budget_low budget_high", sums.budget),
    **_each("amount order_amount", sums.amount),
    **_each("kind customer_type", codes.customer_type),
    **_each("status stage", statuses.status),
    **_each("code external_id member_card_no", texts.code),
    **_each("product competitor contract_no", texts.sold),
    "order_no": texts.number,
    "suborder_no": texts.number,
    "contact_any": points.anything,
    "email": points.emails,
    "wechat": points.wechats,
    "qq": points.qqs,
    "ext": points.extension,
    "line": lines.line,
    "source": sources.source,
    "grade": codes.grade,
    "risk_level": codes.risk,
    "tags": tagging.tags,
    "own_tags": tagging.own_tags,
    "product_interest": tagging.interests,
    "need": texts.need,
    "note": texts.note,
    "content": texts.content,
    "next_step": texts.step,
    "country": texts.country,
    "credit_code": texts.credit_code,
    "birthday": days.birthday,
    "satisfaction": days.satisfaction,
    "at_or_next": days.either,
    "probability": sums.probability,
    "quantity": sums.quantity,
    "currency": sums.currency,
}


def reader_of(column: ColumnPlan, reading: Reading) -> Reader | None:
    """The reader of a column; None for one that is left out."""
    field = column.field
    if field is None:
        return None
    if field.startswith(CUSTOM):
        return texts.custom(column, reading)
    if column.person > 1 and field == "contact":
        return texts.late(column._replace(field=f"contact{column.person}"), reading)
    if column.person > 1 and MAKERS.get(field) in (texts.personal, texts.late):
        return texts.custom(column._replace(field=CUSTOM + column.header), reading)
    return MAKERS.get(field, texts.custom)(column, reading)
