"""A calendar (RFC 5545) of a sheet's events: days and moments of the wall clock, with alarms. Not here: which ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.sheet import Card, Event, Sheet
from crmcli.render.options import Options
from crmcli.render.text import clean
from crmcli.render.wording import Wording

if TYPE_CHECKING:
    import icalendar

HALF_AN_HOUR = timedelta(minutes=30)
FIRST, NORMAL = 1, 5  # of PRIORITY's nine


def write(thing: Sheet | Card, wording: Wording, options: Options) -> bytes:
    """One VEVENT for each event; the same events give the same bytes.

    Moments carry no zone: they are those of the clock on the wall, wherever the calendar is looked at.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//crmcli//crm//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", wording.say(Msg(N_("Customers to contact"))))
    for one in thing.events if isinstance(thing, Sheet) else ():
        calendar.add_component(_event(one, wording))
    return bytes(calendar.to_ical())


def _event(one: Event, wording: Wording) -> icalendar.Event:
    from icalendar import Event as Entry

    entry = Entry()
    title = clean(wording.say(one.title))
    stamp = datetime.fromisoformat(one.stamp).replace(tzinfo=UTC)
    entry.add("uid", one.uid)
    entry.add("dtstamp", stamp)
    entry.add("last-modified", stamp)
    entry.add("sequence", one.sequence)
    entry.add("summary", title)
    entry.add("description", "\n".join(clean(wording.say(line)) for line in one.lines))
    entry.add("priority", FIRST if one.high else NORMAL)
    entry.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    _place(entry, one.at)
    if not one.cancelled:
        entry.add_component(_alarm(one, title))
    return entry


def _place(entry: icalendar.Event, at: str) -> None:
    """A day as a whole keeps nobody from making appointments."""
    if len(at) > len("2026-11-21"):
        moment = datetime.fromisoformat(at)
        entry.add("dtstart", moment)
        entry.add("dtend", moment + HALF_AN_HOUR)
    else:
        day = date.fromisoformat(at)
        entry.add("dtstart", day)
        entry.add("dtend", day + timedelta(1))
        entry.add("transp", "TRANSPARENT")


def _alarm(one: Event, title: str) -> icalendar.Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(minutes=one.alarm))
    return alarm
