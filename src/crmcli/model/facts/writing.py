"""What was gathered, as rows of facts, dues and match_key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from crmcli.core import due
from crmcli.core.cadence import cadence_days
from crmcli.core.due import birthday
from crmcli.core.due.days import quiet_until
from crmcli.core.due.idle import idle_base
from crmcli.core.matching import match_keys
from crmcli.core.searching import search_text
from crmcli.model.connection import Connection
from crmcli.model.facts.gathering import Gathered, state_of
from crmcli.model.journal.tables import MARK
from crmcli.records.due import DueSettings, Reason, State

FACTS = (
    "customer_id, search, status, grade, contact_id, contact, title, mobile, phone, email, wechat, qq,"
    " last_contact_at, last_interaction_id, last_method, interactions, attempts, retry_on, next_at, next_task_id,"
    " next_title, open_deals, open_cents, stake_cents, orders, spend_cents, risk_high, cadence_days, idle_base,"
    " quiet_until, due_from, late_from, recent"
)
NEVER = "9999"
CALLABLE = ("mobile", "phone", "email", "wechat", "qq")
INSERT_FACTS = f"INSERT INTO facts({FACTS}) VALUES ({','.join('?' * len(FACTS.split(',')))})"  # noqa: S608
INSERT_DUES = "INSERT INTO dues(customer_id, rule, ref, due_at, late_at, weight, day) VALUES (?, ?, ?, ?, ?, ?, ?)"
INSERT_BIRTHDAYS = "INSERT INTO birthdays(customer_id, contact_id, key, weight) VALUES (?, ?, ?, ?)"
INSERT_KEYS = "INSERT OR IGNORE INTO match_key(key, customer_id) VALUES (?, ?)"


def write(db: Connection, gathered: Iterable[Gathered], numbers: DueSettings) -> None:
    """Insert the derived rows of customers that have none."""
    facts: list[tuple[Any, ...]] = []
    dues: list[tuple[Any, ...]] = []
    keys: list[tuple[str, int]] = []
    birthdays: list[tuple[Any, ...]] = []
    for one in gathered:
        customer = one.row["id"]
        state = state_of(one)
        reasons = due.reasons(state, numbers)
        facts.append(_facts(one, state, numbers, reasons))
        dues.extend((customer, *reason, _counted_from(reason.due_at, reason.late_at)) for reason in reasons)
        birthdays.extend((customer, *row) for row in birthday.keys(state, numbers))
        keys.extend((key, customer) for key in _keys(one))
    db.executemany(INSERT_FACTS, facts)
    db.executemany(INSERT_DUES, dues)
    db.executemany(INSERT_BIRTHDAYS, birthdays)
    db.executemany(INSERT_KEYS, keys)


def _facts(one: Gathered, state: State, numbers: DueSettings, reasons: tuple[Reason, ...]) -> tuple[Any, ...]:
    row, talks = one.row, one.talks
    primary = one.contacts[0] if one.contacts else None
    return (
        row["id"],
        _search(one),
        state.status,
        state.grade,
        primary["id"] if primary else None,
        primary["name"] if primary else None,
        primary["title"] if primary else None,
        *_callable(one, primary["id"] if primary else None),
        talks.last_at,
        talks.last_id,
        talks.last_method,
        talks.reached,
        talks.attempts,
        state.retry_on,
        state.next_at,
        state.next_task_id,
        state.next_title,
        *one.deals,
        *one.orders,
        int(state.risk_high),
        cadence_days(state, numbers),
        idle_base(state),
        quiet_until(state),
        min((reason.due_at for reason in reasons), default=NEVER),
        min((reason.late_at for reason in reasons), default=NEVER),
        max(talks.last_at or "", row["created_at"]),
    )


def _callable(one: Gathered, primary: int | None) -> list[str | None]:
    """The first valid point of each kind: the primary contact's, then the company's own, then anybody's."""
    best: dict[str, tuple[int, str]] = {}
    for _, contact, kind, value, _masked, ended_at in one.points:
        if ended_at is None:
            rank = 0 if contact == primary else 1 if contact is None else 2
            if kind not in best or rank < best[kind][0]:
                best[kind] = (rank, value)
    return [best[kind][1] if kind in best else None for kind in CALLABLE]


def _search(one: Gathered) -> str:
    return search_text(
        name=one.row["name"],
        contacts=[*(contact["name"] for contact in one.contacts), *(row["value"] for row in one.aliases)],
        points=[value for _, _, _, value, _, _ in one.points],
        codes=[one.row["code"], *(value for _system, value in one.codes)],
        notes=[text for text in (one.row["need"], one.row["note"]) if text],
    )


def _keys(one: Gathered) -> set[str]:
    keys = match_keys(
        name=one.row["name"],
        kind=one.row["kind"],
        contacts=[contact["name"] for contact in one.contacts],
        points=[(kind, value) for _, _, kind, value, masked, _ in one.points if not masked],
        ids=[*one.codes, ("credit", one.row["credit_code"])] if one.row["credit_code"] else one.codes,
    )
    if one.aliases:
        keys |= _alias_keys(one)
    return {key for key in keys if MARK not in key}  # two blanked numbers are not the same number


def _alias_keys(one: Gathered) -> set[str]:
    from crmcli.core.aliases import alias_keys

    people = [contact["name"] for contact in one.contacts]
    people += [row["value"] for row in one.aliases if row["contact_id"] is not None and row["field"] != "credit_code"]
    own = [row["value"] for row in one.aliases if row["contact_id"] is None and row["field"] == "name"]
    credit = [row["value"] for row in one.aliases if row["field"] == "credit_code"]
    return alias_keys(one.row["kind"], own, people, credit=credit)


@lru_cache(4096)  # a file has few days and many dates
def _counted_from(due_at: str, late_at: str) -> int:
    """The day from which days over are counted: its own, or the one before for what is late at once (idle)."""
    return date.fromisoformat(due_at[:10]).toordinal() - (late_at == due_at)
