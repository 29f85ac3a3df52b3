"""The keys of FILTER and the fixed choices some take: canonical name, how its values are read, other names.

No parsing of terms (core.filters) and no SQL (model.filtering).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache

from crmcli.core.fold import fold

# Key, how values are read, other names. Names of product.md §9 are all here. How values are read:
# text (contained), code:DICT (one of a dictionary), word:DICT (the same, or else text), choice:TABLE (one of a table
# below), tag, past and ahead (days), money (cents), and terms of their own kind: is, missing, view, yesno.
# Written folded, so that reading the table does not load the table of traditional characters.
_KEYS = """
name            text            名称 客户 客户名称 客户名 公司 公司名称 company company_name customer customer_name
code            text            编号 客户编号 客户编码 customer_code
kind            code:customer_kind 客户类型 客户性质 性质
contact         text            联系人 姓名 联系人姓名 contact_name person
title           text            职位 职务 头衔 position
department      text            部门 dept
phone           text            电话 联系电话 号码 tel telephone
mobile          text            手机 手机号 手机号码 cell
landline        text            座机 固话 固定电话
email           text            邮箱 邮件 电子邮箱 电子邮件 mail
wechat          text            微信 微信号 weixin wx
qq              text            qq号
industry        code:industry   行业 所属行业
company_size    word:company_size 规模 企业规模 公司规模 size
province        text            省份 省
city            text            城市
region          choice:region   地区 区域 大区 地域 area
address         text            地址
website         text            网址 网站 官网 site url
source          code:channel    来源 客户来源 渠道 来源渠道 channel
event           text            活动 活动名 活动名称
stage           code:stage      阶段 销售阶段
status          code:status     状态 客户状态
grade           code:grade      级别 等级 客户级别 客户等级 评级 level
owner           text            负责人 归属人 销售 销售员 salesperson
tag             tag             标签 tags
need            text            需求 needs requirement
budget          money           预算
budget_low      money           预算下限
budget_high     money           预算上限
amount          money           金额 商机金额
spend           money           消费 消费金额 累计消费 spent
first           past            first_contact_at first_contact 首次联系 首次接触 首次联系时间
last            past            last_contact_at last_contact contacted 最近联系 最近联系时间 最后联系 最近跟进 上次 上次联系
method          code:interaction_method last_method 方式 跟进方式 最近方式 最近跟进方式 via
type            code:interaction_type interaction_type 类型 互动类型 跟进类型
next            ahead           next_at next_contact 下次 下次联系 下次跟进 下次联系时间 下一步
reason          code:lost_reason lost_reason 流失原因 原因
content         text            内容 跟进内容
product         text            产品
note            text            备注 notes remark
created         past            created_at 创建 创建时间 录入 录入时间 added
updated         past            updated_at 更新 更新时间 修改 modified
do_not_contact  yesno           不再联系 勿扰 勿联系
is              is              是
missing         missing         缺 缺少 没有 空 empty without
view            view            视图
"""  # noqa: E501 - a row a key

_CHOICES = {
    "flag": """
due             到期 该联系 待跟进 today
overdue         逾期 过期 late
idle            未跟进 闲置
idle_alert      久未跟进
silent          沉默 沉默客户 沉睡
active          活跃 活跃客户
lost            流失 流失客户
customer        成交 成交客户 won
high_value      高价值 高价值客户 重点客户 vip
incomplete      不完整 资料不全
do_not_contact  不再联系 勿扰 勿联系
""",
    "region": """
华北            north north_china
东北            northeast northeast_china
华东            east east_china
华中            central central_china
华南            south south_china
西南            southwest southwest_china
西北            northwest northwest_china
港澳台          hk_macau_taiwan
""",
    "yesno": """
yes             y true 1 是 有
no              n false 0 否 不 无
""",
}

COMPARED = ("past", "ahead", "money")  # how values are read that have an order

CUSTOM = "custom."  # what a custom field is called in a Filter: custom.NAME
REQUIRED = ("required", "必填")  # missing:required is any field that the customer needs and has not
_CUSTOM_NAMES = ("custom.", "自定义.")

# A bare one of these is what is left of `last>30d` after the shell took `>30d` as the name of a file.
_TRAPPED = ("last", "amount", "budget", "created", "updated", "next", "spend", "最近联系", "金额", "预算")


def plain(name: str) -> str:
    """`name` without what people vary: width, case, spaces, hyphens, underscores, traditional characters."""
    return fold(name).replace("_", "").replace("-", "")


@cache
def _keys() -> tuple[dict[str, str], dict[str, str]]:
    """Every plain name → its key, and every key → how its values are read."""
    names: dict[str, str] = {}
    readings: dict[str, str] = {}
    for line in _KEYS.split("\n")[1:-1]:
        key, reading, *others = line.split()
        readings[key] = reading
        names.update((name.replace("_", ""), key) for name in (key, *others))
    return names, readings


@cache
def choices(table: str) -> dict[str, str]:
    """Plain name → code of the fixed choices "flag", "region" or "yesno", in their order."""
    found: dict[str, str] = {}
    for line in _CHOICES[table].split("\n")[1:-1]:
        code, *others = line.split()
        found.update((name.replace("_", ""), code) for name in (code, *others))
    return found


def yes_or_no(text: str) -> bool | None:
    """What a word of the fixed choices "yesno" says; None for any other."""
    answer = choices("yesno").get(plain(text))
    return None if answer is None else answer == "yes"


def find_key(name: str, fields: Collection[str] = ()) -> str | None:
    """The canonical key that `name` stands for, in Chinese or English; None when there is none.

    Args:
        name: as typed. `custom.NAME` reaches a custom field that has the name of a key.
        fields: names of the custom fields.
    """
    wanted = plain(name)
    key = _keys()[0].get(wanted)
    if key is not None:
        return key
    customs = {plain(field): field for field in fields}
    for prefix in ("", *_CUSTOM_NAMES):
        exact = name[len(prefix) :]
        field = exact if exact in fields else customs.get(wanted[len(prefix) :])
        if field is not None and wanted.startswith(prefix):
            return CUSTOM + field
    return None


def reading(key: str) -> str:
    """How the values of a canonical key are read: "text", "code:stage", "past"…; custom fields are text."""
    return "text" if key.startswith(CUSTOM) else _keys()[1][key]


@cache
def compared_names() -> frozenset[str]:
    """Every plain name of a key that can be compared with < and >."""
    names, readings = _keys()
    return frozenset(name for name, key in names.items() if readings[key] in COMPARED)


def is_trapped(word: str) -> bool:
    """Whether a lone `word` looks like a comparison that lost its `>30d` to the shell."""
    return plain(word) in _TRAPPED


def all_names(fields: Iterable[str] = ()) -> tuple[str, ...]:
    """Every name a key may be typed by, canonical ones first, for hints."""
    names: list[str] = [*_keys()[1], *fields]
    for line in _KEYS.split("\n")[1:-1]:
        names.extend(line.split()[2:])
    return tuple(dict.fromkeys(names))
