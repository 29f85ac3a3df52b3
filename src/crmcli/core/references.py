"""CUSTOMER as typed (product.md §3): every form in which it could name somebody. The database decides who it is."""

from __future__ import annotations

import re
from unicodedata import normalize

from crmcli.core.fold import fold, squeeze
from crmcli.errors import N_, BadValue, UsageError
from crmcli.records.record import record

# Separators people put between digits; ～ and · come from copied web pages.
_PHONE = re.compile(r"[+\d\s().·~—–-]+")
_COUNTRY = re.compile(r"^(?:\+|00)86|^86(?=1[3-9]\d{9}$)|^\+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_WECHAT = re.compile(r"[a-z0-9_-]{5,32}")
_LATIN = re.compile(r"[a-z][a-z\s'’·.-]*")


@record
class Reference:
    """The forms of one typed CUSTOMER, to be tried in the order of the fields; None: it cannot be of this kind.

    Args:
        text: as typed, on one line.
        code: upper case, half width, without spaces; any text could be a code, of ours or of another system.
        row: number in the last table shown on this terminal, 1–999.
        phone: the whole number in the form contact points have (core.phones).
        digits: at least four digits to compare with the end of a number without separators and country code.
        email: lower case.
        wechat: lower case; also a QQ number or a phone used as one.
        name: folded (core.fold), for names and parts of names.
        pinyin: Latin letters only, lower case: full pinyin or initials.
    """

    text: str
    code: str
    row: int | None
    phone: str | None
    digits: str | None
    email: str | None
    wechat: str | None
    name: str
    pinyin: str | None


def parse_reference(text: str) -> Reference:
    """Read CUSTOMER as typed, in whatever width, case and spacing.

    Args:
        text: a code, row number, phone or its last 4 or more digits, email, WeChat id, name or a part of it, pinyin
            or initials.

    Raises:
        UsageError: nothing visible was typed.
    """
    shown = squeeze(text)
    name = fold(shown)
    if not name:
        raise UsageError(
            N_("Which customer is meant?"), N_("Write a code, a row number, a phone, or a part of the name.")
        )
    plain = normalize("NFKC", shown).strip().casefold()
    joined = "".join(plain.split())
    digits = _digits(plain)
    return Reference(
        text=shown,
        code=joined.upper(),
        row=_row(joined),
        phone=_phone(plain) if digits and len(digits) >= 7 else None,
        digits=digits,
        email=joined if _EMAIL.fullmatch(joined) else None,
        wechat=joined if _WECHAT.fullmatch(joined) else None,
        name=name,
        pinyin=re.sub(r"[^a-z]", "", plain) if _LATIN.fullmatch(plain) else None,
    )


def _row(text: str) -> int | None:
    if not re.fullmatch(r"[0-9]{1,3}", text):
        return None
    return int(text) or None


def _digits(text: str) -> str | None:
    """The digits of what looks like a number or its end, without country code; None under four of them."""
    if not _PHONE.fullmatch(text):
        return None
    digits = "".join(char for char in text if char in "+0123456789")
    digits = _COUNTRY.sub("", digits).lstrip("+")
    return digits if len(digits) >= 4 else None


def _phone(text: str) -> str | None:
    from crmcli.core.phones import typed_phone

    try:
        return typed_phone(text).value
    except BadValue:
        return None
