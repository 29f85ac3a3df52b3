"""The robots of WeCom, DingTalk and Feishu groups: their messages, signatures and answers.

They answer 200 also when they refuse, and say so in the answer; a library that looks at the status alone would call
that sent, so these three are spoken to directly.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from crmcli.core.notify_targets import Target, without
from crmcli.errors import N_, Failed

SECONDS = 10  # after which a robot that does not answer has failed
LONGEST = 200  # characters of an answer that are told


def send(target: Target, text: str, *, now: datetime) -> None:
    """Send a text message.

    Args:
        target: a robot.
        text: all of it.
        now: local time; part of the signature.

    Raises:
        Failed: not reached, or refused.
    """
    url, payload = _message(target, text, int(now.astimezone().timestamp()))
    answer = _post(target, url, payload)
    code = next((answer[key] for key in ("errcode", "code", "StatusCode") if key in answer), None)
    if code != 0:
        said = answer.get("errmsg") or answer.get("msg") or answer.get("StatusMessage") or ""
        raise Failed(
            N_("the robot refused it: {code} {said}"), "", code=code, said=without(str(said)[:LONGEST], target)
        )


def _message(target: Target, text: str, seconds: int) -> tuple[str, dict[str, Any]]:
    """The address and the body, signed where the robot asks for it."""
    if target.kind == "feishu":
        body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
        if target.secret:
            key = f"{seconds}\n{target.secret}".encode()
            body |= {"timestamp": str(seconds), "sign": _signature(key, b"")}
        return target.url, body
    body = {"msgtype": "text", "text": {"content": text}}
    if target.kind != "dingtalk" or not target.secret:
        return target.url, body
    stamp = str(seconds * 1000)
    sign = _signature(target.secret.encode(), f"{stamp}\n{target.secret}".encode())
    joint = "&" if "?" in target.url else "?"
    return f"{target.url}{joint}{urlencode({'timestamp': stamp, 'sign': sign})}", body


def _signature(key: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


def _post(target: Target, url: str, payload: dict[str, Any]) -> dict[str, Any]:
    """The answer as an object.

    Raises:
        Failed: nobody answered, or no object came.
    """
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen

    data = json.dumps(payload, ensure_ascii=False).encode()
    request = Request(url, data, {"Content-Type": "application/json; charset=utf-8"})
    try:
        with urlopen(request, timeout=SECONDS) as reply:
            answer = json.loads(reply.read(65536))
    except HTTPError as error:
        error.close()
        raise Failed(N_("the server answered {code}"), "", code=error.code) from None
    except (URLError, OSError, HTTPException) as error:
        reason = str(getattr(error, "reason", None) or error or type(error).__name__)
        raise Failed(N_("not reached: {reason}"), "", reason=without(reason, target)) from None
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise Failed(N_("the answer cannot be read; is the address right?"), "")
    return answer
