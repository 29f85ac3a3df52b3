"""One row of the due list for people: a reason that fits its line, what was said last and what comes next, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from crmcli.commands._views.pieces import joined, short, step_title, when
from crmcli.core.due.wording import day_text
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.due import DueItem, Term

INDENT = 4  # cells before a second line: the row's number and the gap behind it
FOLLOW_UP = 9  # cells of a next step's title when it has none
PREFIX = 22  # cells of `Last 11-12 In store: `, the longest in either language
IDLE = 9  # cells of ` (12 days)`
SAYS_IDLE = ("cadence", "idle", "silent", "first_touch")  # whose reason tells for how long nobody talked
TERMS = 3  # of a score on one line of 80 columns
WIDE = 100  # cells from which there is room for a reason in full

# The reason of a row does not repeat what its second line says: what was promised.
PROMISED = {
    "Agreed for {day}: {title}, {gap} late": N_("Agreed for {day}, {gap} late"),
    "Agreed for today at {time}: {title}": N_("Agreed for today at {time}"),
    "Agreed for today: {title}": N_("Agreed for today"),
    "Agreed for tomorrow at {time}: {title}": N_("Agreed for tomorrow at {time}"),
    "Agreed for tomorrow: {title}": N_("Agreed for tomorrow"),
    "Agreed for {day} at {time}: {title}": N_("Agreed for {day} at {time}"),
    "Agreed for {day}: {title}": N_("Agreed for {day}"),
    "Agreed for {day}: {title}; no answer {n} times, try again": N_("Agreed for {day}; no answer {n} times"),
    "Agreed for {day}: {title}; no answer, try again": N_("Agreed for {day}; no answer"),
}
# On a narrow terminal a reason is to stand beside the name of a company.
NARROW = {
    "{who}: every {n} days, {gap} now": N_("{who}: {gap} (every {n})"),
    "{who}: every day, {gap} now": N_("{who}: {gap} (every day)"),
    "{who}: every {n} days, today again": N_("{who}: today (every {n})"),
    "{who}: every {n} days, tomorrow again": N_("{who}: tomorrow (every {n})"),
    "{who}: every {n} days, again on {day}": N_("{who}: {day} (every {n})"),
    "No answer {n} times, try again": N_("No answer ({n} times)"),
    "No answer last time, try again": N_("No answer last time"),
    "New lead, not contacted for {waited}": N_("New lead, waiting {waited}"),
    "New lead, first contact by {time} today": N_("New lead, by {time} today"),
    "New lead, first contact by {time} tomorrow": N_("New lead, by {time} tomorrow"),
    "New lead, first contact by {day} {time}": N_("New lead, by {day} {time}"),
}
SHORTER = PROMISED | NARROW
# Whom a reason speaks of, in fewer words.
WHO = {"Grade {grade} customer": N_("Grade {grade}"), "Customer with an open deal": N_("Open deal")}


class Look(NamedTuple):
    """How the list is looked at.

    Args:
        today: ISO day.
        days: how many days ahead it looks.
        idle_days: more days than this without a follow-up are idle.
        review_days: so many days after a review comes the next one.
        width: of the terminal in cells; 0 where lines have no end and rows no second line.
        filtered: only part of the customers was asked about.
        why: every reason with its terms, and a suggestion.
    """

    today: str
    days: int = 1
    idle_days: int = 3
    review_days: int = 7
    width: int = 80
    filtered: bool = False
    why: bool = False


def tidied(one: DueItem, look: Look) -> DueItem:
    """A row whose first line fits: a person is not named twice, and the reason leaves room for the customer."""
    if not look.width:
        return one
    contact = None if one.contact == one.customer_name else short(one.contact or "", look.width // 7)
    reason = _brief(one.reason, PROMISED if look.width >= WIDE else SHORTER)
    phone = one.phone or short(one.address or "", look.width // 5)
    return one._replace(contact=contact, phone=phone, reason=_cut(reason, look.width // 4))


def _brief(reason: Msg, shorter: Mapping[str, str]) -> Msg:
    if reason.id not in shorter:
        return reason
    params, who = reason.params, reason.params.get("who")
    if isinstance(who, Msg) and who.id in WHO:
        params = {**params, "who": Msg(WHO[who.id], who.params)}
    return Msg(shorter[reason.id], params, shorter.get(reason.one, ""))


def _cut(reason: Msg, width: int) -> Msg:
    """A task's title or a person's name, as long as the line allows."""
    texts = {key: reason.params[key] for key in ("title", "name") if key in reason.params}
    long = {key: short(text, width) for key, text in texts.items() if isinstance(text, str)}
    return Msg(reason.id, {**reason.params, **long}, reason.one) if long else reason


def details(one: DueItem, look: Look) -> Iterator[Msg]:
    """The second line, and with `why` those that explain the row."""
    if not look.width:
        return
    if second := second_line(one, look):
        yield second
    if look.why:
        for reason, terms in one.why:
            yield from _sum(reason, terms)
        if one.suggestion:
            yield Msg(N_("Idea: {idea}"), {"idea": one.suggestion})


def second_line(one: DueItem, look: Look) -> Msg | None:
    """The last talk and the next step; the talk is cut so that the step is always seen.

    Where nothing was said yet, such as after an expo, what was noted of the customer stands for it.
    None where there is none of these.
    """
    from crmcli.render.text import cells

    room = look.width - INDENT - PREFIX
    if one.next_step is None:
        return _noted(one, look, room)
    title = step_title(short(one.next_step, look.width * 2 // 5))
    day = None if one.reason.id in PROMISED or not one.next_at else when(one.next_at, look.today)
    step = joined((day, title), " ")
    room -= 3 + (len(day) + 1 if day else 0) + (cells(title) if isinstance(title, str) else FOLLOW_UP)
    last = _last(one, look, max(room, 12))
    return Msg(N_("{last} → {step}"), {"last": last, "step": step}) if last else Msg(N_("→ {step}"), {"step": step})


def _noted(one: DueItem, look: Look, width: int) -> Msg | None:
    last = _last(one, look, width)
    if not one.note or (one.last_content or "").strip():
        return last
    return joined((last, Msg(N_("Note: {text}"), {"text": short(one.note, width - IDLE)})), " · ")


def _last(one: DueItem, look: Look, width: int) -> Msg | None:
    if not one.last_contact_at:
        return None
    params: dict[str, object] = {"day": day_text(one.last_contact_at, look.today)}
    params["method"] = Word("interaction_method", one.last_method or "other")
    marked = one.idle_days is not None and one.rule not in SAYS_IDLE
    if marked:
        params["n"] = one.idle_days
    if not (one.last_content or "").strip():
        return Msg(N_("Last {day} {method} ({n} days)") if marked else N_("Last {day} {method}"), params)
    params["content"] = short(one.last_content or "", max(width - IDLE, 12) if marked else width)
    said = N_("Last {day} {method} ({n} days): {content}") if marked else N_("Last {day} {method}: {content}")
    return Msg(said, params)


def _sum(reason: Msg, terms: tuple[Term, ...]) -> Iterator[Msg]:
    """One reason, its points, and what they are made of."""
    points = sum(term.points for term in terms)
    yield Msg(N_("{points} points: {reason}"), {"points": _number(points), "reason": reason})
    named = [Msg("{name} {points}", {"name": one.name, "points": _number(one.points)}) for one in terms]
    for start in range(0, len(named), TERMS):
        sign = "+ " if start else "= "
        yield joined((sign, joined(named[start : start + TERMS], " + ")), "")


def _number(points: float) -> str:
    return f"{points:.1f}".removesuffix(".0")
