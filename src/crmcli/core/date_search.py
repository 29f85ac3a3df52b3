"""The date phrase inside running text (发送对比表 3月15日前; call him fri about it). core.dates reads it.

What merely looks like a date stays text: fractions and prices, 3号楼, 3D, surnames, days that only describe something
(明天的演示, today's minutes), what is over (昨天, 上周五, 3天前) and what recurs (每周三, every fri).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from crmcli.core.date_parts import Frame, fold
from crmcli.core.date_shifts import ENGLISH_COUNTS, UNIT_EN, UNIT_ZH
from crmcli.core.dates import When, find_when
from crmcli.core.month_names import MONTH, WEEKDAY
from crmcli.core.times import CLOCK, COLON, HALF, PART
from crmcli.errors import BadValue

# Bounded everywhere: a search must stay linear in ten thousand digits.
_N = "[0-9]{1,2}|[一二两三四五六七八九十]{1,3}"
_COUNT = "[0-9]{1,6}|[一二两三四五六七八九十百]{1,5}|半"
_COUNT_EN = f"(?:[0-9]{{1,6}}|{ENGLISH_COUNTS})"
_ABOUT = "(?:[0-9]{1,2}[-~至到](?=[0-9])|[一二两三四五六七八](?=[二两三四五六七八九]))"  # 2-3个月后, 两三天后
_ALONE = "(?<![0-9.零〇一二两三四五六七八九十百第])"
_WEEK = "(?:周|星期|礼拜)"
_NEXT = "(?<![线以之如天地当乡])下下?个?"
_YEAR = "(?:(?:(?:19|20)[0-9]{2}|[2-9][0-9]|[今明后本])年)"
_BEFORE = "(?:之前|以前|前(?![台端景线提途者期往]))"
_BREAK = r"(?:^|(?<=[ ,;:、，；：。(（]))"
_DOERS = "发给打回去拜约见交寄送提签联沟再跟催电开到做出安确付收完带"
# What follows 周一, 周六 or 周天 in a name (周一鸣, 周六福, 周天宇), and what no weekday is followed by.
_NAMED = (
    "(?<=周一)(?:[鸣围帆凡涵轩诺楠媛菲笛迪珂铭航](?![线空班])|丹(?!麦))|(?<=周六)福(?!利|州|建)|(?<=周天)[宇佑翔赐琪]"
)
# What is counted behind a range (10-20套), which then is no month and day.
_COUNTED = (
    "[ ]?(?:[万千百亿元块台套个件人名位家次天周月年岁箱吨米条张间层级折成倍份单款只支号日楼栋期平kw%]|小时|分钟|公里)"
)

_CHINESE = "|".join((
    rf"{_ALONE}(?:{_YEAR} ?|(?<!年))(?:{_N}) ?月 ?(?:{_N}) ?"
    rf"(?:[日号](?: ?\({_WEEK}[一二三四五六日天]\)| ?{_WEEK}[一二三四五六日天])?|(?={_BEFORE}))",
    rf"(?:{_ALONE}{_YEAR}?(?:{_N})|(?:本|这个?|{_NEXT}))月份?(?:[上中下]旬|[初底末](?!薪))",
    rf"(?:本|这个?|{_NEXT})月(?:{_N})[日号]",
    rf"(?<![0-9一二两三四五六七八九十几各单双])(?:(?:本|这|{_NEXT})个?)?{_WEEK}"
    f"[一二三四五六日天末](?!次|刊|报|三?天|年|期|{_NAMED})",
    "(?<![月每满])(?:月[底末](?!薪)|月初)|明年年?初",
    rf"(?<![0-9去前往周]){_YEAR}?年(?:[底末]|内(?![部容]))(?!薪)",
    "(?<![一二三四1-4])(?:本|这个?|下个?)?季度?末|(?:本|这个?)(?:周|星期|礼拜|月|季度)(?:之内|以内|内(?![部容]))",
    rf"{_NEXT}(?:周(?![边期围年转])|星期(?!几)|礼拜(?!几)|月(?![份]?[0-9])|季度)",
    rf"^(?:本周|这周|本月|这个月)(?=[{_DOERS}])",
    "大后天|(?<![今以之先])后天(?![天])|(?<![声说表证])明[天日](?!系)|今天|今日(?!头条)|今晚|明早|明晚|今早",
    rf"{_ALONE}(?<![近前每])(?:(?<![超通经路不])再?过 ?)?{_ABOUT}?(?:{_COUNT}) ?(?:{UNIT_ZH}|日) ?"
    "(?:之后|以后|过后|后(?![台端续期勤])|之内|以内|内(?![部容外]))",
    rf"(?<![超通经路不])再?过 ?{_ABOUT}?(?:{_COUNT}) ?{UNIT_ZH}",
))  # fmt: skip
# Weak: numbers that are dates only in these places; an impossible one is merely a number.
_MONTH_DAY = "(?:1[0-2]|0?[1-9])/(?:3[01]|[12][0-9]|0?[1-9])(?![0-9/.%])"
_DASHED = f"(?:1[0-2]|0?[1-9])-(?:3[01]|[12][0-9]|0?[1-9])(?![0-9/.%a-z-]|{_COUNTED})"
_DOTTED = r"(?:1[0-2]|0?[1-9])\.(?:3[01]|[12][0-9]|0[1-9])(?![0-9/.%a-z-])"
_WEAK = "|".join((
    rf"{_ALONE}(?:{_N})[日号](?={_BEFORE})",
    rf"{_BREAK}(?:{_N})[日号](?=$|[ ,;:、，；：。)）]|[上下中]午|[早晚]上|[{_DOERS}])",
    rf"(?<![0-9/.]){_MONTH_DAY}(?= ?{_BEFORE})|(?:(?<=by )|(?<=on )|(?<=before )){_MONTH_DAY}",
    rf"(?:^|(?<= ))(?![1-4]/[2-5](?![0-9])){_MONTH_DAY}(?=$)|^(?![1-4]/[2-5](?![0-9])){_MONTH_DAY}(?=[ ,:，：])",
    rf"(?:^|(?<= ))(?:{_DASHED}|{_DOTTED})(?= ?[0-9]{{1,2}}[:点时]| ?{PART})",
    rf"^(?:{_DASHED}|{_DOTTED}|{_MONTH_DAY})(?=[{_DOERS}]|{_BEFORE})",
    rf"^{_DASHED}(?=[ ,:，：](?![0-9]))|(?<= ){_DASHED}$",
    rf"{_ALONE}(?:{_N})月(?:{_N})(?=$|[ ,，]|[{_DOERS}])",
    f"^20[0-9]{{2}}(?:0[1-9]|1[0-2])[0-3][0-9](?=[ ,:，：{_DOERS}])",
))  # fmt: skip
_ISO = r"(?<![0-9a-z.-])(?:19|20)[0-9]{2}(?P<sep>[-/.])[0-9]{1,2}(?P=sep)[0-9]{1,2}(?!-?[0-9a-z])"
_SLASHED = "(?<![0-9/])[0-9]{1,2}/[0-9]{1,2}/20[0-9]{2}(?![0-9/])"
_UNIT_WORDS = "(?:(?:working |business )?days?|weeks?|months?|years?|hours?|min(?:ute)?s?)"
_DAY_NAME = f"(?!sat(?!u)|sun(?!d)){WEEKDAY}"
_ENGLISH = "|".join((
    f"(?:this |next |coming ){WEEKDAY}|{_DAY_NAME}(?:,? next week)?|(?:(?<=by )|(?<=on )|(?<=before )){WEEKDAY}",
    f"next week(?:,? (?:on )?{WEEKDAY})?|next (?:month|quarter|year|weekend)|(?:this|the) weekend",
    "(?:the )?day after tomorrow|today|tomorrow|tonight|tmrw?",
    f"(?:in|within) {_COUNT_EN} {_UNIT_WORDS}|{_COUNT_EN} {_UNIT_WORDS} (?:later|from now|from today)",
    f"(?:the )?(?:end|start|beginning) of (?:(?:the |this |next )?(?:week|month|quarter|year)|{MONTH})",
    "eo[wmqy]|month[- ]end|year[- ]end",
    f"[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}(?:,? 20[0-9]{{2}})?",
    f"{MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?(?![0-9:])(?:,? 20[0-9]{{2}})?",
))  # fmt: skip
_SIGNED = rf"(?:^|(?<= ))\+[0-9]{{1,6}} ?(?:{UNIT_ZH}|{UNIT_EN}|月)(?=$|[ ,;，；])"
_WORD = rf"(?<![a-z0-9._-])(?:{_ENGLISH})(?![a-z0-9])"

_DAY = f"(?:{_ISO}|{_SLASHED}|{_CHINESE}|{_SIGNED}|{_WORD}|(?P<weak>{_WEAK}))"
_TO = (
    rf"(?: ?(?:~|-|至|到) ?(?:(?:(?:{_N})月)?(?:{_N})[日号]|[0-9]{{1,2}}/[0-9]{{1,2}}"
    rf"|{_WEEK}[一二三四五六日天]|{COLON}))"
)
_PART_ONLY = f"(?:in the )?(?!早(?!上|晨)|晚(?!上|间)){PART}|晚(?![些点于会饭宴安上])|早(?![日些点期会餐安上])"
_POINTS = "(?!建议|要求|意见|问题|需求|说明|内容|优惠|折扣|小)"
_TIME_AFTER = rf"(?: ?,? ?(?:{CLOCK}{_POINTS}|{_PART_ONLY}))"
_TIME_BEFORE = rf"(?:(?<![a-z0-9.:])(?:at )?(?:{COLON}|{HALF}),? (?:on )?)"
_TIME_ALONE = (
    rf"{PART} ?(?:{CLOCK}){_POINTS}|(?<![a-z0-9.:])(?:(?:at )?{HALF}|at {COLON}|{COLON}(?={_BEFORE}))"
    rf"|^{COLON}(?= )|(?<= ){COLON}$"
)

_LEAD = (
    r"(?:(?<![a-z])(?:due (?:by |on )?|by |before |on |until |till |no later than )"
    rf"|最迟|最晚|截止到?|截至|{_BREAK}[于在]|(?<=请)于)"
)
_OVER = "|".join((
    rf"每隔?(?:{_COUNT})?个?(?:天|日|{_WEEK}|月|季度?|年|小时)(?:[一二三四五六日天末初底]|(?:{_N})[日号])?",
    rf"(?<![早晚线])上上?个?(?:{_WEEK}|月|季度)(?:[一二三四五六日天末初底]|(?:{_N})[日号])?",
    rf"[去前]年(?:(?:{_N})月)?(?:(?:{_N})[日号]|[底末初])?|大前天|前天|昨[天日晚早]",
    rf"{_ALONE}(?:{_COUNT}) ?{UNIT_ZH}{_BEFORE}",
    rf"(?<![a-z])(?:last|every|each|past) (?:{_COUNT_EN} )?[a-z]+|{_COUNT_EN} {_UNIT_WORDS} (?:ago|before)",
))  # fmt: skip
_PHRASE = (
    rf"(?P<over>{_OVER})|{_LEAD}?(?P<core>{_TIME_BEFORE}?{_DAY}{_TO}?(?:{_TIME_AFTER}{_TO}?)?|{_TIME_ALONE})"
    rf"(?P<end> ?(?:{_BEFORE}|左右|前后|截止))?(?P<attribute>的|'s)?"
)


class Hit(NamedTuple):
    """A date phrase in a text.

    Args:
        start, end: the characters to cut, its deadline words included.
        when: what it says.
    """

    start: int
    end: int
    when: When


def find_date(text: str, frame: Frame) -> Hit | None:
    """The first date phrase of a text that says when to do it.

    Args:
        text: as typed, of any length.
        frame: where it is read.

    Raises:
        BadValue: the phrase is plainly a date, and impossible (2月30日) or ambiguous (01/05/2027).
    """
    for match in re.finditer(_PHRASE, fold(text)):
        if match["over"] or match["attribute"]:
            continue
        when = _read(match["core"], frame, weak=bool(match["weak"]))
        if when is not None:
            return Hit(match.start(), match.end(), when)
    return None


def _read(phrase: str, frame: Frame, *, weak: bool) -> When | None:
    phrase = re.sub(f"^(?P<over>再?过 ?)?{_ABOUT}(?=(?:{_COUNT}) ?(?:{UNIT_ZH}|日))", r"\g<over>", phrase)
    try:
        return find_when(phrase, frame)
    except BadValue:
        if weak:
            return None
        raise
