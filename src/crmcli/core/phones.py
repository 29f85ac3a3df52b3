"""What stands in a phone cell or behind --phone: numbers, labels, extensions, notes, masks (product.md §4.3)."""

from __future__ import annotations

import re
from typing import NamedTuple

from crmcli.core import dialling
from crmcli.core.dialling import Number
from crmcli.core.marks import is_blank, narrow
from crmcli.core.patterns import lazily
from crmcli.errors import N_, BadValue
from crmcli.records.base import Msg
from crmcli.records.customer import Point

# A run that may be one or several numbers: `+852 9123 4567`, `(010)6234 5678 转 801`, `0755-83456789~90`, 138****8000.
RUN = lazily(
    r"(?:\+ ?|\(\+? ?)?[\d*](?:[\d*]|[ .()\-]{1,4}(?=[\d*]))*"
    r"(?P<ext>\)?\s{0,2}(?:转|分机号?|ext\.?|extension|x|#)[:.]?\s{0,2}(?P<digits>\d{1,6})(?!\d))?"
    r"(?P<tilde>\s?~\s?(?P<last>\d{1,8})(?!\d))?",
    re.IGNORECASE,
)
WECHAT_SAME = lazily(
    r"\(?\s?(?:微信|微|v信?|vx|wx|wechat)号?[:\s]?\s?(?:同号|同手机号?|同步|同上|same|同)\s?\)?|\(?\s?同微信?号?\s?\)?",
    re.IGNORECASE,
)
DAY = lazily(
    r"(?<![\d\-])(?:19|20)\d\d ?[-/.年] ?(?:0?[1-9]|1[0-2]) ?[-/.月] ?(?:0[1-9]|[12]\d|3[01]|[1-9])日?(?!\d)"
    r"(?:[T ]\d{1,2}:\d\d(?::\d\d)?)?"
)
# One number without anything around it, as most cells hold: 0755-83456789, 010 62345678, 138 0013 8000.
_ALONE = lazily(r"0\d{2,3}[- ]?\d{7,8}|1[3-9]\d[- ]?\d{4}[- ]?\d{4}", re.ASCII)
_BETWEEN = lazily(r"[/\\、,;|\r\n\t]|\s(?:或|和|及|and|or)\s", re.IGNORECASE)
_LABEL = lazily(
    r"(?:联系|办公|公司|移动|固定|客服|服务|咨询|值班|备用|家庭|本人)?(?:电话|手机|座机|固话|热线|联系方式)号?码?\d?"
    r"|传真号?码?|(?<![a-z])(?:tel(?:ephone)?|mobile|mob|cell|phone|fax|number|no|[tmpf](?=[:.]))(?![a-z])",
    re.IGNORECASE,
)
_FAX = lazily(r"传真|(?<![a-z])f(?:ax|[:.])", re.IGNORECASE)
# What a contact cell holds besides phones; read by core.points.
_MAIL = lazily(r"[\w.+\-]{1,64}@[\w.\-]{1,80}", re.ASCII)
_OTHER = lazily(
    r"https?://\S{1,300}|(?:微信|wechat|weixin|wx|vx|v信|qq)\s?(?:号|id)?\s?[:]?\s?(?=[\w\-]*\w)[\w\-]{3,40}",
    re.IGNORECASE | re.ASCII,
)
_SCIENTIFIC = lazily(r"(\d)(?:\.(\d{0,20}))?e\+?(\d{1,2})", re.IGNORECASE)
_FLOAT = lazily(r"(?<![\d.])(\d{5,})\.0{1,6}(?![\d.])")
_CROSSES = lazily(r"(?:(?<=\d)|(?<=\d[- ]))[x×●•＊]{2,8}(?=\d|$|\W)", re.IGNORECASE)
_MISTYPED = lazily(r"(?<![^\W_])1(?=\d*[OoIl])[\dOoIl]{10}(?![^\W_])")  # a mobile with letters for 0 and 1
_WORD_BEFORE = lazily(r"[A-Za-z_@]$")
_WORD_AFTER = lazily(r"[A-Za-z_@]+")
_NONE = N_("There is no phone number in “{raw}”.")
_LETTERS = N_("“{raw}” has letters in it.")
_CUT = "、"  # stands where something was cut out, so that the digits around it do not join
_TRIM = " \t.:,;()[]'\"-_*#~+="


class PhonesRead(NamedTuple):
    """What a cell of phones held.

    Args:
        points: the numbers, in order, without repeats.
        problems: what could not be read, and what was odd about what could.
        wechat_same: it said that the mobile is the WeChat id too (微信同号).
        unread: the texts that could not be read, to be kept as they are.
    """

    points: tuple[Point, ...]
    problems: tuple[Msg, ...] = ()
    wechat_same: bool = False
    unread: tuple[str, ...] = ()


def read_phones(text: str) -> PhonesRead:
    """The phone numbers in one cell (data/value_cases.csv: phone; R013, R080). Nothing is raised."""
    if len(text) == 11 and dialling.MOBILE.fullmatch(text) and text.isascii():
        number = dialling.mobile(text)
        return PhonesRead((Point("mobile", text, text),), (number.doubt,) if number.doubt else ())
    if _ALONE.fullmatch(text) and (alone := _alone(text)):
        return alone
    line = narrow(text)
    if is_blank(line) or is_blank(_LABEL.sub("", line).strip(" :")):
        return PhonesRead(())
    if whole := _SCIENTIFIC.fullmatch(line):
        return _from_scientific(text.strip(), whole)
    same = WECHAT_SAME.search(line) is not None
    reading = _Reading()
    reading.read(WECHAT_SAME.sub(_CUT, line) if same else line)
    if not (reading.points or reading.problems or same):
        reading.fail(line, Msg(_NONE, {"raw": line[:40]}))
    elif len(reading.unread) > 1 and all(len(raw) < 6 for raw in reading.unread) and not reading.points:
        # 138,000,000,21 was one number: its pieces tell nobody anything.
        reading.problems, reading.unread = [Msg(_NONE, {"raw": line[:40]})], [line]
    return PhonesRead(tuple(reading.points), tuple(reading.problems), same, tuple(reading.unread))


def _alone(text: str) -> PhonesRead | None:
    """A cell that is one number; None when it is more difficult than that."""
    number, *more = dialling.read_groups(text, None)
    if more or isinstance(number, str):
        return None
    point = Point(number.kind, number.value, text, number.ext)
    return PhonesRead((point,), (number.doubt,) if number.doubt else ())


def typed_phone(text: str) -> Point:
    """The one number a person typed (R080).

    Raises:
        BadValue: it is none, or several; the sentence says what is wrong with it.
    """
    read = read_phones(text)
    if read.unread and read.problems:
        problem = read.problems[-1]
        raise BadValue(problem.id, N_("Write it like 13800138000, 010-62345678 or +852 9123 4567."), **problem.params)
    if not read.points:
        raise BadValue(_NONE, raw=text[:40])
    if len(read.points) > 1:
        raise BadValue(N_("“{raw}” holds {n} phone numbers; give one."), raw=text[:40], n=len(read.points))
    return read.points[0]


def _from_scientific(raw: str, match: re.Match[str]) -> PhonesRead:
    """A number that a spreadsheet wrote as 1.3800138E+10: read only when it cannot be a rounded display."""
    mantissa = match[1] + (match[2] or "")
    digits = mantissa.ljust(int(match[3]) + 1, "0")
    if len(mantissa) >= 8 and len(digits) == int(match[3]) + 1 and dialling.MOBILE.fullmatch(digits):
        return read_phones(digits)._replace(points=(Point("mobile", digits, raw),))
    lost = N_("“{raw}” has lost its last digits: make the column text in the spreadsheet and type them again.")
    return PhonesRead((), (Msg(lost, {"raw": raw[:40]}),), unread=(raw,))


class _Reading:
    """Collects points and problems of one cell, part by part."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.problems: list[Msg] = []
        self.unread: list[str] = []
        self.area: str | None = None

    def fail(self, raw: str, problem: Msg) -> None:
        self.problems.append(problem)
        self.unread.append(raw)

    def read(self, line: str) -> None:
        line = DAY.sub(self._date, line)
        line = _MAIL.sub(_CUT, line) if "@" in line else line
        line = _FLOAT.sub(r"\1", _OTHER.sub(_CUT, line))
        line = _CROSSES.sub(lambda match: "*" * len(match[0]), line)
        line = _MISTYPED.sub(self._mistyped, line)
        for part in _BETWEEN.split(line):
            if part.strip(_TRIM):
                self._part(part)

    def _date(self, match: re.Match[str]) -> str:
        self.fail(match[0], Msg(N_("“{raw}” looks like a date, not a phone number."), {"raw": match[0]}))
        return _CUT

    def _mistyped(self, match: re.Match[str]) -> str:
        self.fail(match[0], Msg(_LETTERS, {"raw": match[0]}))
        return _CUT

    def _part(self, part: str) -> None:
        """One stretch between separators: runs of digits, and words that become their notes."""
        before = len(self.points)
        words: list[str] = []
        end = 0
        for run in RUN.finditer(part):
            label = part[end : run.start()]
            words.append(label)
            end = run.end()
            if not any(map(str.isdigit, run[0])):
                words.append(run[0])
            elif _is_word(_LABEL.sub(" ", label), part, end):
                self._lettered(label, run[0], part[end:])
            else:
                self._run(run, fax=_FAX.search(label) is not None)
        words.append(part[end:])
        note = " ".join(word for chunk in words if (word := _LABEL.sub(" ", chunk).strip(_TRIM)))
        if note and len(self.points) > before:
            self.points[before] = _with_note(self.points[before], note)

    def _lettered(self, label: str, digits: str, after: str) -> None:
        """Digits that touch letters: a mistyped number when there are many, otherwise a word such as A08."""
        if sum(map(str.isdigit, digits)) < 7:
            return
        head = re.search(r"[A-Za-z_@]{0,20}$", label)
        tail = _WORD_AFTER.match(after)
        raw = (head[0] if head else "") + digits + (tail[0] if tail else "")
        self.fail(raw, Msg(_LETTERS, {"raw": raw[:40]}))

    def _run(self, run: re.Match[str], *, fax: bool) -> None:
        body = run[0][: len(run[0]) - len(run["ext"] or "") - len(run["tilde"] or "")]
        if "*" in body:
            self._masked(body, run["digits"])
            return
        numbers = dialling.read_groups(body, self.area)
        for number in numbers:
            if isinstance(number, str):
                raw = body.strip() if number in body else number
                self.fail(raw, dialling.complaint(raw))
                return
            self.area = number.area or self.area
            ext = run["digits"] if number is numbers[-1] else None
            raw = run[0].strip() if len(numbers) == 1 else number.value
            self._add(number._replace(ext=ext or number.ext), raw, fax=fax)
        if run["last"]:
            self._range(run, fax=fax)

    def _masked(self, raw: str, ext: str | None) -> None:
        value = re.sub(r"[ .()]", "", raw)
        bare = value.replace("-", "")
        value = bare if len(bare) == 11 and bare[0] == "1" else value
        if sum(map(str.isdigit, value)) < 3:
            self.fail(raw, dialling.complaint(raw))
            return
        kind = "mobile" if len(value) == 11 and value[0] == "1" else "phone"
        self.points.append(Point(kind, value, raw.strip(), ext, masked=True))
        self.problems.append(Msg(N_("“{raw}” is partly hidden; it is kept as text."), {"raw": value[:40]}))

    def _range(self, run: re.Match[str], *, fax: bool) -> None:
        """0755-83456789~90 is two numbers and says so in a note."""
        first, last = self.points[-1].value if self.points else "", run["last"]
        if len(first) <= len(last) or not first[-len(last) :].isdigit():
            return
        self.points[-1] = _with_note(self.points[-1], run[0].strip())
        value = first[: -len(last)] + last
        self._add(Number("phone", value), run[0].strip(), fax=fax)
        self.points[-1] = _with_note(self.points[-1], run[0].strip())

    def _add(self, number: Number, raw: str, *, fax: bool) -> None:
        if number.doubt:
            self.problems.append(number.doubt)
        if not any(point.value == number.value and point.ext == number.ext for point in self.points):
            self.points.append(Point("fax" if fax else number.kind, number.value, raw, number.ext))


def _is_word(label: str, part: str, end: int) -> bool:
    """Whether the digits ending at `end` touch Latin letters, and so belong to a word."""
    return _WORD_BEFORE.search(label) is not None or _WORD_AFTER.match(part, end) is not None


def _with_note(point: Point, note: str) -> Point:
    from crmcli.records.record import replace

    return replace(point, note=f"{point.note} {note}" if point.note else note)
