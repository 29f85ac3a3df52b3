"""The command line as it could be typed again, without the global options: what the journal keeps of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crmcli.commands._options import look_ahead

SPECIAL = re.compile(r"""[\s'"\\$`!*?\[\](){}<>|&;#~^]""")


def command_line(argv: Sequence[str]) -> str:
    """The words behind `crm`; the secrets of where `crm notify` sends to are hidden."""
    words = look_ahead(argv).rest
    if any(word.casefold().startswith("notify.") for word in words):
        from crmcli.core.notify_targets import hidden

        words = tuple(map(hidden, words))
    return " ".join(("crm", *map(_quoted, words)))


def _quoted(word: str) -> str:
    # shlex alone would put quotes around every Chinese word.
    if word and not SPECIAL.search(word):
        return word
    from shlex import quote

    return quote(word)
