"""Whoever stands in a file: what is certain is merged once and for all and can be undone; the dismissed is gone."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.services import deduping
from crmcli.services.workspace import Workspace
from tests import deeds
from tests.journaling import check_whole, derived, in_memory
from tests.merged import everything
from tests.running import FixedClock

FIRMS = ("深圳市智微科技有限公司", "智微科技", "智微科技（深圳）有限公司", "智微", "智威科技有限公司", "智微集团",
         "智微科技发展有限公司", "智微科技上海分公司", "智微科技(国贸店)", "Shenzhen Zhiwei Technology Co., Ltd.",
         "王芳")  # fmt: skip
PEOPLE = ("张伟", "张总", "Zhang Wei", "李娜", "張偉", "")
PHONES = ("13911112222", "13911112223", "0755-88886666", "13888888888", "")
MAILS = ("zw@zhiwei.cn", "zw@zhiwei.con", "info@zhiwei.cn", "a@a.com", "")
ROWS = st.lists(
    st.tuples(st.sampled_from(FIRMS), st.sampled_from(PEOPLE), st.sampled_from(PHONES), st.sampled_from(MAILS)),
    min_size=2,
    max_size=7,
)


@contextlib.contextmanager
def filled(path: Path, rows: list[tuple[str, str, str, str]]) -> Iterator[Workspace]:
    """A file in memory with a customer for each row."""
    ws = in_memory(path, FixedClock())
    try:
        for name, contact, phone, email in rows:
            given = {"contact": contact, "phone": phone, "email": email}
            deeds.add(ws, name, source="展会", **{key: text for key, text in given.items() if text})
        yield ws
    finally:
        ws.db.close()


def pairs(ws: Workspace) -> set[tuple[int, int]]:
    return {(one.left_id, one.right_id) for one in deduping.find(ws).pairs}


@settings(max_examples=30)
@given(rows=ROWS)
def test_after_auto_nothing_certain_is_left_and_an_undo_is_nothing(
    template: Path, rows: list[tuple[str, str, str, str]]
) -> None:
    with filled(template, rows) as ws:
        whole, computed = everything(ws.db), derived(ws.db)
        done = deduping.merge_certain(ws, deduping.find(ws))
        assert not deduping.find(ws).certain
        check_whole(ws)
        if done:
            deeds.undo(ws)
        assert (everything(ws.db), derived(ws.db)) == (whole, computed)


@settings(max_examples=30)
@given(rows=ROWS, place=st.integers(0, 30))
def test_a_dismissal_is_of_exactly_its_pair_and_an_undo_brings_it_back(
    template: Path, rows: list[tuple[str, str, str, str]], place: int
) -> None:
    with filled(template, rows) as ws:
        before = deduping.find(ws)
        if not before.pairs:
            return
        said = before.pairs[place % len(before.pairs)]
        deduping.differ(ws, said.left_id, said.right_id)
        assert pairs(ws) == {(one.left_id, one.right_id) for one in before.pairs} - {(said.left_id, said.right_id)}
        deeds.undo(ws)
        assert deduping.find(ws) == before
