"""Tags: `dimension-value`, put on one customer or on many. Rules that put them on are in tag_rules, tag_running."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crmcli.core.fold import fold
from crmcli.core.tags import TagName, typed_tag, worn_tag
from crmcli.errors import N_, NotFound, Refused
from crmcli.model import tagging
from crmcli.model.journal.writing import Journal
from crmcli.services.checks import refuse_sensitive

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace


def read(ws: Workspace, text: str, *, on: bool = True, free: bool = False) -> TagName:
    """The tag that a typed word means; see core.tags.

    Args:
        on: to be put on; one to be taken off may be any that is there.
        free: what looks like an unknown dimension is part of a tag of one's own.

    Raises:
        Refused: the name of a status (R119), a computed dimension, or a number that must not be kept.
        UsageError: an empty tag, or an unknown dimension (R067).
    """
    refuse_sensitive([text])
    name = typed_tag(text, ws.words, free=free) if on else worn_tag(text, ws.words)
    if tagging.find(ws.db, *name) is None:  # VIP and vip are one tag, as it was first written
        return next((one for one in _in_dimension(ws, name.dimension) if fold(one.value) == fold(name.value)), name)
    return name


def _in_dimension(ws: Workspace, dimension: str) -> Iterator[TagName]:
    return (TagName(dimension, value) for value in tagging.values(ws.db, dimension))


def add(ws: Workspace, ids: Sequence[int], tag: TagName | str) -> int:
    """Put a tag, or the one that a typed word means, on customers as one operation; returns how many that changed."""
    name = tag if isinstance(tag, TagName) else read(ws, tag)
    with ws.operation() as journal:
        return put_on(ws, journal, ids, name)


def changing(ws: Workspace, ids: Sequence[int], name: TagName, *, on: bool) -> tuple[int, ...]:
    """Those of some customers that putting a tag on by hand, or taking it off, would change.

    Raises:
        NotFound: a tag to take off that nobody ever wore.
    """
    tag = tagging.find(ws.db, *name)
    if tag is None and not on:
        raise unknown(name)
    wearing = tagging.worn_rows(ws.db, tag, ids) if tag is not None else {}
    if on:
        return tuple(one for one in dict.fromkeys(ids) if one not in wearing or wearing[one].origin == "rule")
    return tuple(one for one in dict.fromkeys(ids) if one in wearing)


def put_on(ws: Workspace, journal: Journal, ids: Sequence[int], name: TagName, *, origin: str = "manual") -> int:
    """Put a tag on customers within an operation; returns how many that changed.

    A tag that a rule had put on becomes the user's own: no rule takes it off any more.
    """
    at = ws.minute()
    tag = tagging.find(journal.db, *name)
    wearing = tagging.worn_rows(journal.db, tag, ids) if tag is not None else {}
    missing = [one for one in dict.fromkeys(ids) if one not in wearing]
    by_rule = [row for row in wearing.values() if row.origin == "rule"]
    if missing:
        tag = tagging.tag_id(journal, *name, at=at)
        rows = [(one, tag, origin, at) for one in missing]
        journal.insert_many("customer_tags", ("customer_id", "tag_id", "origin", "created_at"), rows)
    if tag is not None:
        journal.update_many("customer_tags", ("origin", "rule"), [(row.id, origin, None) for row in by_rule])
        journal.delete("tag_refusals", tagging.refusals(journal.db, tag, ids).values())
    changed = [*missing, *(row.customer_id for row in by_rule)]
    journal.update_many("customers", ("updated_at",), [(one, at) for one in changed])
    return len(changed)


def remove(ws: Workspace, ids: Sequence[int], tag: TagName | str) -> int:
    """Take a tag, or the one that a typed word means, off customers as one operation; returns how many wore it.

    Raises:
        NotFound: nobody ever wore such a tag.
    """
    name = tag if isinstance(tag, TagName) else read(ws, tag, on=False)
    with ws.operation() as journal:
        return take_off(ws, journal, ids, name)


def take_off(ws: Workspace, journal: Journal, ids: Sequence[int], name: TagName) -> int:
    """Take a tag off customers within an operation; returns how many wore it.

    A rule that gives the tag leaves these customers alone from now on (docs/decisions/023).
    """
    tag = tagging.find(journal.db, *name)
    if tag is None:
        raise unknown(name)
    wearing = tagging.worn_rows(journal.db, tag, ids)
    given = _is_given(ws, name)
    kept_off = [one for one, row in wearing.items() if given or row.origin == "rule"]
    journal.delete("customer_tags", [row.id for row in wearing.values()])
    known = tagging.refusals(journal.db, tag, kept_off)
    rows = [(one, tag, ws.minute()) for one in kept_off if one not in known]
    journal.insert_many("tag_refusals", ("customer_id", "tag_id", "created_at"), rows)
    journal.update_many("customers", ("updated_at",), [(one, ws.minute()) for one in wearing])
    return len(wearing)


def forget(ws: Workspace, name: TagName) -> None:
    """Forget a tag that nobody wears, as one operation.

    Raises:
        NotFound: there is none.
        Refused: somebody wears it.
    """
    tag = tagging.find(ws.db, *name)
    if tag is None:
        raise unknown(name)
    wearers = tagging.all_rows(ws.db, tag)
    if wearers:
        raise Refused(
            N_("{tag} is still worn, by {n} in all."),
            N_("To take it off all of them: crm tag rm {tag} tag:{tag}"),
            n=len(wearers),
            tag=str(name),
        )
    with ws.operation() as journal:
        journal.delete("tag_refusals", tagging.refusals(journal.db, tag).values())
        journal.delete("tags", [tag])


def listed(ws: Workspace) -> tuple[tuple[str, str, int], ...]:
    """Every tag that somebody wears, computed ones last: (dimension, value, how many wear it)."""
    return tagging.counts(ws.db)


def worn(ws: Workspace, customer_id: int) -> tuple[tagging.Worn, ...]:
    """One customer's tags, computed ones last."""
    return tagging.of_customer(ws.db, customer_id)


def kept_off(ws: Workspace, customer_id: int) -> tuple[str, ...]:
    """The tags of rules that were taken off a customer by hand."""
    return tagging.kept_off(ws.db, customer_id)


def _is_given(ws: Workspace, name: TagName) -> bool:
    from crmcli.services import tag_rules

    return any(rule.tag == name for rule in tag_rules.listed(ws))


def unknown(name: TagName) -> NotFound:
    """What is said of a tag that is not there."""
    return NotFound(N_("There is no tag “{tag}”."), N_("All of them: crm tag list"), tag=str(name))
