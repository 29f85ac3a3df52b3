"""What makes the second generator hard: customers that are two, whatever they look like."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.dedupe import another_words as words
from benchmarks.dedupe.another_folk import Folk


class Hard(Folk):
    """Groups of rows that only look the same; `look` marks those that a person should see."""

    def switchboard(self) -> None:
        """Tenants of one house behind one landline."""
        first = self.firm()
        people = [self.person(self.dice.choice("王李")) for _ in range(self.dice.randint(3, 6))]
        for one in people:
            self.some_firm(
                replace(self.firm(), landline=first.landline, town=first.town, address=first.address), people=[one]
            )

    def agent(self) -> None:
        """A bookkeeper who stands as contact of many firms, with their own number."""
        clerk = self.person()
        known = [self.some_firm(self.firm(), people=[clerk], times=1) for _ in range(self.dice.randint(3, 12))]
        self.look(*known)

    def family(self) -> None:
        """Two of one household: a landline and an address, sometimes one mobile or mailbox."""
        town = self.dice.randrange(len(words.TOWNS))
        line, address, one = (
            self.landline(town),
            f"{self.dice.choice(words.ROADS)}{self.dice.randint(1, 99)}号2单元301",
            self.person(),
        )
        other = self.person(one.surname)
        other = replace(other, mobile=one.mobile) if self.dice.random() < 0.3 else other
        pair = [self.next(), self.next()]
        for entity, who in zip(pair, (one, other), strict=True):
            self.put(
                entity, contact=who.name, mobile=who.mobile, phone=line, city=words.TOWNS[town][1], address=address
            )
        self.look(*pair)

    def look_alike(self) -> None:
        """The same brand and town, another word in the middle, or another trade."""
        one = self.firm()
        word = self.dice.choice(("发展", "实业", "国际", "控股", "服务"))
        other = replace(
            one,
            trade=self.dice.choice((one.trade + word, self.dice.choice(list(words.TRADES)))),
            domain=f"x{one.domain}",
        )
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
        self.look(
            self.some_firm(self.firm(), people=[one], times=1), self.some_firm(self.firm(), people=[other], times=1)
        )

    def chain(self) -> None:
        """Shops of one chain: one hotline, one mailbox, one name."""
        chain, hotline = (
            self.dice.choice(words.CHAINS),
            f"400-{self.dice.randint(100, 999)}-{self.dice.randint(1000, 9999)}",
        )
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
        numerals = words.NUMERALS if not form.startswith("{}") else [str(self.dice.randint(1, 999)) for _ in range(9)]
        names = {f"{words.TOWNS[town][1]}市{form.format(one)}" for one in self.dice.sample(numerals, 3)}
        for name in sorted(names - self.names):
            self.names.add(name)
            who = keeper if self.dice.random() < 0.3 else self.person()
            known.append(self.next())
            self.put(known[-1], name=name, contact=who.name, mobile=who.mobile, phone=line)
        self.look(*known)

    def masked_twins(self) -> None:
        """Two people whose masks are equal."""
        one = self.person()
        for _ in range(2):
            masked = f"{one.mobile[:3]}****{one.mobile[-4:]}"
            name = one.surname + "*" * len(one.given)
            self.put(
                self.next(), contact=name, mobile=masked, city=words.TOWNS[self.dice.randrange(len(words.TOWNS))][1]
            )

    def same_boss(self) -> None:
        """One owner, two firms: same person, same mobile, other names."""
        boss = self.person()
        one = self.firm()
        other = replace(self.firm(), town=one.town, landline=one.landline, address=one.address)
        self.look(self.some_firm(one, people=[boss]), self.some_firm(other, people=[boss]))

    def changed_job(self) -> None:
        """Somebody who took their number along to another firm."""
        who = self.person()
        self.look(
            self.some_firm(self.firm(), people=[who], times=1), self.some_firm(self.firm(), people=[who], times=1)
        )

    def abroad_alike(self) -> None:
        """Firms abroad that share most words and a buyer's name."""
        coined, first, last = self.coined(), self.dice.choice(words.FIRST), self.dice.choice(words.LAST)
        for trade in self.dice.sample(words.FIELDS, 2):
            (city, _), entity = self.dice.choice(words.ABROAD), self.next()
            name, mail = (
                f"{coined} {trade} {self.dice.choice(words.FORMS)}",
                f"{first.lower()}{entity}@{trade.lower()}.net",
            )
            self.put(entity, name=name, contact=f"{first} {last}", city=city, email=mail)

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
