"""Two customers becoming one, and becoming two again: what is chosen, what was done, what stays. Rules are in core."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from crmcli.records.journal import Clash
from crmcli.records.record import field, record

Value = str | int | None
SIDES = ("left", "right", "both")


class FieldChoice(NamedTuple):
    """One field in which two customers differ.

    Args:
        field: as in core.merging.FIELDS, such as "name", "region", "budget", "mobile"; "custom.NAME" for a custom one.
        left, right: values of its columns, one for most fields: region has (province, city), budget (low, high,
            currency) in cents, source (code, as written, event). All None where nothing is known.
        default: the side whose value is taken when nobody says otherwise: "left", "right" or "both".
        can_both: both values can be kept side by side, as notes and phone numbers can.
    """

    field: str
    left: tuple[Value, ...]
    right: tuple[Value, ...]
    default: str
    can_both: bool = False

    @property
    def conflict(self) -> bool:
        """Whether both sides have a value, so that one of them becomes an alternate unless both are kept."""
        return any(one is not None for one in self.left) and any(one is not None for one in self.right)


class Side(NamedTuple):
    """One of the two, as far as choosing goes.

    Args:
        row: its row of customers, by column.
        set_at: column, or "custom.NAME", to the moment when the present value was written; created_at for others.
        contacts, points: rows by column, primary ones first; valid points only.
    """

    row: Mapping[str, Any]
    set_at: Mapping[str, str] = {}
    contacts: tuple[Mapping[str, Any], ...] = ()
    points: tuple[Mapping[str, Any], ...] = ()


class Alternate(NamedTuple):
    """A value that lost, kept beside the one that won.

    Args:
        field: column of customers or contacts, or "custom.NAME".
        contact: name of the person it belongs to; None for the customer's own.
        code: of the customer it comes from.
    """

    field: str
    value: str
    contact: str | None
    code: str | None


@record
class MergePlan:
    """What merging two customers would do.

    Args:
        survivor, loser: codes. survivor_name, loser_name: names as they are now.
        choices: every field that differs, with the side that is taken in `taken`.
        taken: field to "left", "right" or "both".
        alternates: values that would be kept beside those that win.
        moved: table to how many rows go over to the survivor.
        same: table to how many rows both had and are kept once.
        people: contacts that are one person: (name that goes, name that stays).
        stage: code before and after, of the survivor.
        name: of the survivor afterwards.
    """

    survivor: str
    loser: str
    survivor_name: str
    loser_name: str
    name: str
    choices: tuple[FieldChoice, ...] = ()
    taken: Mapping[str, str] = field(default_factory=dict)
    alternates: tuple[Alternate, ...] = ()
    moved: Mapping[str, int] = field(default_factory=dict)
    same: Mapping[str, int] = field(default_factory=dict)
    people: tuple[tuple[str, str], ...] = ()
    stage: tuple[str, str] = ("", "")


@record
class MergeResult:
    """What merging two customers did.

    Args:
        operation: its number; None while the operation it belongs to is under way.
        survivor_id, loser_id: ids.
        plan: all of it.
    """

    operation: int | None
    survivor_id: int
    loser_id: int
    plan: MergePlan


@record
class SplitResult:
    """What taking a merge apart did.

    Args:
        operation: its number.
        code, name: of the customer that is itself again.
        survivor, survivor_name: of the one it had been merged into.
        merge: number of the operation that had merged them.
        back: table to how many rows went back.
        since: table to how many rows came after the merge and stay with the survivor.
        stays: what later work changed, and therefore stays as it is.
    """

    operation: int | None
    code: str
    name: str
    survivor: str
    survivor_name: str
    merge: int
    back: Mapping[str, int] = field(default_factory=dict)
    since: Mapping[str, int] = field(default_factory=dict)
    stays: tuple[Clash, ...] = ()
