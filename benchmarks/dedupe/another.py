"""A second generator of customers with known truth, by another hand: raw cells, as people type them into a sheet.

It knows nothing of how duplicates are found, nor of the first generator; rows go through the import like any file.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from benchmarks.dedupe import another_words as words
from benchmarks.dedupe.another_slips import Slips

HEADERS = ("公司名称", "联系人", "职位", "手机", "电话", "邮箱", "微信", "城市", "地址", "备注")
JUNK_MOBILE = ("13800138000", "13800000000", "无", "0000", "-", "12345678901", "13888888888")
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


class Another:
    """Rows from a seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(f"another-{seed}")
        self.slips = Slips(self.dice)
        self.sheet = Sheet()
        self.entities = 0
        self.names: set[str] = set()
        self.hard = (
            self.switchboard, self.agent, self.family, self.look_alike, self.other_town, self.group, self.branches,
            self.namesakes, self.near_numbers, self.taken_over, self.chain, self.numbered, self.masked_twins,
            self.same_boss, self.changed_job, self.abroad_alike, self.shared_mailbox, self.sound_alike,
        )  # fmt: skip

    def file(self, size: int) -> Sheet:
        """A sheet of about `size` rows, in no order."""
        while len(self.sheet.rows) < size:
            roll = self.dice.random()
            if roll < 0.035:
                self.dice.choice(self.hard)()
            elif roll < 0.72:
                self.some_firm(self.firm())
            elif roll < 0.92:
                self.some_person()
            else:
                self.some_foreigner()
        self.dice.shuffle(self.sheet.rows)
        return self.sheet

    # whom there is

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
        domain = f"{latin}{dice.choice(('', '', dice.choice(('tech', 'cn', 'group', 'china'))))}.{dice.choice(('com', 'cn', 'com.cn'))}"
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

    # easy ones: who is written down, once or more

    def some_firm(self, firm: Firm, *, people: list[Person] | None = None, times: int = 0) -> int:
        """A firm, each time with one of its people."""
        entity = self.next()
        people = people or [self.person() for _ in range(self.dice.choice((1, 1, 1, 2)))]
        for n in range(times or self.times()):
            person = people[0] if self.dice.random() < 0.8 else self.dice.choice(people)
            self.write(entity, firm, person, again=n > 0)
        return entity

    def some_person(self) -> int:
        """Somebody without a firm."""
        entity, person = self.next(), self.person()
        town = self.dice.randrange(len(words.TOWNS))
        for n in range(self.times()):
            self.write(entity, None, person, again=n > 0, town=town)
        return entity

    def write(self, entity: int, firm: Firm | None, person: Person | None, *, again: bool = False, town: int = -1) -> None:
        """A row of them, with slips when it is not the first."""
        self.sheet.rows.append(self.slips.row(entity, firm, person, again=again, town=firm.town if firm else town))

    def put(self, entity: int, signs: str = "", **cells: str) -> None:
        """A row given cell by cell: name, contact, job, mobile, phone, email, wechat, city, address."""
        keys = ("name", "contact", "job", "mobile", "phone", "email", "wechat", "city", "address")
        values = tuple(cells.get(key, "") for key in keys)
        self.sheet.rows.append(Row(entity, (*values, ""), frozenset(signs.split())))

    def some_foreigner(self) -> int:
        """A firm abroad and its buyer."""
        dice, entity = self.dice, self.next()
        first, last = dice.choice(words.FIRST), dice.choice(words.LAST)
        city, code = dice.choice(words.ABROAD)
        coined = f"{dice.choice(words.COINED)}{dice.choice(('', dice.choice('abdeklmnrstz') + dice.choice('aeio')))} {dice.choice(words.LAST)}"
        trade, form = dice.choice(words.FIELDS), dice.choice(words.FORMS)
        mail = f"{first.lower()}.{last.lower()}@{coined.replace(' ', '').lower()}{dice.randint(1, 99)}.com"
        phone = f"+{code} {dice.randint(200, 999)} {dice.randint(200, 999)} {dice.randint(1000, 9999)}"
        for n in range(self.times()):
            signs = f"firm:{entity} person:{entity}"
            name, contact = f"{coined} {trade} {form}", f"{first} {last}"
            if n:
                name = dice.choice((name, f"{coined} {trade}", name.upper(), f"{coined} {trade}, {dice.choice(words.FORMS)}"))
                contact = dice.choice((contact, f"{last}, {first}", f"{words.SHORT.get(first, first)} {last}", first, f"Mr {last}"))
            keep_mail, keep_phone = dice.random() < 0.8, dice.random() < 0.7
            shown = phone if n == 0 or dice.random() < 0.6 else phone.replace(" ", dice.choice(("-", "", ".")))
            signs += f" email:{mail}" * keep_mail + f" mobile:{phone}" * keep_phone
            self.put(entity, signs, name=name, contact=contact, email=mail if keep_mail else "", phone=shown if keep_phone else "", city=city)
        return entity

    # hard ones: not the same, whatever it looks like

    def switchboard(self) -> None:
        """Tenants of one house behind one landline."""
        first = self.firm()
        people = [self.person(self.dice.choice("王李")) for _ in range(self.dice.randint(3, 6))]
        for one in people:
            self.some_firm(replace(self.firm(), landline=first.landline, town=first.town, address=first.address), people=[one])

    def agent(self) -> None:
        """A bookkeeper who stands as contact of many firms, with their own number."""
        clerk = self.person()
        known = [self.some_firm(self.firm(), people=[clerk], times=1) for _ in range(self.dice.randint(3, 12))]
        self.look(*known)

    def family(self) -> None:
        """Two of one household: a landline and an address, sometimes one mobile or mailbox."""
        town = self.dice.randrange(len(words.TOWNS))
        line, address, one = self.landline(town), f"{self.dice.choice(words.ROADS)}{self.dice.randint(1, 99)}号2单元301", self.person()
        other = self.person(one.surname)
        other = replace(other, mobile=one.mobile) if self.dice.random() < 0.3 else other
        pair = [self.next(), self.next()]
        for entity, who in zip(pair, (one, other), strict=True):
            self.put(entity, contact=who.name, mobile=who.mobile, phone=line, city=words.TOWNS[town][1], address=address)
        self.look(*pair)

    def look_alike(self) -> None:
        """The same brand and town, another word in the middle, or another trade."""
        one = self.firm()
        word = self.dice.choice(("发展", "实业", "国际", "控股", "服务"))
        other = replace(one, trade=self.dice.choice((one.trade + word, self.dice.choice(list(words.TRADES)))), domain=f"x{one.domain}")
        other = replace(other, landline=self.landline(one.town), address="")
        if other.trade != one.trade:
            self.look(self.some_firm(one), self.some_firm(other))

    def other_town(self) -> None:
        """The same words in another town, said in the name or only in the column."""
        one = self.firm()
        town = (one.town + self.dice.randint(1, 20)) % len(words.TOWNS)
        other = replace(one, town=town, landline=self.landline(town), domain=f"y{one.domain}", address="科苑路8号")
        self.look(self.some_firm(one), self.some_firm(other))

    def group(self) -> None:
        """A group or joint-stock company beside its limited company: one switchboard, one mailbox."""
        one = replace(self.firm(), legal="有限公司")
        other = replace(one, legal=self.dice.choice(("集团有限公司", "股份有限公司", "控股集团有限公司")))
        boss = [self.person()]
        self.look(self.some_firm(one, people=boss), self.some_firm(other, people=self.dice.choice((boss, None))))

    def branches(self) -> None:
        """Branches of one firm, and its head office."""
        head = self.firm()
        towns = self.dice.sample(range(len(words.TOWNS)), 3)
        known = [self.some_firm(head, times=1)]
        boss = self.person()
        for town in towns:
            where = words.TOWNS[town][1]
            branch = replace(head, extra=self.dice.choice((f"{where}分公司", f"（{where}）分公司", f"{where}办事处")))
            people = [boss] if self.dice.random() < 0.3 else [self.person()]
            known.append(self.some_firm(replace(branch, landline=self.landline(town)), people=people, times=1))
        self.look(*known)

    def namesakes(self) -> None:
        """One name, two people, in one town; at two firms or at none."""
        one = self.person()
        other = replace(self.person(), surname=one.surname, given=one.given)
        town = self.dice.randrange(len(words.TOWNS))
        for who in (one, other):
            if self.dice.random() < 0.5:
                self.some_firm(replace(self.firm(), town=town), people=[who], times=1)
            else:
                self.write(self.next(), None, who, town=town)

    def near_numbers(self) -> None:
        """Numbers bought together: one digit apart."""
        one = self.person()
        other = replace(self.person(one.surname), mobile=one.mobile[:-1] + str((int(one.mobile[-1]) + 1) % 10))
        town = self.dice.randrange(len(words.TOWNS))
        for who in (one, other):
            self.write(self.next(), None, who, town=town)

    def taken_over(self) -> None:
        """A number that somebody else has now."""
        one = self.person()
        other = replace(self.person(), mobile=one.mobile)
        self.look(self.some_firm(self.firm(), people=[one], times=1), self.some_firm(self.firm(), people=[other], times=1))

    def chain(self) -> None:
        """Shops of one chain: one hotline, one mailbox, one name."""
        chain, hotline = self.dice.choice(words.CHAINS), f"400-{self.dice.randint(100, 999)}-{self.dice.randint(1000, 9999)}"
        town = words.TOWNS[self.dice.randrange(len(words.TOWNS))][1]
        owner, known = self.person(), []
        for place in self.dice.sample(words.PLACES, 4):
            keeper = owner if self.dice.random() < 0.4 else self.person()
            name = self.dice.choice((f"{chain}({place}店)", f"{chain}{place}店", f"{chain}（{town}{place}店）"))
            known.append(self.next())
            self.put(known[-1], name=name, contact=keeper.name, mobile=keeper.mobile, phone=hotline, city=town)
        self.look(*known)

    def numbered(self) -> None:
        """Schools, hospitals and crews that a number tells apart."""
        town, form = self.dice.randrange(len(words.TOWNS)), self.dice.choice(words.NUMBERED)
        line, keeper = self.landline(town), self.person()
        known = []
        for numeral in self.dice.sample(words.NUMERALS, 3):
            numeral = str(words.NUMERALS.index(numeral) + 1) if form.startswith("{}") else numeral
            who = keeper if self.dice.random() < 0.3 else self.person()
            known.append(self.next())
            self.put(known[-1], name=f"{words.TOWNS[town][1]}市{form.format(numeral)}", contact=who.name, mobile=who.mobile, phone=line)
        self.look(*known)

    def masked_twins(self) -> None:
        """Two people whose masks are equal."""
        one = self.person()
        for _ in range(2):
            masked = f"{one.mobile[:3]}****{one.mobile[-4:]}"
            name = one.surname + "*" * len(one.given)
            self.put(self.next(), contact=name, mobile=masked, city=words.TOWNS[self.dice.randrange(len(words.TOWNS))][1])

    def same_boss(self) -> None:
        """One owner, two firms: same person, same mobile, other names."""
        boss = self.person()
        one = self.firm()
        other = replace(self.firm(), town=one.town, landline=one.landline, address=one.address)
        self.look(self.some_firm(one, people=[boss]), self.some_firm(other, people=[boss]))

    def changed_job(self) -> None:
        """Somebody who took their number along to another firm."""
        who = self.person()
        self.look(self.some_firm(self.firm(), people=[who], times=1), self.some_firm(self.firm(), people=[who], times=1))

    def abroad_alike(self) -> None:
        """Firms abroad that share most words and a buyer's name."""
        coined, first, last = f"{self.dice.choice(words.COINED)} {self.dice.choice(words.LAST)}", self.dice.choice(words.FIRST), self.dice.choice(words.LAST)
        for trade in self.dice.sample(words.FIELDS, 2):
            (city, _), entity = self.dice.choice(words.ABROAD), self.next()
            self.put(entity, name=f"{coined} {trade} {self.dice.choice(words.FORMS)}", contact=f"{first} {last}", city=city,
                     email=f"{first.lower()}{self.dice.randint(1, 999)}@{trade.lower()}{entity}.com")  # fmt: skip

    def shared_mailbox(self) -> None:
        """Sister firms that write from one mailbox."""
        one = self.firm()
        other = replace(self.firm(), domain=one.domain, town=one.town)
        known = []
        for firm in (one, other):
            who = self.person()
            known.append(self.next())
            self.put(known[-1], name=firm.name, contact=who.name, mobile=who.mobile, email=f"info@{one.domain}")
        self.look(*known)

    def sound_alike(self) -> None:
        """Firms or people that only sound alike."""
        one = self.firm()
        brand = self.slips.homophone(one.brand)
        if brand != one.brand:
            other = replace(one, brand=brand, landline=self.landline(one.town), domain=f"z{one.domain}", address="")
            self.look(self.some_firm(one, times=1), self.some_firm(other, times=1))

    def look(self, *entities: int) -> None:
        """Nobody may join these unasked; to ask is no mistake."""
        self.sheet.akin.update((a, b) for a in entities for b in entities if a < b)


def tellable(one: Row, other: Row) -> bool:
    """Whether somebody who reads both rows of one entity could say so."""
    shared = one.signs & other.signs
    kinds = {sign.split(":")[0] for sign in shared}
    if kinds & {"mobile", "email", "wechat", "fullfirm"}:
        return True
    return "person" in kinds and bool(kinds & {"firm", "landline", "brand", "near"}) or {"firm", "landline"} <= kinds
