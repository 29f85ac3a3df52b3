"""`crm rm`: customers into the trash."""

from __future__ import annotations

import pytest

from tests.running import Crm


@pytest.fixture
def three(crm: Crm) -> Crm:
    """Three customers, two of them from Leeds."""
    for number, name in enumerate(("Red Sample Ltd", "Blue Sample Ltd", "Green Sample Ltd"), 1):
        crm.ok(["add", name, "--phone", f"1380000000{number}", "--source", "expo", "--new"])
    crm.ok("edit Red city=Leeds")
    crm.ok("edit Blue city=Leeds")
    return crm


def names(crm: Crm) -> list[str]:
    return sorted(row["name"].split()[0] for row in crm.ok("list --json").json())


def test_one_customer_goes_at_once_and_comes_back_by_undo(three: Crm) -> None:
    said = three.ok("rm Red").err
    assert "#6 · Red Sample Ltd" in said
    assert "crm undo" in said
    assert names(three) == ["Blue", "Green"]
    three.ok("undo")
    assert names(three) == ["Blue", "Green", "Red"]


def test_several_references_go_as_one_operation(three: Crm) -> None:
    assert "2 customers" in three.ok("rm Red 13800000003").err
    assert names(three) == ["Blue"]
    three.ok("undo --yes")
    assert names(three) == ["Blue", "Green", "Red"]


def test_several_references_are_asked_about_on_a_terminal(three: Crm) -> None:
    asked = three("rm Red Blue", stdin="n\n", terminal=True)
    assert "Move 2 customers to the trash?" in asked.err
    assert asked.code == 1
    assert len(names(three)) == 3
    three("rm Red Blue", stdin="y\n", terminal=True)
    assert names(three) == ["Green"]


def test_an_unknown_reference_among_several_removes_nobody(three: Crm) -> None:
    assert three("rm Red Nobody").code == 3
    assert len(names(three)) == 3


def test_a_filter_asks_and_needs_a_yes_without_a_terminal(three: Crm) -> None:
    assert three("rm city:Leeds").code == 2
    asked = three("rm city:Leeds", stdin="n\n", terminal=True)
    assert "Move 2 customers to the trash?" in asked.err
    assert asked.code == 1
    assert len(names(three)) == 3
    three.ok("rm city:Leeds --yes")
    assert names(three) == ["Green"]


def test_a_dry_run_lists_who_would_go_and_writes_nothing(three: Crm) -> None:
    before = three.db.read_bytes()
    assert len(three.ok("rm city:Leeds --dry-run --json").json()) == 2
    assert three.db.read_bytes() == before


def test_a_filter_that_selects_nobody_changes_nothing(three: Crm) -> None:
    assert "Nothing changed" in three.ok("rm city:York --yes").err


def test_with_json_the_removed_are_printed(three: Crm) -> None:
    assert [row["name"] for row in three.ok("rm Red --json").json()] == ["Red Sample Ltd"]
