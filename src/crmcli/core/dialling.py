"""Groups of digits → a phone number. Words around the digits are the business of `core.phones`."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.core import areas
from crmcli.core.patterns import lazily
from crmcli.errors import N_
from crmcli.records.base import Msg

MOBILE = lazily(r"1[3-9]\d{9}")
GROUP = lazily(r"[\d*]+")
_SERVICE = ("400", "800")
_SHORT = lazily(r"(?:9[56]|1[0-2])\d{3,4}")
_DAY = lazily(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_WINDOW = 6  # no number is written in more groups, extension included
_MOST_GROUPS = 200  # more digits with blanks between them are a table, not a list of phones
_MOST_GLUED = 3  # mobiles run together in one cell; more is not a list of phones


class Number(NamedTuple):
    """A number as understood.

    Args:
        kind: "mobile" or "phone".
        value: the normalised number.
        area: the area code it was given with, for the numbers after it.
        ext: its extension.
        doubt: what is odd about it; it is accepted all the same.
    """

    kind: str
    value: str
    area: str | None = None
    ext: str | None = None
    doubt: Msg | None = None


def read_groups(text: str, area: str | None) -> list[Number | str]:
    """The numbers in a run of digits and separators, in order; what cannot be a number comes back as its text.

    Args:
        text: digits, `+`, brackets, blanks, dots and hyphens only.
        area: area code said before, for local numbers.
    """
    international = "+" in text
    line = text.replace("(0)", "") if international else text
    groups = GROUP.findall(line)
    hyphens = [before.endswith("-") for before in GROUP.split(line)[:-1]]  # whether one stands before each group
    if len(groups) > _MOST_GROUPS:
        return [text]
    if len(groups) > _WINDOW and (spaced := _one(groups, international, area, hyphens[-1])):  # 1 3 8 0 0 1 3 8 …
        return list(spaced)
    found: list[Number | str] = []
    start = 0
    while start < len(groups):
        for end in range(min(len(groups), start + _WINDOW), start, -1):
            part = groups[start:end]
            numbers = _glued(part) or _one(part, international and not start, area, hyphens[end - 1])
            if numbers:
                break
        found += numbers or [part[0]]
        area = next((number.area for number in numbers if number.area), area)
        start = end
    return found


def _glued(groups: list[str]) -> list[Number]:
    """Two or three mobiles written without anything between them."""
    digits = groups[0]
    n, left = divmod(len(digits), 11)
    if len(groups) > 1 or left or not 2 <= n <= _MOST_GLUED:
        return []
    parts = [digits[i : i + 11] for i in range(0, len(digits), 11)]
    if not all(MOBILE.fullmatch(part) for part in parts):
        return []
    doubt = Msg(N_("“{raw}” was read as {n} mobile numbers run together."), {"raw": digits, "n": n})
    return [Number("mobile", part, doubt=doubt if part is parts[0] else None) for part in parts]


def _one(groups: list[str], international: bool, area: str | None, hyphen: bool) -> list[Number]:
    """All groups as one number, or as one number with its extension in the last group; empty when they are neither."""
    if sum(map(len, groups)) > 24:
        return []
    if number := _whole(groups, international, area):
        return [number]
    if len(groups) < 2 or len(groups[-1]) > 6:
        return []
    number = _whole(groups[:-1], international, area)
    if number is None or (number.kind == "mobile" and not hyphen) or not _takes_extension(number):
        return []
    return [number._replace(ext=groups[-1])]


def _takes_extension(number: Number) -> bool:
    """A local number without its area is more likely the first part of something else."""
    return number.area is not None or number.kind == "mobile" or number.value.startswith(_SERVICE)


def _whole(groups: list[str], international: bool, area: str | None) -> Number | None:
    digits = "".join(groups)
    if not international and digits.startswith("00") and len(digits) >= 10:
        digits, groups, international = digits[2:], _without(groups, 2), True
    if not international:
        return _domestic(groups, digits, area)
    if not digits.startswith("86"):
        return foreign(digits)
    groups, digits = _without(groups, 2), digits[2:]
    return _domestic(groups, digits, None) if digits[:1] == "0" else _after_86(groups, digits)


def _after_86(groups: list[str], digits: str) -> Number | None:
    """A number behind +86, where landlines drop their 0."""
    if MOBILE.fullmatch(digits):
        return mobile(digits)
    if service := _service(digits):
        return service
    return _landline(["0" + groups[0], *groups[1:]]) if groups else None


def _domestic(groups: list[str], digits: str, area: str | None) -> Number | None:
    if digits[:1] == "0":
        return mobile(digits[1:]) if len(digits) == 12 and MOBILE.fullmatch(digits[1:]) else _landline(groups)
    if MOBILE.fullmatch(digits):
        american = [len(group) for group in groups] == [1, 3, 3, 4]  # 1-415-555-0100; ours are written 3-4-4
        return foreign(digits) if american else mobile(digits)
    if digits.startswith("86") and (len(digits) == 13 or groups[0] == "86"):
        return _after_86(_without(groups, 2), digits[2:])
    return _service(digits) or _neighbour(digits) or _local(groups, digits, area) or _short(groups, digits)


def mobile(digits: str) -> Number:
    """A Chinese mobile number of 11 digits; a segment that we do not know is only doubted, new ones are opened."""
    if digits[:3] in areas.segments():
        return Number("mobile", digits)
    odd = N_("{raw}: no mobile numbers beginning with {segment} are known. Check it.")
    return Number("mobile", digits, doubt=Msg(odd, {"raw": digits, "segment": digits[:3]}))


def foreign(digits: str) -> Number | None:
    """Country code and number of another country, kept in E.164."""
    if not areas.has_foreign_length(digits):
        return None
    return Number("mobile" if areas.is_foreign_mobile(digits) else "phone", "+" + digits)


def _service(digits: str) -> Number | None:
    if len(digits) != 10 or not digits.startswith(_SERVICE):
        return None
    return Number("phone", f"{digits[:3]}-{digits[3:6]}-{digits[6:]}")


def _neighbour(digits: str) -> Number | None:
    """Hong Kong and Macao (8 digits) and Taiwan without the plus."""
    if digits.startswith(("852", "853")) and len(digits) == 11:
        return foreign(digits)
    return foreign(digits) if digits.startswith("886") and len(digits) in (11, 12) else None


def _landline(groups: list[str]) -> Number | None:
    digits = "".join(groups)
    area = areas.area_of(digits)
    code = area.code if area else groups[0] if len(groups) > 1 and len(groups[0]) in (3, 4) else ""
    local = digits[len(code) :]
    if not code or len(local) not in (7, 8):
        return None
    value, doubt = f"{code}-{local}", None
    if area is None:
        doubt = Msg(N_("{raw}: the area code {area} is not known. Check it."), {"raw": value, "area": code})
    elif len(local) not in area.lengths:
        odd = N_("{raw}: numbers in {city} have {n} digits after the area code. Check it.")
        doubt = Msg(odd, {"raw": value, "city": area.city, "n": area.lengths[0]})
    return Number("phone", value, code, doubt=doubt)


def _local(groups: list[str], digits: str, area: str | None) -> Number | None:
    """Seven or eight digits: of the area said before, or of one we do not know."""
    if len(digits) not in (7, 8) or len(groups) > 2 or digits[0] in "01" or _DAY.fullmatch(digits):
        return None
    if area:
        return _landline([area, digits])
    return Number("phone", digits, doubt=Msg(N_("{raw} has no area code."), {"raw": digits}))


def _short(groups: list[str], digits: str) -> Number | None:
    return Number("phone", digits) if len(groups) == 1 and _SHORT.fullmatch(digits) else None


def _without(groups: list[str], n: int) -> list[str]:
    """The groups without their first `n` digits."""
    kept = list(groups)
    while kept and n:
        cut = min(n, len(kept[0]))
        n -= cut
        kept[0] = kept[0][cut:]
        if not kept[0]:
            kept.pop(0)
    return kept


def complaint(raw: str) -> Msg:
    """Why a run of digits is no phone number."""
    digits = "".join(filter(str.isdigit, raw))
    n = len(digits)
    shown: dict[str, object] = {"raw": raw[:40], "n": n}
    if _DAY.fullmatch(digits):
        return Msg(N_("“{raw}” looks like a date, not a phone number."), shown)
    if n < 7:
        return Msg(N_("“{raw}” is incomplete: {n} digits."), shown, one=N_("“{raw}” is incomplete: {n} digit."))
    if digits[0] == "0" and areas.area_of(digits) is None:
        return Msg(N_("“{raw}”: no area code begins like that."), shown)
    if digits[0] == "0" or raw.startswith("+"):
        return Msg(N_("“{raw}” has {n} digits, which is not the length of a number there."), shown)
    if n < 11:
        return Msg(N_("“{raw}” is too short: {n} digits, a mobile number has 11."), shown)
    if n > 11:
        return Msg(N_("“{raw}” is too long: {n} digits, a mobile number has 11."), shown)
    return Msg(N_("“{raw}”: no mobile number begins with {segment}."), {**shown, "segment": digits[:2]})
