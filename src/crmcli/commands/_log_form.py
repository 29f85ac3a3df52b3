"""`crm log -i`: one talk asked field by field, as follow-up sheets have them (R179). What becomes of it is not here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crmcli.commands._forms import Prompt, ask
from crmcli.core.dates import parse_past
from crmcli.core.nextstep import parse_next_step
from crmcli.errors import N_, BadValue
from crmcli.records.record import replace
from crmcli.services import checks, staging
from crmcli.services.logging import TalkOptions

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.workspace import Workspace

CONTENT = Prompt("content", N_("What was said"), needed=True)
PROMPTS = (
    Prompt("at", N_("When, if not now (yesterday, 3pm, 11-20 15:30)")),
    Prompt("via", N_("By which means (Enter: as last time)"), "interaction_method"),
    Prompt("kind", N_("What kind of talk (Enter for none)"), "interaction_type"),
    CONTENT,
    Prompt("feedback", N_("What the customer thinks of it")),
    Prompt("satisfaction", N_("How content, from 1 to 5")),
    Prompt("next", N_("Next step, with its date (Enter for none)")),
    Prompt("stage", N_("Moved to which stage (Enter: stays)"), "stage"),
)
LOST = Prompt("reason", N_("Why it was lost"), "lost_reason", needed=True)


def fill(current: Session, ws: Workspace, text: str, options: TalkOptions) -> tuple[str, TalkOptions]:
    """Ask for everything that was not typed already.

    Args:
        text: what was said, as far as typed.
        options: as far as typed.

    Returns:
        The text and the options, each answer checked.

    Raises:
        NeedsAnswer: nobody can be asked, or the input ended.
    """
    answers: dict[str, str] = {}
    for one in PROMPTS:
        if not (text.strip() if one is CONTENT else getattr(options, one.field)):
            answers[one.field] = ask(current, ws, one, _taker(ws, one.field, force=options.force))
    said = answers.pop("content", text)
    filled = replace(options, **answers)
    if filled.stage and staging.read_stage(ws, filled.stage, present="lead") == "lost" and not filled.reason:
        filled = replace(filled, reason=ask(current, ws, LOST, lambda answer: staging.read_reason(ws, answer)))
    return said, filled


def _taker(ws: Workspace, field: str, *, force: bool) -> Callable[[str], object]:
    """What raises for an answer that cannot be read."""
    now = ws.now()
    if field == "at":
        return lambda text: parse_past(text, now=now)
    if field == "via":
        return lambda text: ws.words.code("interaction_method", text)
    if field == "kind":
        return lambda text: ws.words.code("interaction_type", text)
    if field == "next":
        return lambda text: parse_next_step(text, now=now)
    if field == "stage":
        return lambda text: staging.read_stage(ws, text, present="lead")
    if field == "satisfaction":
        return _content
    return lambda text: _kept(text, vague=field == "content" and not force)


def _content(text: str) -> None:
    if text.strip() not in ("1", "2", "3", "4", "5"):
        raise BadValue(N_("Satisfaction is a number from 1 to 5, not “{text}”."), text=text)


def _kept(text: str, *, vague: bool) -> None:
    checks.refuse_sensitive((text,))
    if vague:
        checks.refuse_vague_talk(text.strip())
