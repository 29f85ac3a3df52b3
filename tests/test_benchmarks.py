"""The benchmarks' customers are the same every time, and the runner reaches its last line. Nothing is timed here."""

from __future__ import annotations

from pathlib import Path

from benchmarks import people, run, sheets
from crmcli import importers


def test_the_same_seed_invents_the_same_customers_and_a_longer_run_begins_with_the_shorter() -> None:
    some = list(people.invent(50))
    assert some == list(people.invent(80))[:50]
    assert some != list(people.invent(50, seed=1))
    mobiles = [who.mobile for one in people.invent(500) for who in one.people]
    assert len(mobiles) == len(set(mobiles))


def test_both_formats_of_a_sheet_hold_the_same_rows(tmp_path: Path) -> None:
    tables = []
    for name in ("fair.csv", "fair.xlsx"):
        sheets.write(tmp_path / name, 20)
        (grid,) = importers.read_file(tmp_path / name, name=name)
        tables.append([[str(cell or "") for cell in row] for row in grid.rows])
    assert tables[0] == tables[1]
    assert len(tables[0]) == 21


def test_a_small_run_measures_everything_and_puts_its_tables_into_the_page(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(f"before\n{run.BEGIN}old\n{run.END}after\n", encoding="utf-8")
    extent = run.Extent(files=(50,), sheets=(20,), journal=50, runs=1, long_runs=1, reports=("funnel",), kinds=("csv",))
    run.put(page, run.measure(tmp_path, extent, tell=False))
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    for what in (
        "crm due --limit 20",
        "completion of a customer",
        "the same file again",
        "undo",
        "peak memory",
        "| draft rows |",
    ):
        assert what in text
    assert "old" not in text
