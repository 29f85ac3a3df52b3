"""One thing that `crm doctor` found."""

from __future__ import annotations

from crmcli.records.base import Msg
from crmcli.records.record import record


@record
class Trouble:
    """What is wrong, and what to type.

    Args:
        check: which question found it: "pages", "backups", "permissions"…
        level: "bad" (data in danger), "warn" (to be mended), "note" (good to know; no reason for exit 1).
        what: the sentence.
        mend: what to type, or do.
        fixable: whether `crm doctor --fix` mends it.
        mended: it just did.
    """

    check: str
    level: str
    what: Msg
    mend: Msg
    fixable: bool = False
    mended: bool = False
