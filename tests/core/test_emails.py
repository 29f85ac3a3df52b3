"""E-mail cells and typed addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.emails import read_emails, typed_email
from crmcli.errors import BadValue


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (" ABC@Example.COM ", ["abc@example.com"]),
        ("a@b.com；c@d.com", ["a@b.com", "c@d.com"]),
        ("a@b.com/c@d.com a@b.com", ["a@b.com", "c@d.com"]),
        ("mailto:a@b.com", ["a@b.com"]),
        ("邮箱：a@b.com", ["a@b.com"]),
        ("张三 <a@b.com>", ["a@b.com"]),
        ("mail@example.com; b@c.cn", ["mail@example.com", "b@c.cn"]),
        ("12345678@qq.com", ["12345678@qq.com"]),
        ("first.last+tag@sub.example.co.uk", ["first.last+tag@sub.example.co.uk"]),
        ("无", []),
        ("-", []),
    ],
)
def test_addresses_in_a_cell_are_read(text: str, values: list[str]) -> None:
    read = read_emails(text)
    assert [point.value for point in read.points if "@" in point.value] == values


@pytest.mark.parametrize(
    ("text", "better"),
    [("a@b,com", "a@b.com"), ("a(at)b.com", "a@b.com"), ("a at b.com", "a@b.com"), ("a@@b.com", "a@b.com")],
)
def test_a_mistyped_address_is_refused_with_what_was_meant(text: str, better: str) -> None:
    assert read_emails(text).points == ()
    with pytest.raises(BadValue, match=f"Is it {better}"):
        typed_email(text)


@pytest.mark.parametrize("text", ["a@b", "a@b.c", "@", "a..b@c", "张三@b.com", "zhang", "a" * 300 + "@b.com", ""])
def test_what_is_no_address_is_refused(text: str) -> None:
    assert read_emails(text).points == ()
    with pytest.raises(BadValue):
        typed_email(text)


def test_odd_addresses_are_accepted_with_a_warning() -> None:
    dotted = read_emails("a@b。com")
    assert [point.value for point in dotted.points] == ["a@b.com"]
    assert len(dotted.problems) == 1
    masked = read_emails("z***@qq.com")
    assert masked.points[0].masked
    assert masked.points[0].value == "z***@qq.com"


def test_only_one_address_is_typed() -> None:
    assert typed_email("A@B.com").value == "a@b.com"
    with pytest.raises(BadValue, match="2 e-mail addresses"):
        typed_email("a@b.com;c@d.com")


@given(
    st.lists(st.sampled_from([*"ab@.,; 、<>", ".com", "邮箱", "：", "(at)", "*"]), max_size=20).map("".join) | st.text()
)
def test_an_address_once_read_reads_the_same_again(text: str) -> None:
    for point in read_emails(text).points:
        assert [again.value for again in read_emails(point.value).points] == [point.value]
