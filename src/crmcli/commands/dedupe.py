"""`crm dedupe`: customers that are probably one: found, explained, reviewed pair by pair, or merged by a script."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands._globals import session
from crmcli.errors import N_

SUMMARY = N_("Find customers that are one and the same.")
DETAILS = N_(
    "On a terminal the pairs are shown side by side, and each is merged, kept apart or left for later; what was decided"
    " stays decided. Elsewhere they are listed. --auto merges those for which two independent signs agree.\n"
    "\n"
    "  crm dedupe\n"
    "  crm dedupe source:expo --dry-run\n"
    "  crm dedupe --auto\n"
    "  crm dedupe --threshold 0.6 --format json\n"
    "  crm dedupe --different C20260501001 C20260501002\n"
    "  crm dedupe --revoke C20260501001 C20260501002"
)

Filter = Annotated[
    list[str] | None,
    typer.Argument(metavar=N_("FILTER"), help=N_("Only pairs with one of these; CUSTOMERs for two of the options.")),
]
Auto = Annotated[bool, typer.Option("--auto", help=N_("Merge the certain ones, as one operation; the older stays."))]
Threshold = Annotated[
    float | None,
    typer.Option("--threshold", metavar=N_("SCORE"), help=N_("Review only from this score on, 0 to 1.")),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Only list them; write nothing."))]
Different = Annotated[bool, typer.Option("--different", help=N_("The two customers named are different: remember it."))]
ListDismissed = Annotated[bool, typer.Option("--list-dismissed", help=N_("List the pairs said to be different."))]
Revoke = Annotated[
    bool, typer.Option("--revoke", help=N_("Forget that two customers, or one and any other, are different."))
]


def command(
    ctx: typer.Context,
    terms: Filter = None,
    auto: Auto = False,
    threshold: Threshold = None,
    dry_run: DryRun = False,
    different: Different = False,
    list_dismissed: ListDismissed = False,
    revoke: Revoke = False,
) -> None:
    """Find duplicates."""
    from crmcli.commands import _deduping

    current, words = session(ctx), terms or []
    _deduping.one_of(auto=auto, different=different, list_dismissed=list_dismissed, revoke=revoke)
    if list_dismissed:
        _deduping.list_dismissed(current)
    elif different:
        _deduping.differ(current, words, dry_run=dry_run)
    elif revoke:
        _deduping.revoke(current, words, dry_run=dry_run)
    elif auto and not dry_run:
        _deduping.merge(current, words)
    elif _deduping.can_review(current) and not dry_run:
        _deduping.review(current, words, threshold)
    else:
        _deduping.show(current, words, threshold, certain_only=auto)
