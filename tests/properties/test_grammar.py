"""Laws of the two little languages people type: nothing but our errors, and what is written is read back."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core.filter_keys import all_names
from crmcli.core.filter_spelling import spell
from crmcli.core.filters import parse_filter
from crmcli.core.fold import squeeze
from crmcli.core.words import standard
from crmcli.errors import CrmError
from crmcli.model.filtering import where
from crmcli.model.migrations import m001
from crmcli.records.filter import Filter, Is, Missing, OneOf, Range, Search, Term, View

NOW = datetime(2026, 11, 21, 9, 30)
FIELDS = ("年采购额(万)", "hot line", "stage", 'odd "name": x', "a-b", "ab")
SIGNS = (":", "：", "=", "!=", ">", "<", ">=", "＞", "..", "，", ",", "not:", "-", "@", '"', "\\", " ", "　", "~")
VALUES = (
    "quote",
    "报价",
    "展会",
    "7d",
    "30d..",
    "2026-11",
    "5万",
    "10-50万",
    "never",
    "due",
    "phone",
    "高意向",
    "华东",
    "15:30",
)

pieces = st.sampled_from(SIGNS) | st.sampled_from(VALUES) | st.sampled_from(all_names(FIELDS)) | st.text(max_size=4)
tokens = st.lists(st.lists(pieces, max_size=6).map("".join), max_size=4)
texts = st.text(min_size=1, max_size=12).map(squeeze).filter(bool)
several = st.lists(texts, min_size=1, max_size=3, unique=True).map(tuple)
cents = st.integers(0, 10**12)
ages = st.builds(
    "{}{}{}".format, st.sampled_from(("", ">", "<", ">=", "<=")), st.integers(0, 9999), st.sampled_from("dwmy")
)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)
times = ages | days | days.map("{}..".format) | days.map("..{}".format) | st.just("never")


def terms() -> st.SearchStrategy[Term]:
    custom = st.sampled_from(FIELDS).map("custom.{}".format)
    flags = st.lists(st.sampled_from(("due", "idle", "silent")), min_size=1, unique=True).map(tuple)
    missing = st.lists(st.sampled_from(("phone", "budget", "custom.ab")), min_size=1, unique=True).map(tuple)
    when = st.lists(times, min_size=1, max_size=3, unique=True).map(tuple)
    no = st.booleans()
    return st.one_of(
        st.builds(Search, texts, no),
        st.builds(OneOf, st.sampled_from(("name", "tag", "note", "phone")) | custom, several, no),
        st.builds(OneOf, st.sampled_from(("last", "next", "created")), when, no),
        st.builds(OneOf, st.just("stage"), st.just(("quote", "lost")), no),
        st.builds(Range, st.just("amount"), cents, st.none(), no),
        st.builds(Range, st.just("budget"), st.none(), cents, no),
        st.builds(lambda low, more, no: Range("spend", low, low + 1 + more, no), cents, cents, no),
        st.builds(Is, flags, no),
        st.builds(Missing, missing, no),
        st.builds(View, texts, no),
    )


filters = st.lists(terms(), max_size=4, unique=True).map(lambda found: Filter(tuple(found)))


def read(given_tokens: list[str]) -> Filter:
    return parse_filter(given_tokens, now=NOW, words=standard(), fields=FIELDS)


@pytest.fixture(scope="module")
def empty() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    for step in m001.STEPS:
        db.executescript(step)
    return db


def run(db: sqlite3.Connection, filter_: Filter, views: dict[str, Filter]) -> list[object]:
    sql, values = where(filter_, today=NOW.date(), now="2026-11-21 09:30", views=views)
    query = f"SELECT c.id FROM customers c JOIN facts f ON f.customer_id = c.id WHERE {sql}"  # noqa: S608
    return db.execute(query, values).fetchall()


@settings(max_examples=200)
@given(tokens)
def test_whatever_is_typed_is_read_or_refused_and_reads_the_same_once_written(typed: list[str]) -> None:
    try:
        found = read(typed)
    except CrmError:
        return
    assert read([spell(found)]) == found


@settings(max_examples=200)
@given(filters)
def test_every_filter_is_written_so_that_it_is_read_back(filter_: Filter) -> None:
    assert read([spell(filter_)]) == filter_


@settings(max_examples=100)
@given(filters)
def test_every_filter_is_sql_that_runs(empty: sqlite3.Connection, filter_: Filter) -> None:
    known = {term.name: Filter() for term in filter_.terms if isinstance(term, View)}
    assert run(empty, filter_, known) == []


@settings(max_examples=100)
@given(texts, st.sampled_from(["name", "note", "tag", "need", "phone", "custom.x"]))
def test_what_is_typed_is_a_parameter_and_never_sql(text: str, key: str) -> None:
    sql, values = where(Filter((OneOf(key, (text,)),)), today=NOW.date(), now="2026-11-21 09:30")
    other, _ = where(Filter((OneOf(key, ("x",)),)), today=NOW.date(), now="2026-11-21 09:30")
    assert sql == other
    assert text in values
