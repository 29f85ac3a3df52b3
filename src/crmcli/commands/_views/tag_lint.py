"""What is wrong with the tags, as a table with the command that mends each."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from crmcli.core.filter_lexing import quote as quote_term
from crmcli.errors import N_, CrmError
from crmcli.records.base import Msg, Word
from crmcli.records.sheet import Column, Sheet, Typed
from crmcli.services.tag_linting import Finding

COLUMNS = (
    Column("kind", N_("Kind")),
    Column("tag", N_("Tag")),
    Column("other", N_("Like")),
    Column("customers", N_("Customers"), "count"),
    Column("who", N_("Customer")),
    Column("command", N_("To mend it")),
    Column("finding", N_("Finding"), "msg", share=1),
)
SAYS = {
    "unknown_dimension": N_("{tag}: there is no dimension {other}"),
    "status_name": N_("{tag}: a status is no tag, it follows from the stage"),
    "alike": N_("{tag} is probably the same as {other}"),
    "two_values": N_("{who}: several values of {dimension}, {other}"),
    "typed_computed": N_("{tag}: tags of {dimension} are computed from the record"),
    "unused": N_("{tag}: nobody wears it"),
    "broken_rule": N_("rule {name} cannot be read: {why}"),
}


def sheet(found: Sequence[Finding]) -> Sheet:
    """A line for each finding, and below it the command."""
    rows = tuple(_row(one) for one in found)
    details = tuple((row[5],) for row in rows)
    notes = (Msg(N_("{n} findings."), {"n": len(found)}, one=N_("{n} finding.")),) if found else ()
    return Sheet(COLUMNS, rows, details=details, shown=("finding", "customers"), notes=notes,
                 empty=Msg(N_("Nothing is wrong with the tags.")))  # fmt: skip


def command(words: Sequence[str]) -> str:
    """A command as it can be typed."""
    return " ".join(("crm", *(quote(_term(word)) if _odd(word) else word for word in words)))


def _odd(word: str) -> bool:
    return quote_term(word.removeprefix("tag:")) != word.removeprefix("tag:")


def _term(word: str) -> str:
    """Behind `tag:` what holds a blank stands in quotes."""
    return f"tag:{quote_term(word.removeprefix('tag:'))}" if word.startswith("tag:") else word


def _row(one: Finding) -> tuple[str, str, str | None, int, str | None, str, Msg]:
    error = one.other if isinstance(one.other, CrmError) else None
    drawn = str(one.other) if error is None else None
    params = {
        "tag": Typed("tags", (one.tag,), key="tags"),
        "other": Typed("tags", (drawn,), key="tags") if one.kind == "alike" and drawn else drawn,
        "dimension": Word("tag_dimension", one.tag.partition("-")[0]),
        "who": one.who,
        "name": one.tag,
        "why": Msg(error.message, error.params) if error else "",
    }
    return (
        *(one.kind, one.tag, drawn or None, one.customers, one.who or None, command(one.mend)),
        Msg(SAYS[one.kind], params),
    )
