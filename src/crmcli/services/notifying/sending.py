"""One message to one target: by whom it is sent, how much fits, and not more often than a robot bears."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zlib import crc32

from crmcli.core.digest import in_bytes
from crmcli.core.notify_targets import A_MINUTE, LIBRARY, MOST_BYTES, Target
from crmcli.errors import N_, Failed
from crmcli.files import write_private
from crmcli.services.notifying import library, robots

Size = Callable[[str], int]
MINUTE = timedelta(minutes=1)


def room(target: Target) -> tuple[int, Size]:
    """How much text goes into one message: a number, and what measures a text in its unit.

    Raises:
        Failed: the library is not there, or does not know the address.
    """
    return library.room(target) if target.kind == LIBRARY else (MOST_BYTES[target.kind], in_bytes)


def send(target: Target, title: str, text: str, *, now: datetime, state_dir: Path) -> None:
    """Send it.

    Args:
        title: a first line by itself, where the target has room for one; robots' messages begin with it.
        text: within `room`.
        now: local time.
        state_dir: keeps when what was sent to, so that a robot is not sent too much.

    Raises:
        Failed: it was not accepted; says why, without what is secret.
    """
    place = state_dir / "notify.json"
    sent = _sent(place, now)
    key = f"{crc32(target.url.encode()):08x}"
    if len(sent.get(key, [])) >= A_MINUTE:
        raise Failed(
            N_("{n} messages went there within a minute; robots take no more."),
            N_("Wait a minute."),
            n=A_MINUTE,
        )
    if target.kind == LIBRARY:
        library.send(target, title, text)
    else:
        robots.send(target, f"{title}\n{text}", now=now)
    _note(place, {**sent, key: [*sent.get(key, []), now.isoformat(" ")]})


def _sent(place: Path, now: datetime) -> dict[str, list[str]]:
    """When what was sent to within the last minute; a clock set back, or a spoiled file, forgets it."""
    try:
        kept = json.loads(place.read_bytes())
        return {
            str(key): [at for at in times if timedelta() <= now - datetime.fromisoformat(at) < MINUTE]
            for key, times in kept.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _note(place: Path, sent: dict[str, list[str]]) -> None:
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(place, json.dumps({key: times for key, times in sent.items() if times}).encode())
    except OSError:
        return  # the message went out; not to know when is no reason to fail
