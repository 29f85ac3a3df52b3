"""Says on stderr what went wrong: a sentence and a hint, the candidates if there are any, or the same as JSON.

Which errors there are, and their exit codes, is errors.py; who catches them is cli.py.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crmcli.errors import Ambiguous, Conflict, CrmError, WouldDuplicate
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.sheet import Sheet

RED, DIM, PLAIN = "\x1b[31m", "\x1b[2m", "\x1b[0m"


def report(error: CrmError, session: Session, *, as_json: bool) -> int:
    """Write an error where people, or scripts, look for it.

    Args:
        error: what went wrong.
        session: of this run.
        as_json: write one JSON object (product.md §9) instead of sentences.

    Returns: the exit code.
    """
    sentence = session.word(Msg(error.message, error.params))
    hint = session.word(Msg(error.hint, error.params)) if error.hint else ""
    sys.stdout.flush()
    if as_json:
        sys.stderr.write(_json(error, session, sentence, hint) + "\n")
        return error.exit_code
    from crmcli.commands._output import fitted

    sentence, hint = fitted(sentence, sys.stderr), fitted(hint, sys.stderr)
    colour = session.coloured(sys.stderr)
    sys.stderr.write((f"{RED}{sentence}{PLAIN}" if colour else sentence) + "\n")
    if (rows := _candidates(error)) is not None:
        from crmcli.commands._drawing import beside

        sys.stderr.write(beside(session, rows))
    if hint:
        sys.stderr.write((f"{DIM}{hint}{PLAIN}" if colour else hint) + "\n")
    return error.exit_code


def _json(error: CrmError, session: Session, sentence: str, hint: str) -> str:
    import json

    told: dict[str, object] = {"error": sentence, "hint": hint or None, "exit_code": error.exit_code}
    if isinstance(error, (Ambiguous, WouldDuplicate)) and error.candidates:
        from crmcli.render.values import value

        keys = ("code", "name", "contact", "phone")
        rows = tuple({key: getattr(one, key) for key in keys} for one in error.candidates)
        told["candidates"] = value(rows, session.wording(), key="candidates")
    return json.dumps(told, ensure_ascii=False)


def _candidates(error: CrmError) -> Sheet | None:
    if isinstance(error, (Ambiguous, WouldDuplicate)) and error.candidates:
        from crmcli.commands._candidates import candidate_sheet

        return candidate_sheet(error.candidates)
    if isinstance(error, Conflict) and error.conflicts:
        from crmcli.commands._candidates import clash_sheet

        return clash_sheet(error.conflicts)
    return None
