"""`crm task`: things to do for a customer, once or again and again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crmcli.commands._arguments import WHOM, Among
from crmcli.commands._customer import resolve
from crmcli.commands._globals import session
from crmcli.commands._output import pick_format
from crmcli.commands._said import day_of, told
from crmcli.errors import N_, UsageError
from crmcli.records.base import Msg
from crmcli.records.record import replace

if TYPE_CHECKING:
    from crmcli.commands._session import Session

SUMMARY = N_("Things to do for customers: add, list, done, skip, snooze.")
DETAILS = N_(
    "Each comes up in crm due on its day. Some are made by themselves: when a customer is won, lost, interested or"
    " complains; see crm config for their days.\n"
    "\n"
    "  crm task add 示例科技 寄样品 --due 周五 --priority high\n"
    "  crm task add acme 'check the stock' --due mon --every 1w\n"
    "  crm task list\n"
    "  crm task list --late         promises not kept, and since when\n"
    "  crm task done 12\n"
    "  crm task skip 12 --reason 'on holiday'"
)

ALSO = ("ics",)  # formats beside those of every command

app = typer.Typer(add_completion=False, invoke_without_command=True)

Whom = Annotated[str, typer.Argument(metavar=N_("CUSTOMER"), help=WHOM)]
Title = Annotated[list[str] | None, typer.Argument(metavar=N_("TITLE"), help=N_("What is to be done."))]
Customer = Annotated[
    str,
    typer.Option("--customer", "-c", metavar=N_("CUSTOMER"), help=N_("The customer; then all words are the title.")),
]
Due = Annotated[str, typer.Option("--due", "-d", metavar=N_("DATE"), help=N_("When: tomorrow, +3d, fri, 12月1日."))]
Every = Annotated[str, typer.Option("--every", metavar="1w", help=N_("Comes again: 1d, 2w, 1m, 每周."))]
Priority = Annotated[str, typer.Option("--priority", metavar=N_("WORD"), help=N_("high, mid or low."))]
Goal = Annotated[str, typer.Option("--goal", metavar=N_("TEXT"), help=N_("What it is for."))]
Owner = Annotated[str, typer.Option("--owner", metavar=N_("NAME"), help=N_("Who does it, if not you."))]
FromDone = Annotated[
    bool, typer.Option("--from-done", help=N_("Again so long after it was done, not after it was due."))
]
Number = Annotated[
    str, typer.Argument(metavar=N_("N"), help=N_("The task's number, as in crm task list; several as 12,13."))
]
Reason = Annotated[str, typer.Option("--reason", metavar=N_("TEXT"), help=N_("Why it is left undone."))]
Closed = Annotated[bool, typer.Option("--all", help=N_("Closed ones too."))]
Late = Annotated[bool, typer.Option("--late", help=N_("Only what should be done by now: who, what, since when."))]
NoLog = Annotated[bool, typer.Option("--no-log", help=N_("Only close it, without a talk."))]
Text = Annotated[list[str] | None, typer.Argument(metavar=N_("TEXT"), help=N_("What happened."))]
Next = Annotated[str, typer.Option("--next", "-n", metavar=N_("TEXT"), help=N_("Next step with its date."))]
When = Annotated[list[str], typer.Argument(metavar=N_("DATE"), help=N_("Until when: tomorrow, +3d, fri, 12月1日."))]


@app.callback()
def bare(ctx: typer.Context) -> None:
    """List the open tasks, unless a subcommand was named."""
    if ctx.invoked_subcommand is None:
        list_(ctx)


@app.command("add", help=N_("Add a task."))
def add(
    ctx: typer.Context,
    whom: Whom,
    title: Title = None,
    customer: Customer = "",
    due: Due = "",
    every: Every = "",
    from_done: FromDone = False,
    priority: Priority = "",
    goal: Goal = "",
    owner: Owner = "",
) -> None:
    """Add one task."""
    from crmcli.commands._settling import show_task
    from crmcli.commands._usage import usage
    from crmcli.services import tasking
    from crmcli.services.showing import record

    current = session(ctx)
    words = [whom, *(title or ())] if customer else title
    if not words:
        raise UsageError(N_("For whom, or what is to be done?"), N_("Type: {usage}"), usage=usage(ctx))
    options = tasking.TaskOptions(due, every, priority, goal, owner, from_done)
    with current.writer() as workspace:
        customer_id = resolve(current, workspace, customer or whom)
        task_id = tasking.add(workspace, customer_id, " ".join(words), options)
        told(current, workspace, record(workspace, customer_id).name)
        _say_added(current, tasking.row(workspace, task_id))
        show_task(current, workspace, task_id)


def _say_added(current: Session, task: Mapping[str, Any]) -> None:
    if task["due_at"] is None:
        current.say(Msg(N_("Task t{id}, without a date: nothing will remind you."), {"id": task["id"]}))
    else:
        day = day_of(task["due_at"], today=current.now().date())
        current.say(Msg(N_("Task t{id}: {day}, {title}"), {"id": task["id"], "day": day, "title": task["title"]}))


@app.command("list", help=N_("List open tasks, the earliest first."))
def list_(ctx: typer.Context, terms: Among = None, closed: Closed = False, late: Late = False) -> None:
    """List tasks."""
    from crmcli.commands._views.events import task_events
    from crmcli.commands._views.tasks import task_sheet
    from crmcli.services import tasking
    from crmcli.services.revising import revision

    current = session(ctx)
    drawn = pick_format(current.options, default="", also=ALSO, card=False)
    with current.reader() as workspace:
        rows = tasking.listed(workspace, terms or (), closed=closed, late=late)
        events = task_events(rows, revision(workspace)) if drawn == "ics" else ()
    sheet = task_sheet(rows, closed=closed, late_on=current.now().date().isoformat() if late else "")
    current.show(replace(sheet, events=events), also=ALSO)


@app.command("done", help=N_("A task is done: say what happened."))
def done(ctx: typer.Context, number: Number, text: Text = None, next_: Next = "", no_log: NoLog = False) -> None:
    """The same as `crm done t12`."""
    from crmcli.commands._settling import as_tasks
    from crmcli.commands.done import command

    command(ctx, as_tasks(number), text, next_=next_, no_log=no_log)


@app.command("skip", help=N_("Leave a task undone; needs a reason."))
def skip(ctx: typer.Context, number: Number, reason: Reason = "") -> None:
    """Skip one task."""
    from crmcli.commands._settling import say_again, show_task, task_numbers
    from crmcli.services import tasking

    current = session(ctx)
    task_ids = task_numbers(number)
    with current.writer() as workspace:
        again = tasking.skip_all(workspace, task_ids, reason)
        many = Msg(N_("{n} tasks skipped"), {"n": len(task_ids)})
        told(current, workspace, many if len(task_ids) > 1 else tasking.row(workspace, task_ids[0])["customer_name"])
        say_again(current, again)
        show_task(current, workspace, task_ids[0])


@app.command("snooze", help=N_("Put a task off to a later day."))
def snooze(ctx: typer.Context, number: Number, when: When) -> None:
    """The same as `crm snooze t12 DATE`."""
    from crmcli.commands._settling import as_tasks
    from crmcli.commands.snooze import command

    command(ctx, as_tasks(number), when)
