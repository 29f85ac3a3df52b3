"""Putting one row into one customer, by the policy: fill what is empty, or let the newest valid value win."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crmcli.core import stages
from crmcli.core.fold import fold
from crmcli.core.orders import BOOKED, number_key
from crmcli.services.importing import dealing
from crmcli.services.importing.entities import Entity, Who, hold

if TYPE_CHECKING:
    from crmcli.records.customer import Point
    from crmcli.records.draft import Draft, DraftDeal, DraftOrder, DraftTalk, Person

PERSONAL = ("name_en", "title", "department", "role", "gender", "birthday", "note")


@dataclass(slots=True)
class Merged:
    """What one row did to its customer.

    Args:
        filled: something that was empty is there now, or something was added.
        updated: something else than before is there now.
        differs: (field, value kept, value offered).
    """

    filled: bool = False
    updated: bool = False
    differs: list[tuple[str, Any, Any]] = field(default_factory=list)


class Merger:
    """Puts rows into customers.

    Args:
        update: the newest valid value wins; else only what is empty is filled.
    """

    def __init__(self, *, update: bool) -> None:
        self.update = update

    def merge(self, entity: Entity, draft: Draft, person: Who | None) -> Merged:
        """Put a row into a customer that is there, or was made by an earlier row."""
        merged = Merged()
        self._become_firm(entity, draft, merged)
        for name, value in draft.columns.items():
            self._column(entity, name, value, merged)
        who = self._people(entity, draft, person, merged)
        for point in draft.points:
            self._point(entity, point, who, merged)
        for point in draft.company_points:
            self._point(entity, point, None, merged)
        self._stage(entity, draft, merged)
        self._rest(entity, draft, merged)
        return merged

    def _become_firm(self, entity: Entity, draft: Draft, merged: Merged) -> None:
        """A person whose firm is now known becomes that firm, and its contact."""
        if draft.kind != "company" or entity.company is not None or not draft.name:
            return
        if draft.people:
            self._set(entity, "kind", "company", merged)
            self._set(entity, "name", draft.name, merged)

    def _column(self, entity: Entity, name: str, value: Any, merged: Merged) -> None:
        old = entity.columns.get(name)
        if value in (None, "") or value == {} or value == old:
            return
        if name == "custom":
            self._custom(entity, value, merged)
        elif old in (None, "", 0) or (name == "source" and old == "other" and entity.id is not None):
            self._set(entity, name, value, merged)
        elif name in ("first_contact_at", "source", "source_text", "event"):
            return  # where the customer first came from, and when, is fixed once it is known
        elif name == "note":
            self._note(entity, str(old), str(value), merged)
        elif self.update:
            entity.columns[name] = value
            if entity.id is not None:
                entity.changed[name] = value
            merged.updated = True
        else:
            merged.differs.append((name, old, value))

    def _set(self, entity: Entity, name: str, value: Any, merged: Merged) -> None:
        entity.columns[name] = value
        if entity.id is not None:
            entity.changed[name] = value
        merged.filled = True

    def _note(self, entity: Entity, old: str, value: str, merged: Merged) -> None:
        """Notes are added up, never replaced."""
        if value not in old:
            self._set(entity, "note", f"{old}\n{value}", merged)

    def _custom(self, entity: Entity, offered: dict[str, Any], merged: Merged) -> None:
        old: dict[str, Any] = json.loads(entity.columns.get("custom") or "{}")
        taken = {name: text for name, text in offered.items() if name not in old or (self.update and old[name] != text)}
        merged.differs.extend(
            (f"custom.{name}", old[name], text)
            for name, text in offered.items()
            if name in old and old[name] != text and not self.update
        )
        if taken:
            self._set(entity, "custom", json.dumps(dict(sorted((old | taken).items())), ensure_ascii=False), merged)

    def _people(self, entity: Entity, draft: Draft, person: Who | None, merged: Merged) -> Who | None:
        """Put the row's people in; the one that its contact points belong to."""
        first: Who | None = None
        for n, one in enumerate(draft.people):
            who = person if n == 0 and person is not None else entity.person(one.name)
            if who is None:
                who = self._new_person(entity, one)
                merged.filled = True
            else:
                self._person(entity, who, one, merged)
            for point in one.points:
                self._point(entity, point, who, merged)
            first = first or who
        return first or person

    def _new_person(self, entity: Entity, one: Person) -> Who:
        values = {name: getattr(one, name) for name in PERSONAL if getattr(one, name)}
        values |= {"incomplete": int(one.incomplete), "birthday_lunar": int(one.birthday_lunar)}
        who = Who(None, one.name, values)
        entity.people[fold(one.name)] = who
        return who

    def _person(self, entity: Entity, who: Who, one: Person, merged: Merged) -> None:
        self._full_name(entity, who, one, merged)
        for name in PERSONAL:
            value, old = getattr(one, name), who.values.get(name)
            if not value or value == old:
                continue
            if old and not self.update:
                merged.differs.append((name, old, value))
                continue
            self._set_person(who, name, value)
            merged.filled, merged.updated = merged.filled or not old, merged.updated or bool(old)

    def _full_name(self, entity: Entity, who: Who, one: Person, merged: Merged) -> None:
        """张总 becomes 张伟 once the name is known; the other way nothing is lost."""
        if one.incomplete or fold(one.name) == fold(who.name) or not who.values.get("incomplete"):
            return
        del entity.people[fold(who.name)]
        old = fold(who.name)
        who.name = one.name
        entity.people[fold(one.name)] = who
        for key, owner in entity.owners.items():
            if owner == old:
                entity.owners[key] = fold(one.name)
        self._set_person(who, "name", one.name)
        self._set_person(who, "incomplete", 0)
        merged.filled = True

    def _set_person(self, who: Who, name: str, value: Any) -> None:
        who.values[name] = value
        if who.id is not None:
            who.changed[name] = value

    def _point(self, entity: Entity, point: Point, who: Who | None, merged: Merged) -> None:
        key = f"{point.kind}:{point.value}"
        if key in entity.owners and (key not in entity.ended or not self.update):
            return  # a number that was ended is not a new one
        entity.owners[key] = fold(who.name) if who else ""
        if key in entity.ended:
            entity.ended -= {key}
        hold(who or entity, "points", point)
        merged.filled = True

    def _stage(self, entity: Entity, draft: Draft, merged: Merged) -> None:
        """An import never moves a stage backwards (product.md §1)."""
        present = entity.stage or str(entity.columns["stage"])
        target = draft.stage
        if target is None and draft.status is not None:
            target = stages.stage_for_status(draft.status, present)
        if draft.deal is not None and draft.deal.state == "open":
            target = stages.after_deal(target or present, draft.deal.stage or "needs")
        if (draft.order and draft.order.state in BOOKED) or (draft.deal and draft.deal.state == "won"):
            target = "won"  # who bought is a customer, whatever else the row says
        if target is None or present in stages.BOUGHT or stages.after_import(present, target) == present:
            return
        entity.stage = target
        entity.lost_reason = (draft.lost_reason or "other") if target == "lost" else None
        if entity.id is None:  # one that an earlier row of the file is about to make
            entity.columns.update(stage=target, lost_reason=entity.lost_reason)
        merged.updated = True

    def _rest(self, entity: Entity, draft: Draft, merged: Merged) -> None:
        """Tags, ids, talks, tasks, an order, a deal: each once."""
        for tag in draft.tags:
            self._once(entity, ("tag", *tag), "tags", tag, merged)
        for one in draft.ids:
            self._once(entity, ("id", *one), "ids", one, merged)
        if draft.code and draft.code != entity.code:
            self._once(entity, ("id", "crm", draft.code), "ids", ("crm", draft.code), merged)
        for talk in draft.talks:
            self._once(entity, ("talk", talk.at[:10], talk.content), "talks", talk, merged)
            entity.last_talk = max(entity.last_talk, talk.at[:10])
        self._tasks(entity, draft, merged)
        if draft.order is not None:
            self._order(entity, draft.order, merged)
        if draft.deal is not None:
            self._deal(entity, draft.deal, merged)
        self._last_contact(entity, draft, merged)

    def _order(self, entity: Entity, order: DraftOrder, merged: Merged) -> None:
        """An order comes once; when it is there, only its state may be another one now."""
        number = number_key(order.order_no or f"{order.at[:10]}/{order.amount}")
        self._once(entity, ("order", number), "orders", order, merged)
        known = entity.booked.get(number)
        if known is None or known[1] == order.state:
            return
        if self.update:
            entity.order_states[known[0]] = order.state
            entity.booked[number] = (known[0], order.state)
            merged.updated = True
        else:
            merged.differs.append(("order_state", known[1], order.state))

    def _tasks(self, entity: Entity, draft: Draft, merged: Merged) -> None:
        for task in draft.tasks:
            if not task.title and any(one[0] == "task" and one[2] == task.due_at for one in entity.there):
                continue  # a date alone, on which something is to be done anyway
            self._once(entity, ("task", task.title, task.due_at), "tasks", task, merged)

    def _deal(self, entity: Entity, deal: DraftDeal, merged: Merged) -> None:
        """A deal that is there gets what it lacks; what differs is told, or taken if the file is to win."""
        self._once(entity, ("deal", deal.name), "deals", deal, merged)
        row = entity.dealt.get(deal.name)
        for key, new, old in dealing.compared(row, deal) if row is not None else ():
            assert row is not None  # or there is nothing to compare
            if old is None:
                merged.filled = True
            elif self.update and dealing.may_move(key, old, new):
                merged.updated = True
            else:
                merged.differs.append((dealing.FIELDS.get(key, key), old, new))
                continue
            changed = entity.deal_changes.setdefault(row["id"], {})
            row[key] = changed[key] = new
            if key == "state" and deal.lost_reason:
                changed["lost_reason"] = deal.lost_reason

    def _last_contact(self, entity: Entity, draft: Draft, merged: Merged) -> None:
        """A last contact makes one talk, unless there is one that late."""
        if draft.last_contact_at and draft.last_contact_at[:10] > entity.last_talk:
            entity.last_talk = draft.last_contact_at[:10]
            talk = heard(draft.last_contact_at, draft.last_method)
            self._once(entity, ("talk", talk.at[:10], ""), "talks", talk, merged)

    def _once(self, entity: Entity, key: tuple[Any, ...], into: str, value: Any, merged: Merged) -> None:
        if key not in entity.there:
            entity.there.add(key)
            hold(entity, into, value)
            merged.filled = True


def heard(at: str, method: str | None) -> DraftTalk:
    """A talk of which only the date is known."""
    from crmcli.records.draft import DraftTalk as Made

    return Made(at=at, method=method or "other", content="")
