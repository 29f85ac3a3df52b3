"""What was asked of an import, and its rows on their way through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crmcli.records.record import field, record

if TYPE_CHECKING:
    from crmcli.core.mapping import Mapping as ColumnMapping
    from crmcli.core.tags import TagName
    from crmcli.records.draft import Draft
    from crmcli.records.rows import LeftOut, RawRow, Table
    from crmcli.services.importing.planning import Decide, Plan

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
        given: header to field, from --map and from answers on a terminal.
        profile: header to field of the saved mapping that was named; found by the headings when None.
        save_profile: name to save under what the columns are; "" for not saving it.
        sources: unknown words for the source, with the code of the channel that the user said they mean.
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
    profile: Mapping[str, str | None] | None = None
    save_profile: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
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
        known: it was imported before, and that import is in force.
        seen: the customer it was about then.
    """

    table: Table
    row: RawRow
    fingerprint: str
    known: bool = False
    seen: int | None = None


@dataclass(slots=True)
class Prepared:
    """An import that is planned and not yet written.

    Args:
        options: as asked.
        tables: with their mapping.
        left_out: sheets that hold no table.
        tasks: every row.
        read: what a row says.
        plan: what becomes of them.
        decide: asked about matching rows, should it have to be planned again.
        files: as the user named them.
    """

    options: ImportOptions
    tables: list[tuple[Table, ColumnMapping]]
    left_out: tuple[LeftOut, ...]
    tasks: list[Task]
    read: Callable[[Task], Draft]
    plan: Plan
    decide: Decide
    files: tuple[str, ...] = ()
