"""What the due rules look at, the numbers they go by, and what they answer.

Named tuples: they go into and come out of SQL a hundred thousand at a time, at a tenth of a dataclass's cost.
"""

from __future__ import annotations

from typing import NamedTuple

from crmcli.records.base import Msg


class Todo(NamedTuple):
    """An open task with a date that is no next step: typed, or made by a rule.

    Args:
        origin: "manual", "import", or the code of the rule that made it.
        title: "" is drawn as the label of the origin.
        due_at: ISO day or moment.
        priority: "high", "mid" or "low".
    """

    id: int
    origin: str
    title: str
    due_at: str
    priority: str = "mid"


class Contract(NamedTuple):
    """A won deal with an end, an ISO day, that nobody has settled yet."""

    id: int
    name: str
    ends_at: str


class Birthday(NamedTuple):
    """A contact's birthday: "MM-DD", by the Chinese calendar when `lunar`."""

    contact_id: int
    name: str
    day: str
    lunar: bool = False


class State(NamedTuple):
    """Everything a due rule may look at about one customer; `today` is not part of it.

    Args:
        status: "prospect", "intent", "won" or "lost"; follows from the stage.
        stage: the stage's code.
        created_at: when the customer was entered, 'YYYY-MM-DD HH:MM'.
        lost_reason: code of the reason, None when not lost.
        grade: "A", "B", "C", or "N" for not graded.
        strategic: counts as grade A in the score.
        risk_high: wears the tag 风险等级-高.
        do_not_contact: is never due.
        interactions: talks that reached somebody; attempts and having been at an event do not count.
        attempts: unanswered attempts since the last contact.
        retry_on: the next working day after the last of them, an ISO day; None without attempts.
        last_contact_at: day or moment of the last talk.
        snoozed_until: the day the customer comes back; before it nothing here is due.
        next_at: day or moment of the earliest open next step that has a date.
        next_task_id: that step's task.
        next_title: what was promised; "" is the interface's word for following up.
        open_deals: how many deals are open.
        stake_cents: the open deals' amounts, each times its probability, in cents.
        todos: open tasks that are no next steps and have a date.
        contracts: won deals that end and were not settled.
        birthdays: of its contacts.
    """

    status: str
    stage: str
    created_at: str
    lost_reason: str | None = None
    grade: str = "N"
    strategic: bool = False
    risk_high: bool = False
    do_not_contact: bool = False
    interactions: int = 0
    attempts: int = 0
    retry_on: str | None = None
    last_contact_at: str | None = None
    snoozed_until: str | None = None
    next_at: str | None = None
    next_task_id: int | None = None
    next_title: str = ""
    open_deals: int = 0
    stake_cents: int = 0
    todos: tuple[Todo, ...] = ()
    contracts: tuple[Contract, ...] = ()
    birthdays: tuple[Birthday, ...] = ()


class Reason(NamedTuple):
    """One cause to contact one customer: a row of the table `dues`, without the customer.

    Args:
        rule: code of the rule, as in product.md §9.
        ref: id of the task, deal or contact behind it; 0 for none.
        due_at: the day, or the day and minute, from which it is due.
        late_at: overdue from then on; compares as text with a moment 'YYYY-MM-DD HH:MM'.
        weight: the part of the score, in points, that does not grow with the days.
    """

    rule: str
    ref: int
    due_at: str
    late_at: str
    weight: float


class Term(NamedTuple):
    """One line of `crm due --why`: what gives points, and how many."""

    name: Msg
    points: float


class DueSettings(NamedTuple):
    """The numbers of the due rules, as declared in core.due.settings, and the country whose holidays count."""

    first_touch: int = 24
    prospect: int = 5
    intent: int = 3
    won: int = 30
    lost: int = 90
    risk_high: int = 2
    grade_a: int = 30
    grade_b: int = 14
    grade_c: int = 90
    idle_notice: int = 3
    idle_alert: int = 7
    task_ahead: int = 1
    contract: int = 7
    silent_months: int = 3
    silent_lost: int = 6
    birthday: int = 3
    working_days: bool = False
    slope: int = 2
    cap: int = 16
    idle: int = 4
    country: str = "CN"


class DueItem(NamedTuple):
    """One row of the due list, with the keys of product.md §9 in their order, and what `--why` adds.

    Args:
        why: every reason in words, with the points that make up its score.
        suggestion: what to talk about, by status.
        last_method: method of the last talk.
        ref: what is behind the reason, as in Reason.
        address: WeChat id, e-mail or QQ number, for who has no phone.
        idle_days: days without a follow-up, when the customer wears the mark idle.
        note: what the customer needs, else its note.
    """

    rank: int
    bucket: str
    customer_code: str
    customer_name: str
    contact: str | None
    phone: str | None
    rule: str
    reason: Msg
    due_at: str
    days_overdue: int
    status: str
    stage: str
    grade: str
    last_contact_at: str | None
    last_content: str | None
    next_step: str | None
    task_id: int | None
    score: float
    last_method: str | None = None
    next_at: str | None = None
    why: tuple[tuple[Msg, tuple[Term, ...]], ...] = ()
    suggestion: Msg | None = None
    ref: int = 0
    address: str | None = None
    idle_days: int | None = None
    note: str | None = None


class DueList(NamedTuple):
    """The due list with what stands around it.

    Args:
        items: as many as were asked for.
        total: how many customers are due in all.
        overdue: how many of them are overdue.
        done: names of customers talked with today, and whether they were reached.
        idle: how many are idle and not in the list.
        customers: how many customers the file holds.
        unreviewed: how many of one's own customers were not reviewed for a while.
        ahead: when the last entry was made, where that is more than a day after now: the clock went back.
    """

    items: tuple[DueItem, ...]
    total: int
    overdue: int
    done: tuple[tuple[str, bool], ...]
    idle: int
    customers: int
    unreviewed: int = 0
    ahead: str | None = None
