"""Pairs of customers written by hand, judged as an experienced sales assistant would; duplicate_pairs.tsv has them.

One line is one pair: verdict, why, and both rows of a sheet as they were typed. "auto" has to be merged without asking,
"same" has to be found, "review" has to be asked about, "different" must not be merged unasked; most of these are not
even shown. % stands for the number of the line, so that the pairs have nothing to do with each other.
"""

from __future__ import annotations

import csv
from pathlib import Path

from tests.running import Crm

HEADERS = ("公司名称", "联系人", "手机", "电话", "邮箱", "微信", "城市", "地址", "备注")
PAIRS = [line.split("\t") for line in Path(__file__).with_name("duplicate_pairs.tsv").read_text("utf-8").splitlines()]
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ALLOWED = {"auto": {"auto"}, "same": {"auto", "review"}, "review": {"review"}, "different": {"", "review"}}
SHOWN_FOR_NOTHING = 4  # of the different ones


def test_pairs_written_by_hand_are_judged_as_a_sales_assistant_would(crm: Crm, tmp_path: Path) -> None:
    sheet = tmp_path / "pairs.csv"
    with sheet.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(HEADERS)
        for number, (_, _, *sides) in enumerate(PAIRS, 1):
            table.writerows((*_cells(side, number), f"{number}") for side in sides)
    crm.ok(["import", str(sheet), "--on-match", "new", "--yes"])
    number_of = {one["code"]: int(one["note"].split()[0]) for one in crm.ok(["list", "--json"]).json()}
    found = {}
    for pair in crm.ok(["dedupe", "--json"]).json():
        numbers = {number_of[pair["left"]], number_of[pair["right"]]}
        assert len(numbers) == 1, pair  # strangers
        found[numbers.pop()] = pair
    wrong = [
        (found.get(number), *line)
        for number, line in enumerate(PAIRS, 1)
        if found.get(number, {}).get("band", "") not in ALLOWED[line[0]]
    ]
    assert not wrong
    assert sum(line[0] == "different" and number in found for number, line in enumerate(PAIRS, 1)) <= SHOWN_FOR_NOTHING


def test_an_import_keeps_apart_what_only_looks_the_same_and_says_why(crm: Crm, tmp_path: Path) -> None:
    sheet = tmp_path / "shops.csv"
    sheet.write_text(
        "公司名称,联系人,手机,邮箱,城市\n"
        "鲜丰果园(国贸店),王五,13911110000,a@a.com,北京\n"
        "鲜丰果园（望京店）,王五,13911110000,a@a.com,北京\n"  # another shop of one keeper
        "便民超市,安生,,a@a.com,西宁\n"
        "便民超市,才让,,a@a.com,银川\n"  # one name in two cities
        ",李娜,13888888888,a@a.com,北京\n"
        "智微科技,,13888888888,a@a.com,上海\n",  # numbers that only fill the cells
        encoding="utf-8",
    )
    done = crm.ok(["import", str(sheet), "--yes", "--lang", "en"])
    assert len(crm.ok(["list", "--json"]).json()) == 6
    said = " ".join((done.out + done.err).split())
    assert "may be 鲜丰果园（国贸店）: +60 same mobile · +25 same contact name · −10 another branch" in said


def _cells(side: str, number: int) -> list[str]:
    digits = f"{number:03}"
    return [cell.replace("%０", f"{digits.translate(WIDE)}０").replace("%", digits) for cell in side.split("|")]
