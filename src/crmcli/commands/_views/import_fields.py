"""What the fields of a sheet are called on the screen."""

from __future__ import annotations

from crmcli.commands._views.pieces import short
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.columns import CONTACT_COLUMNS, CUSTOMER_COLUMNS, DEAL_COLUMNS, INTERACTION_COLUMNS
from crmcli.records.sheet import Column

LONGEST = 40  # cells of a name in a line

FIELDS = {one.key: one for one in (*DEAL_COLUMNS, *INTERACTION_COLUMNS, *CONTACT_COLUMNS, *CUSTOMER_COLUMNS)}
FIELDS["order_state"] = Column("order_state", N_("Order state"), "code", "order_state")
FIELDS["deal_state"] = Column("deal_state", N_("Deal state"), "code", "deal_state")
OTHERS = {
    "amount": N_("Amount"),
    "budget": N_("Budget"),
    "company": N_("Company"),
    "company_phone": N_("Switchboard"),
    "competitor": N_("Competitor"),
    "contact_any": N_("Phone, e-mail or WeChat"),
    "contract_no": N_("Contract no."),
    "country": N_("Country"),
    "credit_code": N_("Credit code"),
    "currency": N_("Currency"),
    "customer_type": N_("Customer type"),
    "deal_name": N_("Deal"),
    "deal_state": N_("Deal state"),
    "display_name": N_("Name as displayed"),
    "district": N_("District"),
    "ends_at": N_("Ends"),
    "expected_close_at": N_("Expected close"),
    "ext": N_("Extension"),
    "external_id": N_("Number elsewhere"),
    "family_name": N_("Family name"),
    "fax": N_("Fax"),
    "gender": N_("Gender"),
    "given_name": N_("Given name"),
    "landline": N_("Landline"),
    "line": N_("A whole line"),
    "remark_name": N_("Name given by you"),
    "lost_reason": N_("Lost reason"),
    "member_card_no": N_("Member card"),
    "middle_name": N_("Middle name"),
    "name_en": N_("English name"),
    "nickname": N_("Nickname"),
    "order_amount": N_("Order amount"),
    "order_at": N_("Order date"),
    "order_no": N_("Order no."),
    "probability": N_("Probability"),
    "product": N_("Product"),
    "product_interest": N_("Product asked for"),
    "quantity": N_("Quantity"),
    "region": N_("Region"),
    "risk_level": N_("Risk level"),
    "salutation": N_("Salutation"),
    "signed_at": N_("Signed"),
    "strategic": N_("Strategic"),
    "suborder_no": N_("Part of order no."),
    "wechat_added": N_("Added on WeChat"),
}


def field_label(field: str) -> Msg:
    """What a field is called on the screen."""
    plain = field.removeprefix("custom.")
    if field in FIELDS or field in OTHERS:
        return Msg(FIELDS[field].label if field in FIELDS else OTHERS[field])
    return Msg("{name}", {"name": short(plain, LONGEST)})
