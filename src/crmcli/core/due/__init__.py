"""The due rules, one file each: pure functions of one customer's state, giving the day they fire and the weight.

Today is no argument: it only sorts reasons into buckets, which SQL does. A new rule is a new file with `fire` and
`sentence`, its line in `RULES` and in sentences.py, and the State field it looks at.

How dates the user agreed on, unanswered attempts and snoozes silence the rules. “Quiet” is the latest of the three
days; a rule whose own date lies before it is due on that day and overdue the day after.

| the day of | before it | on it | after it |
|---|---|---|---|
| an agreed next step, still open | all silent | `next_step`, first touch, idle: today | the same: overdue |
| the same, for `cadence` | silent | silent: the next date took its place | silent |
| the retry after no answer | all silent, a step whose date has come too | `next_step`, cadence, idle: today | overdue |
| a snooze's end | all silent, agreed steps and retries too | what is due by then: today | overdue |

The retry has ref 0 and takes the place of the first touch; when the agreed step came due before it, the step itself is
put off instead. An attempt made before the agreed date brings a retry of its own and leaves the step its date.

`silent` goes with cadence, but an agreed step holds it only until its day. Tasks, contracts, complaints and birthdays
are not silenced by any of these, save two tasks that rules made: a need check waits for the retry, an information pack
for all of them and, after a talk, for the cadence (task.py). Birthdays are no rows of `dues`: see birthday.py.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from crmcli.core.cadence import never_due
from crmcli.core.due import cadence, complaint, contract, first_touch, idle, next_step, silent, task
from crmcli.records.due import DueSettings, Reason, State

RULES: Final[tuple[Callable[[State, DueSettings], tuple[Reason, ...]], ...]] = (
    next_step.fire,
    first_touch.fire,
    cadence.fire,
    idle.fire,
    silent.fire,
    task.fire,
    complaint.fire,
    contract.fire,
)


def reasons(state: State, settings: DueSettings) -> tuple[Reason, ...]:
    """Return every reason to contact a customer, whenever it comes due (product.md §5).

    Customers who asked not to be contacted, and invalid leads, have none.
    """
    return _reasons(state, settings)


@lru_cache(maxsize=1024)  # an import brings thousands of customers in one and the same state
def _reasons(state: State, settings: DueSettings) -> tuple[Reason, ...]:
    if never_due(state):
        return ()
    return tuple(reason for fire in RULES for reason in fire(state, settings))
