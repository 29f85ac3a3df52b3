"""The import template: which columns it has, what is written there, which are needed, what may be chosen.

Its headings are those of exports, so that what is filled in here is read like any other sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.columns import CONTACT_COLUMNS, CUSTOMER_COLUMNS, INTERACTION_COLUMNS

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

Say = Callable[[Msg], str]

EXAMPLE = N_("(example) {text}")  # marks the row that import passes over


class Field(NamedTuple):
    """One column of a template.

    Args:
        label: heading, an English id; the name as typed of a field of one's own.
        note: what to write there, an English id.
        dictionary: whose words may be chosen; "" for free text.
        example: what stands in the example row.
        need: "all" where a row cannot do without, "one" where one of several must be there, else "".
        own: the label is the user's own word.
        choices: what may be chosen where no dictionary says so.
    """

    label: str
    note: str = ""
    dictionary: str = ""
    example: Msg | Word | str = ""
    need: str = ""
    own: bool = False
    choices: tuple[str, ...] = ()


_LABELS = {column.key: column.label for column in (*CONTACT_COLUMNS, *INTERACTION_COLUMNS, *CUSTOMER_COLUMNS)}


def _field(key: str, note: str, example: Msg | Word | str = "", *, dictionary: str = "", need: str = "") -> Field:
    return Field(_LABELS[key], note, dictionary, example, need)


FIELDS = (
    _field(
        "name",
        N_("Company, or the person if there is none."),
        Msg(N_("Example Technology Ltd.")),
        need="all",
    ),
    _field("contact", N_("Whom you talk with there."), Msg(N_("Anna Example"))),
    _field("title", N_("Job title of the contact."), Msg(N_("Buyer"))),
    _field(
        "mobile",
        N_("A mobile, a phone, an e-mail or a WeChat is needed. Several: 13800138000; 13900139000"),
        "13800138000",
        need="one",
    ),
    _field("phone", N_("Landline with area code and extension, such as 010-62345678-801."), "010-62345678", need="one"),
    _field("email", N_("E-mail address."), "anna@example.com", need="one"),
    _field("wechat", N_("WeChat id, not the name shown."), "anna_example", need="one"),
    _field("qq", N_("QQ number."), ""),
    _field("source", N_("How the customer came to you."), Word("channel", "expo"), dictionary="channel"),
    _field("event", N_("At which event, such as a fair."), Msg(N_("Canton Fair 2026"))),
    _field("status", N_("Where it stands."), Word("status", "intent"), dictionary="status"),
    _field("stage", N_("Where it stands in selling; says more than the status."), dictionary="stage"),
    _field("grade", N_("How good a customer it is."), Word("grade", "A"), dictionary="grade"),
    _field("industry", N_("Industry."), Word("industry", "C"), dictionary="industry"),
    _field("company_size", N_("How many people work there."), dictionary="company_size"),
    _field("province", N_("Province."), Msg(N_("Guangdong"))),
    _field("city", N_("City."), Msg(N_("Guangzhou"))),
    _field("address", N_("Street and number."), ""),
    _field("website", N_("Website."), "www.example.com"),
    _field("need", N_("What they need: what, how much, when."), Msg(N_("200 sensors by autumn"))),
    _field("budget_low", N_("In yuan, such as 50000 or 5万."), "50000"),
    _field("budget_high", N_("In yuan, such as 100000 or 10万."), "100000"),
    _field("tags", N_("Several parted by ; such as VIP; 风险等级-高."), Msg(N_("key account"))),
    _field("first_contact_at", N_("Day such as 2026-11-05."), "2026-10-15"),
    _field("last_contact_at", N_("Day of the last talk, such as 2026-11-05."), "2026-11-05"),
    _field("last_method", N_("How you talked."), Word("interaction_method", "phone"), dictionary="interaction_method"),
    _field("next_step", N_("What is to be done next."), Msg(N_("send the quotation"))),
    _field("next_at", N_("On which day, such as 2026-11-30."), "2026-11-30"),
    _field("owner", N_("Whose customer it is; you when empty."), ""),
    _field("note", N_("Anything else."), ""),
)


class Template(NamedTuple):
    """A template, worded.

    Args:
        title, lists, help: names of its sheets.
        headings: one for each column; with a star where it is needed.
        notes: what to write in each.
        example: the row that import passes over.
        choices: for each column the words to choose from; empty for free text.
        advice: lines of the sheet with instructions.
    """

    title: str
    lists: str
    help: str
    headings: tuple[str, ...]
    notes: tuple[str, ...]
    example: tuple[str, ...]
    choices: tuple[tuple[str, ...], ...]
    advice: tuple[str, ...]


def template(ws: Workspace, say: Say) -> Template:
    """The template in the words of this file: its dictionaries and its own fields.

    Args:
        say: words a sentence in the user's language.
    """
    fields = (*FIELDS, *own_fields(ws))
    choices = tuple(one.choices or _labels(ws, one.dictionary, say) for one in fields)
    example = [_example(one, some, say) for one, some in zip(fields, choices, strict=True)]
    example[0] = say(Msg(EXAMPLE, {"text": example[0]}))
    return Template(
        title=say(Msg(N_("Customer list"))),
        lists=say(Msg(N_("Choices"))),
        help=say(Msg(N_("Instructions"))),
        headings=tuple(_heading(one, say) for one in fields),
        notes=tuple(say(Msg(one.note)) if one.note else "" for one in fields),
        example=tuple(example),
        choices=choices,
        advice=tuple(say(Msg(text)) for text in ADVICE),
    )


ADVICE = (
    N_("One customer in each row, from row 3 on; the example in row 2 is not imported."),
    N_("Columns with * are needed: a name, and one of those with (*)."),
    N_("Several people of one company: a row for each, with the same company."),
    N_("Columns that you do not need can be deleted, others added: they are kept as fields of your own."),
    N_("To bring it in: crm import FILE. Nobody is doubled, and crm batch undo takes it back."),
)


def own_fields(ws: Workspace) -> tuple[Field, ...]:
    """Fields that the user has declared or uses."""
    from crmcli.services.declared import custom_field, custom_fields

    declared = (custom_field(ws, name) for name in custom_fields(ws))
    return tuple(
        Field(one.name, own=True, need="all" if one.required and not one.when else "", choices=one.choices)
        for one in declared
    )


def _labels(ws: Workspace, dictionary: str, say: Say) -> tuple[str, ...]:
    if not dictionary:
        return ()
    codes = [one.code for one in ws.words.entries(dictionary)]
    return tuple(dict.fromkeys(say(Msg("{word}", {"word": Word(dictionary, code)})) for code in codes))


def _heading(one: Field, say: Say) -> str:
    label = one.label if one.own else say(Msg(one.label))
    return label + {"all": "*", "one": "(*)"}.get(one.need, "")


def _example(one: Field, choices: Sequence[str], say: Say) -> str:
    if isinstance(one.example, Word):
        text = say(Msg("{word}", {"word": one.example}))
        return text if text in choices else choices[0]  # the user may have taken that word out of the dictionary
    return one.example if isinstance(one.example, str) else say(one.example)
