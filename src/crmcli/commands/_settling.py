"""What `crm done`, `crm snooze` and `crm task` share: whom or what a word means, and what is said afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from crmcli.commands._customer import resolve
from crmcli.commands._said import day_of, items, show_record
from crmcli.commands._views.pieces import task_title
from crmcli.errors import N_, BadValue
from crmcli.records.base import Msg
from crmcli.records.columns import TASK_COLUMNS

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.settling import Target
    from crmcli.services.workspace import Workspace

SEVERAL = re.compile(r"[tTｔＴ]?\d{1,9}(?:[,，、][tTｔＴ]?\d{1,9})+")
TASK = re.compile(r"[tTｔＴ](\d{1,9})")
ROW = re.compile(r"\d{1,3}")


def target_of(current: Session, ws: Workspace, text: str) -> Target:
    """What a word means: a task (`t12`), a row of the last due list with what it was about, or a customer.

    Raises:
        NotFound, Ambiguous, Refused: nothing, several, or something settled already.
    """
    from crmcli.services import settling

    if task := TASK.fullmatch(text.strip()):
        return settling.of_task(ws, int(task[1]))
    customer_id = resolve(current, ws, text)
    reason = current.recall_reason(int(text)) if ROW.fullmatch(text.strip()) else None
    if reason is not None:
        return settling.of_row(ws, customer_id, reason)
    return settling.of_customer(ws, customer_id)


def targets_of(current: Session, ws: Workspace, text: str) -> list[Target]:
    """What a word means where several may be named: `t12,t13`, `1,2,3`; arguments and errors as target_of."""
    parts = re.split("[,，、]", text.strip()) if SEVERAL.fullmatch(text.strip()) else [text]
    return [target_of(current, ws, part) for part in dict.fromkeys(parts)]


def task_numbers(text: str) -> list[int]:
    """The numbers of tasks, `12` or `12,13`.

    Raises:
        BadValue: not all are numbers.
    """
    return list(dict.fromkeys(task_number(part) for part in re.split("[,，、]", text)))


def as_tasks(text: str) -> str:
    """The same as a word for target_of or targets_of: `t12,t13`."""
    return ",".join(f"t{number}" for number in task_numbers(text))


def task_number(text: str) -> int:
    """The number of a task, `12` or `t12`.

    Raises:
        BadValue: it is none.
    """
    plain = text.strip().lower().removeprefix("t")
    if not (plain.isascii() and plain.isdigit() and len(plain) < 10):
        raise BadValue(
            N_("“{text}” is not the number of a task."), N_("Tasks with their numbers: crm task list"), text=text
        )
    return int(plain)


def say_again(current: Session, again: Iterable[str | None]) -> None:
    """When recurring tasks are due again."""
    for one in dict.fromkeys(filter(None, again)):
        current.say(Msg(N_("Again on {day}"), {"day": day_of(one, today=current.now().date())}))


def say_left(current: Session, left: Iterable[Msg]) -> None:
    """What else of the customer is due today."""
    for one in left:
        current.say(Msg(N_("Still due: {reason}"), {"reason": one}))


def named(current: Session, ws: Workspace, targets: Sequence[Target]) -> str | Msg:
    """Whom an operation touched: the customer's name, or how many things there were."""
    from crmcli.services.showing import record

    if len(targets) == 1:
        return record(ws, targets[0].customer_id).name
    return Msg(N_("{n} settled or put off"), {"n": len(targets)})


def show_task(current: Session, ws: Workspace, task_id: int) -> None:
    """Print a task, if the user asked for data."""
    from crmcli.services import tasking

    row = tasking.row(ws, task_id)
    show_record(current, TASK_COLUMNS, items({**row, "title": task_title(row)}, TASK_COLUMNS))
