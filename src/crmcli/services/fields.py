"""Reading what was typed for a field: by its name in either language, checked, ready to be written."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from crmcli.core import filter_keys
from crmcli.core.birthdays import read_birthday
from crmcli.core.dates import parse_past
from crmcli.core.emails import typed_email
from crmcli.core.fold import fold, squeeze
from crmcli.core.money import parse_money
from crmcli.core.nextstep import parse_next_step
from crmcli.core.own_fields import read_value
from crmcli.core.phones import typed_phone
from crmcli.core.spelling import nearest
from crmcli.core.tags import typed_tag, worn_tag
from crmcli.core.wechat import typed_qq, typed_wechat
from crmcli.errors import N_, BadValue, UsageError
from crmcli.records.customer import Point
from crmcli.services import checks, staging
from crmcli.services.declared import custom_field, custom_fields, declared
from crmcli.services.typed import Typed

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

__all__ = ["Reader", "custom_fields", "declared", "find_field"]
LONGEST = 20_000  # characters in one field; a pasted chat fits, a pasted file does not
NAME_LONGEST = 10_000

TEXTS = ("province", "city", "address", "website", "event", "owner", "note", "credit_code", "currency")
CODES = {"industry": "industry", "company_size": "company_size", "source": "channel", "grade": "grade"}
FLAGS = ("do_not_contact", "strategic")
PEOPLE = {"contact": "name", "title": "title", "department": "department"}
POINTS: dict[str, Callable[[str], Point]] = {
    "phone": typed_phone,
    "mobile": typed_phone,
    "landline": typed_phone,
    "email": typed_email,
    "wechat": typed_wechat,
    "qq": typed_qq,
}
KINDS = {"phone": ("mobile", "phone"), "mobile": ("mobile",), "landline": ("phone",)}
OWN = ("role", "gender", "birthday", "credit_code", "strategic", "currency")  # fields that a FILTER has no key for
DERIVED = ("code", "last", "created", "updated", "method", "type", "amount", "spend", "content", "product", "region")


def find_field(ws: Workspace, name: str) -> str:
    """The field that a typed name means, in either language; `custom.NAME` for a custom one.

    Raises:
        UsageError: no such field, or one that is computed and never typed.
    """
    own = fold(name).replace("_", "").replace("-", "")
    for field in OWN:
        if own in (field.replace("_", ""), fold(OWN_ZH[field])):
            return field
    found = filter_keys.find_key(name, custom_fields(ws))
    if found is None and name.startswith(filter_keys.CUSTOM) and name != filter_keys.CUSTOM:
        return name
    if found in DERIVED:
        raise UsageError(N_("“{name}” follows from the records and cannot be typed."), name=name)
    if found is None or found in ("is", "missing", "view"):
        near = nearest(name, [*OWN, *filter_keys.all_names(custom_fields(ws))])
        hint = N_("Did you mean {near}?") if near else N_("A new field of your own is written custom.{name}=VALUE.")
        raise UsageError(N_("There is no field “{name}”."), hint, name=name, near=near)
    return found


OWN_ZH = {
    "role": "决策角色",
    "gender": "性别",
    "birthday": "生日",
    "credit_code": "统一社会信用代码",
    "strategic": "战略客户",
    "currency": "币种",
}


class Reader:
    """Reads typed values into a Typed, field by field.

    Args:
        ws: for dictionaries, the clock and custom fields.
        force: vague needs are let in.
    """

    def __init__(self, ws: Workspace, *, force: bool = False) -> None:
        self.ws = ws
        self.force = force
        self.typed = Typed()

    def read(self, field: str, text: str, *, how: str = "set") -> None:
        """Take in the value of a field.

        Args:
            field: as `find_field` gives it.
            text: as typed; empty erases.
            how: "set", "add" or "end" (of contact points and tags).

        Raises:
            BadValue: it cannot be read.
            Refused: a number that must not be kept, or a need that says nothing.
        """
        if len(text) > LONGEST:
            raise BadValue(N_("This text is too long to be kept: {n} characters."), n=len(text))
        checks.refuse_sensitive([text])
        if field in POINTS:
            self._point(field, text, how)
        elif field == "tag":
            self._tags(text, how)
        elif how != "set":
            raise UsageError(N_("{field}+= and {field}-= work for phones, addresses and tags."), field=field)
        elif field.startswith(filter_keys.CUSTOM):
            own = custom_field(self.ws, field.removeprefix(filter_keys.CUSTOM))
            self.typed.custom[own.name] = read_value(
                own, text, now=self.ws.now(), currency=str(self.ws.settings["currency"])
            )
        else:
            self._plain(field, text)

    def _plain(self, field: str, text: str) -> None:
        columns = self.typed.customer
        if field in TEXTS:
            columns[field] = text.strip() or None
        elif field in CODES:
            columns[field] = self.ws.words.code(CODES[field], text) if text.strip() else None
        elif field in FLAGS:
            columns[field] = int(self._yes(field, text))
        elif field in PEOPLE:
            self._person(field, text)
        else:
            getattr(self, f"_read_{field}")(text)

    def _point(self, field: str, text: str, how: str) -> None:
        if text.strip():
            self.typed.points.append((how, POINTS[field](text)))
        elif how == "set":
            self.typed.ended.extend(KINDS.get(field, (field,)))

    def _tags(self, text: str, how: str) -> None:
        for part in re.split(r"[,，;；、]", text):
            if part.strip():
                name = (worn_tag if how == "end" else typed_tag)(part, self.ws.words)
                self.typed.tags.append(("end" if how == "end" else "add", name))

    def _person(self, field: str, text: str) -> None:
        value = squeeze(text)
        if field == "contact" and not value:
            raise BadValue(N_("A contact needs a name."), N_("To remove one: crm contact rm CUSTOMER NAME"))
        self.typed.contact[PEOPLE[field]] = value or None

    def _read_name(self, text: str) -> None:
        name = squeeze(text)
        if not name or len(name) > NAME_LONGEST:
            raise BadValue(N_("A customer needs a name."))
        self.typed.customer["name"] = name

    def _read_kind(self, text: str) -> None:
        self.typed.customer["kind"] = self.ws.words.code("customer_kind", text)

    def _read_need(self, text: str) -> None:
        if not self.force:
            checks.refuse_vague_need(text)
        self.typed.customer["need"] = text.strip() or None

    def _read_budget(self, text: str) -> None:
        columns = self.typed.customer
        if not text.strip():
            columns.update(budget_low=None, budget_high=None)
            return
        money = parse_money(text)
        columns.update(budget_low=money.low, budget_high=money.high)
        if money.currency:
            columns["currency"] = money.currency

    def _read_budget_low(self, text: str) -> None:
        self.typed.customer["budget_low"] = parse_money(text).low if text.strip() else None

    def _read_budget_high(self, text: str) -> None:
        self.typed.customer["budget_high"] = parse_money(text).high if text.strip() else None

    def _read_stage(self, text: str) -> None:
        self.typed.stage = staging.read_stage(self.ws, text)

    def _read_status(self, text: str) -> None:
        self.typed.stage = "status:" + self.ws.words.code("status", text)

    def _read_reason(self, text: str) -> None:
        self.typed.reason = staging.read_reason(self.ws, text)

    def _read_next(self, text: str) -> None:
        if not text.strip():
            self.typed.no_next = True
            return
        self.typed.next_step = parse_next_step(text, now=self.ws.now())

    def _read_first(self, text: str) -> None:
        self.typed.customer["first_contact_at"] = parse_past(text, now=self.ws.now()).at if text.strip() else None

    def _read_role(self, text: str) -> None:
        self.typed.contact["role"] = self.ws.words.code("role", text) if text.strip() else None

    def _read_gender(self, text: str) -> None:
        self.typed.contact["gender"] = self.ws.words.code("gender", text) if text.strip() else None

    def _read_birthday(self, text: str) -> None:
        born = read_birthday(text, now=self.ws.now()) if text.strip() else None
        self.typed.contact["birthday"] = born.day if born else None
        self.typed.contact["birthday_lunar"] = int(born is not None and born.lunar)

    def _yes(self, field: str, text: str) -> bool:
        answer = filter_keys.yes_or_no(text) if text.strip() else False
        if answer is None:
            raise BadValue(N_("“{text}” is neither yes nor no."), text=text)
        return answer
