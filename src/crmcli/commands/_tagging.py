"""Putting tags on and off: which customers are meant, and asking before there are many. Rules are services.tagging."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli.commands._customer import resolve
from crmcli.commands._said import NAME_SHOWN, show_customer, show_customers, told, wants_record
from crmcli.commands._views.pieces import joined, short
from crmcli.errors import N_, Ambiguous, Failed, NotFound
from crmcli.records.base import Msg
from crmcli.records.sheet import Typed

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.workspace import Workspace


class How(NamedTuple):
    """What the options of `crm tag add` and `rm` decide beforehand."""

    yes: bool = False
    dry_run: bool = False
    free: bool = False


def change(current: Session, tag: str, words: Sequence[str], *, on: bool, how: How) -> None:
    """Put a tag on the customers meant, or take it off.

    Args:
        current: the session.
        tag: as typed.
        words: CUSTOMER or FILTER as typed.
        on: put it on.
        how: many are agreed to beforehand; only say what would be done; a tag of one's own with a sign in it.

    Raises:
        CrmError: an unknown customer or filter key, a status in place of a tag, nobody to ask.
    """
    from crmcli.services import tagging
    from crmcli.services.showing import records

    dry_run = how.dry_run
    with current.reader() if dry_run else current.writer() as workspace:
        name = tagging.read(workspace, tag, on=on, free=how.free)
        many = is_filter(words)
        found = _selected(workspace, words) if many else (_one(current, workspace, tag, " ".join(words)),)
        ids = tagging.changing(workspace, found, name, on=on)
        if ids and not dry_run and many and not _agreed(current, len(ids), str(name), on=on, yes=how.yes):
            raise Failed(N_("Nothing was changed."))
        if ids and not dry_run:
            (tagging.add if on else tagging.remove)(workspace, ids, name)
        touched = ids or found
        worn = Typed("tags", (str(name),), key="tags")
        shown = worn if on else Msg(N_("{tag} taken off"), {"tag": worn})
        if not many:
            (customer,) = records(workspace, touched)
            what = joined([short(customer.name, NAME_SHOWN), shown])
            _say(current, workspace, what, dry_run=dry_run, changed=len(ids))
            show_customer(current, customer)
            return
        what = Msg(N_("{n} customers · {tag}"), {"n": len(touched), "tag": shown}, N_("{n} customer · {tag}"))
        _say(current, workspace, what, dry_run=dry_run, changed=len(ids))
        if wants_record(current):  # thousands of records are not read for one line
            show_customers(current, records(workspace, touched))


def is_filter(words: Sequence[str]) -> bool:
    """Whether words select many: a `key:value` term among them, a saved view, or what a shell leaves of `last>30d`."""
    from crmcli.core.filter_keys import is_trapped
    from crmcli.core.filter_lexing import split_key, split_negation, split_terms

    terms = [split_negation(term)[1] for term in split_terms(words)]
    return any(split_key(term) is not None or term.startswith("@") or is_trapped(term) for term in terms)


def _one(current: Session, ws: Workspace, tag: str, text: str) -> int:
    """The one customer meant; who put the customer first, as most commands want it, is told so.

    Raises:
        NotFound, Ambiguous: see resolve.
    """
    from crmcli.services.lookup import find

    try:
        return resolve(current, ws, text)
    except Ambiguous:
        raise
    except NotFound as missing:
        with contextlib.suppress(NotFound):
            find(ws, tag, row=current.recall_row)
            missing.hint = N_("The tag comes first, then the customer.")
        raise


def _selected(ws: Workspace, words: Sequence[str]) -> tuple[int, ...]:
    from crmcli.services.listing import read_filter, select

    return select(ws, read_filter(ws, words))


def _agreed(current: Session, n: int, tag: str, *, on: bool, yes: bool) -> bool:
    params = {"n": n, "tag": Typed("tags", (tag,), key="tags")}
    if on:
        question = Msg(N_("Put {tag} on {n} customers?"), params, N_("Put {tag} on {n} customer?"))
    else:
        question = Msg(N_("Take {tag} off {n} customers?"), params, N_("Take {tag} off {n} customer?"))
    return current.confirm(question, yes=yes)


def _say(current: Session, ws: Workspace, what: Msg, *, dry_run: bool, changed: int) -> None:
    if dry_run and changed:
        current.say(Msg(N_("Would change: {what}"), {"what": what}))
    else:
        told(current, ws, what)
