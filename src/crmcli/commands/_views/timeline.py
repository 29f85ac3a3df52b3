"""One entry of a customer's timeline: a talk, an attempt, a move of the stage, a deal, an order, a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crmcli.commands._views.pieces import joined, money, short, step_title, when
from crmcli.errors import N_
from crmcli.records.base import Msg, Word

KB = 1024


def entry(row: Mapping[str, Any], *, today: str) -> Msg:
    """One line, or a few.

    Args:
        row: of Shown.timeline.
        today: ISO day.
    """
    drawn = {"talk": _talk, "stage": _move, "file": _file, "deal": _deal, "order": _order}
    said = drawn[row["what"]](row, today)
    return joined((when(row["at"], today), said), "  ")


def _talk(row: Mapping[str, Any], today: str) -> Msg:
    how = Word("interaction_method", row["method"])
    kind = Word("interaction_type", row["type"]) if row["type"] else None
    with_whom = short(row["contact"], 20) if row["contact"] else None
    where = short(row["event"], 40) if row["event"] else None
    head = joined((how, kind, where, with_whom, None if row["reached"] else Msg(N_("no answer"))))
    about = joined((row["topic"], row["content"]), " · ")
    first = Msg(N_("{head}: {text}"), {"head": head, "text": about}) if about.params else head
    return joined((first, *_after(row, today)), "\n")


def _after(row: Mapping[str, Any], today: str) -> tuple[Msg, ...]:
    """What the talk brought, a line each."""
    lines = []
    if row["feedback"]:
        lines.append(Msg(N_("Feedback: {text}"), {"text": row["feedback"]}))
    if row["result"]:
        lines.append(Msg(N_("Result: {text}"), {"text": row["result"]}))
    if row["satisfaction"]:
        lines.append(Msg(N_("Satisfaction: {n} of 5"), {"n": row["satisfaction"]}))
    if row["next_step"] is not None or row["next_at"]:
        day = when(row["next_at"], today) if row["next_at"] else None
        lines.append(Msg(N_("→ {step}"), {"step": joined((day, step_title(row["next_step"] or "")), " ")}))
    return tuple(lines)


def _move(row: Mapping[str, Any], today: str) -> Msg:
    params: dict[str, object] = {"old": Word("stage", row["from_stage"]), "new": Word("stage", row["stage"])}
    if row["reason"]:
        return Msg(N_("Stage: {old} → {new} ({why})"), {**params, "why": Word("lost_reason", row["reason"])})
    return Msg(N_("Stage: {old} → {new}"), params)


def _deal(row: Mapping[str, Any], today: str) -> Msg:
    amount = money(row["amount"], row["currency"]) if row["from_stage"] is None or row["stage"] == "won" else None
    why = Word("lost_reason", row["reason"]) if row["reason"] else None
    told = joined((short(row["name"], 50), amount, Word("deal_stage", row["stage"]), why))
    return Msg(N_("Deal: {text}"), {"text": told})


def _order(row: Mapping[str, Any], today: str) -> Msg:
    state = Word("order_state", row["state"])
    told = joined((row["order_no"], money(row["amount"], row["currency"]), row["product"], state))
    return Msg(N_("Order: {text}"), {"text": told})


def _file(row: Mapping[str, Any], today: str) -> Msg:
    return Msg(N_("File: {name} ({size} KB)"), {"name": short(row["name"], 50), "size": -(-row["size"] // KB)})
