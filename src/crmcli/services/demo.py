"""A sample file to play with: invented customers and their last weeks, entered day by day as a person would."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from shlex import quote
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli import discovery
from crmcli.records.record import replace

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

TERMINAL = ""  # of the sample's operations: a job


class Event(NamedTuple):
    """One thing that was entered.

    Args:
        at: when, local.
        customer: the sample's fields of the customer it concerns.
        what: the options of a log, or an `edit` of fields; empty for the customer itself.
    """

    at: datetime
    customer: Mapping[str, Any]
    what: Mapping[str, Any]


def fill(ws: Workspace, *, language: str) -> int:
    """Enter the sample customers, each command as its own operation at its own time. Returns how many customers.

    Args:
        ws: an empty file, open for writing; its clock is now.
        language: "zh" or "en": whose customers they are.
    """
    now, caller, clock = ws.now(), ws.caller, ws.clock
    sample = json.loads(discovery.read_text(f"demo_{'zh' if language == 'zh' else 'en'}.json"))["customers"]
    known: dict[str, int] = {}
    try:
        for event in sorted(_events(sample, now), key=lambda one: one.at):
            ws.clock = _standing(event.at)
            ws.caller = replace(caller, terminal=TERMINAL, command=_command(event))
            _enter(ws, event, known)
    finally:
        ws.clock, ws.caller = clock, caller
    return len(known)


def _events(sample: Sequence[Mapping[str, Any]], now: datetime) -> Iterator[Event]:
    for customer in sample:
        fields = {key: value for key, value in customer.items() if key != "events"}
        for event in customer["events"]:
            hour, minute = map(int, event["at"].split(":"))
            day = now - timedelta(days=event["days"])
            what = {key: value for key, value in event.items() if key not in ("days", "at")}
            yield Event(day.replace(hour=hour, minute=minute, second=0, microsecond=0), fields, what)


def _standing(at: datetime) -> Any:
    return lambda: at


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
        text = options.pop("log")
        options.pop("type", None)
        log(ws, known[name], text, TalkOptions(**options))


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


def _command(event: Event) -> str:
    """The command line that would have entered it."""
    name = event.customer["name"]
    if not event.what:
        words = ["crm", "add", name, *_options(event.customer, but=("name",))]
    elif "edit" in event.what:
        words = ["crm", "edit", name, *_pairs(event.what["edit"])]
    else:
        text = event.what["log"] or "--no-answer"
        words = ["crm", "log", name, text, *_options(event.what, but=("log", "answered"))]
    return " ".join(quote(word) if " " in word else word for word in words)


def _options(fields: Mapping[str, Any], *, but: Sequence[str]) -> Iterator[str]:
    for key, value in fields.items():
        for one in () if key in but else [value] if isinstance(value, str) else value:
            yield f"--{key}"
            yield one
