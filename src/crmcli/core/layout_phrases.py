"""Phrases that only rows without a record have: totals, notes, signatures of a form, hints, marks of an example."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crmcli.core.layout_cells import is_value
from crmcli.core.patterns import lazily

# Compared with whole cells of every row, so that a long file is not searched by patterns.
TOTALS = frozenset(
    f"{word}{colon}"
    for word in (
        "合计",
        "总计",
        "小计",
        "共计",
        "累计",
        "合 计",
        "总 计",
        "小 计",
        "合　计",
        "Total",
        "TOTAL",
        "Subtotal",
    )
    for colon in ("", ":", "：")
)
_TOTAL = lazily(
    r"(?:.{0,12}(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计)"
    r"|grand totals?|sub-?totals?|totals?|sum|平均值?|average|总人?数|人数合计)"
    r"\s*[:：]?\s*(?:[（(].*[)）])?[\s\d.,]*[人家条个位元万行户]*"
    r"|(?:以上|本页|本表)?(?:共|共计|总共|合计|总计)\s*[:：]?\s*\d[\d,]*\s*[人家条个位行户名元].{0,20}",
    re.IGNORECASE,
)
_SUM = lazily(r"(?:[$¥￥€£]|US\$|RMB)\s?\d[\d,]*(?:\.\d+)?\s?[万亿kw]?|\d{1,3}(?:,\d{3})+(?:\.\d+)?元?", re.IGNORECASE)
_PAGE = lazily(
    r"第\s*\d+\s*页.*|page \d+.*|[-—\s]*\d+\s*/\s*\d+[-—\s]*页?"
    r"|[-—=*~·\s]*(?:以下(?:空白|无正文)|完毕?|结束|(?:the )?end)"
    r"[-—=*~·\s]*|confidential.*|copyright.*|©.*|generated (?:by|on|at).*|exported (?:by|on|at).*"
    r"|由.{1,20}(?:导出|生成)",
    re.IGNORECASE,
)
_NOTE = lazily(
    r"[*＊※★●]*\s*[（(【\[]?\s*(?:填表说明|填写说明|填写要求|填写须知|填报说明|导入说明|使用说明|操作说明|说明|备注|附注|注意事项|注意"
    r"|温馨提示|友情提示|提示|要求|声明|注|notes?|remarks?|instructions?|please note|attention)\s*[】\])）]?\s*"
    r"(?:\d+\s*)?(?:[:：.、]|$|\n).*|请(?:勿|按|用|将|在|填|先|认真|如实|务必).+|※.+|please .+|do not .+",
    re.IGNORECASE | re.DOTALL,
)
_STEP = lazily(r"[（(]?\d{1,2}[、.．)）]\s*\S.{8,}", re.DOTALL)
_SIGNED = lazily(
    r"(?:制表|填表|填报|审核|审批|批准|复核|核对|经办|负责|记录|统计|联系|接待|登记|签字|签名|盖章|打印|导出|制作|主管|领导|单位|公司)?"
    r"(?:人|员|者|单位|部门|日期|时间|签字|签名|盖章|意见|领导|主管|负责人|电话)?(?:[（(][^)）]{0,8}[)）])?\s*[:：].{0,40}"
)
_SIGNED_BY = lazily(
    r"(?:prepared|approved|checked|reviewed|printed|signed) (?:by|on)\b.*|数据来源\s*[:：].*", re.IGNORECASE
)
_HINT = lazily(
    r".*(?:必填|选填|可不填|可为空|请填|请输入|请选择|下拉|不超过|\d+\s*[位字]|字以内|字符|不能为空|不可重复|推荐格式|格式[:：为]"
    r"|\b(?:required|optional|mandatory|max(?:imum|\.)? \d+|\d+ characters|drop-?down|pick from|choose from)\b|yyyy).*"
    r"|文本|数字|日期|单选|多选|text|number|date|string",
    re.IGNORECASE | re.DOTALL,
)
_WORD_EXAMPLE = r"(?:示\s?例|样\s?例|范\s?例|举例|例子|example|sample)"
_EXAMPLE = lazily(
    rf"(?:{_WORD_EXAMPLE}|例|例如|如|e\.\s?g\.)\s*(?:\d{{1,2}}\s*)?[:：].*"
    rf"|[（(【\[<]\s*(?:{_WORD_EXAMPLE}|例)[^)）】\]>]{{0,20}}[)）】\]>].*|e\.\s?g\.\s.*"
    rf"|.*[（(【\[](?:{_WORD_EXAMPLE}|例)[)）】\]]"
    r"|.*(?:导入|提交|填写|使用|上传).{0,4}(?:前|时).{0,6}删除.*|.*示例.{0,6}删除.*"
    r"|.*(?:delete|remove) this (?:row|line|example).*",
    re.IGNORECASE,
)
_MARK = lazily(rf"[（(【\[<]?(?:{_WORD_EXAMPLE}|例)\d{{0,2}}[)）】\]>]?[:：.]?", re.IGNORECASE)
_PART = lazily(
    r"[（(]?[一二三四五六七八九十]{1,2}[)）]?[、.．].{1,20}"
    r"|第[一二三四五六七八九十\d]{1,3}(?:组|批|场|天|部分|类|区|展区|大区|季度|阶段|轮).{0,12}"
    r"|华[东南西北中].{0,2}(?:区|地区|大区|片区)?|[东南西北][东南西北部]?.?(?:大区|片区|地区)"
    r"|[A-Za-z甲乙丙丁\d]{1,2}(?:组|类|区|馆|馆区|展区|批)(?:客户)?"
    r"|(?:上午|下午|晚上|上半场|下半场)场?"
    r"|(?:重点|新|老|意向|潜在|成交|普通|大|VIP)客户(?:名单|列表|区)?[:：]?"
    r"|\d{4}年(?:\d{1,2}月(?:份)?)?(?:\d{1,2}日)?|\d{1,2}月(?:份|\d{1,2}[日号])"
    r"|(?:名誉|荣誉|常务|执行|副|第一)*(?:会长|理事长|理事|监事长|监事|秘书长|主席|委员|顾问|会员|成员)(?:单位|名单)?"
    r"|秘书处|(?:男|女)(?:嘉宾|宾)|(?:north|south|east|west|central)(?:ern)?(?: region)?[:：]?",
    re.IGNORECASE,
)


def is_total(texts: Sequence[str]) -> bool:
    """Whether a row begins with a word for a sum and holds nothing but figures behind it."""
    if not texts or len(texts[0]) > 40 or not _TOTAL.fullmatch(texts[0]):
        return False
    return all(_figure(text) for text in texts[1:])


def is_sum(text: str) -> bool:
    """Whether a text is an amount and nothing else: $12,000, ￥3.5万."""
    return len(text) <= 24 and _SUM.fullmatch(text) is not None


def _figure(text: str) -> bool:
    return (
        (any(map(str.isdigit, text)) and len(text) <= 24)
        or text in ("-", "—", "——", "/")
        or bool(_TOTAL.fullmatch(text))
    )


def is_footer(texts: Sequence[str]) -> bool:
    """Whether a row is a sum, a page number, or who made and checked the form."""
    if is_total(texts) or (len(texts) == 1 and _PAGE.fullmatch(texts[0])):
        return True
    labelled = [text for text in texts if _SIGNED.fullmatch(text) or _SIGNED_BY.match(text)]
    return bool(labelled) and texts[0] == labelled[0] and len(texts) <= 2 * len(labelled)


def is_note(text: str) -> bool:
    """Whether a text tells how to fill in the form, or remarks on the whole of it."""
    return bool(_NOTE.fullmatch(text) or _STEP.fullmatch(text))


def is_hint(text: str) -> bool:
    """Whether a cell below a heading says what to type there: 必填, 不超过20字, Required."""
    return len(text) <= 120 and _HINT.fullmatch(text) is not None


def is_example(text: str) -> bool:
    """Whether a cell marks its row as an example: 示例, 例：张三, （示例）张三, (example) …"""
    return len(text) <= 120 and _EXAMPLE.fullmatch(text) is not None


def is_example_mark(text: str) -> bool:
    """Whether a text is only the word example, where a number or name stands in other rows."""
    return len(text) <= 20 and _MARK.fullmatch(text) is not None


def is_part(text: str) -> bool:
    """Whether a text that stands alone in its row heads the rows below: 华东区, 一、重点客户, 第二天."""
    bracketed = text[:1] in "【[<《" and text[-1:] in "】]>》"
    return len(text) <= 24 and (bracketed or _PART.fullmatch(text) is not None) and not is_value_of_firm(text)


def is_value_of_firm(text: str) -> bool:
    """Whether it reads like the name of a firm rather than of a part of the list."""
    return is_value(text) and not any(map(str.isdigit, text))
