"""Which customers a filter finds in a small file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from crmcli.core.filters import parse_filter
from crmcli.core.words import standard
from crmcli.errors import NotFound, UsageError
from crmcli.model.filtering import where
from crmcli.records.filter import Filter, OneOf, Search, View
from tests.model.filter_sample import CUSTOMERS, HOSTILE, make_file

NOW = datetime(2026, 11, 21, 9, 30)  # a Saturday
FIELDS = ("年采购额", "hot line")


@pytest.fixture(scope="module")
def file() -> Iterator[sqlite3.Connection]:
    db = make_file()
    yield db
    db.close()


def codes(db: sqlite3.Connection, filter_: Filter, views: dict[str, Filter] | None = None, **numbers: Any) -> str:
    """The letters of the customers found, in their order."""
    sql, values = where(filter_, today=NOW.date(), now="2026-11-21 09:30", views=views, **numbers)
    query = f"SELECT c.code FROM customers c JOIN facts f ON f.customer_id = c.id WHERE {sql} ORDER BY c.id"  # noqa: S608
    return "".join(code for (code,) in db.execute(query, values))


def read(text: str) -> Filter:
    return parse_filter([text], now=NOW, words=standard(), fields=FIELDS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "ABCDEFG"),
        # words
        ("智微", "A"),
        ("ZWKJ", "A"),
        ("張偉", "A"),
        ("Acme Trading", "B"),
        ("not:智微", "BCDEFG"),
        ("100", "G"),
        ("%", "F"),
        ("_", "F"),
        ("\\", "F"),
        # dictionaries
        ("stage:quote", "A"),
        ("阶段:线索,初步接洽", "CFG"),
        ("status:意向", "AE"),
        ("not:status:lost", "ABCEFG"),
        ("source:展会", "AC"),
        ("not:source:展会", "BDEFG"),
        ("industry:制造业", "A"),
        ("grade:A", "B"),
        ("grade:N status:won", ""),
        ("kind:个人", "C"),
        ("method:微信", "A"),
        ("type:投诉", "A"),
        ("流失原因:价格因素", "D"),
        ("规模:大型", "A"),
        ("region:华东", "BE"),
        ("地区:华南,华东", "ABE"),
        # text
        ("name:科技", "A"),
        ("name:ACME", "B"),
        ('name:"acme trading"', "B"),
        ("name:acmetrading", "B"),
        ("code:a", "A"),
        ("code:C20250101009", "A"),
        ("contact:张", "A"),
        ("contact:david", "A"),
        ("title:总经理", "A"),
        ("department:采购", "B"),
        ("province:广", "A"),
        ("city:深圳,杭州", "AB"),
        ("owner:李娜", "A"),
        ("not:owner:李娜", "BCDEFG"),
        ("need:管理", "A"),
        ("event:2026广交会", "AB"),
        ("content:屏幕", "A"),
        ("product:云", "E"),
        ("note:100%", "B"),
        ("note:ok_", "B"),
        ("phone:138-0013-8000", "A"),
        ("phone:+8613800138000", "A"),
        ("电话:8888", "A"),
        ("phone:075588886666", "A"),
        ("phone:6234-5678", "D"),
        ("mobile:139", ""),
        ("landline:010", "D"),
        ("email:EXAMPLE", "AB"),
        ("wechat:wang-fang", "C"),
        # tags
        ("tag:风险等级-高", "A"),
        ("tag:高意向", "A"),
        ("tag:高", "A"),
        ("tag:预算规模-10-50万", "AE"),  # of A it follows from the budget
        ("tag:风险等级", "A"),
        ('tag:"hot lead"', "B"),
        ("tag:hotlead,高意向", "AB"),
        ("not:tag:高意向", "BCDEFG"),
        ("tag:意", ""),
        # times
        ("last:7d", "AG"),
        ("last:30d..", "BDE"),
        ("last>30d", "BD"),
        ("last:>3m", "BD"),
        ("last>2m", "BD"),
        ("last<7d", "G"),
        ("last:7d..30d", "AE"),
        ("last:never", "CF"),
        ("last:never,30d..", "BCDEF"),
        ("not:last:30d", "BCDF"),
        ("last:2026-11", "AG"),
        ("next:7d", "EG"),
        ("next:6d", "G"),
        ("next:today", "G"),
        ("created:2026-11", "ACG"),
        ("created:2026-11-01..2026-11-15", "AG"),
        ("created:..2025", "B"),
        ("created>2026-10", "ACG"),
        ("created:2025,2026-10", "BE"),
        ("updated:today", "B"),
        # money
        ("amount:50000..", "AE"),
        ("amount:50000", "A"),
        ("amount>5万", "E"),
        ("amount<=5万", "A"),
        ("amount:..5万", ""),
        ("not:amount:5万..", "BCDFG"),
        ("spend:30万..", "B"),
        ("budget:..10万", "F"),
        ("budget:10万..", "AE"),
        ("budget:50万..", ""),
        ("budget<=10万", "AEF"),
        ("budget:10万", "AE"),
        # marks; G has a next date today, which is reached, E one ahead
        ("is:due", "ACDG"),
        ("is:overdue", "DG"),
        ("is:idle", "AFG"),
        ("is:silent", "BF"),
        ("is:active", "AEG"),
        ("is:lost", "D"),
        ("is:customer", "B"),
        ("is:高价值", "BE"),
        ("is:incomplete", "F"),
        ("勿扰:是", "G"),
        ("is:lost,customer", "BD"),
        ("not:is:due", "BEF"),
        # empty fields
        ("missing:phone", "BCEFG"),
        ("missing:mobile", "BCDEFG"),
        ("missing:landline", "BCEFG"),
        ("缺:邮箱,微信", "ABCDEFG"),
        ("not:missing:email", "AB"),
        ("missing:source", "DEFG"),
        ("missing:contact", "DEFG"),
        ("missing:title", "BCDEFG"),
        ("missing:tag", "CDFG"),
        ("missing:budget", "BCDG"),
        ("missing:last", "CF"),
        ("missing:grade", "ACDEFG"),
        ("missing:type", "BCDEFG"),
        ("missing:product", "ABCDFG"),
        ("missing:name", ""),
        ("missing:年采购额", "BCDEFG"),
        # custom fields
        ("年采购额:500", "A"),
        ("hot-line:a;B", "A"),
        ("not:年采购额:500", "BCDEFG"),
        # all terms hold
        ("source:展会 stage:quote last:7d.. is:due 智微", "A"),
        ("source:展会 stage:won", ""),
    ],
)
def test_a_filter_finds(file: sqlite3.Connection, text: str, found: str) -> None:
    assert codes(file, read(text)) == found


def test_a_saved_view_holds_like_its_terms(file: sqlite3.Connection) -> None:
    views = {"热": read("status:意向"), "热展会": Filter((View("热"), OneOf("source", ("expo",))))}
    assert codes(file, read("@热"), views) == "AE"
    assert codes(file, read("not:@热"), views) == "BCDFG"
    assert codes(file, read("@热展会 智微"), views) == "A"
    assert codes(file, read("@熱"), views) == "AE"


def test_an_unknown_view_is_not_found(file: sqlite3.Connection) -> None:
    with pytest.raises(NotFound):
        codes(file, read("@nobody"))


def test_a_view_that_leads_back_to_itself_is_refused(file: sqlite3.Connection) -> None:
    views = {"a": Filter((View("b"),)), "b": Filter((View("a"),))}
    with pytest.raises(UsageError, match="leads back"):
        codes(file, read("@a"), views)


def test_a_filter_beyond_what_sqlite_takes_is_refused(file: sqlite3.Connection) -> None:
    assert codes(file, read(" ".join(f"w{n}" for n in range(400)))) == ""
    with pytest.raises(UsageError, match="too long"):
        codes(file, read(" ".join(f"w{n}" for n in range(401))))


def test_the_numbers_of_the_marks_are_settings(file: sqlite3.Connection) -> None:
    assert codes(file, read("is:idle"), idle_notice_days=4) == "AF"
    assert codes(file, read("is:idle_alert")) == "F"
    assert codes(file, read("is:idle_alert"), idle_alert_days=6) == "AF"
    assert codes(file, read("is:silent"), silent_months=1) == "BF"
    assert codes(file, read("is:silent"), silent_months=9) == ""
    assert codes(file, read("is:active"), active_days=7) == "AG"


def test_a_snooze_and_a_retry_silence_idle_until_their_day(file: sqlite3.Connection) -> None:
    file.execute("SAVEPOINT s")
    file.execute("UPDATE customers SET snoozed_until = '2026-11-22' WHERE code = 'A'")
    file.execute("UPDATE facts SET retry_on = '2026-11-23' WHERE customer_id = 6")
    assert codes(file, read("is:idle")) == "G"
    file.execute("UPDATE customers SET snoozed_until = '2026-11-21' WHERE code = 'A'")
    assert codes(file, read("is:idle")) == "AG"
    file.execute("ROLLBACK TO s")


@pytest.mark.parametrize("text", [HOSTILE, "%", "_", "\\", "'", '"', "😀", "\x00", "a\x00b", "x" * 60_000, "100%"])
def test_hostile_text_is_only_text(file: sqlite3.Connection, text: str) -> None:
    keys = ("name", "code", "phone", "tag", "note", "event", "custom.x", "custom." + text)
    assert codes(file, Filter((Search(text),))) in ("", "F")
    for key in keys:
        assert codes(file, Filter((OneOf(key, (text,)),))) in ("", "F", "B", "BF")
    assert file.execute("SELECT count(*) FROM customers").fetchone() == (len(CUSTOMERS),)
