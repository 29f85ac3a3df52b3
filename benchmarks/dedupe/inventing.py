"""Customers with known truth: who they are, how the same one is written down again, and who only looks the same.

Nothing here knows how duplicates are found. The same seed gives the same customers.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from benchmarks.dedupe import words
from benchmarks.dedupe.record import Invented, Record, can_be_told

AGAIN = 0.18  # of the entities are written down more than once
PERSONS = 0.3  # of the entities are persons without a company


class Inventor:
    """Invents customers.

    Args:
        seed: another one gives another file.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.made = Invented()
        self.firms: list[tuple[str, str, str, str, Record]] = []

    def file(self, count: int) -> Invented:
        """About `count` records, shuffled."""
        while len(self.made.records) < count:
            self.made.records.extend(self._some())
        self.random.shuffle(self.made.records)
        return self.made

    def _some(self) -> Iterator[Record]:
        """One entity with what is written of it, and now and then somebody who only looks like it."""
        person = self.random.random() < PERSONS
        one = self._person() if person else self._firm()
        yield one
        if self.random.random() < AGAIN:
            for _ in range(self.random.choice((1, 1, 1, 2, 3))):
                yield self._again(one)
        yield from self._look_alikes(one)

    # Who they are

    def _entity(self) -> int:
        self.made.entities += 1
        return self.made.entities

    def _mobile(self) -> str:
        return self.random.choice(words.PREFIXES) + f"{self.random.randrange(10**8):08}"

    def _full_name(self) -> str:
        surname = (
            self.random.choice(words.COMPOUND) if self.random.random() < 0.01 else self.random.choice(words.SURNAMES)
        )
        return surname + "".join(self.random.choices(words.GIVEN, k=self.random.choice((1, 2, 2))))

    def _letters(self, n: int) -> str:
        return "".join(self.random.choices("abcdefghjkmnpqrstuvwxyz", k=n))

    def _person(self) -> Record:
        city, _, area = self.random.choice(words.CITIES)
        name = self._full_name()
        mobile = self._mobile()
        return Record(
            self._entity(), "person", name, name, mobile,
            landline=self._line(area) if self.random.random() < 0.1 else "",
            email=self._free_mail(mobile) if self.random.random() < 0.4 else "",
            wechat=self._wechat(mobile),
            city=city,
            address=self._address(city) if self.random.random() < 0.15 else "",
        )  # fmt: skip

    def _firm(self) -> Record:
        city, province, area = self.random.choice(words.CITIES)
        brand = "".join(self.random.choices(words.SIGNS, k=self.random.choice((2, 2, 2, 3, 4))))
        trade, form = self.random.choice(words.TRADES), self.random.choice(words.FORMS)
        region = self.random.choice((city, city + "市", province + city + "市", f"({city})", ""))
        name = f"{brand}{region}{trade}{form}" if region.startswith("(") else f"{region}{brand}{trade}{form}"
        mobile = self._mobile()
        domain = f"{self._letters(self.random.randint(4, 9))}.{self.random.choice(('com', 'cn', 'com.cn'))}"
        roll = self.random.random()
        email = f"{self._letters(6)}@{domain}" if roll < 0.35 else self._free_mail(mobile) if roll < 0.5 else ""
        one = Record(
            self._entity(), "company", name, self._full_name(), mobile,
            landline=self._line(area) if self.random.random() < 0.5 else "",
            email=email, wechat=self._wechat(mobile), city=city,
            address=self._address(city) if self.random.random() < 0.3 else "",
        )  # fmt: skip
        self.firms.append((brand, trade, form, city, one))
        return one

    def _line(self, area: str) -> str:
        return f"{area}-{self.random.randrange(2, 9)}{self.random.randrange(10**7):07}"

    def _free_mail(self, mobile: str) -> str:
        local = mobile if self.random.random() < 0.3 else self._letters(7) + str(self.random.randrange(1000))
        return f"{local}@{self.random.choice(words.FREE)}"

    def _wechat(self, mobile: str) -> str:
        roll = self.random.random()
        return mobile if roll < 0.25 else "wx" + self._letters(8) if roll < 0.4 else ""

    def _address(self, city: str) -> str:
        street = self.random.choice(words.STREETS)
        return f"{city}市{street}{self.random.randrange(1, 999)}号{self.random.randrange(1, 40)}楼"

    # The same one again

    def _again(self, one: Record) -> Record:
        """Another record of the same entity, from which a person could still tell that it is the same."""
        while True:
            other = replace(
                one,
                name=self._company_again(one.name) if one.kind == "company" else one.name,
                contact=self._name_again(one.contact, company=one.kind == "company"),
                mobile=self._mobile_again(one.mobile),
                landline=one.landline if self.random.random() < 0.6 else "",
                email=one.email if self.random.random() < 0.6 else "",
                wechat=one.wechat if self.random.random() < 0.5 else "",
                city=one.city if self.random.random() < 0.7 else "",
                address=one.address if self.random.random() < 0.5 else "",
            )
            if one.kind == "person":
                other = replace(other, name=other.contact or one.name, contact=other.contact or one.name)
            if can_be_told(one, other):
                return other

    def _company_again(self, name: str) -> str:
        brand, trade, form, city, _ = self.firms[-1]
        english = words.ENGLISH_TRADES.get(trade)
        ways = [
            (30, name),
            (14, f"{brand}{trade}"),
            (10, f"{city}{brand}{trade}{form}"),
            (8, f"{brand}{trade}{form}"),
            (8, name.translate(words.TRADITIONAL)),
            (6, name.translate(words.WIDE)),
            (6, f"{brand}{trade}公司"),
            (6, brand),
            (4, f" {name} "),
            (4, self._homophone(name)),
            (4, self._english(brand, english) if english else name),
        ]
        return self.random.choices([way for _, way in ways], [weight for weight, _ in ways])[0]

    def _english(self, brand: str, trade: str) -> str:
        from crmcli.core.pinyin import readings

        return f"{readings(brand)[0].capitalize()} {trade} Co., Ltd."

    def _homophone(self, text: str) -> str:
        places = [n for n, sign in enumerate(text) if sign in words.HOMOPHONES]
        if not places:
            return text
        n = self.random.choice(places)
        return text[:n] + self.random.choice(words.HOMOPHONES[text[n]]) + text[n + 1 :]

    def _name_again(self, name: str, *, company: bool) -> str:
        ways: list[tuple[int, Callable[[], str]]] = [
            (60, lambda: name),
            (12, lambda: name[0] + self.random.choice(words.TITLES)),
            (6, lambda: name + self.random.choice(("先生", "女士", "经理"))),
            (4, lambda: self._homophone(name)),
            (4, lambda: name.translate(words.TRADITIONAL)),
            (3, lambda: _pinyin(name)),
            (3, lambda: name[0] + "*"),
            (4, lambda: self._full_name() if company else name),  # somebody else of the same firm
            (4, lambda: "" if company else name),
        ]
        return self.random.choices([way for _, way in ways], [weight for weight, _ in ways])[0]()

    def _mobile_again(self, mobile: str) -> str:
        roll = self.random.random()
        if roll < 0.72:
            return mobile
        if roll < 0.77:
            return f"{mobile[:3]}****{mobile[-4:]}"
        if roll < 0.81:
            n = self.random.randrange(3, 11)
            return (
                mobile[:n]
                + self.random.choice([digit for digit in "0123456789" if digit != mobile[n]])
                + mobile[n + 1 :]
            )
        return "" if roll < 0.92 else self._mobile()

    # Others who look the same

    def _look_alikes(self, one: Record) -> Iterator[Record]:
        roll = self.random.random()
        if one.kind == "company":
            yield from self._other_firms(one, roll)
        elif roll < 0.04:  # another bearer of the name in the same city
            yield replace(self._person(), name=one.name, contact=one.name, city=one.city)
        elif roll < 0.06:  # family: same landline and address
            other = self._person()
            name = one.name[0] + other.name[1:]
            yield replace(other, name=name, contact=name, landline=one.landline, address=one.address, city=one.city)
        elif roll < 0.08:  # a number one digit off
            digit = str((int(one.mobile[-1]) + 1) % 10)
            yield replace(self._person(), mobile=one.mobile[:-1] + digit)
        elif roll < 0.083:  # a number given up and taken by somebody else
            yield replace(self._person(), mobile=one.mobile, wechat="")

    def _other_firms(self, one: Record, roll: float) -> Iterator[Record]:
        kinds = (
            (0.03, self._elsewhere),
            (0.05, self._another_trade),
            (0.07, self._group_beside),
            (0.09, self._branches),
            (0.11, self._sounds_alike),
            (0.13, self._tenants),
            (0.14, lambda one: iter([replace(self._firm(), contact=one.contact)])),  # a namesake elsewhere
            (
                0.15,
                lambda one: iter([replace(self._firm(), contact=one.contact, mobile=one.mobile, wechat="")]),
            ),  # moved
            (0.16, self._agent),
        )
        for limit, kind in kinds:
            if roll < limit:
                yield from kind(one)
                return

    def _elsewhere(self, _one: Record) -> Iterator[Record]:
        """The same name in another city."""
        brand, trade, form, city, _ = self.firms[-1]
        other, where = self._firm(), self.random.choice([row[0] for row in words.CITIES if row[0] != city])
        yield replace(other, name=f"{where}{brand}{trade}{form}", city=where)

    def _another_trade(self, _one: Record) -> Iterator[Record]:
        """The same brand in another trade."""
        brand, trade, form, city, _ = self.firms[-1]
        others = [one for one in words.TRADES if one not in trade and trade not in one]
        yield replace(self._firm(), name=f"{city}{brand}{self.random.choice(others)}{form}", city=city)

    def _group_beside(self, one: Record) -> Iterator[Record]:
        """The group beside the firm, reached through one switchboard."""
        brand, trade, form, city, _ = self.firms[-1]
        kind = "集团有限公司" if "股份" not in form else "有限公司"
        yield replace(self._firm(), name=f"{city}{brand}{trade}{kind}", city=city, landline=one.landline)

    def _branches(self, one: Record) -> Iterator[Record]:
        for where in self.random.sample([row[0] for row in words.CITIES], 2):
            yield replace(self._firm(), name=f"{one.name}{where}分公司", city=where, landline=one.landline)

    def _sounds_alike(self, _one: Record) -> Iterator[Record]:
        brand, trade, form, city, _ = self.firms[-1]
        yield replace(self._firm(), name=f"{city}{self._homophone(brand)}{trade}{form}", city=city)

    def _tenants(self, one: Record) -> Iterator[Record]:
        """Tenants of one building behind one switchboard."""
        for _ in range(self.random.randint(1, 6)):
            yield replace(self._firm(), landline=one.landline or self._line("010"), address=one.address)

    def _agent(self, one: Record) -> Iterator[Record]:
        """An agent who registers many firms under one number."""
        for _ in range(self.random.randint(1, 3)):
            yield replace(self._firm(), mobile=one.mobile, wechat="")


def _pinyin(name: str) -> str:
    from crmcli.core.pinyin import readings

    return f"{readings(name[0])[0].capitalize()} {readings(name[1:])[0].capitalize()}"
