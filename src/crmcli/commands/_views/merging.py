"""A merge and its taking apart in plain words: which value wins, what is kept beside it, what goes over, what stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crmcli.commands._views.alternates import WIDTH, alternate_object, alternate_value, field_label, worded
from crmcli.commands._views.fields import COUNTED
from crmcli.commands._views.journal import clash_objects, counted
from crmcli.commands._views.pieces import joined, money, short
from crmcli.core.merging import FIELDS, POINTS, final
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.merging import FieldChoice, MergePlan, SplitResult, Value
from crmcli.records.sheet import Card, Section

TAKEN = {"left": "A", "right": "B"}


def choice_value(field: str, values: Sequence[Value], *, width: int = WIDTH) -> Msg | None:
    """One side of a choice in words; None for nothing.

    Args:
        values: as in FieldChoice.left and right.
        width: cells of a text at most.
    """
    if all(one is None for one in values):
        return None
    if field == "budget":
        return _budget(values)
    if field == "name":
        return Msg("{name}", {"name": short(str(values[0]), width)})
    columns = FIELDS.get(field, (field,))
    glue = "" if field == "region" else " · "
    return joined((worded(name, one, width) for name, one in zip(columns, values, strict=True)), glue)


def _budget(values: Sequence[Value]) -> Msg:
    low, high, currency = values
    named = str(currency) if currency else None
    ends = [money(int(one), named) for one in (low, high) if one is not None]
    return joined(dict.fromkeys(ends[:1]) if low == high else ends, " – ")


# -- a merge ---------------------------------------------------------------------------------------------------


def merge_title(plan: MergePlan) -> Msg:
    """Who becomes part of whom."""
    params = {
        "loser": joined((plan.loser, short(plan.loser_name, 30))),
        "survivor": joined((plan.survivor, short(plan.survivor_name, 30))),
    }
    return Msg(N_("{loser} becomes part of {survivor}"), params)


def merge_lines(plan: MergePlan) -> Iterator[Msg]:
    """What a merge does, a line for each thing."""
    for choice in plan.choices:
        yield _choice(choice, plan.taken[choice.field])
    if plan.stage[0] != plan.stage[1]:
        old, new = (Word("stage", one) for one in plan.stage)
        yield Msg(N_("{field}: {old} → {new}"), {"field": Msg(N_("Stage")), "old": old, "new": new})
    for gone, stays in plan.people:
        if gone != stays:
            names = {"gone": short(gone, 20), "stays": short(stays, 20)}
            yield Msg(N_("One person: {gone} is {stays}"), names)
    for one in plan.alternates:
        if one.contact is not None and one.field != "name":
            named = joined((short(one.contact, 20), field_label(one.field, personal=True)))
            yield Msg(N_("{field}: also kept: {value}"), {"field": named, "value": alternate_value(one)})
    yield from _counts(N_("Goes over: {what}"), plan.moved)
    yield from _counts(N_("Both had it, kept once: {what}"), plan.same)
    yield Msg(N_("{loser} leads to {survivor} from now on."), {"loser": plan.loser, "survivor": plan.survivor})


def _choice(choice: FieldChoice, taken: str) -> Msg:
    kept = choice_value(choice.field, final(choice, taken))
    params = {"field": field_label(choice.field), "kept": kept or "–", "side": TAKEN.get(taken, "")}
    other = choice_value(choice.field, choice.left if taken == "right" else choice.right)
    if choice.field in POINTS or choice.field == "contact":
        if not choice.conflict:
            return Msg(N_("{field}: {kept}, from {side}"), params)
        return Msg(N_("{field}: {kept} first ({side}), {other} stays too"), {**params, "other": other})
    if taken == "both":
        return Msg(N_("{field}: {kept}, from both"), params)
    if choice.conflict and other is not None:
        return Msg(N_("{field}: {kept} ({side}) · also kept: {other}"), {**params, "other": other})
    return Msg(N_("{field}: {kept}, from {side}"), params)


def _counts(sentence: str, counts: Mapping[str, int]) -> Iterator[Msg]:
    parts = tuple(counted(table, n) for table, n in counts.items() if table in COUNTED)
    if parts:
        yield Msg(sentence, {"what": parts})


def merge_object(plan: MergePlan, *, operation: int | None) -> dict[str, object]:
    """A merge for scripts: codes and plain values."""
    return {
        "operation": operation,
        "survivor": plan.survivor,
        "loser": plan.loser,
        "name": plan.name,
        "stage": plan.stage[1],
        "choices": tuple(
            {
                "field": one.field,
                "left": _plain(one.left),
                "right": _plain(one.right),
                "taken": plan.taken[one.field],
                "conflict": one.conflict,
            }
            for one in plan.choices
        ),
        "alternates": tuple(alternate_object(one) for one in plan.alternates),
        "people": tuple({"gone": gone, "stays": stays} for gone, stays in plan.people),
        "moved": dict(plan.moved),
        "same": dict(plan.same),
    }


def _plain(values: Sequence[Value]) -> object:
    return values[0] if len(values) == 1 else tuple(values)


def merge_card(plan: MergePlan) -> Card:
    """A merge that was not done, to look at."""
    return Card(merge_title(plan), (Section(None, lines=tuple(merge_lines(plan))),), merge_object(plan, operation=None))


# -- a split ---------------------------------------------------------------------------------------------------


def split_title(done: SplitResult) -> Msg:
    """Who is itself again, and who it was part of."""
    params = {
        "code": joined((done.code, short(done.name, 30))),
        "survivor": joined((done.survivor, short(done.survivor_name, 30))),
        "number": str(done.operation),
    }
    if done.operation is None:
        return Msg(N_("{code} would leave {survivor}"), params)
    return Msg(N_("#{number} · {code} is apart from {survivor} again"), params)


def split_lines(done: SplitResult) -> Iterator[Msg]:
    """What a split did, a line for each thing."""
    yield from _counts_of(N_("Back with {code}: {what}"), done.back, done.code)
    yield from _counts_of(N_("Came after the merge, stays with {code}: {what}"), done.since, done.survivor)


def _counts_of(sentence: str, counts: Mapping[str, int], code: str) -> Iterator[Msg]:
    parts = tuple(counted(table, n) for table, n in counts.items() if table in COUNTED)
    if parts:
        yield Msg(sentence, {"what": parts, "code": code})


def split_object(done: SplitResult) -> dict[str, object]:
    """A split for scripts; without an operation when it was not done."""
    return {
        "operation": done.operation,
        "code": done.code,
        "survivor": done.survivor,
        "merge": done.merge,
        "back": dict(done.back),
        "since": dict(done.since),
        "stays": tuple(clash_objects(done.stays)),
    }
