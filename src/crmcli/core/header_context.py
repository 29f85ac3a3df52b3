"""Headings that mean one thing in one file and another in the next: decided by the other columns and the values.

The headings and their tests are in data/ambiguous_headers.csv; what the tests look at is here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from crmcli.core.content_guess import share
from crmcli.core.filter_keys import choices, plain
from crmcli.core.headers import Heading, ambiguous, key_of
from crmcli.core.patterns import lazily
from crmcli.core.regions import take_province
from crmcli.core.sensitive import is_id_card

_CREDIT_CODE = lazily(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
_STATE_CODES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
    "RI SC SD TN TX UT VT VA WA WV WI WY DC ON QC BC AB MB NB NL NS NT NU PE SK YT"
)
_STATES = frozenset(_STATE_CODES.split())
_TALK_DATES = frozenset({"date", "日期", "时间", "when", "at", "回访日期", "activity-duedate"})
_CALLS = frozenset({"通话时长", "呼叫时长", "录音", "callduration", "duration"})  # what a list of calls has
_TALK_TEXTS = frozenset({"notes", "description", "comments", "summary", "内容"})
_TALK_KINDS = frozenset({"type", "类型", "channel"})
_WHO = frozenset({"name", "contact", "company", "code", "mobile", "phone", "contact_any", "landline", "external_id"})
_WHO_KEYS = frozenset({"name", "名称", "id", "编号"})


# Headings that together only our own exports have, in either language and as keys (product.md §9).
_OWN = tuple(
    frozenset(words.split())
    for words in (
        *("客户编号 客户性质 最近跟进方式 不再联系", "code kind lastmethod donotcontact"),
        *("客户编号 决策链角色 主要联系人", "code decisionrole primarycontact", "customercode role isprimary"),
        *("客户编号 跟进方式 满意度 下一步 创建时间", "code method satisfaction nextstep created"),
        *("客户编号 商机 预计成交 流失时间", "code deal expectedclose lost"),
        *("客户编号 订单号 商机号", "code orderno. dealno."),
        *("客户编号 待办 待办来源", "code todo origin", "customercode title origin skipreason"),
    )
)
_OWN_TASKS = tuple(map(frozenset, (("待办", "待办来源"), ("todo", "origin"), ("title", "origin", "skipreason"))))


class Surroundings(NamedTuple):
    """What a file's headings say together.

    Args:
        kind: "customers", "interactions", "orders", "deals" or, of our own export alone, "tasks".
        keys: every heading, folded.
        fields: fields of the headings that mean one thing.
        own: the file is one of our own exports.
    """

    kind: str
    keys: frozenset[str]
    fields: frozenset[str]
    own: bool


def surroundings(headers: Sequence[str], headings: Sequence[Heading]) -> Surroundings:
    """What kind of file it is, by its headings."""
    keys = frozenset(key for header in headers if (key := key_of(header)))
    fields = frozenset(heading.field for heading in headings if heading.field)
    unsure = frozenset(heading.key for heading in headings if heading.field == "")
    own = any(keys >= signs for signs in _OWN)
    own = own or ({"createdat", "updatedat", "customercode"} & keys and {"code", "customercode"} & keys) != set()
    return Surroundings(_kind(fields, unsure | keys), keys | unsure, fields, own)


def _kind(fields: frozenset[str], keys: frozenset[str]) -> str:
    if any(keys >= signs for signs in _OWN_TASKS):
        return "tasks"
    amounts = bool(fields & {"order_amount", "amount"} or keys & {"amount", "金额", "订单金额", "总金额", "total"})
    if ("order_no" in fields and amounts) or "lineitemname" in keys:
        return "orders"
    if amounts and "order_at" in fields and fields & {"quantity", "product", "order_state"}:
        return "orders"  # booked by day and amount where a shop gives no numbers
    if not amounts and {"at", "content"} <= fields:
        return "interactions"  # a talk may name the deal that it was about
    if "deal_name" in fields or "stagename" in keys or (amounts and fields & {"contract_no", "probability"}):
        return "deals"
    if amounts and "expected_close_at" in fields:
        return "deals"
    who = bool(fields & _WHO or keys & _WHO_KEYS)
    dated = "at" in fields or bool(keys & _TALK_DATES)
    said = "content" in fields or bool(keys & _TALK_TEXTS)
    told = dated and bool(fields & {"method", "feedback", "result"})
    called = "at" in fields and bool(keys & _CALLS)
    made = {"content", "method"} <= fields and bool(fields & {"created_at", "registered_at"})
    return "interactions" if who and ((dated and said) or told or called or made) else "customers"


def resolve(key: str, around: Surroundings, values: Sequence[str]) -> str:
    """The field that an ambiguous heading means here.

    Args:
        key: one of headers.ambiguous().
        values: some of the column's values.
    """
    for test, field in ambiguous()[key]:
        if not test or _holds(test, around, values):
            return field
    raise AssertionError(key)  # the last test of each heading is empty


def _holds(test: str, around: Surroundings, values: Sequence[str]) -> bool:
    name, _, argument = test.partition(":")
    if name == "with":
        return bool(around.fields & set(argument.split()))
    if name == "header":
        return bool(around.keys & {word.replace("_", "") for word in argument.split()})
    if name == "values":
        return share(values, _VALUES[argument]) > 0.5
    if name == "counted":
        return is_counted(values)
    if name == "own":
        return around.own
    if name == "talk":
        return around.kind == "interactions" and "content" not in around.fields
    return around.kind == name


def is_counted(values: Sequence[str]) -> bool:
    """Whether the values are row numbers: 1, 2, 3…, wherever they begin."""
    numbers = [int(value) for value in values if value.isdecimal() and len(value) < 7]
    if len(numbers) < len(values) or not numbers:
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    return numbers[0] < 1000 and all(0 < step < 50 for step in steps) and (len(numbers) > 1 or numbers[0] == 1)


def _is_province(value: str) -> bool:
    return value.upper() in _STATES or take_province(value)[0] is not None


def _is_credit_code(value: str) -> bool:
    return _CREDIT_CODE.fullmatch(value.upper()) is not None and not is_id_card(value.upper())


def _is_yes_or_no(value: str) -> bool:
    return plain(value) in choices("yesno")


_VALUES = {"province": _is_province, "credit_code": _is_credit_code, "yesno": _is_yes_or_no}
