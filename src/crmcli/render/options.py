"""What a format may be told besides the words. Which format it is, is chosen in `registry`."""

from __future__ import annotations

from crmcli.records.record import record


@record
class Options:
    """How to write.

    Args:
        codes: keys and codes instead of headings and labels (`--codes`).
        bom: begin csv with a byte order mark, by which Excel knows UTF-8.
        width: of the terminal, in cells.
        color: the terminal shows colours, and the user wants them.
    """

    codes: bool = False
    bom: bool = False
    width: int = 80
    color: bool = False
