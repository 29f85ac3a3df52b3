"""How the second generator writes a row: which cells are filled, and what goes wrong in them."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from benchmarks.dedupe import another_words as words

if TYPE_CHECKING:
    from benchmarks.dedupe.another_folk import Firm, Person, Row

WIDE = str.maketrans("0123456789-()", "０１２３４５６７８９－（）")
JUNK = ("13800138000", "13800000000", "无", "0000", "-", "12345678901", "13888888888", "暂无")


class Slips:
    """Cells from what is true."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice

    def chance(self, share: float) -> bool:
        """True in `share` of the cases."""
        return self.dice.random() < share

    def row(self, entity: int, firm: Firm | None, person: Person | None, *, again: bool, town: int) -> Row:
        """A row; the first of an entity is mostly as it should be."""
        from benchmarks.dedupe.another_folk import Row

        signs: set[str] = set()
        bad = 0.0 if not again else 1.0
        name = self._name(firm, bad, signs, entity) if firm else ""
        contact = self._contact(person, bad, signs) if person else ""
        mobile, phone = self._numbers(firm, person, bad, signs)
        email = self._email(firm, person, bad, signs)
        wechat = self._wechat(person, bad, signs)
        if (
            not signs & {sign for sign in signs if sign.split(":")[0] in ("mobile", "email", "wechat", "landline")}
            and person
        ):
            mobile = person.mobile  # nobody keeps a customer without a way to reach them
            signs.add(f"mobile:{person.mobile}")
        where = words.TOWNS[town]
        city = where[1] if self.chance(0.7) else self.dice.choice(("", where[1] + "市", where[0] + where[1]))
        address = f"{where[1]}{firm.address}" if firm and firm.address and self.chance(0.4) else ""
        job = self.dice.choice(words.JOBS) if self.chance(0.3) else ""
        cells = (name, contact, job, mobile, phone, email, wechat, city, address, "")
        return Row(entity, cells, frozenset(signs))

    def _name(self, firm: Firm, bad: float, signs: set[str], entity: int) -> str:
        roll = self.dice.random() if bad else 1.0
        brand = firm.brand
        if roll < 0.05:
            return ""  # only the person was noted
        if roll < 0.09:
            signs.add(f"brand:{entity}")
            return brand + firm.extra
        if roll < 0.14:
            signs.add(f"brand:{entity}")
            return self._english(firm)
        if roll < 0.20:
            brand = self.homophone(brand)
            signs.add(f"firm:{entity}")
        elif roll < 0.23:
            brand = self._looks(brand)
            signs.add(f"firm:{entity}")
        elif roll < 0.25:
            signs.add(f"firm:{entity}")
            return firm.name[:-1] if len(firm.name) > 5 and not firm.extra else firm.name  # a letter short
        else:
            signs.update((f"firm:{entity}", f"brand:{entity}"))
            if firm.trade:
                signs.add(f"fullfirm:{entity}")
        return self._dressed(firm, brand, bad)

    def _dressed(self, firm: Firm, brand: str, bad: float) -> str:
        province, town, _, _ = words.TOWNS[firm.town]
        dice, legal = self.dice, firm.legal
        front = town if firm.prefixed else ""
        if bad:
            front = dice.choice(
                (
                    front,
                    front,
                    "",
                    f"{town}市",
                    f"{province}省{town}市" if province else f"{town}市",
                    f"{province}{town}",
                )
            )
            if not firm.extra and legal.startswith("有限"):
                legal = dice.choice((legal, legal, "", "有限公司", "公司", "有限责任公司"))
        core = f"{brand}{firm.trade}"
        name = f"{brand}({town}){firm.trade}{legal}" if bad and self.chance(0.08) else f"{front}{core}{legal}"
        name += firm.extra
        if bad and self.chance(0.07):
            name = traditional(name)
        if bad and self.chance(0.05):
            name = dice.choice(
                (f" {name}", f"{name}　", f"{name}（老客户）", name.replace("公司", "公司 "), f"{name}。")
            )
        return name

    def _english(self, firm: Firm) -> str:
        latin = "".join(words.BRANDS[one] for one in firm.brand).capitalize()
        town = words.TOWNS[firm.town][3]
        trade = words.TRADES.get(firm.trade, "Trading")
        form = self.dice.choice(("Co., Ltd.", "Co.,Ltd", "CO., LTD", "Co. Ltd", "Limited", ""))
        return self.dice.choice(
            (f"{town} {latin} {trade} {form}", f"{latin} {trade} {form}", f"{town} {latin} {trade} {form}".upper())
        ).strip()

    def _contact(self, person: Person, bad: float, signs: set[str]) -> str:
        roll = self.dice.random() if bad else self.dice.uniform(0.45, 1.0)
        if roll < 0.06:
            return ""
        signs.add(f"person:{person.name}{person.mobile}")
        ways: tuple[tuple[float, Callable[[], str]], ...] = (
            (0.20, lambda: person.surname + self.dice.choice(words.TITLES)),
            (0.23, lambda: self.dice.choice(("小", "老")) + person.surname),
            (0.32, lambda: self._latin_name(person)),
            (0.36, lambda: person.surname + self.homophone(person.given)),
            (0.39, lambda: traditional(person.name)),
            (0.42, lambda: person.name + self.dice.choice(("（采购）", " 经理", "总", "先生", "(David)", ""))),
            (0.44, lambda: person.surname + "*" * len(person.given)),
        )
        return next((write() for share, write in ways if roll < share), person.name)

    def _latin_name(self, person: Person) -> str:
        last = words.SURNAMES[person.surname].capitalize()
        first = "".join(words.GIVEN[one] for one in person.given).capitalize()
        forms = (
            f"{last} {first}",
            f"{first} {last}",
            f"{last}{first}".lower(),
            f"{self.dice.choice(words.FIRST)} {last}",
        )
        return self.dice.choice(forms)

    def _numbers(self, firm: Firm | None, person: Person | None, bad: float, signs: set[str]) -> tuple[str, str]:
        mobile = self._mobile_cell(person, bad, signs) if person else self.dice.choice(("", JUNK[0]))
        phone = ""
        if mobile and bad and self.chance(0.08):
            mobile = self.dice.choice(("{0}/{1}", "{1}、{0}", "{0} 或 {1}")).format(mobile, self._any())
        if firm and self.chance(0.45):
            phone = self._landline(firm.landline)
            signs.add(f"landline:{firm.landline}")
        if person and not mobile and self.chance(0.2):
            phone = f"{phone}；{person.mobile}" if phone else person.mobile
            signs.add(f"mobile:{person.mobile}")
        return mobile, phone

    def _mobile_cell(self, person: Person, bad: float, signs: set[str]) -> str:
        roll = self.dice.random()
        if roll < 0.72:
            signs.add(f"mobile:{person.mobile}")
            return self._mobile(person.mobile)
        if roll < 0.79 and (bad or roll >= 0.76):
            signs.add(f"near:{person.mobile}")
            return self._digit(person.mobile) if roll < 0.76 else f"{person.mobile[:3]}****{person.mobile[-4:]}"
        if roll < 0.83:
            return self.dice.choice(JUNK)
        return self._any() if roll < 0.87 and bad else ""

    def _any(self) -> str:
        return self.dice.choice(words.HEADS) + f"{self.dice.randint(0, 10**8 - 1):08}"

    def _mobile(self, number: str) -> str:
        a, b, c = number[:3], number[3:7], number[7:]
        return self.dice.choice((
            number, number, number, number, number, f"{a}-{b}-{c}", f"{a} {b} {c}", f"+86 {number}", f"+86{number}",
            f"0086{number}", f"86-{number}", f"{number}.0", number.translate(WIDE), f"手机：{number}",
            f"{number}（微信同号）", f"(+86){a} {b} {c}", f"'{number}", f"{number} ",
        ))  # fmt: skip

    def _landline(self, number: str) -> str:
        code, line = number.split("-")
        return self.dice.choice((
            number, number, f"({code}){line}", f"{code} {line}", f"{code}{line}",
            f"{number}-80{self.dice.randint(1, 9)}", f"{number}转{self.dice.randint(100, 999)}",
            f"+86 {code[1:]} {line[:4]} {line[4:]}", number.translate(WIDE), f"Tel:{number}", f"（{code}）{line}",
        ))  # fmt: skip

    def _digit(self, number: str) -> str:
        at = self.dice.randrange(3, 11)
        if self.chance(0.4) and at < 10 and number[at] != number[at + 1]:
            return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        return number[:at] + str((int(number[at]) + self.dice.randint(1, 9)) % 10) + number[at + 1 :]

    def _email(self, firm: Firm | None, person: Person | None, bad: float, signs: set[str]) -> str:
        roll = self.dice.random()
        if person is None or roll > 0.5:
            return ""
        own = person.email
        if firm and not firm.extra and roll < 0.25:
            own = (
                f"{person.email.split('@')[0]}@{firm.domain}"
                if not person.email[0].isdigit()
                else f"m{person.email[:5]}@{firm.domain}"
            )
        if roll < 0.03:
            return self.dice.choice(("无", "a@a.com", "test@test.com", "1@1.com"))
        if bad and roll < 0.06:
            local, domain = own.split("@")
            return self.dice.choice(
                (f"{local}@{domain.replace('.com', '.con')}", f"{local[:-1]}@{domain}", own.replace("gmail", "gmial"))
            )
        signs.add(f"email:{own}")
        return self.dice.choice(
            (own, own, own, own.upper(), own.replace("@", "＠"), f" {own}", f"邮箱:{own}", f"<{own}>")
        )

    def _wechat(self, person: Person | None, bad: float, signs: set[str]) -> str:
        roll = self.dice.random()
        if person is None or roll > 0.4:
            return ""
        if roll < 0.05:
            return self.dice.choice(("无", "有", "已加", "微信"))
        if roll < 0.1:
            signs.add(f"mobile:{person.mobile}")
            return person.mobile
        signs.add(f"wechat:{person.wechat}")
        return self.dice.choice((person.wechat, person.wechat, person.wechat.upper(), f"微信：{person.wechat}"))

    def homophone(self, text: str) -> str:
        """One character written as another of the same sound."""
        return self._other(text, words.SOUNDS)

    def _looks(self, text: str) -> str:
        return self._other(text, words.LOOKS)

    def _other(self, text: str, groups: list[str]) -> str:
        at = [n for n, one in enumerate(text) if any(one in group for group in groups)]
        if not at:
            return text
        place = self.dice.choice(at)
        group = next(group for group in groups if text[place] in group)
        return text[:place] + self.dice.choice([one for one in group if one != text[place]]) + text[place + 1 :]


def traditional(text: str) -> str:
    """As written in Taiwan or Hong Kong."""
    return "".join(words.TRADITIONAL.get(one, one) for one in text)
