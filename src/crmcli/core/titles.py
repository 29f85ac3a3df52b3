"""Job titles, forms of address and departments as words at the end of a text. Whose they are is read elsewhere."""

from __future__ import annotations

import re
from typing import NamedTuple

# The head of a Chinese job title. Longest first, so that 总经理 wins over 经理.
_HEADS = sorted(
    "总经理 经理 董事长 董事 总裁 总监 主管 主任 部长 科长 处长 局长 司长 厅长 厂长 校长 院长 所长 站长 店长 馆长 行长 社长 组长 队长 "
    "班长 课长 股长 镇长 乡长 村长 区长 市长 县长 会长 秘书长 理事长 理事 监事长 监事 园长 台长 台柱 船长 机长 总工程师 总工 工程师 "
    "设计师 会计师 会计 出纳 律师 教授 讲师 老师 教师 博士 博导 医生 医师 大夫 护士长 药师 主席 书记 秘书 助理 助手 专员 专家 代表 顾问 "
    "架构师 分析师 研究员 教练 师傅 老板娘 老板 店主 掌柜 创始人 联合创始人 合伙人 负责人 法人代表 法人 股东 采购员 销售员 业务员 "
    "技术员 质检员 仓管员 仓管 库管 文员 前台 司机 客服 导购 跟单员 跟单 内勤 外勤 经办人 联系人 干事 科员 职员 员工 采购 业务 "
    "首席执行官 首席技术官 首席财务官 首席运营官 执行官 业务经理 片区经理 经纪人 总编 主编 编辑 记者 策划 文案 运营 财务 人事 行政".split(),
    key=len,
    reverse=True,
)
# What may stand before a head and belongs to the title.
_FRONT = (
    "副|总|正|首席|高级|资深|初级|中级|助理|执行|常务|代理|名誉|联合|区域|大区|片区|全国|华东|华南|华北|华中|西南|西北|东北|国际|海外|国内"
    "|销售|采购|技术|市场|财务|人事|人力资源|行政|项目|产品|运营|客户|商务|大客户|渠道|品牌|法务|研发|生产|质量|品质|品控|工程|设备|仓储"
    "|物流|供应链|信息|业务|客服|售前|售后|服务|电商|新媒体|战略|投资|安全|培训|招商|外贸|测试|软件|硬件|系统|数据|算法|前端|后端|结构|电气"
    "|机械|工艺|注册|主治|住院|主任|外联|公关|办公室|车间|事业部|分公司|公司"
)
_ENDS_IN_HEAD = re.compile(f"((?:{_FRONT}){{0,4}}(?:{'|'.join(_HEADS)}))$")
_HEAD_ENDS = frozenset(head[-1] for head in _HEADS)
# One character that is a title only behind a bare surname (张工) or a name (张三总).
_SHORT = {"总": "总", "工": "工程师", "董": "董事长", "局": "局长", "处": "处长", "科": "科长", "院": "院长", "导": "导师"}
_KIN = ("哥", "姐", "叔", "姨", "爷", "妹", "弟", "嫂")
_GENDERS = {
    "先生": "male",
    "男士": "male",
    "女士": "female",
    "小姐": "female",
    "太太": "female",
    "夫人": "female",
    "女生": "female",
}
_DEPARTMENT = re.compile(r"(?P<department>[^\s()]{1,16}?(?:事业部|办公室|中心|部门|部|科|处|室|组))(?P<rest>.*)")
_ENGLISH_HEADS = (
    r"ceo|cto|cfo|coo|cmo|cio|gm|vp|svp|evp|md|president|chairman|chairwoman|director|manager|engineer|founder|co-founder|owner|buyer"
    r"|purchaser|supervisor|officer|executive|consultant|assistant|secretary|sales|representative|rep|head|lead|leader|partner"
    r"|accountant|analyst|developer|designer|architect|specialist|coordinator|merchandiser|principal|professor|dr|doctor"
    r"|administrator|agent|planner|procurement|purchasing|marketing|boss|principal|technician|advisor|adviser|controller"
)
_ENGLISH_TITLE = re.compile(
    rf"(?:[a-z&,.\-]+\s){{0,5}}(?:{_ENGLISH_HEADS})(?:\s(?:of|for|in)(?:\s[a-z&\-]+){{1,4}}|,?\s[a-z&]+)?", re.IGNORECASE
)


class Titled(NamedTuple):
    """A text split at its title.

    Args:
        rest: what stands before the title.
        title: the title, None when there is none.
        gender: "male" or "female" when a form of address says so.
        short: the title is one character, and so proves nothing behind a full name.
    """

    rest: str
    title: str | None = None
    gender: str | None = None
    short: bool = False


def split_title(text: str) -> Titled:
    """`text` without the title or form of address at its end (data/value_cases.csv: contact_name)."""
    for word, gender in _GENDERS.items():
        if text.endswith(word):
            return Titled(text[: -len(word)], None, gender)
    if text[-1:] in _HEAD_ENDS and (match := _ENDS_IN_HEAD.search(text[-24:])):
        return Titled(text[: len(text) - len(match[0])], match[0])
    for n, word in ((2, text[-2:]), (1, text[-1:])):
        if n == 2 and word in ("副总", "总助"):
            return Titled(text[:-2], word, short=True)
        if n == 1 and (word in _SHORT or word in _KIN):
            return Titled(text[:-1], _SHORT.get(word), short=True)
    return Titled(text)


def last_characters() -> set[str]:
    """The characters that titles and forms of address end in."""
    return {word[-1] for word in (*_HEADS, *_GENDERS, *_SHORT, *_KIN)}


def gender_of(text: str) -> str | None:
    """The gender that a form of address means: 先生 or Mr. → "male"."""
    return _GENDERS.get(text) or {"mr": "male", "ms": "female", "mrs": "female", "miss": "female"}.get(
        text.casefold().rstrip(".")
    )


def is_title(text: str) -> bool:
    """Whether the whole text is a job title: 总经理, 采购经理, GM, Head of Sales."""
    if len(text) > 60:
        return False
    if text.isascii():
        return _ENGLISH_TITLE.fullmatch(text) is not None
    return all(not split_title(part).rest and split_title(part).title for part in re.split(r"[/、兼&]", text))


def split_department(text: str) -> tuple[str | None, str]:
    """The department at the beginning of a text, and the rest: 采购部经理 → 采购部, 经理."""
    match = _DEPARTMENT.fullmatch(text) if len(text) <= 40 else None
    if match and (not match["rest"] or is_title(match["rest"])):
        return match["department"], match["rest"]
    return None, text
