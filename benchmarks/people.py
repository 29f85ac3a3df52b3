"""Invented customers: Chinese and English mixed, dates skewed towards today. The same seed gives the same customers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

SEED = 20261121
ENGLISH = 0.15  # of the customers
CITIES = ("北京", "上海", "深圳市", "广东省广州市", "杭州", "成都", "武汉", "苏州", "宁波", "青岛", "浙江", "")
AREAS = ("010", "021", "0755", "020", "0571", "028", "027", "0512", "0574", "0532")
SYLLABLES = "智微华景恒信天元博瑞科创联盛宏达云海鼎泰新远嘉禾明德锦程晟源启航众合力拓凯越"
TRADES = ("科技", "贸易", "实业", "电子", "自动化设备", "精密机械", "医疗器械", "网络技术", "新材料", "物流")
FORMS = ("有限公司", "有限公司", "有限公司", "股份有限公司", "集团有限公司", "有限责任公司", "(上海)有限公司", "")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗单曾欧"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂文博雅宁晨"
TITLES = ("采购经理", "总经理", "销售总监", "工程师", "主管", "老板", None, None)
WORDS = ("Blue", "North", "Harbor", "Maple", "Orion", "Delta", "Kestrel", "Summit", "Vector", "Copper", "Linden")
KINDS = ("Trading", "Systems", "Robotics", "Instruments", "Logistics", "Materials", "Optics")
LEGAL = ("Ltd", "Inc.", "Co., Ltd.", "GmbH", "LLC", "")
FIRST = ("Anna", "Peter", "Maria", "James", "Sofia", "David", "Laura", "Thomas", "Emma", "Daniel")
LAST = ("Miller", "Novak", "Rossi", "Larsen", "Weber", "Silva", "Kaya", "Moreau", "Berg", "Ito")
STAGES = {"lead": 30, "contact": 20, "needs": 15, "quote": 10, "negotiation": 5, "won": 10, "after_sales": 3, "lost": 7}
SOURCES = ("expo", "referral", "website", "ads", "private")
METHODS = ("phone", "wechat", "visit", "email", "meeting")
CONTENTS = (
    "聊了报价和交期，等老板确认后回复",
    "看了样机，关心售后和备件",
    "对方在比价，下周给答复",
    "Asked for a quotation for 200 units, delivery before the end of the quarter",
    "没有新进展，保持联系",
    "确认了技术参数，准备合同",
)
STEPS = ("发报价单", "约演示", "寄样品", "Send the contract", "回访", "确认预算")
TAGS = (("意向等级", "高"), ("意向等级", "中"), ("风险等级", "高"), ("客户类型", "经销商"), ("行业", "制造"))


class Person(NamedTuple):
    """A contact with some of the usual points."""

    name: str
    title: str | None
    mobile: str
    landline: str | None
    email: str | None
    wechat: str | None


class Talk(NamedTuple):
    """An interaction so many days ago; not reached is an attempt."""

    days_ago: int
    method: str
    content: str
    reached: bool


class Deal(NamedTuple):
    """An amount in cents at a stage; `ends_in` days it ends, for a won one."""

    name: str
    cents: int
    stage: str
    state: str
    ends_in: int | None


class Invented(NamedTuple):
    """One customer; `step` is (what, in how many days; below 0 is late)."""

    number: int
    name: str
    city: str
    stage: str
    grade: str | None
    source: str
    days_ago: int
    people: tuple[Person, ...]
    talks: tuple[Talk, ...]
    step: tuple[str, int] | None
    tags: tuple[tuple[str, str], ...]
    deals: tuple[Deal, ...]


def invent(count: int, seed: int = SEED) -> Iterator[Invented]:
    """`count` customers with three interactions each on average; a longer run begins with the shorter one's."""
    dice = random.Random(seed)
    for number in range(1, count + 1):
        yield _customer(dice, number)


def _customer(dice: random.Random, number: int) -> Invented:
    english = dice.random() < ENGLISH
    name, city = _english(dice) if english else _chinese(dice)
    people = tuple(_person(dice, number * 4 + n, english) for n in range(dice.choice((1, 1, 1, 2))))
    age = _skewed(dice, 250, 1800)
    stage = dice.choices(list(STAGES), list(STAGES.values()))[0]
    grade = dice.choice(("A", "B", "C", None)) if stage in ("won", "after_sales") else None
    talks = sorted((_talk(dice, age) for _ in range(dice.choice((0, 1, 2, 3, 4, 5, 6)))), key=lambda one: -one.days_ago)
    step = (dice.choice(STEPS), dice.choice((-9, -3, -1, 0, 0, 1, 2, 5, 12, 30, 60))) if dice.random() < 0.2 else None
    tags = tuple(tag for tag in TAGS if dice.random() < 0.12)
    deals = (_deal(dice, stage),) if dice.random() < 0.25 else ()
    source = dice.choice(SOURCES)
    return Invented(number, name, city, stage, grade, source, age, people, tuple(talks), step, tags, deals)


def _chinese(dice: random.Random) -> tuple[str, str]:
    city = dice.choice(CITIES)
    core = "".join(dice.choice(SYLLABLES) for _ in range(dice.choice((2, 2, 3, 4))))
    return city + core + dice.choice(TRADES) + dice.choice(FORMS), city


def _english(dice: random.Random) -> tuple[str, str]:
    core = f"{dice.choice(WORDS)}{dice.choice(WORDS).lower()} {dice.choice(LAST)} {dice.choice(KINDS)}"
    return f"{core} {dice.choice(LEGAL)}".strip(), ""


def _person(dice: random.Random, number: int, english: bool) -> Person:
    if english:
        name = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
    else:
        name = dice.choice(SURNAMES) + "".join(dice.choice(GIVEN) for _ in range(dice.choice((1, 2, 2))))
    unique = number * 61_803_399 % 10**8  # no two alike: the factor has no divisor in common with 10**8
    mobile = dice.choice(("138", "139", "136", "158", "186", "177")) + f"{unique:08}"
    landline = f"{dice.choice(AREAS)}-{dice.randrange(60_000_000, 89_999_999)}" if dice.random() < 0.15 else None
    email = f"user{number}@example{dice.randrange(40)}.com" if dice.random() < 0.4 else None
    wechat = f"wx_{unique:08}" if dice.random() < 0.4 else None
    return Person(name, dice.choice(TITLES), mobile, landline, email, wechat)


def _talk(dice: random.Random, age: int) -> Talk:
    days = min(_skewed(dice, 60, 900), age)
    return Talk(days, dice.choice(METHODS), dice.choice(CONTENTS), dice.random() > 0.08)


def _deal(dice: random.Random, stage: str) -> Deal:
    state = {"won": "won", "after_sales": "won", "lost": "lost"}.get(stage, "open")
    at = stage if state == "open" and stage in ("needs", "quote", "negotiation") else "needs"
    ends = dice.randrange(-200, 400) if state == "won" and dice.random() < 0.3 else None
    return Deal(dice.choice(TRADES), dice.randrange(5_000, 900_000) * 100, at, state, ends)


def _skewed(dice: random.Random, mean: int, most: int) -> int:
    return min(int(dice.expovariate(1 / mean)), most)
