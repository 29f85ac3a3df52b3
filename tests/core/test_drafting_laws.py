"""Whatever stands in a cell, a row becomes a draft, twice the same, and no value of a named row fails it."""

from __future__ import annotations

from datetime import date, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core.headers import fields
from tests.core.drafted import drafts, filled

SAMPLES = [
    "13800138000", "1.38E+10", "2024-02-30", "5/1", "9999999999999", "1e400", "50万-10万", "￥", "(((", "无",
    "同手机", "a@b", "→", "[]", "[[1]]", "* :::", "2023-10-10:a;b", "３０％", "1.5亿元", "张三、、李四", "#", "=",
    "'", "////", "农历", "12/31/99", "0000-00-00", "\x00", "\ud800", "负5", "10000000000000000000000",
    "C20240501001", "★★★", "—", "0/0", "::",
]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(SAMPLES), st.text(max_size=30), st.text("0123456789-/.:万元-@ ", max_size=20))
CELLS = st.one_of(
    st.none(),
    TEXTS,
    st.integers(),
    st.floats(),
    st.booleans(),
    st.datetimes(datetime(1, 1, 1)),
    st.dates(date(1, 1, 1)),
    st.times(time()),
)
FIELDS = sorted(fields() - {"label"})


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_cell_of_any_field_stops_a_row(data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=6, unique=True))
    header = ("姓名", *(f"c{i}" for i in range(len(chosen))))
    row = ("张三", *(data.draw(CELLS) for _ in chosen))
    mapping = {f"c{i}": field for i, field in enumerate(chosen)}
    one = filled(header, row)
    draft = drafts(one, given=mapping)[0]
    assert draft == drafts(one, given=mapping)[0]
    assert not any(problem.fatal for problem in draft.problems)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=6, unique=True), st.lists(CELLS, max_size=8))
def test_any_table_can_be_mapped_and_drafted(header: list[str], cells: list[object]) -> None:
    one = filled(tuple(header), tuple(cells))
    assert len(drafts(one)) == 1


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(FIELDS), st.sampled_from(["11010519491231002X", "6222600260001072444"]), st.text(max_size=10))
def test_no_field_lets_a_number_through_that_must_not_be_kept(field: str, number: str, beside: str) -> None:
    draft = drafts(filled(("姓名", "c"), ("张三", f"{beside} {number} {beside}")), given={"c": field})[0]
    assert number not in repr(draft)
