"""What `crm import` asks on a terminal before it writes: the event of a sign-in sheet, unknown sources, who is who."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from crmcli.commands._output import terminal_width
from crmcli.commands._views.pieces import joined, short
from crmcli.errors import N_, BadValue
from crmcli.records.base import Msg, Word
from crmcli.records.record import replace
from crmcli.render.text import wrap
from crmcli.services.importing import running
from crmcli.services.importing.events import event_of

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.draft import Draft
    from crmcli.services.importing.index import Found
    from crmcli.services.importing.options import ImportOptions, Prepared
    from crmcli.services.importing.planning import Decide
    from crmcli.services.workspace import Workspace

LONGEST = 40
CHOICES = ("same", "new", "skip")


def ask_all(current: Session, ws: Workspace, prepared: Prepared) -> Prepared:
    """Ask what the files leave open; planned again when an answer changes anything."""
    options = _event(current, ws, prepared)
    sources = _sources(current, ws, prepared.plan.sources)
    if sources:
        options = replace(options, sources=sources)
    return prepared if options is prepared.options else running.planned_again(ws, prepared, options)


def _event(current: Session, ws: Workspace, prepared: Prepared) -> ImportOptions:
    """After the title of a sign-in sheet: source and event of all its rows."""
    options = prepared.options
    event = event_of(ws, prepared)
    if event is None:
        return options
    source = options.source or event.source
    params = {"event": event.name, "source": Word("channel", source)}
    question = Msg(N_("A sign-in sheet of “{event}”. Note that for everybody, with the source {source}?"), params)
    if not current.confirm(question, yes=False, default=True):
        return options
    return replace(options, event=event.name, source=source)


def event_hint(ws: Workspace, prepared: Prepared) -> Msg | None:
    """The same as advice, where nobody is asked."""
    event = event_of(ws, prepared)
    if event is None:
        return None
    params = {"event": event.name, "source": Word("channel", prepared.options.source or event.source)}
    hint = N_("A sign-in sheet of “{event}”. To note that for everybody: --source {source} --event '{event}'")
    return Msg(hint, params)


def _sources(current: Session, ws: Workspace, unknown: Mapping[str, int]) -> dict[str, str]:
    """Each unknown word for the source, once."""
    found: dict[str, str] = {}
    if unknown:
        known = tuple(Word("channel", entry.code) for entry in ws.words.entries("channel"))
        sentence = current.word(Msg(N_("Sources there are: {sources}"), {"sources": known}))
        for line in wrap(sentence, terminal_width(sys.stderr)):
            current.say(Msg("{line}", {"line": line}))
    for word, n in unknown.items():
        params = {"word": short(word, LONGEST), "n": n}
        question = Msg(N_("Source “{word}” ({n} rows): which is it? Enter for other"), params)
        while answer := current.ask(question).strip():
            try:
                found[word] = ws.words.code("channel", answer)
                break
            except BadValue as error:
                current.say(Msg(error.message, error.params))
    return found


def decider(current: Session) -> Decide:
    """Asks about each row whose customer is there; an answer is kept, should it have to be planned again."""
    answers: dict[tuple[str, int, str], str] = {}

    def decide(draft: Draft, found: Found) -> str:
        key = (draft.sheet, draft.row, draft.name or "")
        if key not in answers:
            answers[key] = _decision(current.choose, draft, found)
        return answers[key]

    return decide


def _decision(choose: Callable[..., int | None], draft: Draft, found: Found) -> str:
    assert found.entity is not None  # it is only asked about matches
    people = ", ".join(person.name for person in draft.people[:2])
    points = ", ".join(point.value for point in (*draft.points, *draft.company_points)[:2])
    params = {
        "row": draft.row,
        "what": joined((short(draft.name or "", LONGEST), short(people, LONGEST), points)),
        "there": joined((found.entity.code or None, short(found.entity.name, LONGEST)), " "),
    }
    question = Msg(N_("Row {row}: {what}\n  is probably {there}"), params)
    options = (Msg(N_("the same: fill what is empty")), Msg(N_("a new customer")), Msg(N_("skip this row")))
    answer = choose(question, options)
    return CHOICES[answer] if answer is not None else "skip"
