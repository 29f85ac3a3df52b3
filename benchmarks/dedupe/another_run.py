"""`python3 benchmarks/dedupe/another_run.py [--seeds 1,2] [--size 10000]`: the second generator, through the import.

--show N prints some of each kind of mistake, --keep FOLDER keeps the sheets and databases.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]  # a script sees only its own folder

from benchmarks import measuring  # noqa: E402
from benchmarks.dedupe.another import HEADERS, Another, Row, tellable  # noqa: E402
from benchmarks.measuring import CRM  # noqa: E402

MARK = "rid:"

Ids = tuple[int, int]


def main(argv: Sequence[str]) -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", default="501,502,503")
    options.add_argument("--size", type=int, default=10_000)
    options.add_argument("--keep", default="")
    options.add_argument("--show", type=int, default=0)
    given = options.parse_args(argv)
    say(
        "size",
        "seed",
        "automatic P",
        "automatic R",
        "with review P",
        "asks rightly",
        "with review R",
        "recall of all",
        "import joins P",
    )
    say(*["---"] * 9)
    for seed in given.seeds.split(","):
        with tempfile.TemporaryDirectory(prefix="crm-another-") as folder:
            one(Path(given.keep or folder), int(seed), given.size, given.show)


def say(*cells: str) -> None:
    """A line of the table."""
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


def one(folder: Path, seed: int, size: int, show: int) -> None:
    """One seed: rows imported each as its own customer, then `crm dedupe`; and imported as usual."""
    sheet = Another(seed).file(size)
    rows = sheet.rows
    path = folder / f"rows-{seed}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        table = csv.writer(out)
        table.writerow(HEADERS)
        table.writerows((*row.cells[:-1], f"{MARK}{n}") for n, row in enumerate(rows))
    environ = {**measuring.environment(folder), "CRM_DB": str(folder / f"another-{seed}.db")}
    Path(environ["CRM_DB"]).unlink(missing_ok=True)
    measuring.run((*CRM, "import", str(path), "--on-match", "new", "--yes"), environ)
    listed = json.loads(measuring.measured((*CRM, "list", "--format", "json"), environ)[1])
    places = {row["code"]: int(row["note"].split(MARK)[1].split()[0]) for row in listed}
    found = json.loads(measuring.measured((*CRM, "dedupe", "--format", "json"), environ)[1])
    auto: set[Ids] = set()
    both: set[Ids] = set()
    reasons: dict[Ids, dict[str, Any]] = {}
    for pair in found:
        here, there = places[pair["left"]], places[pair["right"]]
        ids = (min(here, there), max(here, there))
        both.add(ids)
        reasons[ids] = pair
        if pair["band"] == "auto":
            auto.add(ids)
    true = truth(rows)
    told = {pair for pair in true if tellable(rows[pair[0]], rows[pair[1]])}
    akin = {(a, b) for a, b in both if tuple(sorted((rows[a].entity, rows[b].entity))) in sheet.akin}
    shares = (share(auto & true, auto), share(auto & told, told), share(both & true, both),
              share(both & (true | akin), both), share(both & told, told), share(both & true, true))  # fmt: skip
    say(str(len(rows)), str(seed), *shares, joined(folder, path, rows, environ, show))
    if show:
        shown("WRONG AUTO", auto - true, rows, reasons, show)
        shown("MISSED", told - both, rows, reasons, show)
        shown("ASKED FOR NOTHING", both - true - akin, rows, reasons, show)


def truth(rows: Sequence[Row]) -> set[Ids]:
    """Pairs of rows of one entity."""
    entities: dict[int, list[int]] = {}
    for place, row in enumerate(rows):
        entities.setdefault(row.entity, []).append(place)
    return {pair for places in entities.values() for pair in combinations(places, 2)}


def joined(folder: Path, path: Path, rows: Sequence[Row], environ: dict[str, str], show: int) -> str:
    """Share of the rows that a plain import put to a customer of the same entity, of those put to an earlier one."""
    usual = {**environ, "CRM_DB": str(folder / f"{path.stem}-usual.db")}
    Path(usual["CRM_DB"]).unlink(missing_ok=True)
    done = subprocess.run(
        (*CRM, "import", str(path), "--yes", "--format", "json"), env=usual, capture_output=True, text=True
    )
    said = json.loads(done.stdout)["rows"]
    first: dict[str, int] = {}
    right = wrong = 0
    for row in said:
        place, code = row["row"] - 2, row["customer_code"]
        if code is None:
            continue
        if code in first:
            same = rows[first[code]].entity == rows[place].entity
            right, wrong = right + same, wrong + (not same)
            if show and not same and wrong <= show:
                sys.stdout.write(
                    f"IMPORT WRONG {rows[first[code]].cells}\n             {rows[place].cells} {row['reason']}\n"
                )
        first.setdefault(code, place)
    return f"{right / (right + wrong):.4f} ({right + wrong})" if right + wrong else "-"


def shown(title: str, pairs: set[Ids], rows: Sequence[Row], reasons: dict[Ids, dict[str, Any]], most: int) -> None:
    """Some pairs, to look at."""
    sys.stdout.write(f"{title}: {len(pairs)}\n")
    for a, b in sorted(pairs)[:most]:
        why = reasons.get((a, b), {})
        sys.stdout.write(
            f"  {'/'.join(rows[a].cells)}\n  {'/'.join(rows[b].cells)}\n    {why.get('score')} {why.get('reasons')}\n"
        )


def share(some: set[Ids], of: set[Ids]) -> str:
    """As .9999."""
    return f"{len(some) / len(of):.4f}" if of else "-"


if __name__ == "__main__":
    main(sys.argv[1:])
