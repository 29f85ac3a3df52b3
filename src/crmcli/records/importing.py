"""What an import did, or would do: row by row, sheet by sheet, in all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from crmcli.records.base import Msg
from crmcli.records.record import field, record

OUTCOMES = ("new", "filled", "updated", "unchanged", "skipped", "failed")


class RowResult(NamedTuple):
    """What became of one row.

    Args:
        row: its line or row number in the file.
        outcome: one of OUTCOMES.
        customer_code: whom it is about; None where nobody was found or made.
        reason: why, where there is something to say.
        name: of that customer, where it is at hand.
    """

    file: str
    sheet: str
    row: int
    outcome: str
    customer_code: str | None
    reason: Msg | None
    name: str = ""


class Notice(NamedTuple):
    """Something to look at in one row that was imported all the same.

    Args:
        kind: "warning", "duplicate" (a possible one), "differs" (a value that was left as it is), "source".
    """

    file: str
    sheet: str
    row: int
    kind: str
    text: Msg


@record
class SheetResult:
    """How one sheet was read.

    Args:
        header_row: row number of the header, 0 for none.
        mapping: header to field; None for a column left out.
        how: header to what decided: lexicon, given, profile, content, custom or ignored.
        rows: how many rows of data it has.
        skipped: (row, why, text) of rows that are no data.
        notes: what was decided or odd while reading.
    """

    file: str
    sheet: str
    encoding: str | None
    header_row: int
    mapping: Mapping[str, str | None]
    how: Mapping[str, str]
    rows: int
    skipped: tuple[tuple[int, str, str], ...] = ()
    notes: tuple[Msg, ...] = ()


@record
class ImportResult:
    """One run of an import.

    Args:
        batch: its number; None for a dry run, or when nothing changed.
        operation: number in the journal; None when nothing was written.
        counts: rows, and each of OUTCOMES.
        left_out: (file, sheet, why) of sheets that hold no table.
        errors_file: where failed rows were written to, if any failed.
        sources: words for the source that no dictionary knows, with how often they came.
    """

    batch: int | None
    operation: int | None
    dry_run: bool
    counts: Mapping[str, int]
    sheets: tuple[SheetResult, ...]
    rows: tuple[RowResult, ...]
    notices: tuple[Notice, ...] = ()
    left_out: tuple[tuple[str, str, str], ...] = ()
    errors_file: str | None = None
    sources: Mapping[str, int] = field(default_factory=dict)


class Batch(NamedTuple):
    """One import that is in force.

    Args:
        file: the files, parted by commas.
        at: local day and minute.
        counts: as in ImportResult.
        mapping: "FILE|SHEET" to header to field.
        operation: number in the journal; None for one that came here with a whole file.
    """

    id: int
    at: str
    file: str
    counts: Mapping[str, int]
    mapping: Mapping[str, Mapping[str, str | None]]
    operation: int | None
    user: str


class BatchRow(NamedTuple):
    """What became of one row of an import.

    Args:
        customer_code: whom it is about; None where nobody was found, or the customer is gone for good.
        name: of that customer now.
    """

    file: str
    sheet: str
    row: int
    outcome: str
    customer_code: str | None
    name: str
    reason: Msg | None


class Profile(NamedTuple):
    """What the columns of a set of headings are, saved under a name.

    Args:
        headers: signatures of the sets of headings it is found by.
        mapping: heading to field; None for a column that is left out.
        at: local day and minute.
    """

    name: str
    headers: tuple[str, ...]
    mapping: Mapping[str, str | None]
    at: str
