"""The row numbers of the last table on a terminal, kept in the user's state folder; the database never sees them.

What a row number means in a command, and which tables are worth remembering, is decided by the callers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple, cast

from crmcli.errors import N_, NotFound
from crmcli.files import write_private

STALE_AFTER = timedelta(hours=12)
# A row number has 1 to 3 digits (product.md §3), so longer tables are remembered this far.
MOST_ROWS = 999

LOOK_FIRST = N_("Look at a list first (crm due or crm list), or name the customer by code, name or phone.")


ReasonKey = tuple[str, int, str]  # rule, what is behind it, the day it was due


class LastTable(NamedTuple):
    """Which table is meant: the last one of this database on this terminal.

    Args:
        state_dir: the user's state folder; made, with mode 0700, when absent.
        database: the file the codes belong to.
        terminal: name of the terminal the table was drawn on.
        now: local time, to know how old the table is.
    """

    state_dir: Path
    database: Path
    terminal: str
    now: datetime

    @property
    def place(self) -> Path:
        """The file it is kept in."""
        from zlib import crc32

        key = f"{self.database.resolve()}\n{self.terminal}".encode(errors="surrogateescape")
        return self.state_dir / "rows" / f"{crc32(key):08x}.json"


def remember(codes: Sequence[str], table: LastTable, *, reasons: Sequence[ReasonKey] = ()) -> None:
    """Keep the customer codes of a table just shown.

    Args:
        codes: one code per row, first row first.
        table: where it was shown.
        reasons: of a due list, what each row was about.

    A folder that cannot be written is no reason to fail a command that has shown its table: then nothing is kept.
    """
    import json

    kept = {
        "database": str(table.database.resolve()),
        "terminal": table.terminal,
        "at": table.now.isoformat(" "),
        "codes": list(codes[:MOST_ROWS]),
        "reasons": list(reasons[:MOST_ROWS]),
    }
    place = table.place
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(place, json.dumps(kept, ensure_ascii=False).encode())
    except OSError:
        return


def recall(row: int, table: LastTable) -> str:
    """The customer code that stood in a row of the last table.

    Args:
        row: counted from 1, as drawn.
        table: as given to `remember`, with the time it is now.

    Raises:
        NotFound: no table on this terminal, one older than 12 hours, or one with fewer rows.
    """
    codes = _kept(table, "codes")
    if not codes:
        raise NotFound(N_("Row {row}: no list was shown on this terminal in the last 12 hours."), LOOK_FIRST, row=row)
    if not 1 <= row <= len(codes):
        raise NotFound(N_("Row {row}: the last list had rows 1 to {n}."), LOOK_FIRST, row=row, n=len(codes))
    return str(codes[row - 1])


def recall_reason(row: int, table: LastTable) -> ReasonKey | None:
    """What a row of the last table was about, when that was a due list; arguments as in `recall`."""
    reasons = _kept(table, "reasons")
    if not 1 <= row <= len(reasons):
        return None
    match reasons[row - 1]:
        case [str(rule), int(ref), str(due_at)]:
            return rule, ref, due_at
    return None


def _kept(table: LastTable, what: str) -> list[object]:
    import json

    try:
        kept = cast("dict[str, object]", json.loads(table.place.read_bytes()))
        fresh = abs(table.now - datetime.fromisoformat(str(kept["at"]))) <= STALE_AFTER
        ours = (kept["database"], kept["terminal"]) == (str(table.database.resolve()), table.terminal)
        return list(cast("list[object]", kept[what])) if fresh and ours else []
    except (OSError, ValueError, KeyError, TypeError):
        return []  # none yet, or a file somebody else has spoiled: as good as none
