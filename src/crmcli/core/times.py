"""The time of day at the start or the end of a date text: 下午2:30, 三点半, 3pm, 14:00. No days.

Rules: a part of the day alone (下午, morning) is no time. 3点 without a part of the day means the afternoon from 1 to 6
(nobody is called at three in the night); 3:00 is taken as written. 晚上12点 and 24:00 are midnight at the day's end.
"""

from __future__ import annotations

import re

from crmcli.core.chinese_numbers import read_number
from crmcli.core.date_parts import no_such_time

DAY_MINUTES = 1440

_EARLY = ("凌晨", "清晨", "早晨", "早上", "一早", "上午", "早", "morning")
_NOON = ("中午", "正午")
_AFTERNOON = ("午后", "下午", "afternoon")
_LATE = (*_AFTERNOON, "傍晚", "晚上", "晚间", "深夜", "晚", "evening", "night")
# Longest first: 早上 before 早.
PART = "(?:" + "|".join(sorted((*_EARLY, *_NOON, *_LATE), key=len, reverse=True)) + ")"

# 周二十点 is Tuesday at ten, not "week" at twenty.
_HOUR = "(?:[0-9]{1,2}|(?<![周期拜])二十[一二三四]?|(?<![周期拜])十[一二]|十|[零一二两三四五六七八九])"
_MINUTE = "(?:[0-9]{1,2}|[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九])"
_HALF_DAY = r"[ap]\.?m\.?(?![a-z])"
_SECONDS = r"(?::[0-5][0-9](?:\.[0-9]{1,9})?)?"

# Three ways to write a time, without capturing groups, so that searches in running text can use them too.
COLON = rf"[0-9]{{1,2}}:[0-9]{{2}}{_SECONDS}(?: ?{_HALF_DAY})?"
HALF = rf"[0-9]{{1,2}} ?{_HALF_DAY}"
DOTTED = rf"{_HOUR}[点时](?:[一三]刻|半|整|钟|{_MINUTE}分?)?"
CLOCK = rf"(?:{PART} ?)?(?:at |@ ?)?(?:{COLON}|{HALF}|{DOTTED}|(?<![a-z])noon(?![a-z]))"

_PIECES = (
    rf"(?P<part>{PART})? ?(?:at |@ ?)?(?P<hour>{_HOUR})"
    rf"(?:(?::|(?P<dotted>[点时]))(?:(?P<quarter>[一三])刻|(?P<half>半)|[整钟]|(?P<minute>{_MINUTE})分?)?)?"
    rf"{_SECONDS} ?(?:(?P<ap>[ap])\.?m\.?)?"
)


def take_time(text: str) -> tuple[str, int | None]:
    """Split a folded date text into its day and its time of day.

    Args:
        text: folded text such as `周五下午3点`, `3pm friday`, `2024-03-1014:00`.

    Returns:
        the rest, which may be empty, and minutes since midnight (up to 1440), or None without a time.

    Raises:
        BadValue: a time that no clock shows, such as 25:00 or 上午14点.
    """
    text = re.sub("((?:morning|afternoon|evening|night)(?: at)? [0-9]{1,2})$", r"\1:00", text)
    match = re.search(f"{CLOCK}$", text)
    if match is not None:
        return text[: match.start()].rstrip(" ,"), _minutes(match[0])
    match = re.match(f"({CLOCK})(?=[ ,]|[\u2e80-\u9fff])", text)
    if match is not None:
        return re.sub("^(?:[ ,]|on |of )+", "", text[match.end() :]), _minutes(match[1])
    match = re.search(f"(?:in the )?{PART}$", text)
    if match is not None:
        return text[: match.start()].rstrip(" ,"), None
    return text, None


def _minutes(clock: str) -> int:
    if clock.endswith("noon"):
        return 12 * 60
    match = re.fullmatch(_PIECES, clock)
    hour = read_number(match["hour"]) if match else None
    if match is None or hour is None:
        raise no_such_time(clock)
    if match["ap"]:
        hour = _half_day(hour, match["ap"])
    else:
        hour = _in_part(hour, match["part"] or "", dotted=bool(match["dotted"]))
    minute = _minute(match)
    if not 0 <= hour * 60 <= DAY_MINUTES - minute or minute > 59:
        raise no_such_time(clock)
    return hour * 60 + minute


def _minute(match: re.Match[str]) -> int:
    if match["half"]:
        return 30
    if match["quarter"]:
        return 15 if match["quarter"] == "一" else 45
    return read_number(match["minute"].removeprefix("零")) or 0 if match["minute"] else 0


def _half_day(hour: int, half: str) -> int:
    """12-hour to 24-hour; -1 for an hour that has no am or pm."""
    if not 1 <= hour <= 12:
        return -1
    return hour % 12 + (12 if half == "p" else 0)


def _in_part(hour: int, part: str, *, dotted: bool) -> int:
    """The hour in a named part of the day; -1 when the two contradict."""
    if part in _EARLY:
        return 0 if part == "凌晨" and hour == 12 else hour if hour <= 12 else -1
    if part in _NOON:
        return hour + 12 if hour in (1, 2) else hour if 11 <= hour <= 14 else -1
    if part in _LATE:
        midnight = hour in (0, 12) and part not in _AFTERNOON
        return 24 if midnight else hour + 12 if 1 <= hour < 12 else hour
    return hour + 12 if dotted and 1 <= hour <= 6 else hour
