"""What each sample sheet becomes: customers, people, numbers, tags, talks, tasks, orders and deals, as is wished."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.imported import picture
from tests.running import Crm

SAMPLES = Path(__file__).parent.parent.parent / "sample_data"

WISHED = {
    "classic_template_table.xlsx": """
C20240501001 person 张*
  source: online_shop
  stage: needs
  owner: 王*
  note: 询问A产品折扣政策,预算5万以内 / 联系方式: 5678 (?)
  first_contact_at: 2024-05-01
  @ 张*
  talk: 2024-05-10 · other · consult
  tag: 意向-高潜客户
  tag: 自定义-关注性价比
C20240502001 person 李*
  source: store
  stage: won
  owner: 赵*
  note: 第二次购买B产品,要求加急发货 / 联系方式: 139 (?)
  first_contact_at: 2024-05-02
  @ 李*
  talk: 2024-05-08 · other · trial
  id: crm · C20240502003
  tag: 自定义-偏好高端系列
  tag: 自定义-复购客户
C20240503001 person 陈*
  source: community
  first_contact_at: 2024-05-03
  @ 陈* | wechat chen* (masked)
  talk: 2024-05-12 · other
  id: crm · C20240503005
""",
    "crm_template_notes_row.xls": """
C20261123001 company 北京示例科技有限公司
  industry: I
  province: 北京市
  city: 北京市
  address: 朝阳区示例路1号
  source: expo
  grade: A
  @ | mobile 13800138000
  task: 2024-05-20 09:00
C20261123002 company 上海样例贸易有限公司
  industry: G
  source: referral
  grade: B
  @ | mobile 13800138001
  task: 2024-05-21
""",
    "doudian_orders.csv": """
C20261123001 person 张*
  province: 北京市
  city: 北京市
  address: 朝阳区**示例路**号
  source: social_douyin
  stage: won
  @ 张* | mobile 138******00 (masked)
  order: 6919123456789012346 · 2024-05-01 10:00 · 19900 · 示例茶叶礼盒 250g*2 · 1.0 · done
C20261123002 person 李娜
  province: 上海市
  city: 上海市
  address: 浦东新区示例路1号
  source: social_douyin
  stage: won
  @ 李娜 | mobile 13800138001
  order: 6919123456789012399 · 2024-05-02 11:00 · 9900 · 示例茶叶礼盒 250g · 2.0 · shipped
""",
    "excel_zh_gbk_no_bom.csv": """
C20240501001 company 示例科技有限公司
  source: expo
  first_contact_at: 2024-05-01
  @ 张三 | mobile 13800138000
  tag: 意向-高潜客户
  tag: 自定义-关注性价比
C20240502001 company 样例贸易（上海）有限公司
  source: social_douyin
  first_contact_at: 2024-05-02
  @ 李四 · female | mobile 13800138001
  tag: 自定义-VIP
  tag: 自定义-老客户
""",
    "expo_signin_two_sheets.xlsx": """
C20261123001 company 北京示例科技有限公司
  note: 预算5万以内，要A产品报价
  @ 张伟 · 总经理 | mobile 13800138000 | email zhangwei@example.com
C20261123002 company 上海样例贸易有限公司
  @ 李娜 · 采购经理 | mobile 13800138001
  @ 刘洋 · 采购 | mobile 13800138005
C20261123003 company 深圳市示范五金制品厂
  note: 10-50万，下周三回访
  @ 王总 · 总 | mobile 13800138002 | mobile 13900139002
C20261123004 company 广州样板餐饮管理有限公司
  @ 陈静 · 店长 · female | phone 020-83456789 ext 801 | email chenjing@example.com
C20261123005 company 样例物流
  @ 赵敏 | mobile 13800138006
  @ 孙悦 | mobile 13800138007
C20261123006 company 示例教育
  @ 周杰 | mobile 13800138008
C20261123007 company 示例软件
  note: 联系电话: 1380013800 (?)
  @ 吴迪
""",
    "google_contacts_new.csv": """
C20261123001 company 北京示例科技有限公司
  @ 张伟 · 总经理 | email zhangwei@example.com | email zw@example.org | mobile 13800138000 | phone 010-62345678
  tag: 自定义-客户
""",
    "html_table_fake.xls": """
C20261123001 company 北京示例科技有限公司
  @ | mobile 13800138000
""",
    "interactions_import.xls": """
C20261123001 company 北京示例科技有限公司
  stage: needs
  @ 张伟
  talk: 2024-05-03 · phone · 客户反馈现有系统数据处理效率低，希望提升30%
  deal: 客户管理软件采购 · needs · open
C20261123002 company 上海样例贸易有限公司
  @ 李娜
  @ 刘洋
  talk: 2024-05-04 · visit · 已沟通
""",
    "outlook_zhTW_big5.csv": """
C20261123001 company 範例股份有限公司
  province: 台湾省
  city: 台北市
  address: 信義區信義路五段7號
  website: http://example.com
  note: 展覽認識
  custom: {"商務 - 國家/地區": "台灣", "商務 - 郵遞區號": "110"}
  @ 王大同 · 經理 · 業務部 · male | phone +886223456789 | mobile +886912345678 | email datong@example.com
  tag: 自定义-客戶
""",
    "semicolon.csv": """
C20261123001 company Example; Co
  @ Zhang Wei | mobile 13800138000
""",
    "two_row_header_merged.xlsx": """
C20261123001 company 北京示例科技有限公司
  budget_low: 30000000
  budget_high: 30000000
  @ 张伟 | mobile 13800138000 | email zhangwei@example.com | wechat zhangsan_88
  @ 李强 | mobile 13800138010 | wechat 13800138010
  task: 2024-05-20
C20261123002 company 上海样例贸易有限公司
  budget_low: 10000000
  budget_high: 50000000
  note: 联系方式-微信: 已加
  @ 李娜 | mobile 13800138001 | email lina@example.com
  task: 2024-05-08
""",
    "vcard_cn_qp_2.1.vcf": """
C20261123001 company 示例科技
  @ 张伟 · 市场部 | mobile 13800138000 | phone 010-62345678
""",
    "wecom_customer_export.xlsx": """
C20240501001 company 北京示例科技有限公司
  source: other
  source_text: 扫描二维码
  owner: 小李
  note: 展会认识 / 伟哥@五金
  first_contact_at: 2024-05-01 10:20
  custom: {"添加人所属部门": "销售部", "添加人账号": "xiaoli"}
  @ 伟哥 · 总经理 | mobile 13800138000
  tag: 客户等级-A类客户
  tag: 渠道来源-展会
  tag: 渠道来源-转介绍
C20240502001 person Lina
  source: other
  source_text: 搜索手机号
  owner: 小李
  first_contact_at: 2024-05-02 09:00
  custom: {"添加人所属部门": "销售部", "添加人账号": "xiaoli"}
  @ Lina
  tag: 渠道来源-抖音
""",
    "big5_without_bom.csv": """
C20261123001 company 範例股份有限公司
  @ 王大同 | mobile +886912345678
C20261123002 company 示範國際貿易
  @ 林小美 | phone +886223456789
""",
    "leads.jsonl": """
C20261123001 person 张伟
  @ 张伟 | mobile 13800138000
  tag: 自定义-A类
  tag: 自定义-展会
C20261123002 company 上海样例贸易有限公司
  @ 李娜 | mobile 13800138001
""",
}


@pytest.mark.parametrize("name", WISHED)
def test_a_sheet_becomes_what_a_person_would_wish(name: str, crm: Crm) -> None:
    crm.ok(["import", str(SAMPLES / name), "--yes"])
    assert picture(crm.db) == WISHED[name].strip()


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_the_same_sheet_again_changes_nothing_and_writes_nothing(path: Path, crm: Crm) -> None:
    first = crm(["import", str(path), "--yes"])
    assert first.code in (0, 5)
    before = crm.db.read_bytes()
    again = crm(["import", str(path), "--yes", "--json"])
    assert crm.db.read_bytes() == before
    if first.code == 0:
        counts = again.json()["counts"]
        assert counts["unchanged"] == counts["rows"] > 0
        assert again.json()["batch"] is None


@pytest.mark.parametrize("name", WISHED)
def test_an_undone_import_leaves_nothing_and_comes_back_whole(name: str, crm: Crm) -> None:
    crm.ok(["import", str(SAMPLES / name), "--yes"])
    there = picture(crm.db)
    crm.ok("batch undo 1 --yes")
    assert picture(crm.db) == ""
    crm.ok("redo --yes")
    assert picture(crm.db) == there
    assert crm.ok("batch --json").json()[0]["batch"] == 1


def test_the_visitors_of_a_fair_were_met_there_on_the_day_of_their_sheet(crm: Crm) -> None:
    crm.clock.set("2024-05-03 18:00")
    path = SAMPLES / "expo_signin_two_sheets.xlsx"
    crm.ok(["import", str(path), "--yes", "--source", "展会", "--event", "2024上海示例五金展"])
    lines = picture(crm.db).splitlines()
    assert lines.count("  source: expo") == lines.count("  event: 2024上海示例五金展") == 7
    days = [line.split(" · ")[0] for line in lines if line.startswith("  talk: ")]
    assert sorted(days) == ["  talk: 2024-05-01"] * 4 + ["  talk: 2024-05-02"] * 3
    assert lines[0] == "C20240501001 company 北京示例科技有限公司"
    rules = {row["rule"] for row in crm.ok("due --json").json()}
    assert rules == {"first_touch"}  # having been met at the fair is no talk yet
