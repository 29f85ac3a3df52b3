"""What was asked of an import, and its rows on their way through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crmcli.records.record import record

if TYPE_CHECKING:
    from crmcli.core.tags import TagName
    from crmcli.records.draft import Draft
    from crmcli.records.rows import RawRow, Table

POLICIES = ("fill", "update", "skip", "new", "ask")


@record
class ImportOptions:
    """The options of `crm import`, read.

    Args:
        on_match: what to do with a row whose customer is there: one of POLICIES.
        source, source_text: for rows without a source: its code, and the word typed for it when that is no code.
        event: where these people were met.
        tags: put on every row's customer.
        owner: of new customers; the user when empty.
        given: header to field, from --map.
        strict: any problem fails its row, and one failed row stops everything.
        limit: only the first rows of data; None for all.
        encoding: of text files, when it is known.
        no_header: the sheets have no header.
    """

    on_match: str = "fill"
    source: str = ""
    source_text: str = ""
    event: str = ""
    tags: tuple[TagName, ...] = ()
    owner: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    limit: int | None = None
    encoding: str | None = None
    no_header: bool = False


@dataclass(slots=True)
class Task:
    """One row on its way.

    Args:
        table: where it stands.
        row: as it stands there.
        fingerprint: of its mapped cells.
        draft: what it says; None for a row that was imported before.
        known: it was imported before, and that import is in force.
        seen: the customer it was about then.
    """

    table: Table
    row: RawRow
    fingerprint: str
    draft: Draft | None = None
    known: bool = False
    seen: int | None = None
