"""Whom the second generator knows: people and firms with what is theirs, and the sheet that they are written into."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from benchmarks.dedupe import another_words as words
from benchmarks.dedupe.another_slips import Slips

HEADERS = ("公司名称", "联系人", "职位", "手机", "电话", "邮箱", "微信", "城市", "地址", "备注")
SHARE = 0.22  # of the entities are written down again


@dataclass(frozen=True)
class Person:
    """Somebody real, with what is theirs alone."""

    surname: str
    given: str
    mobile: str
    email: str
    wechat: str

    @property
    def name(self) -> str:
        """As in the passport."""
        return self.surname + self.given


@dataclass(frozen=True)
class Firm:
    """A firm: `name` is its parts joined; `town` is an index of words.TOWNS."""

    brand: str
    trade: str
    legal: str
    town: int
    landline: str
    domain: str
    address: str
    prefixed: bool = True
    extra: str = ""

    @property
    def name(self) -> str:
        """As in the register."""
        town = words.TOWNS[self.town][1] if self.prefixed else ""
        return f"{town}{self.brand}{self.trade}{self.legal}{self.extra}"


@dataclass(frozen=True)
class Row:
    """One line of the sheet.

    Args:
        entity: whom it is about.
        cells: as HEADERS.
        signs: what a reader of this row still has of the truth, for `tellable`.
    """

    entity: int
    cells: tuple[str, ...]
    signs: frozenset[str]


@dataclass
class Sheet:
    """All rows; `akin` holds pairs of entities that a person should look at, but nobody may join unasked."""

    rows: list[Row] = field(default_factory=list)
    akin: set[tuple[int, int]] = field(default_factory=set)


class Folk:
    """People and firms from a seed; each is somebody else."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(f"another-{seed}")
        self.slips = Slips(self.dice)
        self.sheet = Sheet()
        self.entities = 0
        self.names: set[str] = set()

    def person(self, surname: str = "") -> Person:
        """Somebody new."""
        dice = self.dice
        surname = surname or dice.choice(list(words.SURNAMES))
        if dice.random() < 0.6:
            surname = dice.choice("张王李刘陈杨赵黄周吴")
        given = "".join(dice.choices(list(words.GIVEN), k=dice.choice((1, 2, 2))))
        tail = str(dice.randint(60, 99999))
        latin = words.SURNAMES[surname] + "".join(words.GIVEN[one] for one in given)
        provider = dice.choice(words.PROVIDERS)
        local = str(dice.randint(10**7, 10**10)) if provider == "qq.com" else f"{latin}{tail}"
        wechat = dice.choice((f"{latin[:6]}_{tail}", f"wx{dice.randint(10**6, 10**9)}", f"{latin}{tail}"))
        return Person(surname, given, self.mobile(), f"{local}@{provider}", wechat)

    def mobile(self) -> str:
        """Eleven digits of nobody else."""
        return self.dice.choice(words.HEADS) + f"{self.dice.randint(0, 10**8 - 1):08}"

    def landline(self, town: int) -> str:
        """Area code, dash, number."""
        code = words.TOWNS[town][2]
        digits = 8 if len(code) == 3 or code in ("0755", "0571", "0512", "0769", "0757", "0532") else 7
        return f"{code}-{self.dice.randint(2, 8)}{self.dice.randint(0, 10 ** (digits - 1) - 1):0{digits - 1}}"

    def firm(self) -> Firm:
        """A firm whose brand in its town and trade is its own."""
        dice = self.dice
        while True:
            syllables = dice.choices(list(words.BRANDS), k=dice.choice((2, 2, 2, 3)))
            town, trade = dice.randrange(len(words.TOWNS)), dice.choice(list(words.TRADES))
            brand = "".join(syllables)
            if brand not in self.names and len(set(syllables)) > 1:
                break
        self.names.add(brand)
        latin = "".join(words.BRANDS[one] for one in syllables)
        domain = (
            f"{latin}{dice.choice(('', '', '', 'tech', 'cn', 'group', 'china'))}.{dice.choice(('com', 'cn', 'com.cn'))}"
        )
        address = f"{dice.choice(words.ROADS)}{dice.randint(1, 999)}号"
        legal = dice.choice(words.LEGAL)
        return Firm(brand, trade, legal, town, self.landline(town), domain, address, dice.random() < 0.85)

    def next(self) -> int:
        """The next entity."""
        self.entities += 1
        return self.entities

    def times(self) -> int:
        """How often an entity is written down."""
        return 1 + (self.dice.choice((1, 1, 1, 2, 3)) if self.dice.random() < SHARE else 0)

    def coined(self) -> str:
        """Two or three words that only one firm abroad bears."""
        while True:
            made = f"{self.dice.choice(words.COINED)} {self.dice.choice(words.LAST)}"
            made += self.dice.choice(("", f" {self.dice.choice(words.FIRST)}", f" {self.dice.choice(words.LAST)}"))
            if made not in self.names:
                self.names.add(made)
                return made

    def write(
        self, entity: int, firm: Firm | None, person: Person | None, *, again: bool = False, town: int = -1
    ) -> None:
        """A row of them, with slips when it is not the first."""
        self.sheet.rows.append(self.slips.row(entity, firm, person, again=again, town=firm.town if firm else town))

    def put(self, entity: int, signs: str = "", **cells: str) -> None:
        """A row given cell by cell: name, contact, job, mobile, phone, email, wechat, city, address."""
        keys = ("name", "contact", "job", "mobile", "phone", "email", "wechat", "city", "address")
        values = tuple(cells.get(key, "") for key in keys)
        self.sheet.rows.append(Row(entity, (*values, ""), frozenset(signs.split())))

    def look(self, *entities: int) -> None:
        """Nobody may join these unasked; to ask is no mistake."""
        self.sheet.akin.update((a, b) for a in entities for b in entities if a < b)

    def some_firm(self, firm: Firm, *, people: list[Person] | None = None, times: int = 0) -> int:
        """A firm, each time with one of its people."""
        entity = self.next()
        people = people or [self.person() for _ in range(self.dice.choice((1, 1, 1, 2)))]
        for n in range(times or self.times()):
            person = people[0] if self.dice.random() < 0.8 else self.dice.choice(people)
            self.write(entity, firm, person, again=n > 0)
        return entity
