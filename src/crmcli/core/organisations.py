"""Whether a text names an organisation rather than a person, by the words in it. Taking the name apart is elsewhere."""

from __future__ import annotations

import re
from functools import cache

from crmcli.core.marks import has_cjk, narrow
from crmcli.discovery import read_table

# Certain wherever they stand.
_ANYWHERE = ("公司", "集团", "有限合伙", "株式会社", "事业单位", "个体工商户")
# Certain at the end, and before a branch or a bracket.
_ENDINGS = tuple(
    "银行 医院 大学 学院 学校 中学 小学 幼儿园 事务所 工作室 研究院 研究所 设计院 协会 商会 学会 联合会 基金会 委员会 管委会 居委会 "
    "村委会 合作社 工厂 酒店 饭店 宾馆 超市 商场 商行 商店 商铺 药店 书店 餐厅 饭馆 诊所 政府 法院 检察院 派出所 公安局 出版社 报社 旅行社 "
    "俱乐部 经营部 门市部 营业部 服务部 批发部 办事处 代表处 分行 支行 分店 专卖店 旗舰店 网店 联盟 企业 会社 个体户 有限 股份 纪念馆 博物馆 "
    "图书馆 体育馆 车行 4s店 财政局 税务局 教育局 卫健委 发改委 管理局 科技局 交通局".split()
)
# Trades: certain behind at least two characters that do not look like a name's.
_TRADES = tuple(
    "中心 科技 技术 贸易 实业 电子 商贸 传媒 网络 软件 信息 智能 教育 文化 物流 机械 化工 建材 服饰 服装 食品 制药 医药 医疗 生物 能源 环保 "
    "地产 置业 投资 资本 控股 金融 保险 证券 基金 律所 餐饮 广告 装饰 建筑 建设 工程 设计 咨询 服务 百货 家具 家居 五金 塑胶 塑料 模具 包装 "
    "印刷 纺织 农业 汽车 汽配 电器 电气 电力 光电 仪器 设备 材料 国际 通信 通讯 数码 数据 互联 云计算 制造 重工 药业 乳业 酒业 航空 "
    "旅游 影视 娱乐 健康 美容 外贸 进出口 供应链 新能源 半导体 自动化 机器人 工业 产业 林业 渔业 矿业 钢铁 水泥 玻璃 照明 灯饰 玩具 鞋业".split()
)
# One character: certain behind two that are no name, or behind three.
_PLACES = tuple("厂店局院所社馆行铺坊吧")
_TAIL = re.compile(r"\([^()]{0,40}\)$")
_LEGAL_EN = (
    r"ltd|limited|inc|incorporated|llc|llp|plc|gmbh|corp|corporation|company|pte|pty|pvt|sarl|s\.a\.r\.l|bv|b\.v|s\.p\.a|kk|k\.k"
    r"|university|college|hospital|institute|foundation|association|technologies|holdings|industries|enterprises|ministry|bank\sof"
)
_LAST_EN = r"co|sa|s\.a|ag|spa|oy|ab|as|a/s|nv|n\.v|kg|ohg|bank|group|school|studio|technology|trading|logistics|agency|labs|partners|solutions"
_ENGLISH = re.compile(rf"(?:^|[\s,.&(])(?:(?:{_LEGAL_EN})(?=$|[\s,.;)])|(?:{_LAST_EN})\.?\)?$)", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z]{2}")
_ANY_LETTER = re.compile(r"[^\W\d_]")


@cache
def surnames() -> frozenset[str]:
    """Chinese surnames of one and two characters. Source: data/surnames.csv."""
    return frozenset(row["surname"] for row in read_table("surnames"))


def surname_of(text: str) -> str:
    """The surname a Chinese name begins with, the compound one if it can be; empty when it begins with none."""
    known = surnames()
    return text[:2] if text[:2] in known and len(text) > 1 else text[:1] if text[:1] in known else ""


def last_characters() -> set[str]:
    """The characters that organisations' words end in."""
    return {word[-1] for word in (*_ANYWHERE, *_ENDINGS, *_TRADES, *_PLACES)}


def looks_like_company(text: str) -> bool:
    """Whether an organisation's word is in the name (product.md §3, add).

    张店 and other names of two or three characters that begin with a surname are persons.
    """
    line = narrow(text)[:400]
    if _LATIN.search(line) and _ENGLISH.search(line) and len(_ANY_LETTER.findall(line)) > 5:
        return True
    if not has_cjk(line):
        return False
    line = "".join(_TAIL.sub("", line).lower().split()).rstrip(".。,;!")
    if len(line) < 3:
        return line in ("公司",)
    return any(word in line for word in _ANYWHERE) or _ends_as_company(line)


def _ends_as_company(line: str) -> bool:
    person = len(line) == 3 and surname_of(line) != ""
    if line.endswith(_ENDINGS):
        return len(line) > 3 or not person
    if line.endswith(_TRADES):
        return len(line) > 3 or not person
    return line.endswith(_PLACES) and not person and not line.endswith(("老板", "销售行"))
