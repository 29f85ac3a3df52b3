"""Two customers compared: what is said, for how many points, and in which band the pair comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.duplicates.grouping import Groups
from crmcli.core.duplicates.profiles import profile
from crmcli.core.duplicates.scoring import reasons, score
from crmcli.core.identity import judge, same_firm, same_person
from crmcli.core.matching import match_keys
from crmcli.records.duplicates import Profile

LETTERS = {"m": "mobile", "e": "email", "w": "wechat", "l": "phone", "q": "qq"}


def company(name: str, contact: str = "", *points: str, **more: str) -> Profile:
    return _made(name, "company", contact, points, more)


def person(name: str, *points: str, **more: str) -> Profile:
    return _made(name, "person", name, points, more)


def _made(name: str, kind: str, contact: str, points: tuple[str, ...], more: dict[str, str]) -> Profile:
    known = [(LETTERS[one[0]], one[2:]) for one in points]
    people = [contact] if contact else []
    days = [more.pop("birthday")] if "birthday" in more else []
    keys = match_keys(name=name, kind=kind, contacts=people, points=known)
    return profile(1, name=name, kind=kind, keys=keys, people=people, birthdays=days, **more)


def signals(left: Profile, right: Profile) -> list[str]:
    return [one.signal for one in score(left, right).terms]


PHONE = "m:13800138000"

# What two people would say of these pairs: one customer for certain, to be looked at, or nothing to be seen.
PAIRS = [
    (company("深圳市智微科技有限公司", "张伟", PHONE), company("智微科技", "张总", PHONE), "auto"),
    (company("深圳市智微科技有限公司", "张伟"), company("智微科技（深圳）有限公司", "张伟"), "auto"),
    (company("華景電子有限公司", "", PHONE), company("华景电子有限公司", "", PHONE), "auto"),
    (company("ＡＢＣ贸易有限公司", "", PHONE), company("ABC贸易有限责任公司", "", PHONE), "auto"),
    (person("王芳", PHONE, "e:wf@qq.com"), person("王芳", PHONE), "auto"),
    (person("王芳", PHONE), company("智微科技", "王芳", PHONE), "auto"),
    # one sign alone, or one that somebody else may share
    (person("王芳", PHONE), person("李强", PHONE), "review"),
    (company("智微科技", "张伟", PHONE), company("恒达贸易", "李娜", PHONE), "review"),
    (company("智微科技", "张伟", PHONE), company("恒达贸易", "张伟", PHONE), "review"),
    (person("张伟", PHONE), person("张总", PHONE), "review"),
    (
        company("智微科技有限公司", "张伟", "m:13800138001"),
        company("智微科技有限公司", "李娜", "m:13900139000"),
        "review",
    ),
    (company("智微科技有限公司"), company("智微科技"), "review"),
    (person("张伟", "m:13800138000"), person("张伟", "m:13800138001"), "review"),
    (company("智微科技", "张伟"), company("智威科技", "张伟"), "review"),
    (company("智微", "何帆梓"), company("智微精密机械股份有限公司", "何帆梓"), "review"),
    (company("智微科技", "张伟", PHONE), company("Zhiwei Technology Co., Ltd.", "Zhang Wei", PHONE), "review"),
    (company("甲乙贸易", "", "e:info@jy.cn"), company("丙丁实业", "", "e:info@jy.cn"), "review"),
    # firms of their own until shown otherwise
    (company("华景集团有限公司", "陈静", PHONE), company("华景有限公司", "陈静", PHONE), "review"),
    (company("华景股份有限公司", "陈静", PHONE), company("华景有限公司", "陈静", PHONE), "review"),
    (company("华景控股集团有限公司", "陈静", PHONE), company("华景有限公司", "陈静", PHONE), "review"),
    (company("华景控股集团有限公司", "陈静", PHONE), company("Huajing Co., Ltd.", "陈静", PHONE), "review"),
    (company("华景有限公司", "陈静", PHONE), company("华景有限公", "陈静", PHONE), "auto"),
    (company("智微科技有限公司", "张伟", PHONE), company("智微科技发展有限公司", "张伟", PHONE), "review"),
    (company("智微阀门厂", "张伟", PHONE), company("智微阀门有限公司", "张伟", PHONE), "review"),
    (company("小满咖啡(国贸店)", "张伟", PHONE), company("小满咖啡望京店", "张伟", PHONE), "review"),
    (company("便民超市", "张伟", city="西宁"), company("便民超市", "张伟", city="银川"), "review"),
    (company("昆山智微科技", "张伟", PHONE), company("智微科技（昆山）有限公司", "张伟", PHONE), "auto"),
    (company("招商银行深圳分行", "赵敏", PHONE), company("招商银行上海分行", "赵敏", PHONE), "review"),
    (company("智微科技上海分公司", "赵敏", PHONE), company("智微科技", "赵敏", PHONE), "review"),
    (company("智微科技上海分公司", "赵敏", PHONE), company("智微科技上海分公司", "赵敏", PHONE), "review"),
    (company("北京智微科技有限公司", "张伟", PHONE), company("上海智微科技有限公司", "张伟", PHONE), "review"),
    # nothing
    (person("张伟"), person("张伟"), ""),
    (person("张伟", PHONE), person("张伟", "m:13911112222"), ""),
    (person("张*"), person("张*"), ""),
    (person("张伟", "m:13888888888"), person("李娜", "m:13888888888"), ""),
    (person("张伟", "e:a@a.com"), person("李娜", "e:a@a.com"), ""),
    (company("北京智微科技有限公司"), company("上海智微科技有限公司"), ""),
    (company("智微科技"), company("智威科技"), ""),
    (company("甲乙贸易", "", "l:0755-88886666"), company("丙丁实业", "", "l:0755-88886666"), ""),
    (company("甲乙贸易", "", "e:a@qq.com"), company("丙丁实业", "", "e:b@qq.com"), ""),
]


@pytest.mark.parametrize(("left", "right", "band"), PAIRS)
def test_pairs_as_a_person_would_judge_them(left: Profile, right: Profile, band: str) -> None:
    assert score(left, right).band == band, reasons(score(left, right).terms)


@pytest.mark.parametrize(("left", "right", "_band"), PAIRS)
def test_it_does_not_matter_which_comes_first(left: Profile, right: Profile, _band: str) -> None:
    one, other = score(left, right), score(right, left)
    assert (one.points, one.band, set(one.terms)) == (other.points, other.band, set(other.terms))


def test_the_reasons_add_up_and_are_in_words() -> None:
    found = score(company("甲乙贸易", "王伟", PHONE), company("丙丁实业", "王总", PHONE))
    said = [(one.params["points"], one.params["what"].id) for one in reasons(found.terms)]  # type: ignore[attr-defined]
    assert said == [("+60", "same mobile"), ("+10", "surname and title agree"), ("−18", "another company")]
    assert (found.points, found.score, found.band) == (52, 0.52, "review")


def test_a_common_name_and_a_number_that_many_share_prove_less() -> None:
    left, right = person("张伟", PHONE), person("张伟", PHONE)
    rare, common = score(left, right), score(left, right, shared_by={"n:张伟": 400, "m:13800138000": 9})
    assert common.points < rare.points


def test_a_number_that_very_many_share_proves_nothing() -> None:
    left, right = person("张伟", PHONE), person("张伟", PHONE)
    assert score(left, right, shared_by={"m:13800138000": 20_000}).band == ""


def test_a_wechat_id_that_is_the_mobile_is_no_second_proof() -> None:
    left, right = person("", PHONE, "w:13800138000"), person("", PHONE, "w:13800138000")
    assert score(left, right).band == "review"
    assert "mobile" in signals(person("张伟", "w:13800138000"), person("李娜", PHONE))


def test_birthday_and_address_speak_for_a_person() -> None:
    more = {"birthday": "1985-05-23", "address": "人民路 12 号 3 楼 301 室"}
    assert score(person("Anna Meyer", **more), person("Anna Maier", **more)).band == "review"
    assert "birthday_near" in signals(person("王芳", birthday="1985-05-23"), person("王芳", birthday="1985-05-32"))


def test_another_credit_code_keeps_two_firms_apart() -> None:
    found = score(
        company("智微科技有限公司", "张伟", credit="91440300MA5EXAMPLE"),
        company("智微科技有限公司", "张伟", credit="91310000MB1OTHERXX"),
    )
    assert found.contradicted
    assert found.band != "auto"


def test_no_group_brings_together_two_that_are_apart() -> None:
    groups = Groups(lambda one, other: {one, other} == {1, 3})
    assert groups.join(1, 2)
    assert not groups.join(2, 3)
    assert groups.of(3) == {3}


@given(
    st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=20),
    st.sets(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=6),
)
def test_groups_never_hold_a_contradiction(pairs: list[tuple[int, int]], apart: set[tuple[int, int]]) -> None:
    apart = {one for one in apart if one[0] != one[1]}
    groups = Groups(lambda one, other: (one, other) in apart or (other, one) in apart)
    asked = {tuple(sorted(pair)) for pair in pairs if pair not in apart and pair[::-1] not in apart}
    for left, right in asked:
        groups.join(left, right)
    for member in range(1, 9):
        together = groups.of(member)
        assert not any(one in together and other in together for one, other in apart)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("智微科技", "深圳智微科技有限公司", True),
        ("智微", "智微科技", None),
        ("智微科技", "Zhiwei Technology Ltd", None),
        ("华景集团", "华景有限公司", False),
        ("北京智微科技", "上海智微科技", False),
        ("招商银行深圳分行", "招商银行上海分行", False),
        ("智微科技", "恒达贸易", False),
        ("广东智微科技", "深圳智微科技", True),
        ("智微科技", None, None),
    ],
)
def test_firms_are_told_apart_as_in_dedupe(left: str, right: str | None, same: bool | None) -> None:
    assert same_firm(left, right) is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("张伟", "张总", True),
        ("张伟", "Zhang Wei", True),
        ("張偉", "张伟", True),
        ("John Smith", "Smith, John", True),
        ("J. Smith", "John Smith", True),
        ("张*", "张伟", True),
        ("张*", "李伟", False),
        ("张伟", "李娜", False),
        ("张伟", "张玮", False),
        ("李总", "张伟", False),
    ],
)
def test_people_are_told_apart_as_in_dedupe(left: str, right: str, same: bool) -> None:
    assert same_person(left, right) is same


def test_a_shared_number_with_a_group_s_name_is_not_the_firm() -> None:
    found = judge(
        company="华景集团有限公司", person="陈静", known_company="华景有限公司", known_people=["陈静"], owner="陈静"
    )
    assert found.kind == "other"
