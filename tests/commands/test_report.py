"""`crm report`: the list and the week, reports as tables and as data, periods, filters, and nothing to divide by."""

from __future__ import annotations

import csv
import io

import pytest

from crmcli import reports
from tests.running import Crm


@pytest.fixture
def autumn(crm: Crm) -> Crm:
    """Three customers of October and November: one bought, one was lost, one is new."""
    crm.clock.set("2026-10-12 09:00")
    crm.ok("add 北京示例科技有限公司 --phone 13800138000 --source expo --event 2026广交会")
    crm.ok("add 智微科技有限公司 --phone 0755-88886666 --source expo --event 2026广交会")
    crm.clock.set("2026-10-20 09:00")
    crm.ok("log 示例科技 同意报价,等老板签字 --stage quote")
    crm.ok("stage 智微 lost --reason price")
    crm.clock.set("2026-11-18 09:00")
    crm.ok("stage 示例科技 won")
    crm.ok("add 王芳 --phone 13700137000 --source referral")
    crm.clock.set("2026-11-23 09:00")
    return crm


def test_alone_it_tells_of_the_week_and_lists_the_reports(autumn: Crm) -> None:
    out = autumn.ok("report", terminal=True).out
    assert out.startswith("At a glance · 2026-11-23 to 2026-11-29 (before: 2026-11-16 to 2026-11-22)")
    assert [f"\n{name} " in out for name in reports.names()] == [True] * len(reports.names())


def test_a_report_is_one_object_for_scripts(autumn: Crm) -> None:
    found = autumn.ok("report funnel source:expo --period 2026-11 --json").json()
    assert list(found) == ["report", "period", "filter", "columns", "rows", "totals", "previous"]
    assert found["period"] == {"since": "2026-11-01", "until": "2026-11-30"}
    assert (found["report"], found["filter"], found["previous"]) == ("funnel", "source:expo", None)
    quote = next(row for row in found["rows"] if row["stage"] == "quote")
    assert (quote["customers"], quote["entered"], quote["converted"], quote["conversion"]) == (0, 0, 0, None)
    assert found["totals"]["customers"] == 2


def test_skipped_stages_count_as_passed_and_losing_is_no_advance(autumn: Crm) -> None:
    rows = {row["stage"]: row for row in autumn.ok("report funnel --period 2026-10 --json").json()["rows"]}
    assert [(rows[stage]["entered"], rows[stage]["converted"]) for stage in ("lead", "contact", "needs", "quote")] == [
        (2, 1), (1, 1), (1, 1), (1, 1)
    ]  # fmt: skip


def test_a_channel_has_its_counts_beside_its_rates(autumn: Crm) -> None:
    rows = autumn.ok("report channel --json").json()["rows"]
    assert [row["section"] for row in rows] == ["source", "source", "event"]
    expo = next(row for row in rows if row["item"] == "expo")
    assert (expo["customers"], expo["of"], expo["share"]) == (2, 3, 0.6667)
    assert (expo["won"], expo["lost"], expo["win_rate"], expo["conversion"]) == (1, 1, 0.5, 0.5)
    assert (expo["uncalled"], expo["cost"], expo["roi"]) == (1, None, None)


def test_an_invalid_lead_is_in_no_rate(autumn: Crm) -> None:
    autumn.ok("stage 王芳 lost --reason invalid")
    rows = {row["item"]: row for row in autumn.ok("report channel --json").json()["rows"]}
    assert (rows["referral"]["customers"], rows["referral"]["invalid"], rows["referral"]["share"]) == (0, 1, 0)
    assert rows["expo"]["share"] == 1
    assert "1 invalid lead is left out" in autumn.ok("report customers", terminal=True).out


def test_the_period_before_stands_beside(autumn: Crm) -> None:
    found = autumn.ok("report channel --period 2026-11 --compare --json").json()
    assert found["previous"] == {"since": "2026-10-01", "until": "2026-10-31"}
    rows = {row["item"]: row for row in found["rows"] if row["section"] == "source"}
    assert (rows["referral"]["customers"], rows["referral"]["customers_before"]) == (1, 0)
    assert (rows["expo"]["customers"], rows["expo"]["customers_before"]) == (0, 2)


def test_a_pipe_gets_csv_and_codes_when_asked(autumn: Crm) -> None:
    rows = list(csv.DictReader(io.StringIO(autumn.ok("report customers --codes").out)))
    assert [row["item"] for row in rows if row["section"] == "kind"] == ["company", "person"]
    assert rows[0]["share"] == "0.6667"
    autumn.lang = "zh"
    assert autumn.ok("report customers").out.splitlines()[0].startswith("部分,")


@pytest.mark.parametrize("name", ["", *reports.names()])
@pytest.mark.parametrize("format", ["table", "json", "csv", "tsv", "md"])
def test_an_empty_file_makes_a_report_all_the_same(first_crm: Crm, name: str, format: str) -> None:
    done = first_crm.ok(f"report {name} -f {format}".replace("  ", " "))
    assert done.out
    assert not first_crm.db.exists()


@pytest.mark.parametrize(
    "words", ["report {} --period 2031-05", "report {} nobody", "report {} --period week --compare"]
)
@pytest.mark.parametrize("name", reports.names())
def test_a_period_or_a_filter_without_anybody_divides_by_nothing(autumn: Crm, name: str, words: str) -> None:
    assert autumn.ok(words.format(name) + " -f table").err == ""
    assert autumn.ok(words.format(name) + " --json").json()["report"] == name


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("report fumnel", "Did you mean funnel?"),
        ("report funnel --compare --until 2026-11-20", "--compare needs a period."),
        ("report funnel --period month --since 2026-11-01", "--period says both ends already."),
        ("report funnel --period soon", "Cannot read soon as a period."),
        ("report funnel -f vcf", "This command does not write vcf."),
        ("report funnel colour:red", "colour"),
    ],
)
def test_a_mistake_is_answered_with_what_to_type(crm: Crm, words: str, said: str) -> None:
    done = crm(words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_report_may_be_named_by_its_beginning(crm: Crm) -> None:
    assert crm.ok("report fun --json").json()["report"] == "funnel"
