"""Finding customers that are probably one, merging the certain ones, and remembering which are different."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.duplicates.dismissing import signature, still_holds
from crmcli.core.duplicates.grouping import Groups, numbered
from crmcli.core.duplicates.scoring import score
from crmcli.errors import N_, NotFound, UsageError
from crmcli.model import distinct
from crmcli.model import duplicates as model
from crmcli.records.duplicates import Dismissed, Junk, Pair, Profile, Scored

if TYPE_CHECKING:
    from crmcli.records.merging import MergeResult
    from crmcli.services.workspace import Workspace

Ids = tuple[int, int]
Progress = Callable[[int, int], None]
BETWEEN = 2000  # pairs scored between two words about progress


class Duplicates(NamedTuple):
    """What was found.

    Args:
        pairs: the certain ones first, then the likeliest.
        junk: values that too many share, the most shared first.
        dismissed: how many pairs are not shown because the user said that they are different.
    """

    pairs: tuple[Pair, ...]
    junk: tuple[Junk, ...]
    dismissed: int

    @property
    def certain(self) -> tuple[Pair, ...]:
        """The automatic band."""
        return tuple(one for one in self.pairs if one.band == "auto")


def silent(done: int, total: int) -> None:
    """The progress of callers who show none."""


def find(
    ws: Workspace, tokens: Sequence[str] = (), *, threshold: float | None = None, progress: Progress = silent
) -> Duplicates:
    """Pairs of living customers that are probably one (product.md §6).

    Args:
        tokens: FILTER words; pairs of which one or both are selected.
        threshold: pairs for review need this score at least, 0 to 1; None takes the setting.
        progress: told pairs compared, and pairs in all.

    Raises:
        UsageError: a threshold out of range, or an unknown filter.
    """
    if threshold is not None and not 0 <= threshold <= 1:
        raise UsageError(N_("A threshold lies between 0 and 1."), N_("For example --threshold 0.6"))
    return _Search(ws, _selected(ws, tokens), threshold, progress).run()


class _Search:
    """One search, with what it reads."""

    def __init__(
        self, ws: Workspace, wanted: frozenset[int] | None, threshold: float | None, progress: Progress
    ) -> None:
        self.ws = ws
        self.threshold = threshold
        self.progress = progress
        self.numbers = (int(ws.settings["dedupe.review"]), int(ws.settings["dedupe.auto"]))
        self.found = model.candidates(ws.db)
        self.compared = [pair for pair in self.found.pairs if wanted is None or pair[0] in wanted or pair[1] in wanted]
        self.compared.sort()
        self.profiles = model.profiles(ws.db, {one for pair in self.compared for one in pair})
        self.said = distinct.dismissals(ws.db)
        self.apart: set[Ids] = set()
        self.dismissed = 0

    def run(self) -> Duplicates:
        scored = self._scored()
        groups = Groups(self._are_apart)
        kept = [(pair, one if self._joined(groups, pair, one) else one._replace(band="review")) for pair, one in scored]
        limit = self.threshold * 100 if self.threshold is not None else 0
        shown = [(pair, one) for pair, one in kept if one.band == "auto" or one.points >= limit]
        return Duplicates(tuple(self._pairs(shown, groups)), tuple(self.found.junk), self.dismissed)

    def _scored(self) -> list[tuple[Ids, Scored]]:
        """Pairs in a band, the certain first; notes which are known to be two."""
        kept: list[tuple[Ids, Scored]] = []
        for number, pair in enumerate(self.compared):
            if number % BETWEEN == 0:
                self.progress(number, len(self.compared))
            left, right = self.profiles[pair[0]], self.profiles[pair[1]]
            scored = self._score(left, right)
            if scored.contradicted:
                self.apart.add(pair)
            if self._said_apart(pair):
                self.apart.add(pair)
                self.dismissed += bool(scored.band)
            elif scored.band:
                kept.append((pair, scored))
        self.progress(len(self.compared), len(self.compared))
        kept.sort(key=lambda one: (one[1].band != "auto", -one[1].points, one[0]))
        return kept

    def _score(self, left: Profile, right: Profile) -> Scored:
        return score(left, right, shared_by=self.found.shared_by, review=self.numbers[0], auto=self.numbers[1])

    def _are_apart(self, one: int, other: int) -> bool:
        """Whether two customers must not come together through others."""
        pair = (min(one, other), max(one, other))
        if pair in self.apart or self._said_apart(pair):
            return True
        return pair not in self.found.pairs and self._score(self.profiles[one], self.profiles[other]).contradicted

    def _said_apart(self, pair: Ids) -> bool:
        said = self.said.get(pair)
        return said is not None and still_holds(said, self.profiles[pair[0]], self.profiles[pair[1]])

    def _joined(self, groups: Groups, pair: Ids, scored: Scored) -> bool:
        """Put a pair together; False for a certain one that would bring together what is known to be two."""
        if scored.contradicted:
            return scored.band != "auto"
        return groups.join(*pair) or scored.band != "auto"

    def _pairs(self, shown: list[tuple[Ids, Scored]], groups: Groups) -> list[Pair]:
        heads = model.headings(self.ws.db, {one for pair, _ in shown for one in pair})
        numbers = numbered([pair for pair, _ in shown], groups)
        pairs = []
        for pair, scored in shown:
            left, right = sorted(pair, key=lambda one: _age(heads[one]))
            pairs.append(
                Pair(
                    group=numbers[pair],
                    left=heads[left][0],
                    right=heads[right][0],
                    band=scored.band,
                    score=scored.score,
                    points=scored.points,
                    terms=scored.terms,
                    left_name=heads[left][1],
                    right_name=heads[right][1],
                    left_id=left,
                    right_id=right,
                )
            )
        return sorted(pairs, key=lambda one: (one.group, one.band != "auto", -one.score))


def _selected(ws: Workspace, tokens: Sequence[str]) -> frozenset[int] | None:
    if not tokens:
        return None
    from crmcli.services.listing import read_filter, select

    return frozenset(select(ws, read_filter(ws, tokens)))


def merge_certain(ws: Workspace, found: Duplicates, progress: Progress = silent) -> tuple[MergeResult, ...]:
    """Merge the automatic band as one operation: the older customer of each group survives.

    Who was merged may agree with somebody in more than before; that is merged too, so that a second run finds nothing.

    Args:
        found: what `find` gave just now.
        progress: told merges done, and merges in all.
    """
    from crmcli.model.facts.refreshing import refresh
    from crmcli.services import backing
    from crmcli.services.merging import merge_within

    merges = survivors(ws, found.certain)
    if not merges:
        return ()
    backing.before_risky(ws, "before-merge")
    done: list[MergeResult] = []
    with ws.operation() as journal:
        while merges:
            for survivor, loser in merges:
                progress(len(done), len(done) + len(merges))
                done.append(merge_within(ws, journal, survivor, loser))
            refresh(ws.db, journal.touched, ws.due_settings())
            again = _Search(ws, frozenset(survivor for survivor, _ in merges), None, silent).run()
            merges = survivors(ws, again.certain)
    return tuple(done)


def left_over(ws: Workspace, found: Duplicates, done: Sequence[MergeResult]) -> int:
    """How many of the pairs found are still two customers, and not said to be different, after some merges."""
    into = {one.loser_id: one.survivor_id for one in done}
    rest = {(into.get(one.left_id, one.left_id), into.get(one.right_id, one.right_id)) for one in found.pairs}
    apart = distinct.dismissals(ws.db)
    return len({(min(pair), max(pair)) for pair in rest if pair[0] != pair[1]} - apart.keys())


def survivors(ws: Workspace, pairs: Sequence[Pair]) -> tuple[Ids, ...]:
    """Who goes into whom, as (survivor, loser): in each group everybody into the oldest."""
    groups = Groups(lambda _one, _other: False)
    for one in pairs:
        groups.join(one.left_id, one.right_id)
    members = {one: groups.of(one) for pair in pairs for one in (pair.left_id, pair.right_id)}
    heads = model.headings(ws.db, members)
    merges: list[Ids] = []
    for group in {min(group): group for group in members.values()}.values():
        oldest, *others = sorted(group, key=lambda one: _age(heads[one]))
        merges += [(oldest, one) for one in others]
    return tuple(merges)


def _age(head: tuple[str, str, str]) -> tuple[str, str]:
    """Since when a customer is there, and its code, to tell the older of two."""
    return head[2], head[0]


def differ(ws: Workspace, left_id: int, right_id: int) -> None:
    """Remember that two customers are different, until they have more in common than now.

    Raises:
        UsageError: they are one and the same.
    """
    if left_id == right_id:
        raise UsageError(N_("That is one customer, named twice."), N_("Name two customers."))
    profiles = model.profiles(ws.db, (left_id, right_id))
    shared = signature(profiles[left_id], profiles[right_id])
    with ws.operation() as journal:
        distinct.remember(journal, (left_id, right_id), shared, at=ws.minute())


def dismissed(ws: Workspace) -> tuple[Dismissed, ...]:
    """Every pair that the user said is different, the latest first."""
    return distinct.listed(ws.db)


def revoke(ws: Workspace, *, number: int | None = None, customers: Sequence[int] = (), dry_run: bool = False) -> int:
    """Forget that customers are different; returns how many pairs that were.

    Args:
        number: of one pair, as `dismissed` lists it.
        customers: one, for all pairs it is in; or two, for the pair they are.
        dry_run: only count them.

    Raises:
        NotFound: there is no such pair.
    """
    known = [one.id for one in dismissed(ws)]
    ids = [one for one in known if one == number] if number is not None else distinct.of_customers(ws.db, customers)
    if not ids:
        raise NotFound(N_("Nobody said that they are different."), N_("To see the list: crm dedupe --list-dismissed"))
    if not dry_run:
        with ws.operation() as journal:
            distinct.forget(journal, ids)
    return len(ids)
