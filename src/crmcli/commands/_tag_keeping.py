"""Keeping tags in order: renaming and merging them, forgetting those of no use, running the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.commands._said import told, wants_record
from crmcli.errors import N_, Failed
from crmcli.records.base import Msg
from crmcli.records.sheet import Typed

if TYPE_CHECKING:
    from crmcli.commands._session import Session


def rename(current: Session, tag: str, new: str, *, yes: bool, dry_run: bool) -> None:
    """Call a tag otherwise; merging two is asked about.

    Raises:
        CrmError: no such tag, a name that no tag may have, nobody to ask.
    """
    from crmcli.services import tag_renaming

    with current.reader() if dry_run else current.writer() as workspace:
        plan = tag_renaming.plan(workspace, tag, new)
        params = {"old": _drawn(plan.old), "new": _drawn(plan.new), "n": plan.customers}
        if plan.merges and not dry_run:
            question = Msg(N_("{new} is there already. Make {old}, worn by {n}, one with it?"), params)
            if not current.confirm(question, yes=yes):
                raise Failed(N_("Nothing was changed."))
        what = Msg(N_("{old} → {new} · {n} customers"), params, N_("{old} → {new} · {n} customer"))
        if dry_run:
            current.say(Msg(N_("Would change: {what}"), {"what": what}))
            return
        tag_renaming.rename(workspace, plan)
        told(current, workspace, what)
        for kind, names in (
            (N_("Rules that follow: {names}"), plan.rules),
            (N_("Saved views that follow: {names}"), plan.views),
        ):
            if names:
                current.say(Msg(kind, {"names": ", ".join(names)}))


def forget(current: Session, tag: str, *, dry_run: bool) -> None:
    """Forget a tag that nobody wears.

    Raises:
        NotFound: there is none.
        Refused: somebody wears it.
    """
    from crmcli.services import tagging

    with current.writer() as workspace:
        name = tagging.read(workspace, tag, on=False)
        what = Msg(N_("{tag} forgotten"), {"tag": _drawn(str(name))})
        if dry_run:
            current.say(Msg(N_("Would change: {what}"), {"what": what}))
            return
        tagging.forget(workspace, name)
        told(current, workspace, what)


def run_rules(current: Session, *, dry_run: bool) -> None:
    """Run all rules over all customers; those that cannot be read are said, and the exit code tells.

    Raises:
        Failed: a rule could not be read.
    """
    from crmcli.commands._views.tag_rules import broken, outcome, outcome_sheet
    from crmcli.services import tag_running

    with current.reader() if dry_run else current.writer() as workspace:
        made = tag_running.preview(workspace) if dry_run else tag_running.run(workspace)
        n = len(made.customers)
        what = Msg(N_("{n} customers"), {"n": n}, one=N_("{n} customer"))
        if not dry_run:
            told(current, workspace, what if n else Msg(N_("the tags of rules are up to date")))
        elif n:
            current.say(Msg(N_("Would change: {what}"), {"what": what}))
        else:
            current.say(Msg(N_("Nothing changed: {what}"), {"what": Msg(N_("the tags of rules are up to date"))}))
        for line in outcome(made) if dry_run or n else ():
            current.say(line)
        if wants_record(current):
            current.show(outcome_sheet(made))
    for line in broken(made):
        current.say(line)
    if made.broken:
        raise Failed(
            N_("{n} rules could not be read."), N_("To change one: crm tag rules edit RULE"), n=len(made.broken)
        )


def _drawn(tag: str) -> Typed:
    return Typed("tags", (tag,), key="tags")
