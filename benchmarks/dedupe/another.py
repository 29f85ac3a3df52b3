"""A second generator of customers with known truth, by another hand: raw cells, as people type them into a sheet.

It knows nothing of how duplicates are found, nor of the first generator; rows go through the import like any file.
"""

from __future__ import annotations

from benchmarks.dedupe import another_words as words
from benchmarks.dedupe.another_folk import HEADERS, Row, Sheet
from benchmarks.dedupe.another_hard import Hard

__all__ = ["HEADERS", "Another", "Row", "Sheet", "tellable"]


class Another(Hard):
    """Rows from a seed."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
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

    def some_person(self) -> int:
        """Somebody without a firm."""
        entity, person = self.next(), self.person()
        town = self.dice.randrange(len(words.TOWNS))
        for n in range(self.times()):
            self.write(entity, None, person, again=n > 0, town=town)
        return entity

    def some_foreigner(self) -> int:
        """A firm abroad and its buyer."""
        dice, entity = self.dice, self.next()
        first, last = dice.choice(words.FIRST), dice.choice(words.LAST)
        city, code = dice.choice(words.ABROAD)
        coined = self.coined()
        trade, form = dice.choice(words.FIELDS), dice.choice(words.FORMS)
        mail = f"{first.lower()}.{last.lower()}@{coined.replace(' ', '').lower()}{dice.randint(1, 99)}.com"
        phone = f"+{code} {dice.randint(200, 999)} {dice.randint(200, 999)} {dice.randint(1000, 9999)}"
        for n in range(self.times()):
            signs = f"firm:{entity} person:{entity}"
            name, contact = f"{coined} {trade} {form}", f"{first} {last}"
            if n:
                name = dice.choice(
                    (name, f"{coined} {trade}", name.upper(), f"{coined} {trade}, {dice.choice(words.FORMS)}")
                )
                contact = dice.choice(
                    (contact, f"{last}, {first}", f"{words.SHORT.get(first, first)} {last}", first, f"Mr {last}")
                )
            keep_mail, keep_phone = dice.random() < 0.8, dice.random() < 0.7
            shown = phone if n == 0 or dice.random() < 0.6 else phone.replace(" ", dice.choice(("-", "", ".")))
            signs += f" email:{mail}" * keep_mail + f" mobile:{phone}" * keep_phone
            self.put(
                entity,
                signs,
                name=name,
                contact=contact,
                email=mail if keep_mail else "",
                phone=shown if keep_phone else "",
                city=city,
            )
        return entity


def tellable(one: Row, other: Row) -> bool:
    """Whether somebody who reads both rows of one entity could say so."""
    shared = one.signs & other.signs
    kinds = {sign.split(":")[0] for sign in shared}
    if kinds & {"mobile", "email", "wechat", "fullfirm"}:
        return True
    return ("person" in kinds and bool(kinds & {"firm", "landline", "brand", "near"})) or {"firm", "landline"} <= kinds
