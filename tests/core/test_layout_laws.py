"""Laws of layout: any cells at all are read without an error, and no record is lost or doubled among noise."""

from __future__ import annotations

from datetime import date, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core.layout import tables
from crmcli.records.grid import Cell, Grid

_LINES = """姓名 手机 公司 姓名：张三 电话： 备注 合计 同上 〃 #N/A 示例 序号 1 13800138000 说明：请填写 第二天
Name Phone Company Total a@example.com 联系方式 2024年5月1日"""
_WORDS = st.sampled_from((*_LINES.split(), " ", "\n", "x" * 130))
_CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.just(""),
    _WORDS,
    st.text(max_size=12),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)
_ROWS = st.lists(st.lists(_CELLS, max_size=7).map(tuple), max_size=12).map(tuple)
_MERGES = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 7), st.integers(0, 5), st.integers(0, 3)).map(
        lambda place: (place[0], place[1], place[0] + place[2], place[1] + place[3])
    ),
    max_size=4,
).map(tuple)
_HIDDEN = st.frozensets(st.integers(0, 14), max_size=3)


@settings(max_examples=200, deadline=None)
@given(
    rows=_ROWS,
    merges=_MERGES,
    hidden=_HIDDEN,
    no_header=st.booleans(),
    name=st.sampled_from(("", "5月1日", "data", "说明", "13.45", "20249999")),
    kind=st.sampled_from(("table", "table", "table", "records")),
)
def test_any_cells_are_read_without_an_error(
    rows: tuple[tuple[Cell, ...], ...],
    merges: tuple[tuple[int, int, int, int], ...],
    hidden: frozenset[int],
    no_header: bool,
    name: str,
    kind: str,
) -> None:
    grid = Grid("a.xlsx", name, rows, merges=merges, hidden_rows=hidden, struck_rows=hidden, kind=kind)
    found, left_out = tables([grid, Grid("a.xlsx", "b", rows, hidden=True)], no_header=no_header)
    assert left_out
    for table in found:
        assert len(set(table.headers)) == len(table.headers)
        assert all(len(row.cells) == len(table.headers) for row in table.rows)


# Names that are no word of a form: what stands in a record must not make noise of it.
_NAMES = st.text(st.sampled_from("张王李赵陈刘杨黄周吴伟芳娜敏静强磊洋艳勇"), min_size=2, max_size=3)
_NOISE = st.sampled_from(
    (
        ("", "", "", ""),
        ("合计", "", "", "12"),
        ("", "", "", ""),
        ("华东区小计", "", "", ""),
        ("序号", "姓名", "手机", "公司"),
        ("备注：以上信息请勿外传", "", "", ""),
        ("制表人：小李", "审核：小王", "", ""),
        ("第1页 共2页", "", "", ""),
        ("99", "", "", ""),
        ("二、老客户", "", "", ""),
    )
)
_ABOVE = st.sampled_from(
    (
        ("2026示例农机展 签到表", "", "", ""),
        ("时间：2026年3月8日", "", "", ""),
        ("请用正楷填写，谢谢配合", "", "", ""),
        ("", "", "", ""),
    )
)


@settings(max_examples=150, deadline=None)
@given(
    above=st.lists(_ABOVE, max_size=4),
    people=st.lists(
        st.tuples(_NAMES, st.integers(13000000000, 19999999999), st.booleans(), st.lists(_NOISE, max_size=2)),
        min_size=1,
        max_size=12,
    ),
    leading=st.integers(0, 2),
    blocks=st.booleans(),
)
def test_every_record_among_noise_is_read_once(
    above: list[tuple[str, ...]],
    people: list[tuple[str, int, bool, list[tuple[str, ...]]]],
    leading: int,
    blocks: bool,
) -> None:
    header: tuple[Cell, ...] = ("序号", "姓名", "手机", "公司")
    lines: list[tuple[Cell, ...]] = [*above, header]
    expected = []
    for count, (name, mobile, with_company, noise) in enumerate(people, 1):
        record = (str(count), name, str(mobile), "示例科技" if with_company else "")
        expected.append(record)
        lines += [record, *noise]
    if blocks:
        lines = [
            line if line in above else (*line, *(header if line == header else ("", "", "", ""))) for line in lines
        ]
    rows = tuple(("",) * leading + line for line in lines)
    found, _ = tables([Grid("a.xlsx", "", rows)])
    assert [row.cells for table in found for row in table.rows] == expected


@given(st.sampled_from((date(2024, 5, 1), datetime(2024, 5, 1, 9), time(9), 1.5, 3, True)))
def test_cells_are_taken_over_as_they_are(cell: Cell) -> None:
    found, _ = tables([Grid("a.xlsx", "", (("姓名", "手机", "备注"), ("张伟", "13800138000", cell)))])
    assert found[0].rows[0].cells[2] is cell


def test_a_sheet_of_nothing_but_an_infinite_number_is_no_table() -> None:
    found, left_out = tables((Grid("a.xlsx", "a", ((float("inf"),),)),))
    assert found == ()
    assert len(left_out) == 1
