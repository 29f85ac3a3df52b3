"""What is typed about a deal or an order: fields by their names in both languages, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.core.date_parts import days_in_month
from crmcli.core.dates import When, parse_past, parse_when
from crmcli.core.fold import fold, squeeze
from crmcli.core.money import parse_money, parse_percent
from crmcli.core.numerals import read_figures
from crmcli.core.spelling import nearest
from crmcli.errors import N_, BadValue, UsageError
from crmcli.services import checks

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

LONGEST = 2_000  # characters of one field
NAME_LONGEST = 200
SHARED = {
    "amount": "amount 金额 预计金额 预计成交金额 成交金额 合同金额 value",
    "product": "product 产品 产品/服务 产品/服务类型 服务 item",
}
DEAL_NAMES = {
    "name": "name deal 名称 商机 商机名称 机会名称",
    **SHARED,
    "stage": "stage 阶段 商机阶段",
    "probability": "probability chance 概率 赢率 成交概率",
    "expected_close_at": "expected_close_at expectedclose close expected 预计成交日期 预计成交 预计签约日期",
    "competitor": "competitor 竞争对手 竞品",
    "contract_no": "contract_no contractno contract 合同号 合同编号",
    "signed_at": "signed_at signed 签约日期 签订日期 签约",
    "ends_at": "ends_at ends end 到期日期 合同到期 到期 结束日期",
    "created_at": "opened created_at created 开始日期 创建日期 立项日期",
    "lost_reason": "reason lost_reason lostreason 原因 未成交原因 流失原因",
}
ORDER_NAMES = {
    "order_no": "order_no orderno no number 订单号 订单编号 合同号",
    "at": "at date ordered 日期 下单日期 下单时间 订单日期 时间",
    **SHARED,
    "quantity": "quantity qty 数量",
    "state": "state status 状态 订单状态",
    "deal_id": "deal deal_id 商机",
    "note": "note remark 备注",
}


class Amount(NamedTuple):
    """Cents, and the currency; None is the setting's. `named`: it was written beside the amount."""

    cents: int
    currency: str | None
    named: bool


def split_pairs(pairs: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """FIELD=VALUE words as field → text; the last of a field counts.

    Args:
        pairs: as typed.
        names: field → everything it is called.

    Raises:
        UsageError: not of that form, or no such field.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        name, sign, text = pair.replace("＝", "=", 1).partition("=")
        if not sign:
            raise UsageError(
                N_("“{pair}” is not FIELD=VALUE."), N_("For example: amount=80000"), pair=squeeze(pair)[:60]
            )
        found[_field(name, names)] = text
    return found


def by_name(fields: Mapping[str, str], names: Mapping[str, str] = DEAL_NAMES) -> dict[str, str]:
    """The same of names and texts that are apart already.

    Raises:
        UsageError: no such field.
    """
    return {_field(name, names): text for name, text in fields.items()}


def _field(name: str, names: Mapping[str, str]) -> str:
    wanted = fold(name).replace("_", "")
    by_name = {fold(one).replace("_", ""): field for field, known in names.items() for one in known.split()}
    if wanted in by_name:
        return by_name[wanted]
    near = nearest(wanted, by_name)
    hint = N_("Did you mean {near}?") if near else N_("The fields are: {names}")
    first = tuple(known.split()[0] for known in names.values())
    raise UsageError(N_("There is no field “{name}”."), hint, name=squeeze(name)[:40], near=near, names=first)


def read_text(text: str) -> str | None:
    """One line of text; None for nothing.

    Raises:
        BadValue, Refused: it is too long, or holds a number that must not be kept.
    """
    if len(text) > LONGEST:
        raise BadValue(N_("This text is too long to be kept: {n} characters."), n=len(text))
    checks.refuse_sensitive([text])
    return squeeze(text) or None


def read_name(text: str) -> str:
    """The name of a deal.

    Raises:
        BadValue, Refused: there is none, or one that cannot be kept.
    """
    name = read_text(text)
    if name is None or len(name) > NAME_LONGEST:
        raise BadValue(N_("A deal needs a short name."), N_("For example: crm deal add oak 'annual licence'"))
    return name


def read_amount(ws: Workspace, text: str) -> Amount:
    """One amount; not a range, nor an open end.

    Raises:
        BadValue: it is none.
    """
    money = parse_money(text)
    if money.low is None or money.low != money.high:
        raise BadValue(
            N_("“{text}” is not one amount."), N_("Write it like 80000, 8万, 80k or USD 5000."), text=text[:40]
        )
    own = str(ws.settings["currency"])
    return Amount(money.low, None if money.currency in (None, own) else money.currency, money.currency is not None)


def read_past_day(ws: Workspace, text: str) -> str:
    """The day on which something happened, ISO.

    Raises:
        BadValue: it cannot be read, or is still to come.
    """
    return parse_past(text, now=ws.now()).at[:10]


def read_day_ahead(ws: Workspace, text: str) -> str:
    """A day on which something is expected or ends, ISO; of a month or a week its last day."""
    when = parse_when(text, now=ws.now())
    return _last(when)


def _last(when: When) -> str:
    day = date.fromisoformat(when.at[:10])
    if when.precision == "month":
        return day.replace(day=days_in_month(day.year, day.month)).isoformat()
    if when.precision == "week":
        return date.fromordinal(day.toordinal() + 6 - day.weekday()).isoformat()
    return when.at[:10]


def read_deal(ws: Workspace, typed: Mapping[str, str]) -> dict[str, Any]:
    """The columns of a deal from what was typed for its fields; an empty text erases.

    Raises:
        BadValue, UsageError, Refused: something cannot be read or kept.
    """
    columns: dict[str, Any] = {}
    for field, text in typed.items():
        if field == "name":
            columns["name"] = read_name(text)
        elif field == "amount":
            columns.update(_amount(ws, text))
        else:
            columns[field] = _DEAL[field](ws, text) if text.strip() else None
    return columns


def read_order(ws: Workspace, typed: Mapping[str, str]) -> dict[str, Any]:
    """The columns of an order from what was typed for its fields; an empty text erases.

    Raises:
        BadValue, UsageError, Refused: something cannot be read or kept.
    """
    columns: dict[str, Any] = {}
    for field, text in typed.items():
        if field == "amount":
            columns.update(_amount(ws, text))
        elif field in ("at", "state") and not text.strip():
            raise BadValue(N_("An order needs its date and its state."))
        else:
            columns[field] = _ORDER[field](ws, text) if text.strip() else None
    if "amount" in columns and columns["amount"] is None:
        raise BadValue(N_("An order needs an amount."), N_("For example: crm order add oak 12000"))
    return columns


def _amount(ws: Workspace, text: str) -> dict[str, Any]:
    """Without a currency beside it, an amount stays in the one it is in."""
    if not text.strip():
        return {"amount": None}
    amount = read_amount(ws, text)
    return {"amount": amount.cents, "currency": amount.currency} if amount.named else {"amount": amount.cents}


def _text(_ws: Workspace, text: str) -> str | None:
    return read_text(text)


def _quantity(_ws: Workspace, text: str) -> float:
    number = read_figures(text.strip())
    if number is None or number <= 0 or number > 10**9:
        raise BadValue(N_("“{text}” is no quantity."), N_("Write a number such as 3 or 2.5."), text=text[:40])
    return float(number)


def _deal_number(_ws: Workspace, text: str) -> int:
    plain = text.strip().lower().removeprefix("d")
    if not (plain.isascii() and plain.isdigit() and len(plain) < 10):
        raise BadValue(
            N_("“{text}” is not the number of a deal."), N_("Deals with their numbers: crm deal list"), text=text[:40]
        )
    return int(plain)


_DEAL: dict[str, Callable[[Workspace, str], Any]] = {
    "product": _text,
    "competitor": _text,
    "contract_no": _text,
    "stage": lambda ws, text: ws.words.code("deal_stage", text),
    "probability": lambda _ws, text: parse_percent(text),
    "expected_close_at": read_day_ahead,
    "signed_at": read_past_day,
    "ends_at": read_day_ahead,
    "created_at": read_past_day,
    "lost_reason": lambda ws, text: ws.words.code("lost_reason", text),
}
_ORDER: dict[str, Callable[[Workspace, str], Any]] = {
    "order_no": _text,
    "at": lambda ws, text: parse_past(text, now=ws.now()).at,
    "product": _text,
    "quantity": _quantity,
    "state": lambda ws, text: ws.words.code("order_state", text),
    "deal_id": _deal_number,
    "note": lambda _ws, text: read_text(text),
}
