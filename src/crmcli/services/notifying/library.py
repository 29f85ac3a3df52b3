"""Everything else, through Apprise: e-mail, text messages, the desktop, and a hundred services more.

It is an extra (`pip install 'crmcli[notify]'`), imported only when a target needs it.
"""

from __future__ import annotations

import logging
from typing import Any

from crmcli.core.notify_targets import Target, without
from crmcli.errors import N_, Failed

LONGEST = 300  # characters of a cause that are told


def room(target: Target) -> tuple[int, Any]:
    """How much text goes into one message, and its measure: characters, as the library counts them.

    Raises:
        Failed: the library is not there, or does not know the address.
    """
    plugin = _plugin(target)
    title = 0 if plugin.title_maxlen else LONGEST // 3  # where there is no title it is put before the text
    return max(int(plugin.body_maxlen) - title, 40), len


def send(target: Target, title: str, text: str) -> None:
    """Send a message.

    Raises:
        Failed: it was not accepted.
    """
    import apprise

    plugin = _plugin(target)
    box = apprise.Apprise()
    box.add(plugin)
    capture: Any = apprise.LogCapture
    with capture(level=logging.WARNING) as said:
        sent = box.notify(body=text, title=title, body_format=apprise.NotifyFormat.TEXT)
        cause = said.getvalue() if said else ""
    if not sent:
        lines = [line.split(" - ")[-1].strip() for line in cause.splitlines() if line.strip()]
        raise Failed(
            N_("not sent: {reason}"), "", reason=without(" ".join(lines)[:LONGEST], target) or target.url.split(":")[0]
        )


def _plugin(target: Target) -> Any:
    try:
        import apprise
    except ImportError:
        raise Failed(
            N_("this kind of address needs a library that is not installed"),
            N_("Install it with: pip install 'crmcli[notify]'"),
        ) from None
    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # what it says is said by us, without secrets
    plugin = apprise.Apprise.instantiate(target.url, suppress_exceptions=True)
    if plugin is None:
        raise Failed(
            N_("the library does not know this kind of address, or something is missing in it"),
            N_("The kinds there are: https://appriseit.com/services"),
        )
    return plugin
