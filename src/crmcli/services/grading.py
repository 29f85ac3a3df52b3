"""Grades: by the quarter from what was spent, or by hand; their history (product.md §1, R196–R199)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.core.fold import fold
from crmcli.core.grading import GRADES, bounds_from, counted_after, grade_of, is_stale, quarter_of
from crmcli.model import customers, grades
from crmcli.services import checks

if TYPE_CHECKING:
    from crmcli.model.grades import Standing
    from crmcli.services.workspace import Workspace

STRATEGIC = "strategic"


class Graded(NamedTuple):
    """One customer and the grade that a run gives.

    Args:
        old: the grade before, "N" for none.
        spend: cents in the time that counts.
    """

    id: int
    code: str
    name: str
    old: str
    new: str
    spend: int
    orders: int
    strategic: bool


class Run(NamedTuple):
    """What a run does, or would do.

    Args:
        quarter: such as 2026Q4.
        graded: everybody it grades.
        kept: how many keep a grade that no orders speak of, given by hand or by a sheet.
    """

    quarter: str
    graded: tuple[Graded, ...]
    kept: int

    @property
    def changed(self) -> tuple[Graded, ...]:
        """Those whose grade is another one now."""
        return tuple(one for one in self.graded if one.old != one.new)


class Overview(NamedTuple):
    """How the customers are spread.

    Args:
        rows: (grade, customers, cents they spent in the time that counts).
        last: quarter and moment of the last run, None for never.
        stale: a run is due: none yet, or none in this quarter.
        pending: how many a run would change now.
        bounds: lowest cents of an A and of a B. months: how far back spending counts.
    """

    rows: tuple[tuple[str, int, int], ...]
    last: tuple[str, str] | None
    stale: bool
    pending: int
    bounds: tuple[int, int]
    months: int


def overview(ws: Workspace) -> Overview:
    """The present grades, and whether they should be given anew."""
    counts = grades.counted(ws.db)
    people = _standing(ws)
    planned = _planned(ws, people)
    spent = dict.fromkeys(GRADES, 0)
    for one in people:
        spent["A" if one.strategic else one.grade or "N"] += one.spend
    last = grades.last_run(ws.db)
    return Overview(
        tuple((grade, counts.get(grade, 0), spent[grade]) for grade in GRADES),
        last,
        is_stale(last[0] if last else None, ws.now().date()),
        len(planned.changed),
        tuple(bounds_from(ws.settings)),  # type: ignore[arg-type]  # two of them
        int(ws.settings["grade.months"]),
    )


def run(ws: Workspace, *, dry_run: bool = False) -> Run:
    """Give everybody who ever ordered the grade of this quarter, as one operation; the grades are kept as its snapshot.

    Args:
        dry_run: only say what would be given.
    """
    if dry_run:
        return _planned(ws, _standing(ws))
    with ws.operation() as journal:
        planned = _planned(ws, _standing(ws))
        at = ws.minute()
        journal.update_many("customers", ("grade", "updated_at"), [(one.id, one.new, at) for one in planned.changed])
        grades.snapshot(journal, planned.quarter, [(one.id, one.new, one.spend) for one in planned.graded], at=at)
    return planned


def set_by_hand(ws: Workspace, customer_id: int, text: str) -> Graded:
    """Give one customer a grade as one operation: a letter holds until the next run, strategic stays.

    Args:
        text: a word of the dictionary grade, or strategic (战略); a letter ends being strategic.

    Raises:
        BadValue: neither.
    """
    strategic = fold(text) in _STRATEGIC
    grade = "A" if strategic else ws.words.code("grade", text)
    with ws.operation() as journal:
        checks.refuse_gone(journal.db, customer_id)
        before = customers.row(journal.db, customer_id)
        values = {"grade": None if grade == "N" else grade, "strategic": int(strategic)}
        if journal.update("customers", customer_id, values):
            at = ws.minute()
            journal.update("customers", customer_id, {"updated_at": at})
            known = next(iter(_standing(ws, customer_id)), None)
            quarter = quarter_of(ws.now().date())
            given = {"customer_id": customer_id, "grade": grade, "spend": known.spend if known else 0}
            journal.insert("grades", {**given, "period": quarter, "origin": "manual", "created_at": at})
    old = "A" if before["strategic"] else before["grade"] or "N"
    return Graded(customer_id, before["code"], before["name"], old, grade, 0, 0, strategic)


def history(ws: Workspace, customer_id: int) -> tuple[dict[str, Any], ...]:
    """Grades given to one customer, the latest first."""
    return grades.of_customer(ws.db, customer_id)


def quarters(ws: Workspace) -> tuple[tuple[str, str, int, int], ...]:
    """(quarter, grade, customers, cents) of every run, the latest first."""
    return grades.by_quarter(ws.db)


_STRATEGIC = ("strategic", "strategy", "战略", "战略客户", "战略合作", "战略合作伙伴", "strategicpartner")


def _standing(ws: Workspace, customer_id: int | None = None) -> tuple[Standing, ...]:
    today = ws.now().date()
    after = counted_after(today, int(ws.settings["grade.months"]))
    return grades.standing(ws.db, after=after, today=today.isoformat(), customer_id=customer_id)


def _planned(ws: Workspace, people: tuple[Standing, ...]) -> Run:
    """A grade that no order speaks of, and that no run has given, is not taken away."""
    bounds = bounds_from(ws.settings)
    graded, kept = [], 0
    for one in people:
        old = one.grade or "N"
        if not one.orders and not one.strategic and old != "N" and one.origin != "run":
            kept += 1
            continue
        new = grade_of(one.spend, one.orders, strategic=bool(one.strategic), bounds=bounds)
        if new != "N" or old != "N":
            graded.append(Graded(one.id, one.code, one.name, old, new, one.spend, one.orders, bool(one.strategic)))
    return Run(quarter_of(ws.now().date()), tuple(graded), kept)
