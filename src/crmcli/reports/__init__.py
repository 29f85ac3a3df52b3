"""Reports by name: each a file with TITLE, SUMMARY and `build(db, asked) -> Report`, found without being imported.

Reports only do sums; the SQL behind them is in model.reports, and drawing them is the commands' business.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from crmcli import discovery
from crmcli.core.spelling import nearest
from crmcli.errors import N_, UsageError
from crmcli.model.connection import Connection
from crmcli.records.report import Question, Report


class Maker(Protocol):
    """What a file of this package offers."""

    TITLE: str
    SUMMARY: str

    def build(self, db: Connection, asked: Question, /) -> Report: ...


# What a file may have besides: PERIOD, the one that is meant when none is given; and a pack SECTIONS, the names of its
# reports, with BESIDE, those that have the period before beside them always.


def names() -> tuple[str, ...]:
    """The names of all reports, in alphabetical order."""
    return tuple(discovery.modules("reports"))


def choose(name: str) -> Maker:
    """The report called `name`, or the only one that begins so.

    Raises:
        UsageError: there is none, or several begin so.
    """
    plain = name.casefold()
    begins = [one for one in names() if one.startswith(plain)] if plain else []
    module = discovery.modules("reports").get(begins[0] if len(begins) == 1 else plain)
    if module is None:
        near = nearest(name, names())
        raise UsageError(
            N_("There is no report “{name}”."),
            N_("Did you mean {near}? All of them: crm report") if near else N_("The reports are: {names}"),
            name=name,
            near=near,
            names=", ".join(names()),
        )
    return cast(Maker, import_module(module))


def name_of(made: Maker) -> str:
    """The name of a report that was chosen."""
    return made.__name__.rpartition(".")[2]  # type: ignore[attr-defined, no-any-return]  # a module
