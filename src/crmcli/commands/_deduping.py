"""What `crm dedupe` does besides the walk: lists, merges the certain ones, and keeps who is different."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from crmcli import i18n
from crmcli.commands._customer import resolve
from crmcli.commands._output import pick_format, to_terminal
from crmcli.commands._progress import Progress
from crmcli.commands._said import told, wants_record
from crmcli.commands._views import duplicates as views
from crmcli.commands._views.pieces import joined, short
from crmcli.core.duplicates.scoring import reasons
from crmcli.errors import N_, UsageError
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.duplicates import Pair, Term
    from crmcli.services.deduping import Duplicates
    from crmcli.services.workspace import Workspace

COMPARING = N_("Comparing")
MERGING = N_("Merging")
NAME = 30  # cells of a name in a line about two
ON_A_SCREEN = 50


def one_of(**given: bool) -> None:
    """Refuse options that exclude each other.

    Raises:
        UsageError: two of them were given.
    """
    names = [f"--{name.replace('_', '-')}" for name, on in given.items() if on]
    if len(names) > 1:
        raise UsageError(N_("{one} and {other} do not go together."), one=names[0], other=names[1])


def can_review(current: Session) -> bool:
    """Whether a person sits there who wants no data."""
    return current.interactive and to_terminal(current.options) and not wants_record(current)


def found(current: Session, ws: Workspace, words: Sequence[str], threshold: float | None = None) -> Duplicates:
    """The duplicates, with a bar while they are looked for."""
    from crmcli.services import deduping

    with Progress(current, COMPARING) as progress:
        return deduping.find(ws, words, threshold=threshold, progress=progress.tell)


def show(current: Session, words: Sequence[str], threshold: float | None, *, certain_only: bool) -> None:
    """List the pairs."""
    drawn = pick_format(current.options, default="", also=(), card=False)
    with current.reader() as ws:
        these = found(current, ws, words, threshold)
    pairs = these.certain if certain_only else these.pairs
    if drawn in ("table", "md"):
        _show_table(current, pairs, most=ON_A_SCREEN if to_terminal(current.options) else len(pairs))
    else:
        current.show(views.pair_sheet(pairs, said(current)))
    say_junk(current, these)
    if pairs:
        say_counts(current, pairs)


def _show_table(current: Session, pairs: Sequence[Pair], *, most: int) -> None:
    current.show(views.pair_table(pairs[:most], in_a_line=3 if i18n.language() == "zh" else 2))
    if (more := len(pairs) - most) > 0:
        current.say(Msg(N_("{n} more; all of them: crm dedupe --dry-run -f tsv"), {"n": more}))


def said(current: Session) -> Callable[[tuple[Term, ...]], tuple[str, ...]]:
    """What words the reasons of a pair, each reason once."""
    word = cache(lambda term: current.word(reasons((term,))[0]))
    return lambda terms: tuple([word(one) for one in terms])


def say_counts(current: Session, pairs: Sequence[Pair]) -> None:
    """How many pairs are certain, and how many a person has to look at."""
    certain = sum(one.band == "auto" for one in pairs)
    if certain:
        params = {"n": certain}
        current.say(
            Msg(
                N_("{n} pairs are certain; crm dedupe --auto merges them."),
                params,
                one=N_("1 pair is certain; crm dedupe --auto merges it."),
            )
        )
    if rest := len(pairs) - certain:
        current.say(Msg(N_("{n} pairs to review."), {"n": rest}, one=N_("1 pair to review.")))


def say_junk(current: Session, these: Duplicates) -> None:
    """What was left out, and why."""
    for line in views.junk_lines(these.junk):
        current.say(line)
    if these.dismissed:
        current.say(
            Msg(
                N_("{n} pairs said to be different are left out: crm dedupe --list-dismissed"),
                {"n": these.dismissed},
                one=N_("1 pair said to be different is left out: crm dedupe --list-dismissed"),
            )
        )


def merge(current: Session, words: Sequence[str]) -> None:
    """Merge the certain ones."""
    from crmcli.services import deduping

    with current.writer() as ws:
        these = found(current, ws, words)
        with Progress(current, MERGING) as progress:
            done = deduping.merge_certain(ws, these, progress.tell)
        into = len({one.survivor_id for one in done})
        params = {"n": len(done), "into": into}
        what = Msg(N_("{n} customers merged into {into}"), params, one=N_("1 customer merged into another"))
        told(current, ws, what if done else Msg(N_("no certain duplicates")))
        say_junk(current, these)
        if n := deduping.left_over(ws, these, done):
            current.say(Msg(N_("{n} pairs to review."), {"n": n}, one=N_("1 pair to review.")))
    if wants_record(current):
        current.show(views.pair_sheet(these.certain, said(current)))


def review(current: Session, words: Sequence[str], threshold: float | None) -> None:
    """Walk the pairs, the certain ones first."""
    with current.reader() as ws:
        these = found(current, ws, words, threshold)
    say_junk(current, these)
    if not these.pairs:
        current.say(views.NONE)
        return
    from crmcli.commands._deduping_walk import Walk

    say_counts(current, these.pairs)
    Walk(current, these.pairs).run()


def list_dismissed(current: Session) -> None:
    """List the pairs said to be different."""
    from crmcli.services import deduping

    with current.reader() as ws:
        known = deduping.dismissed(ws)
    current.show(views.dismissed_sheet(known))


def differ(current: Session, words: Sequence[str], *, dry_run: bool) -> None:
    """Remember that two customers are different."""
    from crmcli.services import deduping

    named = _split(words)
    if len(named) != 2:
        raise UsageError(N_("--different needs two customers."), N_("crm dedupe --different C20260501001 C20260501002"))
    with current.reader() if dry_run else current.writer() as ws:
        left, right = (resolve(current, ws, word) for word in named)
        if not dry_run:
            deduping.differ(ws, left, right)
        _tell(current, ws, left, right, dry_run=dry_run)


def revoke(current: Session, words: Sequence[str], *, dry_run: bool) -> None:
    """Forget that customers are different."""
    from crmcli.services import deduping

    named = _split(words)
    if not 1 <= len(named) <= 2:
        raise UsageError(
            N_("--revoke needs one or two customers, or a number of the list."),
            N_("The list: crm dedupe --list-dismissed"),
        )
    with current.reader() if dry_run else current.writer() as ws:
        number = int(named[0]) if len(named) == 1 and named[0].isdecimal() and len(named[0]) < 10 else None
        ids = () if number is not None else tuple(resolve(current, ws, word) for word in named)
        n = deduping.revoke(ws, number=number, customers=ids, dry_run=dry_run)
        what = Msg(N_("{n} pairs may be duplicates again"), {"n": n}, one=N_("1 pair may be a duplicate again"))
        if dry_run:
            current.say(Msg(N_("Would change: {what}"), {"what": what}))
        else:
            told(current, ws, what)


def _split(words: Sequence[str]) -> list[str]:
    """Customers named one by one, or with a comma between them."""
    return [part for word in words for part in word.replace("，", ",").split(",") if part.strip()]


def _tell(current: Session, ws: Workspace, left: int, right: int, *, dry_run: bool) -> None:
    from crmcli.services.showing import records

    names = joined([short(one.name, NAME) for one in records(ws, (left, right))], " ≠ ")
    if dry_run:
        current.say(Msg(N_("Would change: {what}"), {"what": names}))
    else:
        told(current, ws, names)
