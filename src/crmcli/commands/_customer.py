"""From a CUSTOMER as typed to one customer; on a terminal, several become a choice. Finding is services.lookup."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from crmcli.commands._output import terminal_width
from crmcli.commands._views.pieces import joined, short
from crmcli.errors import Ambiguous
from crmcli.records.base import Msg, Word
from crmcli.records.sheet import Typed
from crmcli.render.text import clean, cut_apart

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.customer import Candidate
    from crmcli.services.workspace import Workspace

BESIDE_NAME = 62  # cells of what stands beside the name of a choice: number, code, contact, phone, stage
CONTACT = 10
NAME_LONGEST = 200  # cells of a name that are looked at

Seen = TypeVar("Seen")


def resolve(current: Session, ws: Workspace, text: str) -> int:
    """The id of the one customer that `text` means, for a command that writes.

    Args:
        current: of this run; knows the rows of the last table, and whether a person can be asked.
        ws: the open file.
        text: CUSTOMER as typed (product.md §3).

    Raises:
        NotFound: nobody, or a row of no table.
        Ambiguous: several, and nobody chose.
    """
    from crmcli.services.lookup import find

    try:
        return find(ws, text, row=current.recall_row)
    except Ambiguous as several:
        return find(ws, _chosen(current, several))


def look_at(current: Session, text: str, look: Callable[[Workspace, int], Seen]) -> Seen:
    """What `look` sees of the one customer that `text` means, for a command that only looks.

    A reader keeps writers waiting for as long as it is open, and somebody who is asked may go to lunch: the question
    is put while the file is closed.

    Args:
        current: of this run.
        text: CUSTOMER as typed.
        look: gets the open file and the customer's id.

    Raises:
        NotFound, Ambiguous: see `resolve`.
    """
    from crmcli.services.lookup import find

    try:
        with current.reader() as ws:
            return look(ws, find(ws, text, row=current.recall_row))
    except Ambiguous as several:
        code = _chosen(current, several)
    with current.reader() as ws:
        return look(ws, find(ws, code))


def _chosen(current: Session, several: Ambiguous) -> str:
    """The code of the one that was taken; what was not asked or not answered stays the error it was."""
    candidates = cast("tuple[Candidate, ...]", several.candidates)
    if not current.interactive or not candidates:
        raise several
    room = max(terminal_width(sys.stderr) - BESIDE_NAME, 16)
    names = cut_apart([clean(one.name[: 4 * NAME_LONGEST]) for one in candidates], room)
    options = [_option(one, name) for one, name in zip(candidates, names, strict=True)]
    chosen = current.choose(Msg(several.message, several.params), options)
    if chosen is None:  # the choice has shown them: no second table
        raise Ambiguous(several.message, several.hint, (), **several.params)
    return candidates[chosen].code


def _option(one: Candidate, name: str) -> Msg:
    parts: list[object] = [one.code, name]
    if one.contact and one.contact != one.name:
        parts.append(short(one.contact, CONTACT))
    if one.phone:
        parts.append(Typed("text", one.phone, key="phone"))
    parts.append(Word("stage", one.stage))
    return joined(parts)
