"""Where one piece of a pasted line ends and the next begins. What a piece is gets read in `core.pasted`."""

from __future__ import annotations

from crmcli.core import titles
from crmcli.core.marks import CJK, has_cjk
from crmcli.core.names import is_full_name
from crmcli.core.organisations import surnames
from crmcli.core.patterns import lazily

_COMMA_IN_NAME = lazily(r"(?i)(co\.?|company),\s?(?=ltd|limited|inc)")
_COMMA_BEFORE_FORM = lazily(r"(?i),\s?(?=(?:inc|ltd|llc|llp|gmbh|corp|plc)\b)")
_HELD = "\ue000"  # private use: holds the place of a comma that parts nothing
_BETWEEN = lazily(r"[\t\n\r,;|、/]+|\s-+\s")
_FORM_ONLY = lazily("(?:有限|有限责任|股份有限|集团|集团有限|科技有限|贸易有限)?公司|集团|有限合伙")
_TOKEN = lazily(rf"\S*[{CJK}]\S*|(?:(?![{CJK}])\S)+(?:[ ](?:(?![{CJK}])\S)+(?=[ ]|$))*")


def pieces(line: str) -> list[str]:
    """The pieces of a line in half width: parted by commas, tabs and the like, and by blanks beside Chinese words."""
    found: list[str] = []
    for chunk in _BETWEEN.split(_guard(line)):
        clean = chunk.replace(_HELD, ",").strip(" :·")
        if clean:
            found += _join_forms(_TOKEN.findall(clean)) if has_cjk(clean) else [clean]
    return found


def _guard(line: str) -> str:
    """The line with commas inside Co., Ltd. held, so that they part nothing."""
    line = _COMMA_IN_NAME.sub(rf"\1{_HELD} ", line.replace(_HELD, " "))
    return _COMMA_BEFORE_FORM.sub(f"{_HELD} ", line)


def _join_forms(tokens: list[str]) -> list[str]:
    """Tokens that belong together put together: 上海 某某 贸易 有限公司, 陈 经理, 张 三."""
    joined: list[str] = []
    for token in tokens:
        before = joined[-1] if joined else ""
        if before in surnames() and (titles.is_title(token) or (len(token) < 3 and len(before) + len(token) < 4)):
            joined[-1] = before + token
        elif _FORM_ONLY.fullmatch(token):
            parts = [token]
            while joined and len(parts) < 5 and not _stands_alone(joined[-1]):
                parts.insert(0, joined.pop())
            joined.append("".join(parts))
        else:
            joined.append(token)
    return joined


def _stands_alone(token: str) -> bool:
    return is_full_name(token) or titles.is_title(token) or not has_cjk(token)
