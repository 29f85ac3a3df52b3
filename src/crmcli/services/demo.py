"""A sample file to play with: invented customers and their last weeks, entered day by day as a person would, and the
sign-in sheet of a fair imported on its evening."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli import discovery
from crmcli.model.talks import open_tasks
from crmcli.records.record import replace

if TYPE_CHECKING:
    from crmcli.model.journal.writing import Journal
    from crmcli.records.grid import Grid
    from crmcli.records.importing import ImportResult
    from crmcli.services.workspace import Workspace

TERMINAL = ""  # of the sample's operations: a job
SHEET_NAMES = {"zh": "签到表.xlsx", "en": "sign-in.xlsx"}
EVENTS = {"zh": "2026智能制造展", "en": "Maker Fair 2026"}
FIRST_DAY = date(2026, 11, 18)  # of the fair, as the sheet has it; the next one is its second
IMPORTED = (3, "18:40")  # days ago, at the end of its second day
_DAY = re.compile(r"(?:(2026)年)?11月(18|19)日|2026-11-(18|19)")


class Event(NamedTuple):
    """One thing that was entered.

    Args:
        at: when, local.
        customer: the sample's fields of the customer it concerns; empty for the import.
        what: the options of a log, or an `edit` of fields; empty for the customer itself.
    """

    at: datetime
    customer: Mapping[str, Any]
    what: Mapping[str, Any]


class Filled(NamedTuple):
    """What was entered.

    Args:
        customers: how many there are.
        imported: the report of the sheet.
    """

    customers: int
    imported: ImportResult


def sheet_path(language: str) -> Path:
    """The sign-in sheet, for "zh" or "en", as the package carries it."""
    return discovery.DATA / f"demo_expo_{language}.xlsx"


def fill(ws: Workspace, *, language: str) -> Filled:
    """Enter the sample customers and import the sheet, each command as its own operation at its own time.

    Args:
        ws: an empty file, open for writing; its clock is now.
        language: "zh" or "en": whose customers they are.
    """
    now, caller, clock = ws.now(), ws.caller, ws.clock
    sample = json.loads(discovery.read_text(f"demo_{language}.json"))
    fair = Event(_ago(now, *IMPORTED), {}, {})
    known: dict[str, int] = {}
    imported = None
    try:
        for event in sorted((*_events(sample, now), fair), key=lambda one: one.at):
            ws.clock = _standing(event.at)
            ws.caller = replace(caller, terminal=TERMINAL, command=_command(event, language))
            if event is fair:
                imported = _import(ws, language, known)
            else:
                _enter(ws, event, known)
    finally:
        ws.clock, ws.caller = clock, caller
    assert imported is not None  # the fair is among the events
    return Filled(len(known), imported)


def _events(sample: Mapping[str, Any], now: datetime) -> Iterator[Event]:
    for customer in (*sample["customers"], *sample["expo"]):
        fields = {key: value for key, value in customer.items() if key != "events"}
        for event in customer["events"]:
            what = {key: value for key, value in event.items() if key not in ("days", "at")}
            yield Event(_ago(now, event["days"], event["at"]), fields, what)


def _ago(now: datetime, days: int, at: str) -> datetime:
    hour, minute = map(int, at.split(":"))
    return (now - timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)


def _standing(at: datetime) -> Any:
    return lambda: at


# -- the sheet -------------------------------------------------------------------------------------------------


def _import(ws: Workspace, language: str, known: dict[str, int]) -> ImportResult:
    """Import the sheet; the customers it makes join `known`."""
    from crmcli.importers import read_file
    from crmcli.services.importing import running
    from crmcli.services.importing.typed import read_options

    grids = read_file(sheet_path(language), name=SHEET_NAMES[language])
    moved = [_moved(grid, ws.now().date()) for grid in grids]
    options = read_options(ws, source="expo", event=EVENTS[language])
    prepared = running.prepare(ws, moved, options)
    done = running.apply(ws, prepared)
    known.update((one.name, one.id) for one in prepared.plan.made if one.id is not None)
    return done


def _moved(grid: Grid, second: date) -> Grid:
    """The sheet with its days moved, so that the fair ended on the day of the import."""

    def day(match: re.Match[str]) -> str:
        own = second if "19" in (match[2], match[3]) else second - timedelta(days=1)
        if match[3]:
            return own.isoformat()
        return f"{own.year}年{own.month}月{own.day}日" if match[1] else f"{own.month}月{own.day}日"

    rows = tuple(tuple(_DAY.sub(day, cell) if isinstance(cell, str) else cell for cell in row) for row in grid.rows)
    return replace(grid, sheet=_DAY.sub(day, grid.sheet), rows=rows)


# -- what was typed --------------------------------------------------------------------------------------------


def _enter(ws: Workspace, event: Event, known: dict[str, int]) -> None:
    name = event.customer["name"]
    if not event.what:
        known[name] = _add(ws, event.customer)
    elif "edit" in event.what:
        from crmcli.services import editing

        editing.edit(ws, known[name], editing.read_pairs(ws, _pairs(event.what["edit"])))
    else:
        from crmcli.services.logging import TalkOptions, log

        options = {**event.what, "kind": event.what.get("type", "")}
        text, settles = options.pop("log"), options.pop("settles", False)
        options.pop("type", None)
        log(ws, known[name], text, TalkOptions(**options), also=_settling(ws, known[name]) if settles else None)


def _settling(ws: Workspace, customer_id: int) -> Callable[[Journal], None]:
    """Closes what the rules had put down for a customer, in the same operation as the talk that dealt with it."""
    from crmcli.services import tasking

    def close(journal: Journal) -> None:
        for task in open_tasks(journal.db, customer_id):
            tasking.close(ws, journal, task["id"], state="done")

    return close


def _add(ws: Workspace, fields: Mapping[str, Any]) -> int:
    from crmcli.model import customers
    from crmcli.services import adding

    texts = {key: [value] if isinstance(value, str) else value for key, value in fields.items() if key != "name"}
    made = adding.create(ws, adding.draft(ws, fields["name"], texts))
    found = customers.by_code(ws.db, made.code)
    assert found is not None  # just made
    return found


def _pairs(fields: Mapping[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in fields.items()]


def _command(event: Event, language: str) -> str:
    """The command line that would have entered it."""
    if not event.customer:
        words = ["crm", "import", SHEET_NAMES[language], "--source", "expo", "--event", EVENTS[language], "--yes"]
    elif not event.what:
        words = ["crm", "add", event.customer["name"], *_options(event.customer, but=("name",))]
    elif "edit" in event.what:
        words = ["crm", "edit", event.customer["name"], *_pairs(event.what["edit"])]
    else:
        text = event.what["log"] or "--no-answer"
        words = ["crm", "log", event.customer["name"], text, *_options(event.what, but=("log", "answered", "settles"))]
    return " ".join(quote(word) if " " in word else word for word in words)


def _options(fields: Mapping[str, Any], *, but: Sequence[str]) -> Iterator[str]:
    for key, value in fields.items():
        for one in () if key in but else [value] if isinstance(value, str) else value:
            yield f"--{key}"
            yield one
