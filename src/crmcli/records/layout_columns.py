"""The columns of the classic sheets, by layout, as their templates call them (R032, R053, R077, R138)."""

from __future__ import annotations

from crmcli.errors import N_
from crmcli.records.sheet import Column

LAYOUT_COLUMNS = {
    "multi-channel": (
        Column("code", N_("Customer ID (unique)")),
        Column("name", N_("Name of customer"), share=2, style="strong"),
        Column("reach", N_("Phone or ID")),
        Column("source", N_("Source channel"), "code", "channel"),
        Column("first_contact_at", N_("Time of first contact"), "moment"),
        Column("last_contact_at", N_("Time of last talk"), "moment"),
        Column("type", N_("Type of talk"), "code", "interaction_type"),
        Column("status", N_("Follow-up status"), "code", "status"),
        Column("owner", N_("Person in charge")),
        Column("tags", N_("Customer tags"), "tags", share=1),
        Column("note", N_("Note (key need, points of talks)"), share=2),
    ),
    "basic": (
        Column("code", N_("Customer no.")),
        Column("name", N_("Customer name"), share=2, style="strong"),
        Column("industry", N_("Line of business"), "code", "industry"),
        Column("contact", N_("Name of contact"), share=1),
        Column("phone", N_("Contact phone")),
        Column("email", N_("Contact e-mail"), share=1),
        Column("source", N_("Customer source"), "code", "channel"),
        Column("status", N_("Customer status"), "code", "status"),
        Column("tags", N_("Customer tags"), "tags", share=1),
        Column("owner", N_("Person in charge")),
        Column("created_at", N_("Time of creation"), "moment"),
        Column("note", N_("Note"), share=2),
    ),
    "followups": (
        Column("customer_code", N_("Customer no.")),
        Column("customer_name", N_("Customer name"), share=2, style="strong"),
        Column("at", N_("Time of follow-up"), "moment"),
        Column("method", N_("Way of follow-up"), "code", "interaction_method"),
        Column("content", N_("Content of the talk"), share=3),
        Column("feedback", N_("Customer feedback"), share=2),
        Column("next_step", N_("Next plan"), share=2),
        Column("next_at", N_("Time of next follow-up"), "moment"),
        Column("owner", N_("Followed up by")),
        Column("status", N_("Follow-up status"), "code", "status"),
    ),
    "relationship": (
        Column("code", N_("Customer ID")),
        Column("name", N_("Customer name"), share=2, style="strong"),
        Column("contact", N_("Contact"), share=1),
        Column("company", N_("Company name"), share=2),
        Column("industry", N_("Class of business"), "code", "industry"),
        Column("reach", N_("Phone or ID")),
        Column("last_contact_at", N_("Date of last contact"), "day"),
        Column("history", N_("History of talks"), share=3),
        Column("status", N_("Customer status"), "code", "status"),
        Column("need", N_("Description of need"), share=2),
        Column("plan", N_("Follow-up plan"), share=1),
        Column("owner", N_("Person in charge")),
        Column("note", N_("Note"), share=2),
    ),
}
# What each layout lists.
LAYOUT_KINDS = {name: "interactions" if name == "followups" else "customers" for name in LAYOUT_COLUMNS}
