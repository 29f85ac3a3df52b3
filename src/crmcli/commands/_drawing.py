"""Draws records in the words of a session: which wording, which format, how wide. How formats look is not here."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli import i18n
from crmcli.commands._output import PIPE_WIDTH, STDOUT, pick_format, terminal_width, to_terminal, write
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.sheet import Book, Card, Sheet
from crmcli.render.options import Options as Drawing
from crmcli.render.registry import draw
from crmcli.render.wording import Wording

if TYPE_CHECKING:
    from crmcli.commands._session import Session


def wording(session: Session, *, today: str = "") -> Wording:
    """The words of this run; labels come from the open database's dictionaries, else from the packaged ones.

    Args:
        session: of this run.
        today: ISO day, for dates in narrow tables.
    """
    return Wording(
        lang=i18n.language(),
        translate=i18n.translate,
        label=lambda dictionary, code: session.words().label(dictionary, code, i18n.language()),
        mask=session.options.mask or bool(session.settings.get("mask")),
        currency=str(session.settings.get("currency", "CNY")),
        today=today,
    )


def show(session: Session, drawn: Sheet | Card | Book, *, default: str, also: Sequence[str]) -> None:
    """Draw data where and how the session's options want it; see Session.show."""
    options = session.options
    name = pick_format(options, default=default, also=also, card=isinstance(drawn, Card))
    to_file = options.output not in ("", STDOUT)
    how = Drawing(
        codes=options.codes,
        # Excel takes a file without the mark for the system's old encoding; scripts in a pipe would stumble over it.
        bom=to_file and i18n.language() == "zh",
        width=terminal_width(sys.stdout) if to_terminal(options) else PIPE_WIDTH,
        color=session.coloured(sys.stdout) and not to_file,
    )
    write(_ended(draw(drawn, name, wording(session, today=session.now().date().isoformat()), how)), options)
    if to_file and sys.stderr.isatty():
        session.say(Msg(N_("Written: {path}"), {"path": options.output}))


def beside(session: Session, sheet: Sheet) -> str:
    """A small table for stderr, whatever the format of the data."""
    how = Drawing(codes=session.options.codes, width=terminal_width(sys.stderr), color=session.coloured(sys.stderr))
    return str(_ended(draw(sheet, "table", wording(session), how)))


def _ended(drawn: str | bytes) -> str | bytes:
    return drawn + "\n" if isinstance(drawn, str) and drawn and not drawn.endswith("\n") else drawn
