"""The targets that the settings hold: addresses read and checked. Nothing is sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crmcli.core.notify_targets import LIBRARY, MOST_BYTES, PREFIX, ROBOTS, Target, setting
from crmcli.errors import N_, BadValue, NotFound
from crmcli.model import settings

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

NUMBERS = ("notify.limit",)  # settings that are no addresses


def targets(ws: Workspace, names: Sequence[str] = ()) -> tuple[Target, ...]:
    """Every target by name, or those named.

    Raises:
        NotFound: there is none of a name.
        BadValue: what is kept is no address.
    """
    stored = {
        key.removeprefix(PREFIX): value
        for key, value in sorted(settings.read_all(ws.db).items())
        if key not in NUMBERS and setting(key) and value
    }
    for name in names:
        if name.casefold() not in stored:
            raise NotFound(
                N_("There is no target {name}."),
                N_("There are: {names}. To add one: crm config set notify.{name} ADDRESS"),
                name=name,
                names=tuple(stored) or "–",
            )
    wanted = [name.casefold() for name in names] or list(stored)
    return tuple(read_target(name, stored[name]) for name in dict.fromkeys(wanted))


def read_target(name: str, text: str) -> Target:
    """Read an address: the web address of a group's robot as it is copied there, or one of the library.

    A robot that signs takes its secret as `secret=` behind the address. `wecom+http://…` (or dingtalk, feishu) names a
    robot at another address, such as a relay within the company.

    Raises:
        BadValue: it is no address.
    """
    scheme, sign, _rest = text.strip().partition("://")
    if not sign or not _rest or re.search(r"\s", text.strip()):
        raise BadValue(
            N_("“{name}” is not an address to send to."),
            N_("A robot's web address, or such as mailtos://USER:CODE@qq.com. See: crm notify --help"),
            name=name,
        )
    kind, plus, plain = scheme.casefold().partition("+")
    if plus and kind in MOST_BYTES and plain in ("http", "https"):
        return _robot(name, kind, f"{plain}://{_rest}")
    host = (urlsplit(text.strip()).hostname or "").casefold()
    if scheme.casefold() in ("http", "https"):
        if host not in ROBOTS:
            raise BadValue(
                N_("{host} is no robot that is known here."),
                N_("Known are WeCom, DingTalk and Feishu. For any web hook: json://HOST/PATH"),
                host=host,
            )
        return _robot(name, ROBOTS[host], text.strip())
    return Target(name, LIBRARY, text.strip())


def _robot(name: str, kind: str, url: str) -> Target:
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    secret = next((value for key, value in pairs if key == "secret"), "")
    query = urlencode([(key, value) for key, value in pairs if key != "secret"])
    return Target(name, kind, urlunsplit((parts.scheme, parts.netloc, parts.path, query, "")), secret)
