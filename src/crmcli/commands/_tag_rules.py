"""`crm tag rules`: the rules that give tags, as data. What a condition may say is in core.tag_rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._arguments import DryRun
from crmcli.commands._globals import session
from crmcli.commands._said import told, wants_record
from crmcli.errors import N_, UsageError
from crmcli.records.base import Msg
from crmcli.records.sheet import Typed

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.tag_rules import Rule
    from crmcli.services.workspace import Workspace

DETAILS = N_(
    "A rule is CONDITION → TAG; the arrow may be written -> in quotes, or the tag given with --tag. All terms of the"
    " condition must hold: so many talks, words that were said, or any term of crm list.\n"
    "\n"
    "  talks type:inquiry count:3.. within:30d    also method:, about:WORD, same:topic, same:product\n"
    "  said:'no budget' until:'budget approved'   in the need, the note or a talk, and not answered since\n"
    "  stage:quote budget:500k.. last:30d..       a filter; not: in front turns a term round\n"
    "\n"
    "  crm tag rules add 近30天咨询≥3次 → 活跃度-高活跃意向客户\n"
    "  crm tag rules add stage:quote amount:500k.. --tag 'high intent' --name big"
)

app = typer.Typer(invoke_without_command=True, add_completion=False)

Name = Annotated[str, typer.Argument(metavar=N_("RULE"), help=N_("Name of the rule; see crm tag rules."))]
Text = Annotated[
    list[str], typer.Argument(metavar=N_("CONDITION → TAG"), help=N_("What must hold, and the tag that follows."))
]
MaybeText = Annotated[
    list[str] | None,
    typer.Argument(metavar=N_("CONDITION → TAG"), help=N_("The new condition, the new tag behind an arrow, or both.")),
]
Tag = Annotated[str, typer.Option("--tag", "-T", metavar=N_("TAG"), help=N_("The tag, in place of an arrow."))]
NewName = Annotated[
    str, typer.Option("--name", metavar=N_("RULE"), help=N_("A short name; made from the tag if left out."))
]


@app.callback(epilog=DETAILS)
def bare(ctx: typer.Context) -> None:
    """List the rules, unless a subcommand was named."""
    if ctx.invoked_subcommand is None:
        _list(session(ctx))


@app.command("list", help=N_("List the rules."))
def list_(ctx: typer.Context) -> None:
    """The same as the bare command."""
    _list(session(ctx))


@app.command("add", help=N_("Add a rule; it works at once and from then on."))
def add(ctx: typer.Context, text: Text, tag: Tag = "", name: NewName = "", dry_run: DryRun = False) -> None:
    """Add a rule."""
    from crmcli.services import tag_rules

    current = session(ctx)
    when, given = _split(text, tag)
    if not given:
        raise UsageError(N_("The rule says no tag."), N_("Write CONDITION → TAG, or add --tag TAG."))
    with current.reader() if dry_run else current.writer() as workspace:
        _keep(current, workspace, tag_rules.make(workspace, tag=given, when=when, name=name), dry_run=dry_run)


@app.command("edit", help=N_("Change a rule's condition, its tag, or both."))
def edit(ctx: typer.Context, name: Name, text: MaybeText = None, tag: Tag = "", dry_run: DryRun = False) -> None:
    """Change a rule."""
    from crmcli.services import tag_rules

    current = session(ctx)
    when, given = _split(text or [], tag)
    if not (when or given):
        raise UsageError(N_("The rule says no tag."), N_("Write CONDITION → TAG, or add --tag TAG."))
    with current.reader() if dry_run else current.writer() as workspace:
        _keep(current, workspace, tag_rules.changed(workspace, name, tag=given, when=when), dry_run=dry_run)


@app.command("on", help=N_("Switch a rule on."))
def on(ctx: typer.Context, name: Name) -> None:
    """Switch a rule on."""
    _switch(session(ctx), name, on=True)


@app.command("off", help=N_("Switch a rule off; the tags that it gave go."))
def off(ctx: typer.Context, name: Name) -> None:
    """Switch a rule off."""
    _switch(session(ctx), name, on=False)


@app.command("rm", help=N_("Forget a rule; the tags that it gave go. One that came with crm becomes what it was."))
def rm(ctx: typer.Context, name: Name) -> None:
    """Forget a rule."""
    from crmcli.services import tag_rules

    current = session(ctx)
    with current.writer() as workspace:
        rule = tag_rules.remove(workspace, name)
        known = {one.name: one for one in tag_rules.listed(workspace)}
        what = N_("rule {name}: as it came") if rule.name in known else N_("rule {name} forgotten")
        _said(current, workspace, rule, Msg(what, {"name": rule.name}))


def _split(words: list[str], tag: str) -> tuple[str, str]:
    from crmcli.core.tag_rules import split_rule

    when, given = split_rule(" ".join(words))
    if tag and given:
        raise UsageError(N_("The tag is given twice: behind the arrow and with --tag."), N_("Type one of them."))
    return when, tag or given or ""


def _switch(current: Session, name: str, *, on: bool) -> None:
    from crmcli.services import tag_rules

    with current.writer() as workspace:
        _keep(current, workspace, tag_rules.find(workspace, name)._replace(on=on), dry_run=False)


def _keep(current: Session, ws: Workspace, rule: Rule, *, dry_run: bool) -> None:
    """Store a rule, or say what it would do."""
    from crmcli.commands._views.tag_rules import outcome, worded
    from crmcli.services import tag_rules
    from crmcli.services.tag_running import preview

    params = {"name": rule.name, "when": worded(ws, rule), "tag": Typed("tags", (str(rule.tag),), key="tags")}
    what = Msg(N_("rule {name}: {when} → {tag}") if rule.on else N_("rule {name}, off: {when} → {tag}"), params)
    made = preview(ws, [rule])  # before it is stored: a condition that leads in a circle is refused here
    for broken, error in made.broken:
        if broken.name == rule.name:
            raise error
    if dry_run:
        current.say(Msg(N_("Would change: {what}"), {"what": what}))
    else:
        tag_rules.store(ws, rule)
        _said(current, ws, rule, what)
    if dry_run:
        for line in outcome(made, name=rule.name):
            current.say(line)


def _said(current: Session, ws: Workspace, rule: Rule, what: Msg) -> None:
    from crmcli.commands._views.tag_rules import sheet

    told(current, ws, what)
    if wants_record(current):
        current.show(sheet(ws, (rule,)))


def _list(current: Session) -> None:
    from crmcli.commands._views.tag_rules import sheet
    from crmcli.services.tag_rules import listed

    with current.reader() as workspace:
        made = sheet(workspace, listed(workspace))
    current.show(made)
