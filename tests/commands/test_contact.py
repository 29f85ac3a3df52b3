"""`crm contact`: the people of a customer."""

from __future__ import annotations

import pytest

from tests.running import Crm


@pytest.fixture
def crm(crm: Crm) -> Crm:
    """A file with a company and its contact."""
    crm.ok("add 示例科技 --contact 张伟 --phone 13800138000 --source expo")
    return crm


def test_a_person_is_added_with_options_and_pairs(crm: Crm) -> None:
    result = crm.ok(
        "contact add 示例科技 王芳 --title 采购经理 --department 采购部 --role 决策者 --phone 13900139000"
        " --phone 010-62345678 --email w@example.com --birthday 03-15 --gender 女 note=爱喝茶 --json"
    )
    assert "#2 · 示例科技 · 王芳" in result.err
    person = result.json()
    assert (person["customer_name"], person["name"], person["title"]) == ("示例科技", "王芳", "采购经理")
    assert (person["mobile"], person["phone"], person["role"]) == ("13900139000", "010-62345678", "decider")
    assert (person["birthday"], person["note"], person["is_primary"]) == ("03-15", "爱喝茶", False)


def test_an_english_name_of_several_words_needs_no_quotes(crm: Crm) -> None:
    assert crm.ok("contact add 示例科技 Mary Ann Smith --json").json()["name"] == "Mary Ann Smith"


def test_the_first_person_of_a_company_is_primary(crm: Crm) -> None:
    crm.ok("add 样例贸易 --phone 010-62345678 --source expo")
    assert crm.ok("contact add 样例贸易 李娜 --json").json()["is_primary"] is True


def test_editing_says_what_changed(crm: Crm) -> None:
    crm.ok("contact add 示例科技 王芳 --phone 13900139000")
    result = crm.ok("contact edit 示例科技 王芳 phone=13700137000 name=王小芳 --title 总监 --json")
    assert (result.json()["name"], result.json()["mobile"]) == ("王小芳", "13700137000")
    assert "王芳 → 王小芳" in result.err
    assert "13900139000 → 13700137000" in result.err.replace("13800138000 · ", "")


def test_a_new_phone_of_one_person_leaves_those_of_others_and_of_the_company(crm: Crm) -> None:
    crm.ok("add 样例贸易 --phone 010-62345678 --source expo")
    crm.ok("contact add 样例贸易 李娜 --phone 010-87654321")
    person = crm.ok("contact edit 样例贸易 李娜 phone=010-11112222 --json").json()
    assert person["phone"] == "010-11112222"
    assert "010-62345678" in crm.ok("show 样例贸易").out


def test_a_person_is_found_by_a_part_of_the_name_or_the_end_of_a_number(crm: Crm) -> None:
    assert crm.ok("contact edit 示例科技 8000 title=总经理 --json").json()["name"] == "张伟"
    assert crm.ok("contact edit 示例科技 伟 title=董事长 --json").json()["title"] == "董事长"


def test_another_one_becomes_primary(crm: Crm) -> None:
    crm.ok("contact add 示例科技 王芳")
    assert crm.ok("contact primary 示例科技 王芳 --json").json()["is_primary"] is True
    assert crm.ok("list --json").json()[0]["contact"] == "王芳"
    assert "Nothing changed" not in crm.ok("contact edit 示例科技 张伟 --primary").err


def test_a_removed_person_is_gone_and_the_next_one_is_primary(crm: Crm) -> None:
    crm.ok("contact add 示例科技 王芳")
    crm.ok("contact rm 示例科技 张伟")
    assert crm.ok("list --json").json()[0]["contact"] == "王芳"


def test_a_person_customer_cannot_lose_itself(crm: Crm) -> None:
    crm.ok("add 李娜 --phone 13700137000 --source expo")
    result = crm("contact rm 李娜 李娜")
    assert result.code == 6
    assert "crm rm" in result.err
    crm.ok("contact add 李娜 赵敏")
    crm.ok("contact rm 李娜 赵敏")


def test_numbers_that_work_are_noted_once_a_day(crm: Crm) -> None:
    assert "1 number" in crm.ok("contact verify 示例科技 张伟").err
    assert "Nothing changed" in crm.ok("contact verify 示例科技 张伟").err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("add 示例科技 张伟", 2, "already"),
        ("add 示例科技 王芳 --phone 123", 2, "123"),
        ("add 示例科技 王芳 stage=won", 2, "stage"),
        ("add 示例科技 王芳 --role 老板娘", 2, "老板"),
        ("add 示例科技 phone=13900139000", 2, "NAME"),
        ("add 示例科技 王芳 --note 11010519491231002X", 6, "ID card"),
        ("add 示例科技 '王芳 11010519491231002X'", 6, "ID card"),
        ("add 示例科技 王芳 --birthday 02-30", 2, "02-30"),
        ("edit 示例科技 赵敏 title=x", 3, "赵敏"),
        ("edit 示例科技 张伟", 2, "nothing to change"),
        ("rm 示例科技 赵敏", 3, "赵敏"),
    ],
)
def test_what_cannot_be_done_is_explained_and_nothing_is_written(crm: Crm, words: str, code: int, said: str) -> None:
    before = crm.db.read_bytes()
    result = crm(f"contact {words}")
    assert result.code == code
    assert said in result.err
    assert "1949" not in result.err
    assert crm.db.read_bytes() == before


def test_it_speaks_chinese(crm: Crm) -> None:
    crm.lang = "zh"
    assert "已有联系人“张伟”" in crm("contact add 示例科技 张伟").err
