"""Provinces and cities in free text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.regions import Region, read_region
from crmcli.discovery import read_table


@pytest.mark.parametrize(
    ("text", "province", "city", "district", "rest"),
    [
        ("北京朝阳", "北京市", "北京市", "朝阳区", ""),
        ("上海浦东", "上海市", "上海市", "浦东新区", ""),
        ("吉林", "吉林省", None, None, ""),
        ("吉林省吉林市", "吉林省", "吉林市", None, ""),
        ("新疆", "新疆维吾尔自治区", None, None, ""),
        ("内蒙古呼和浩特", "内蒙古自治区", "呼和浩特市", None, ""),
        ("台北", "台湾省", "台北市", None, ""),
        ("臺北", "台湾省", "台北市", None, ""),
        ("广东 深圳", "广东省", "深圳市", None, ""),
        ("深圳", "广东省", "深圳市", None, ""),
        ("广东省深圳市南山区科技园1号", "广东省", "深圳市", "南山区", "科技园1号"),
        ("义乌", "浙江省", "金华市", "义乌市", ""),
        ("Guangdong Shenzhen", "广东省", "深圳市", None, ""),
        ("Shenzhen, Guangdong, China", "广东省", "深圳市", None, ""),
        ("beijing", "北京市", "北京市", None, ""),
        ("Hong Kong", "香港特别行政区", None, None, ""),
    ],
)
def test_a_place_is_read(text: str, province: str, city: str | None, district: str | None, rest: str) -> None:
    assert read_region(text) == Region(province, city, district, rest=rest)


@pytest.mark.parametrize("text", ["朝阳", "朝阳区", "通州", "Suzhou"])
def test_a_name_of_several_places_stays_text(text: str) -> None:
    assert read_region(text) == Region(rest=text, ambiguous=True)


@pytest.mark.parametrize("text", ["随便", "三明治", "南京路1号", "London", "a b c d e f"])
def test_other_text_stays_text(text: str) -> None:
    assert read_region(text) == Region(rest=text)


def test_large_regions_and_abbreviations() -> None:
    assert read_region("华东") == Region(region="华东")
    assert read_region("江浙沪") == Region(region="江浙沪", provinces=("江苏省", "浙江省", "上海市"))
    assert read_region("无") == Region()


@pytest.mark.parametrize("key", ["name", "short"])
def test_every_province_is_known_by_both_names(key: str) -> None:
    for row in read_table("provinces"):
        assert read_region(row[key]).province == row["name"]


def test_every_city_is_known_behind_its_province() -> None:
    for row in read_table("places"):
        if row["kind"] == "city":
            read = read_region(row["province"] + row["city"])
            assert (read.province, read.city) == (row["province"], row["city"])


@given(
    st.lists(
        st.sampled_from(["北京", "广东", "深圳", "市", "省", "区", "朝阳", " ", "-", "shenzhen", "路"]), max_size=7
    ).map("".join)
)
def test_a_city_is_never_without_its_province(text: str) -> None:
    read = read_region(text)
    assert read.province is not None or read.city is None


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    read_region(text)
