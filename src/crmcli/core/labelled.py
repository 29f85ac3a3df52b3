"""Labels in a pasted line: 姓名：张伟 公司：示例科技, Name: … Company: …. Contact points are cut out before."""

from __future__ import annotations

import re

from crmcli.core.marks import has_cjk
from crmcli.core.patterns import lazily

_LABELS = {
    "name": "姓名|客户姓名|联系人姓名|联系人|名字|称呼|name|contact",
    "company": "公司名称|单位名称|企业名称|公司|单位|企业|客户名称|company|organi[sz]ation|firm",
    "title": "职位|职务|岗位|头衔|title|position|job title|role",
    "department": "部门|科室|department|dept",
    "address": "公司地址|联系地址|收货地址|地址|address|addr",
    "region": "地区|所在地|省市|城市|省份|region|city|province",
    "need": "初步需求|客户需求|需求|need|needs|requirement",
    "note": "备注|说明|note|notes|remark|remarks",
    "source": "客户来源|来源渠道|渠道来源|来源|渠道|source|channel",
    "industry": "所属行业|行业|industry",
    "budget": "项目预算|采购预算|预算|budget",
}
_WHOLE = ("address", "need", "note")  # their values may hold blanks
_KEYS = {f"l{i}": key for i, key in enumerate(_LABELS)}
_LABEL = lazily(
    r"(?<![\w])(?:" + "|".join(f"(?P<l{i}>{words})" for i, words in enumerate(_LABELS.values())) + r")\s?:\s?",
    re.IGNORECASE,
)
_END = lazily(r"[\t\n\r;|]|[,、](?!\s?(?:ltd|inc|llc|co\b))", re.IGNORECASE)
_LINE_END = lazily(r"[\t\n\r|]")


def cut_labels(line: str) -> tuple[list[tuple[str, str]], str]:
    """Values that stand behind a label, and the line without them.

    Args:
        line: in half width.

    Returns:
        Pairs of key (name, company, title, department, address, region, need, note, source, industry, budget) and
        value, and the rest with a tab where each stood.
    """
    found: list[tuple[str, str]] = []
    kept: list[str] = []
    matches = list(_LABEL.finditer(line))
    end = 0
    for i, match in enumerate(matches):
        key = _KEYS[match.lastgroup or ""]
        limit = matches[i + 1].start() if i + 1 < len(matches) else len(line)
        stop = (_LINE_END if key in _WHOLE else _END).search(line, match.end(), limit)
        last = stop.start() if stop else limit
        value = line[match.end() : last]
        if key not in _WHOLE and has_cjk(value):
            first = value.lstrip().split(" ")[0]
            last = match.end() + value.index(first) + len(first)
            value = first
        kept += [line[end : match.start()], "\t"]
        end = last
        if value.strip(" ,;"):
            found.append((key, value.strip(" ,;")))
    kept.append(line[end:])
    return found, "".join(kept)
