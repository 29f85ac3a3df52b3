"""Who is meant: a CUSTOMER as typed, to one customer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crmcli.core.fold import fold
from crmcli.core.references import Reference, parse_reference
from crmcli.errors import N_, Ambiguous, NotFound
from crmcli.model import customers, finding

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

SHOWN = 8
MOST_PARTS = 4

Row = Callable[[int], str]


def find(ws: Workspace, text: str, *, row: Row | None = None) -> int:
    """The id of the one living customer that `text` means.

    Args:
        text: code, row number, phone or its end, e-mail, WeChat id, name or part of it, pinyin or initials.
        row: gives the code in a row of the last table shown; None where there was no table.

    Raises:
        NotFound: nobody.
        Ambiguous: several; carries the candidates.
    """
    reference = parse_reference(text)
    found = matches(ws, reference, row=row) or _by_parts(ws, text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(
            N_("No customer answers to “{text}”."),
            N_("Part of a name, the end of a phone or pinyin will do. All customers: crm list"),
            text=text,
        )
    raise Ambiguous(
        N_("“{text}” means {n} customers."),
        N_("Write more of the name, or use the code."),
        candidates=customers.candidates(ws.db, found[:SHOWN]),
        text=text,
        n=len(found) if len(found) < finding.LIMIT else f"{finding.LIMIT}+",
    )


def matches(ws: Workspace, reference: Reference, *, row: Row | None = None) -> tuple[int, ...]:
    """Ids of everybody the reference may mean, by the first of its forms that anybody answers to."""
    by_code = _by_code(ws, reference)
    if by_code is not None:
        return (by_code,)
    if reference.row is not None and row is not None:
        code = row(reference.row)
        found = customers.by_code(ws.db, code)
        return (found,) if found is not None else ()
    return _by_point(ws, reference) or _by_name(ws, reference)


def _by_code(ws: Workspace, reference: Reference) -> int | None:
    found = customers.by_code(ws.db, reference.code)
    if found is not None and not customers.candidates(ws.db, [found]):
        raise NotFound(
            N_("{code} is in the trash."), N_("To bring it back: crm trash restore {code}"), code=reference.code
        )
    return found


def _by_point(ws: Workspace, reference: Reference) -> tuple[int, ...]:
    db = ws.db
    return (
        (reference.phone and finding.by_phone(db, reference.phone))
        or (reference.digits and finding.by_digits(db, reference.digits))
        or (reference.email and finding.by_point(db, ("email",), reference.email))
        or (reference.wechat and finding.by_point(db, ("wechat", "qq"), reference.wechat))
        or ()
    )


def _by_name(ws: Workspace, reference: Reference) -> tuple[int, ...]:
    """The whole name of customer or contact, else its beginning, else a part, else pinyin, else any words."""
    found = finding.by_words(ws.db, reference.name)
    if not found and reference.pinyin and reference.pinyin != reference.name:
        found = finding.by_words(ws.db, reference.pinyin)
    ranked: dict[int, list[int]] = {}
    for customer, names in found:
        ranked.setdefault(_rank(reference.name, names), []).append(customer)
    return tuple(ranked[min(ranked)]) if ranked else ()


def _by_parts(ws: Workspace, text: str) -> tuple[int, ...]:
    """Whom each of several words means: 大疆 上海. A few words only, so that a pasted text costs nothing."""
    parts = text.split()
    if not 2 <= len(parts) <= MOST_PARTS:
        return ()
    each = [{one for one, _ in finding.by_words(ws.db, parse_reference(part).name)} for part in parts]
    return tuple(sorted(set.intersection(*each)))


def _rank(wanted: str, names: str) -> int:
    folded = [fold(name) for name in names.split("\n")]
    if wanted in folded:
        return 0
    if any(name.startswith(wanted) for name in folded):
        return 1
    return 2 if any(wanted in name for name in folded) else 3
