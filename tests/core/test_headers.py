"""Headings mean the same however they are written: with numbers, stars, units, two languages, two rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core.field_names import find_field
from crmcli.core.headers import ambiguous, clean, fields, lexicon, read_heading, scale_of
from crmcli.errors import UsageError


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("姓名", "contact"),
        ("*姓名", "contact"),
        ("姓　名", "contact"),
        ("１、您的姓名", "contact"),
        ("3、您的手机号码是？", "mobile"),
        ("請填寫您的手機號碼", "mobile"),
        ("客户名称：", "name"),
        ("*客户名称", "name"),
        ("单位(必填)", "company"),
        ("公司名稱", "company"),
        ("编号\nID", ""),
        ("学员姓名\nAttendee Name", "contact"),
        ("部门 Department", "department"),
        ("姓名/Name", "contact"),
        ("联系方式-手机", "mobile"),
        ("联系方式-邮箱", "email"),
        ("跟进-下次联系时间", "next_at"),
        ("E-mail 1 - Value", "email"),
        ("Phone 2 - Value", "phone"),
        ("Phone 1 - Label", "label"),
        ("手机/邮箱", "contact_any"),
        ("手机号（微信同号）", "mobile"),
        ("备注(关键需求/沟通要点)", "note"),
        ("互动历史", "content"),
        ("跟进计划", "next_step"),
        ("错误原因", "_ignore"),
        ("身份证号", "_forbidden"),
        ("budget_low", "budget_low"),
        ("first_contact_at", "first_contact_at"),
        ("我们的暗号", None),
        ("紧急联系人电话", None),
        ("", None),
    ],
)
def test_a_heading_is_known_in_all_its_spellings(header: str, field: str | None) -> None:
    assert read_heading(header).field == field


@pytest.mark.parametrize(
    ("header", "unit", "scale"),
    [
        ("预算(万元)", "万元", (10_000, "")),
        ("预算（单位：万元）", "单位:万元", (10_000, "")),
        ("金额/元", "元", (1, "")),
        ("预算(美元)", "美元", (1, "美元")),
        ("预算", None, (1, "")),
        ("手机（微信同号）", None, (1, "")),
    ],
)
def test_the_unit_of_money_stands_in_the_heading(header: str, unit: str | None, scale: tuple[int, str]) -> None:
    assert read_heading(header).unit == unit
    assert scale_of(unit) == scale


def test_a_column_of_tags_names_its_group() -> None:
    assert read_heading("标签组1(客户等级)")[1:3] == ("tags", "客户等级")


def test_a_number_behind_a_heading_is_another_person() -> None:
    assert read_heading("联系人2").person == 2
    assert read_heading("联系人").person == read_heading("联系人1").person == 1


def test_no_heading_means_two_things_without_a_rule() -> None:
    assert not set(lexicon()) & set(ambiguous())
    assert all(rules[-1][0] == "" for rules in ambiguous().values())


def test_fields_of_the_rules_are_fields() -> None:
    known = set(lexicon().values()) | {"label", "at_or_next"}
    assert {field for rules in ambiguous().values() for _, field in rules} <= known


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("mobile", "mobile"),
        ("needs", "need"),
        ("customer_name", "name"),
        ("interaction_content", "content"),
        ("联系人", "contact"),
        ("Job title", "title"),
        ("custom.爱好", "custom.爱好"),
        ("-", None),
        ("忽略", None),
    ],
)
def test_a_field_is_typed_by_key_label_or_lexicon_name(typed: str, field: str | None) -> None:
    assert find_field(typed) == field


def test_an_unknown_field_names_the_nearest_one() -> None:
    with pytest.raises(UsageError) as error:
        find_field("mobiel")
    assert error.value.params["near"] == "mobile"


def test_identity_numbers_cannot_be_mapped() -> None:
    with pytest.raises(UsageError, match="not kept"):
        find_field("身份证号")


def test_every_field_can_be_typed_by_its_own_name() -> None:
    assert all(find_field(field) == field for field in fields())


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_heading_can_be_read(header: str) -> None:
    read_heading(header)
    assert clean(clean(header)) == clean(clean(clean(header)))
