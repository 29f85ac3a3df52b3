"""Running the tag rules: at the end of every operation, once a day for what time alone changes, and by `crm tag run`.

Rules give and withdraw only what rules gave: what somebody typed or imported stays, and wins (docs/decisions/023).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from crmcli.core.tags import SINGLE, TagName
from crmcli.errors import CrmError
from crmcli.model import saved_views, settings, tag_rules, tagging
from crmcli.model.tagging import Row
from crmcli.records.filter import Filter, Is, OneOf, View
from crmcli.records.tagging import Condition
from crmcli.services.tag_rules import Rule, read, rules_of

if TYPE_CHECKING:
    from crmcli.model.journal.writing import Journal
    from crmcli.services.workspace import Workspace

STATE = "tag_rules"  # of the file: the day the rules last ran over everybody, and what they ran with
COMMAND = "crm tag run"
TIMES = ("last", "next", "first", "created", "updated")  # filter keys whose values move with the day


class Given(NamedTuple):
    """A tag that a rule puts on."""

    customer_id: int
    tag: TagName
    rule: str


class Gone(NamedTuple):
    """A row that a rule wrote and that has no cause any more."""

    row: Row
    tag: TagName


class Plan(NamedTuple):
    """What running the rules would change.

    Args:
        added: tags to be put on.
        withdrawn: tags to go.
        moved: rows whose tag another rule gives by now, with its name.
        broken: rules that cannot be read, with why.
    """

    added: tuple[Given, ...]
    withdrawn: tuple[Gone, ...]
    moved: tuple[tuple[Row, str], ...] = ()
    broken: tuple[tuple[Rule, CrmError], ...] = ()

    @property
    def customers(self) -> set[int]:
        """Whose tags change."""
        return {one.customer_id for one in self.added} | {one.row.customer_id for one in self.withdrawn}

    def counts(self) -> dict[str, tuple[int, int]]:
        """Rule to how many tags it puts on and withdraws."""
        added = Counter(one.rule for one in self.added)
        gone = Counter(one.row.rule or "" for one in self.withdrawn)
        return {name: (added[name], gone[name]) for name in dict.fromkeys([*added, *gone])}


def plan(ws: Workspace, rules: Sequence[Rule], only: Collection[int] | None, *, all_rules: bool = True) -> Plan:
    """What some rules change for some customers; facts have to be fresh.

    Args:
        rules: those that are on.
        only: customers to look at; all when None.
        all_rules: tags of rules that are not among `rules` are withdrawn.
    """
    wanted: dict[tuple[int, TagName], str] = {}
    broken: list[tuple[Rule, CrmError]] = []
    for rule in rules:
        try:
            found = _holders(ws, read(ws, rule.when), only)
        except CrmError as error:
            broken.append((rule, error))
            continue
        for one in found:
            wanted.setdefault((one, rule.tag), rule.name)
    there = tag_rules.given(ws.db, only, None if all_rules else [rule.name for rule in rules])
    kept = {rule.name for rule, _ in broken}
    return _compared(ws, wanted, [row for row in there if row.rule not in kept], tuple(broken))


def _holders(ws: Workspace, condition: Condition, only: Collection[int] | None) -> set[int]:
    def filtered(wanted: Filter) -> tag_rules.Sql:
        from crmcli.services.listing import condition as as_sql  # most rules have no filter, and need none of this

        return as_sql(ws, wanted)

    return tag_rules.holders(ws.db, condition, only, today=ws.now().date(), filtered=filtered)


def _compared(
    ws: Workspace,
    wanted: dict[tuple[int, TagName], str],
    there: Sequence[Row],
    broken: tuple[tuple[Rule, CrmError], ...],
) -> Plan:
    """What has to be done so that `wanted` is there, and nothing else that rules gave."""
    names = {tag: TagName(*name) for tag, name in tagging.names(ws.db, {row.tag_id for row in there}).items()}
    present = {(row.customer_id, names[row.tag_id]): row for row in there}
    final = dict(_allowed(ws, wanted, {one for one, _ in wanted} | {row.customer_id for row in there}))
    added = tuple(Given(one, tag, rule) for (one, tag), rule in final.items() if (one, tag) not in present)
    gone = tuple(Gone(row, key[1]) for key, row in present.items() if key not in final)
    moved = tuple((row, final[key]) for key, row in present.items() if key in final and row.rule != final[key])
    return Plan(added, gone, moved, broken)


def _allowed(
    ws: Workspace, wanted: dict[tuple[int, TagName], str], customers: set[int]
) -> Iterable[tuple[tuple[int, TagName], str]]:
    """Without what somebody typed, took off, or typed another value of; of two rules for one place the first."""
    if not wanted:
        return
    own = [row for row in tag_rules.tags_of(ws.db, customers) if row[3] != "rule"]
    taken = {(one, TagName(dimension, value)) for one, dimension, value, _ in own}
    taken |= {(one, TagName(dimension, value)) for one, dimension, value in tag_rules.refused(ws.db, customers)}
    places = {(one, dimension) for one, dimension, _, _ in own if dimension in SINGLE}
    for (one, tag), rule in wanted.items():
        if (one, tag) in taken or (one, tag.dimension) in places:
            continue
        if tag.dimension in SINGLE:
            places.add((one, tag.dimension))
        yield (one, tag), rule


def write(ws: Workspace, journal: Journal, made: Plan) -> None:
    """Write a plan within an operation."""
    at = ws.minute()
    journal.delete("customer_tags", [one.row.id for one in made.withdrawn])
    journal.update_many("customer_tags", ("rule",), [(row.id, rule) for row, rule in made.moved])
    ids = {tag: tagging.tag_id(journal, *tag, at=at) for tag in dict.fromkeys(one.tag for one in made.added)}
    rows = [(one.customer_id, ids[one.tag], "rule", one.rule, at) for one in made.added]
    journal.insert_many("customer_tags", ("customer_id", "tag_id", "origin", "rule", "created_at"), rows)


def follow(ws: Workspace, journal: Journal) -> Plan:
    """Run the rules for the customers that an operation touched; for all when the rules themselves changed.

    Returns: what that changed; the facts of those customers have to follow.
    """
    journal.delete("customer_tags", tag_rules.superseded(ws.db, journal.touched))
    stored = settings.read_all(ws.db)
    before = (settings.state(ws.db, STATE) or "").partition(" ")[2]
    signature = _signature(ws, stored)
    everybody = signature != before
    made = plan(ws, _active(rules_of(stored)), None if everybody else journal.touched)
    write(ws, journal, made)
    if everybody:
        settings.set_state(ws.db, STATE, f"{ws.minute()[:10]} {signature}")
    return made


def daily(ws: Workspace, journal: Journal) -> set[int]:
    """The first operation of a day also runs the rules that time changes, over everybody; as an operation of its own.

    Returns: the customers whose tags that changed.
    """
    day, _, signature = (settings.state(ws.db, STATE) or "").partition(" ")
    today = ws.minute()[:10]
    if day == today:
        return set()
    settings.set_state(ws.db, STATE, f"{today} {signature}")
    rules = _moving(ws, _active(rules_of(settings.read_all(ws.db))))
    made = plan(ws, rules, None, all_rules=False) if rules else Plan((), ())
    write(ws, journal, made)
    return made.customers


def preview(ws: Workspace, extra: Sequence[Rule] = ()) -> Plan:
    """What running every rule over everybody would change.

    Args:
        extra: rules that are not stored yet; one replaces that of its name.
    """
    named = {rule.name: rule for rule in (*rules_of(settings.read_all(ws.db)), *extra)}
    return plan(ws, _active(tuple(named.values())), None)


def run(ws: Workspace) -> Plan:
    """Run every rule over everybody, as one operation."""
    with ws.operation() as journal:
        made = preview(ws)
        write(ws, journal, made)
    return made


def by_rules(ws: Workspace, target: int | None) -> bool:
    """Whether an operation, or the one that it takes back, was a run of the rules; then they are not run again."""
    from crmcli.model.journal import reading  # only an undo or a redo has a target

    while target is not None:
        made = reading.operation(ws.db, target)
        if made is None or made.command.startswith(COMMAND):
            return made is not None
        target = made.target
    return False


def _active(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.on)


def _moving(ws: Workspace, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules that time alone changes, and those that share a place with them."""
    moving = [rule for rule in rules if _moves(ws, rule)]
    tags = {rule.tag for rule in moving}
    places = {rule.tag.dimension for rule in moving} & SINGLE
    return tuple(rule for rule in rules if rule.tag in tags or rule.tag.dimension in places)


def _moves(ws: Workspace, rule: Rule) -> bool:
    try:
        condition = read(ws, rule.when)
    except CrmError:
        return False
    return any(one.within is not None for one in condition.talks) or _filter_moves(condition.filter)


def _filter_moves(wanted: Filter) -> bool:
    return any(isinstance(term, Is | View) or (isinstance(term, OneOf) and term.key in TIMES) for term in wanted.terms)


def _signature(ws: Workspace, stored: dict[str, str]) -> str:
    """What the outcome depends on beside the customers: rules, settings, saved views, words."""
    views = saved_views.read(ws.db)
    packaged = [(rule.name, rule.when, str(rule.tag), rule.on) for rule in rules_of({})]
    text = json.dumps([sorted(stored.items()), sorted(views.items()), packaged], ensure_ascii=False)
    return f"{crc32(text.encode()):08x}"
