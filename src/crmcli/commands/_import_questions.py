"""What `crm import` asks on a terminal before it writes: the event of a sign-in sheet, unknown sources, who is who."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.commands._output import terminal_width
from crmcli.commands._views.import_fields import field_label
from crmcli.commands._views.pieces import joined, short
from crmcli.core.field_names import find_field
from crmcli.core.fold import squeeze
from crmcli.errors import N_, BadValue, UsageError
from crmcli.records.base import Msg, Word
from crmcli.records.record import replace
from crmcli.render.text import wrap
from crmcli.services.importing import profiles, running
from crmcli.services.importing.events import event_of
from crmcli.services.importing.reading import inspect, map_columns

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.draft import Draft
    from crmcli.services.importing.index import Found
    from crmcli.services.importing.options import ImportOptions, Prepared
    from crmcli.services.importing.planning import Decide
    from crmcli.services.importing.reading import Inspected, Tables
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


def ask_columns(
    current: Session, ws: Workspace, options: ImportOptions, mapped: Tables
) -> tuple[ImportOptions, Tables]:
    """Show what was guessed by the values of columns, and let it be put right; offer to remember it."""
    guesses = {one.header: one for one in inspect(mapped[0]) if one.how == "content"}
    answers = _guesses(current, tuple(guesses.values())) if guesses else {}
    if answers:
        options = replace(options, given={**options.given, **answers})
        mapped = (map_columns(ws, [table for table, _ in mapped[0]], options), mapped[1])
    named = all(not table.no_header for table, _ in mapped[0])
    if (guesses or options.given) and named and not options.save_profile and options.profile is None:
        question = Msg(N_("Remember these columns for files with the same headings?"))
        if current.confirm(question, yes=False, default=True):
            options = replace(options, save_profile=_free_name(ws, mapped[0][0][0].file))
    return options, mapped


def _guesses(current: Session, guesses: Sequence[Inspected]) -> dict[str, str]:
    """Heading to the field it is after all, or "-"."""
    current.say(Msg(N_("Guessed by their values:")))
    for one in guesses:
        assert one.field is not None  # a guess is a field
        params = {"header": short(one.header, LONGEST), "field": field_label(one.field), "samples": _samples(one)}
        current.say(Msg(N_("  “{header}” is {field}: {samples}"), params))
    if current.confirm(Msg(N_("Is that right?")), yes=False, default=True):
        return {}
    return {one.header: _field_of(current, one) for one in guesses}


def _samples(one: Inspected) -> str:
    return ", ".join(short(sample, 20) for sample in one.samples)


def _field_of(current: Session, one: Inspected) -> str:
    question = Msg(
        N_("“{header}” ({samples}): which field? Enter leaves it as guessed, - leaves it out"),
        {"header": short(one.header, LONGEST), "samples": _samples(one)},
    )
    while True:
        answer = current.ask(question).strip() or str(one.field)
        try:
            find_field(answer)
        except UsageError as error:
            current.say(Msg(error.message, error.params))
            if error.hint:
                current.say(Msg(error.hint, error.params))
        else:
            return answer


def _free_name(ws: Workspace, file: str) -> str:
    """What the mapping of a file is called that nobody named."""
    taken = {one.name for one in profiles.listed(ws)}
    plain = squeeze(Path(file).stem)[: profiles.LONGEST - 4] or "1"
    return next(name for n in count(1) if (name := plain if n == 1 else f"{plain} {n}") not in taken)


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
