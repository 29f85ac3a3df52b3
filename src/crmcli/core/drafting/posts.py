"""A firm, a department and a post in one cell: 样例厂/采购部/经理, 示例公司采购总监, ABC GmbH, Sales Director."""

from __future__ import annotations

from crmcli.core import titles
from crmcli.core.companies import CompanyName, read_company
from crmcli.core.drafting.collected import Collected
from crmcli.core.patterns import lazily

# 深圳海蓝电子 采购总监 and 示例有限公司采购总监, as one column of unit and post has them.
_POST_BEHIND = lazily(
    r"(\S.{1,60}?(?:公司|集团|中心|研究院|研究所|事务所|协会|商会|工厂|医院|大学|学院|银行)|\S{2,40}\s)\s*(\S{2,12})"
)
_POST_AFTER_COMMA = lazily(r"(.{2,80}?)[,，]\s?([^,，]{2,40})")  # ABC GmbH, Sales Director
_SLASH = lazily("[/／]")


def with_post(row: Collected, company: CompanyName, text: str) -> CompanyName:
    """The company without what stands behind it, which goes to the person."""
    parts = [part.strip() for part in _SLASH.split(text)]
    if len(parts) == 1 and (behind := _POST_BEHIND.fullmatch(text)) and titles.is_title(behind[2]):
        row.person.setdefault("title", behind[2])
        return read_company(behind[1])
    if len(parts) == 1 and (behind := _POST_AFTER_COMMA.fullmatch(text)) and titles.is_title(behind[2]):
        row.person.setdefault("title", behind[2])
        return read_company(behind[1])
    if len(parts) == 2 and all(titles.split_department(parts[1])) and parts[0]:
        department, title = titles.split_department(parts[1])
        row.person.setdefault("department", department)
        row.person.setdefault("title", title)
        return read_company(parts[0])
    if not 2 <= len(parts) <= 3 or not titles.is_title(parts[-1]) or not all(parts):
        return company
    row.person.setdefault("title", parts[-1])
    if len(parts) == 3:
        row.person.setdefault("department", parts[1])
    return read_company(parts[0])
