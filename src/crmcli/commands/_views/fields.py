"""What every column that the journal knows is called, and which of them are nobody's business but ours.

How changes are told with them is in `journal`.
"""

from __future__ import annotations

from collections.abc import Iterable

from crmcli.errors import N_
from crmcli.records.columns import (
    CONTACT_COLUMNS,
    CUSTOMER_COLUMNS,
    DEAL_COLUMNS,
    INTERACTION_COLUMNS,
    ORDER_COLUMNS,
    TASK_COLUMNS,
)
from crmcli.records.sheet import Column


def _of(columns: Iterable[Column], names: str) -> tuple[Column, ...]:
    """Those columns of a data format that are columns of the table too, under the same key."""
    by_key = {column.key: column for column in columns}
    return tuple(by_key[name] for name in names.split())


NAME = Column("name", N_("Name"))
NOTE = Column("note", N_("Note"))
EVENT = Column("event", N_("Event"))
AMOUNT = Column("amount", N_("Amount"), "money")
CURRENCY = Column("currency", N_("Currency"))
LOST_REASON = Column("lost_reason", N_("Lost reason"), "code", "lost_reason")

# table -> its columns as people know them, in the order they are told
LABELLED: dict[str, tuple[Column, ...]] = {
    "customers": (
        *_of(
            CUSTOMER_COLUMNS, "name kind industry company_size province city address website source event stage grade"
        ),
        *_of(CUSTOMER_COLUMNS, "owner need budget_low budget_high note first_contact_at do_not_contact custom"),
        Column("source_text", N_("Source as written")),
        Column("credit_code", N_("Credit code")),
        LOST_REASON,
        CURRENCY,
        Column("strategic", N_("Strategic"), "yesno"),
        Column("snoozed_until", N_("Put off until"), "moment"),
        Column("reviewed_at", N_("Reviewed"), "moment"),
        Column("deleted_at", N_("In the trash since"), "moment"),
    ),
    "contacts": (
        *_of(CONTACT_COLUMNS, "name title department role birthday is_primary note"),
        Column("name_en", N_("English name")),
        Column("gender", N_("Gender"), "code", "gender"),
        Column("birthday_lunar", N_("Lunar birthday"), "yesno"),
        Column("custom", N_("Custom fields"), "object"),
    ),
    "contact_points": (
        Column("kind", N_("Kind"), "code", "contact_kind"),
        Column("value", N_("Number or address")),
        Column("ext", N_("Extension")),
        NOTE,
        Column("verified_at", N_("Verified"), "moment"),
        Column("ended_at", N_("Not valid since"), "moment"),
    ),
    "external_ids": (Column("system", N_("Other system")), Column("value", N_("Number there"))),
    "alternates": (Column("value", N_("Other value")),),
    "deals": (
        *_of(DEAL_COLUMNS, "name amount product stage probability expected_close_at competitor state lost_reason"),
        *_of(DEAL_COLUMNS, "contract_no signed_at ends_at won_at lost_at"),
        CURRENCY,
    ),
    "orders": (*_of(ORDER_COLUMNS, "order_no at amount product quantity state note"), CURRENCY),
    "interactions": (
        *_of(INTERACTION_COLUMNS, "at method type topic content feedback result satisfaction next_step next_at"),
        *_of(INTERACTION_COLUMNS, "owner event"),
        Column("reached", N_("Answered"), "yesno"),
    ),
    "tasks": _of(TASK_COLUMNS, "title due_at priority every goal owner origin state skip_reason"),
    "tags": (
        Column("dimension", N_("Dimension"), "code", "tag_dimension"),
        Column("value", N_("Tag")),
    ),
    "customer_tags": (Column("origin", N_("Origin"), "code", "tag_origin"), Column("rule", N_("Rule"))),
    "attachments": (Column("name", N_("File")),),
    "imports": (Column("file", N_("File")),),
    "mapping_profiles": (NAME,),
    "choices": (
        Column("dict", N_("Dictionary"), "code", "dict"),
        Column("zh", N_("Chinese")),
        Column("en", N_("English")),
        Column("aliases", N_("Other words")),
        Column("hidden", N_("Taken out"), "yesno"),
    ),
    "channel_costs": (
        Column("source", N_("Source"), "code", "channel"),
        EVENT,
        Column("month", N_("Month")),
        AMOUNT,
        CURRENCY,
    ),
    "targets": (NAME, Column("period", N_("Period")), AMOUNT),
    "grades": (
        Column("grade", N_("Grade"), "code", "grade"),
        Column("spend", N_("Spent"), "money"),
        Column("period", N_("Period")),
    ),
    "settings": (Column("key", N_("Setting")), Column("value", N_("Value"))),
    "saved_views": (
        NAME,
        Column("filter", N_("Filter")),
        Column("columns", N_("Columns")),
        Column("sort", N_("Order")),
    ),
}

# columns that say nothing to people, in any table
INTERNAL = frozenset({"id", "customer_id", "created_at", "updated_at"})
# and those of one table; a stage event only repeats what the customer's or the deal's own stage says, and when a
# task was closed is when the operation was
INTERNAL_OF = {
    "customers": frozenset({"code", "incomplete", "merged_into", "import_id"}),
    "contacts": frozenset({"incomplete"}),
    "contact_points": frozenset({"contact_id", "raw", "masked", "is_primary"}),
    "orders": frozenset({"deal_id"}),
    "interactions": frozenset({"contact_id", "stage", "retry_at", "imported"}),
    "stage_events": frozenset({"deal_id", "from_stage", "stage", "reason", "at"}),
    "tasks": frozenset({"interaction_id", "closed_at", "about", "from_done"}),
    "grades": frozenset({"origin"}),
    "alternates": frozenset({"contact_id", "field", "code"}),
    "customer_tags": frozenset({"tag_id"}),
    "tag_refusals": frozenset({"tag_id"}),
    "attachments": frozenset({"interaction_id", "hash", "size"}),
    "imports": frozenset({"operation", "hash", "at", "mapping", "counts"}),
    "mapping_profiles": frozenset({"headers", "mapping"}),
    "distinct_pairs": frozenset({"left_id", "right_id", "signature"}),
    "choices": frozenset({"code"}),
}

# table -> the columns that say in one line what a row is; the row's own name leads where there is none of them
GIST = {
    "customers": ("name",),
    "contacts": ("name", "title"),
    "contact_points": ("kind", "value"),
    "external_ids": ("system", "value"),
    "alternates": ("value",),
    "deals": ("name", "amount"),
    "orders": ("order_no", "amount"),
    "interactions": ("method", "content"),
    "tasks": ("title", "due_at"),
    "tags": ("dimension", "value"),
    "customer_tags": (),
    "attachments": ("name",),
    "imports": ("file",),
    "mapping_profiles": ("name",),
    "choices": ("dict", "zh"),
    "channel_costs": ("source", "month", "amount"),
    "targets": ("name", "period", "amount"),
    "grades": ("grade", "period"),
    "settings": ("key", "value"),
    "saved_views": ("name", "filter"),
}

# table -> its rows in words: one, and counted
NOUNS: dict[str, str] = {
    "customers": N_("customer"),
    "contacts": N_("contact"),
    "contact_points": N_("contact point"),
    "external_ids": N_("external number"),
    "alternates": N_("other value"),
    "deals": N_("deal"),
    "orders": N_("order"),
    "interactions": N_("talk"),
    "tasks": N_("task"),
    "tags": N_("new tag"),
    "customer_tags": N_("tag"),
    "tag_refusals": N_("tag kept off"),
    "attachments": N_("file"),
    "imports": N_("import"),
    "mapping_profiles": N_("mapping profile"),
    "distinct_pairs": N_("pair told apart"),
    "choices": N_("dictionary word"),
    "channel_costs": N_("channel cost"),
    "targets": N_("target"),
    "grades": N_("grade given"),
    "settings": N_("setting"),
    "saved_views": N_("saved view"),
}
COUNTED: dict[str, tuple[str, str]] = {
    "customers": (N_("{n} customers"), N_("{n} customer")),
    "contacts": (N_("{n} contacts"), N_("{n} contact")),
    "contact_points": (N_("{n} contact points"), N_("{n} contact point")),
    "external_ids": (N_("{n} external numbers"), N_("{n} external number")),
    "alternates": (N_("{n} other values"), N_("{n} other value")),
    "deals": (N_("{n} deals"), N_("{n} deal")),
    "orders": (N_("{n} orders"), N_("{n} order")),
    "interactions": (N_("{n} talks"), N_("{n} talk")),
    "tasks": (N_("{n} tasks"), N_("{n} task")),
    "customer_tags": (N_("{n} tags"), N_("{n} tag")),
    "tag_refusals": (N_("{n} tags kept off"), N_("{n} tag kept off")),
    "attachments": (N_("{n} files"), N_("{n} file")),
    "imports": (N_("{n} imports"), N_("{n} import")),
    "mapping_profiles": (N_("{n} mapping profiles"), N_("{n} mapping profile")),
    "distinct_pairs": (N_("{n} pairs told apart"), N_("{n} pair told apart")),
    "choices": (N_("{n} dictionary words"), N_("{n} dictionary word")),
    "channel_costs": (N_("{n} channel costs"), N_("{n} channel cost")),
    "targets": (N_("{n} targets"), N_("{n} target")),
    "grades": (N_("{n} grades given"), N_("{n} grade given")),
    "settings": (N_("{n} settings"), N_("{n} setting")),
    "saved_views": (N_("{n} saved views"), N_("{n} saved view")),
}

_BY_NAME = {table: {column.key: column for column in columns} for table, columns in LABELLED.items()}


def label(table: str, column: str) -> Column | None:
    """What a column is called and how its values are drawn; None for one that is not shown."""
    return _BY_NAME.get(table, {}).get(column)


def is_internal(table: str, column: str) -> bool:
    """Whether a column is kept from people on purpose."""
    return column in INTERNAL or column in INTERNAL_OF.get(table, frozenset())
