"""Asking field by field on a terminal: choices by number or word, a bad answer explained and asked again.

Which fields are asked for, and what becomes of the answers, is the command's business.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli import i18n
from crmcli.errors import N_, CrmError
from crmcli.records.base import Msg
from crmcli.render.text import cells, pad

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.core.words import Entry
    from crmcli.services.workspace import Workspace

WIDTH = 78
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")

Take = Callable[[str], object]


class Prompt(NamedTuple):
    """One question of a form.

    Args:
        field: what the answer is for, as `services.fields.find_field` names it.
        question: English id.
        dict: the dictionary whose words are the choices; empty for free text.
        needed: just Enter does not skip it.
    """

    field: str
    question: str
    dict: str = ""
    needed: bool = False


def ask(current: Session, ws: Workspace, prompt: Prompt, take: Take) -> str:
    """Ask until the answer can be taken; empty when the question was skipped.

    Args:
        current: the session.
        ws: for the dictionaries.
        prompt: what to ask.
        take: raises a CrmError for an answer that cannot be read; its sentence is shown and the question asked again.

    Raises:
        NeedsAnswer: nobody can be asked, or the input ended.
    """
    entries = ws.words.entries(prompt.dict) if prompt.dict else ()
    if entries:
        tell(_numbered(entries, i18n.language()))
    while True:
        answer = _chosen(current.ask(Msg(prompt.question)), entries)
        if not answer and not prompt.needed:
            return ""
        try:
            if answer:
                take(answer)
                return answer
            tell(current.word(Msg(N_("This is needed. Ctrl-C leaves without writing anything."))))
        except CrmError as error:
            explain(current, error, hint=not entries)  # the choices stand above; a hint would list them again


def explain(current: Session, error: CrmError, *, hint: bool = True) -> None:
    """Say what is wrong with an answer, and what to type instead."""
    tell(current.word(Msg(error.message, error.params)))
    if error.hint and hint:
        tell(current.word(Msg(error.hint, error.params)))


def tell(text: str) -> None:
    """Lines of a dialogue; shown also under --quiet, because a question without them makes no sense."""
    sys.stderr.write(text + "\n")


def _chosen(answer: str, entries: Sequence[Entry]) -> str:
    """The code behind a number, else the answer itself."""
    number = answer.translate(FULL_WIDTH)
    if entries and number.isdecimal() and 1 <= int(number) <= len(entries):
        return entries[int(number) - 1].code
    return answer


def _numbered(entries: Sequence[Entry], lang: str) -> str:
    """The choices in as many columns as fit."""
    shown = [f"{place:>4} {one.label(lang)}" for place, one in enumerate(entries, 1)]
    width = max(map(cells, shown)) + 2
    columns = max(1, WIDTH // width)
    lines = [shown[start : start + columns] for start in range(0, len(shown), columns)]
    return "\n".join("".join(pad(one, width) for one in line).rstrip() for line in lines)
