"""Where `crm notify` sends to: which settings hold addresses, how much fits there, and their secrets hidden."""

from __future__ import annotations

import re
from typing import Final

from crmcli.errors import N_
from crmcli.records.base import Setting
from crmcli.records.record import record

PREFIX: Final = "notify."
ROBOTS: Final = {
    "qyapi.weixin.qq.com": "wecom",
    "oapi.dingtalk.com": "dingtalk",
    "open.feishu.cn": "feishu",
    "open.larksuite.com": "feishu",
}
# Bytes of a text message: WeCom's robot takes 2048 (developer.work.weixin.qq.com/document/path/91770), DingTalk's
# 20,000 characters at most; a request to Feishu's may have 20 KB in all.
MOST_BYTES: Final = {"wecom": 2048, "dingtalk": 19_000, "feishu": 18_000}
A_MINUTE: Final = 20  # messages that a robot takes in a minute; DingTalk shuts out for ten minutes whoever sends more
LIBRARY: Final = "library"
_NAME = re.compile(r"notify\.[\w-]{1,30}", re.IGNORECASE)
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://)([^\s'\"]+)")
_LONG = 16  # characters of a secret that may show its last ones


@record
class Target:
    """One place that messages go to.

    Args:
        name: what the user calls it.
        kind: "wecom", "dingtalk", "feishu", or "library" for everything else.
        url: with its secrets; of a robot the web address, without the signing secret.
        secret: a robot's signing secret, if it has one.
    """

    name: str
    kind: str
    url: str
    secret: str = ""


def setting(key: str) -> Setting | None:
    """The setting that holds one address, such as `notify.boss`; None when the key names none."""
    key = key.strip().casefold()
    return Setting(key, "", "secret", N_("address that crm notify sends to")) if _NAME.fullmatch(key) else None


def hidden(text: str) -> str:
    """`text` with every address in it shown so that it can be told from others, and used by nobody."""
    return _ADDRESS.sub(lambda found: found[1] + _hidden(found[1], found[2]), text)


def _hidden(scheme: str, rest: str) -> str:
    _user, at, host = rest.partition("?")[0].rpartition("@")
    if at:
        return "****@" + re.split("[/?:]", host)[0]
    stars = "****" + (rest[-3:] if len(rest) >= _LONG else "")
    web = scheme.partition("+")[2] or scheme
    if web in ("http://", "https://"):
        return f"{re.split('[/?]', rest)[0]}/{stars}"
    return stars


def without(text: str, target: Target) -> str:
    """`text`, such as an answer, without what of the address must stay secret."""
    found = re.split(r"[/?&=:@]+", target.url)
    for part in sorted({target.secret, *(one for one in found if len(one) >= 8)} - {""}, key=len, reverse=True):
        text = text.replace(part, "****")
    return hidden(text)
