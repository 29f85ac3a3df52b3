"""Phones, e-mails and chat ids with their middle hidden, for `--mask`. When to mask is decided by the wording."""

from __future__ import annotations

import re
from collections.abc import Callable

_EMAIL = re.compile(r"[\w.+-]+@(?=[\w-]+\.)")
_MOBILE = re.compile(r"(?<![\d.])(1[3-9]\d)([ -]?)\d{4}(\2\d{4})(?!\d)")
_CUT_OFF = re.compile(r"(?<![\d.])(1[3-9]\d)\d{2,8}(?=…)")  # a mobile at the end of a text that was shortened
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)")
_CHAT = re.compile(r"""((?:wechat|weixin|wx|qq|微信号?)[+-]?(?:[=＝]|\s+)['"]?)([^\s'"]+)""", re.IGNORECASE)
_AREA = re.compile(r"(0\d{2,3}[- ])(\d{3,4})(\d{4}.*)")
_NUMBER = re.compile(r"\+?\d[\d ()-]*\d")


def mask_phone(text: str) -> str:
    """Every phone number in `text` with its middle four digits hidden: 138****8000, 010-****5678."""
    return _NUMBER.sub(lambda found: _hide_middle(found[0]), text)


def _hide_middle(number: str) -> str:
    landline = _AREA.fullmatch(number)
    if landline:
        return landline[1] + "*" * len(landline[2]) + landline[3]
    places = [index for index, char in enumerate(number) if char.isdigit()]
    if len(places) < 5:
        return number
    start = len(places) - 8 if len(places) >= 11 else (len(places) - 4) // 2
    hidden = set(places[start : start + 4])
    return "".join("*" if index in hidden else char for index, char in enumerate(number))


def mask_email(text: str) -> str:
    """Every e-mail address in `text` with its name cut to two letters, one when it is short: zh****@example.com."""
    return _EMAIL.sub(lambda found: found[0][: 2 if len(found[0]) > 4 else 1] + "****@", text)


def mask_id(text: str) -> str:
    """A WeChat id or a QQ number, both ends kept: zw****88."""
    return text[:2] + "****" + text[-2:] if len(text) > 5 else text[:1] + "****"


def mask_text(text: str) -> str:
    """Running text: mobiles, landlines with their area code and e-mail addresses hidden, all else as it was."""
    text = _LANDLINE.sub(lambda found: _hide_middle(found[0]), mask_email(text))
    return _CUT_OFF.sub(r"\1****", _MOBILE.sub(r"\1\2****\3", text))


def mask_command(text: str) -> str:
    """A command line: as running text, and what follows wechat or qq as chat ids."""
    return mask_text(_CHAT.sub(lambda found: found[1] + mask_id(found[2]), text))


_BY_WORD: dict[str, Callable[[str], str]] = {
    "mobile": mask_phone,
    "phone": mask_phone,
    "landline": mask_phone,
    "email": mask_email,
    "wechat": mask_id,
    "qq": mask_id,
    "command": mask_command,
}
_NEVER = ("code", "id", "no", "at")


def masker(key: str) -> Callable[[str], str] | None:
    """What hides the values of the column `key` (§9): by the last word of the key, so that `contact_phone` counts.

    None for codes, ids, numbers of contracts and orders, and dates, which would only look like phones.
    """
    word = key.rpartition("_")[2]
    return None if word in _NEVER else _BY_WORD.get(word, mask_text)
