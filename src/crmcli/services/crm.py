"""The file as a Python object: what the commands do, for scripts. Nothing here asks; what is unclear raises."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli import config, i18n
from crmcli.clock import clock_of
from crmcli.errors import N_, UsageError, WouldDuplicate
from crmcli.model import customers
from crmcli.records.customer import Customer
from crmcli.records.journal import Operation, Reversal
from crmcli.services import reversing
from crmcli.services.lookup import find
from crmcli.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from crmcli.records.base import Msg
    from crmcli.records.due import DueItem
    from crmcli.records.merging import MergeResult, SplitResult
    from crmcli.records.sales import Deal, Order
    from crmcli.services.logging import Logged

Texts = str | Sequence[str]


@contextlib.contextmanager
def open_crm(
    path: str | Path | None = None, *, clock: Callable[[], datetime] | None = None, write: bool = True
) -> Iterator[Crm]:
    """Open a customer file, made if it is not there, and close it at the end.

    Args:
        path: of the file; the user's own (CRM_DB, else the platform's data folder) when None.
        clock: gives the local time, naive; the system's (or CRM_NOW) when None.
        write: False to look only; then nothing is created and nothing written.

    Raises:
        DatabaseError: foreign, newer, damaged, locked or unwritable; nothing was changed.
    """
    file = config.database_path(None if path is None else str(path), os.environ)
    with open_workspace(
        file,
        write=write,
        clock=clock or clock_of(os.environ),
        user=config.user_name(os.environ),
        command="python",
        language=i18n.guess_language(os.environ),
        backups=config.backups_dir(file, os.environ),
    ) as workspace:
        yield Crm(workspace)


class Crm:
    """An open customer file. Customers are named as on the command line: code, name, phone, pinyin…

    Every method that writes is one operation, which `undo` takes back.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def add(self, name: str, *, new: bool = False, force: bool = False, **fields: Texts) -> Customer:
        """Add a customer.

        Args:
            name: of the customer, or of its contact when `company` is given, or one pasted line.
            new: add it although somebody like that is there.
            force: save it although it lacks a contact point or a source.
            **fields: texts by field, as for `crm add`: company, contact, phone, email, source, tag, next…

        Raises:
            WouldDuplicate: it is probably there already; carries the candidates.
            UsageError, BadValue, Refused: something is missing, cannot be read or must not be kept.
        """
        from crmcli.services import adding

        draft = adding.draft(self.workspace, name, _lists(fields), force=force)
        lacking = adding.missing(self.workspace, draft)
        if lacking and not force:
            raise UsageError(N_("The customer lacks: {fields}."), fields=", ".join(lacking))
        there = () if new else adding.same(self.workspace, draft)
        if there:
            raise WouldDuplicate(N_("{name} is probably there already."), candidates=there, name=draft.name)
        return adding.create(self.workspace, draft)

    def get(self, customer: str) -> Customer:
        """One customer.

        Raises:
            NotFound, Ambiguous: nobody, or several.
        """
        return customers.record(self.workspace.db, self._id(customer))

    def list(self, *words: str, sort: str = "recent", limit: int | None = None) -> tuple[Customer, ...]:
        """Customers that FILTER words select, such as `"stage:quote"`, `"last:30d.."`.

        Raises:
            UsageError, BadValue: a filter that cannot be read.
        """
        from crmcli.services.listing import list_customers

        return list_customers(self.workspace, words, sort=sort, limit=limit).customers

    def log(self, customer: str, text: str = "", **options: str | bool) -> Logged:
        """Record a talk; options as in services.logging.TalkOptions: via, kind, at, next, stage, answered=False…

        Raises:
            NotFound, Ambiguous: nobody, or several.
            UsageError, BadValue, Refused: something cannot be read or must not be kept.
        """
        from crmcli.services.logging import TalkOptions, log

        return log(self.workspace, self._id(customer), text, TalkOptions(**options))  # type: ignore[arg-type]

    def edit(self, customer: str, **fields: str) -> Customer:
        """Set fields of a customer; an empty text erases.

        Raises:
            NotFound, Ambiguous, UsageError, BadValue, Refused: as the command.
        """
        from crmcli.services import editing

        typed = editing.read_pairs(self.workspace, [f"{name}={text}" for name, text in fields.items()])
        return editing.edit(self.workspace, self._id(customer), typed)

    def stage(self, customer: str, stage: str, *, reason: str | None = None) -> str:
        """Move a customer to a stage or status; returns the stage's code."""
        from crmcli.services import staging

        return staging.move(self.workspace, self._id(customer), stage, reason=reason)

    def tag(self, customer: str, tag: str) -> str:
        """Put a tag on a customer; returns it as it is kept, `dimension-value`."""
        from crmcli.services import tagging

        name = tagging.read(self.workspace, tag)
        tagging.add(self.workspace, [self._id(customer)], name)
        return str(name)

    def untag(self, customer: str, tag: str) -> str:
        """Take a tag off a customer; returns it as it was kept."""
        from crmcli.services import tagging

        name = tagging.read(self.workspace, tag, on=False)
        tagging.remove(self.workspace, [self._id(customer)], name)
        return str(name)

    def due(self, *words: str, days: int = 1, limit: int | None = None) -> tuple[DueItem, ...]:
        """Whom to contact, the most urgent first; of those that FILTER words select."""
        from crmcli.services.dueing import due

        return due(self.workspace, words, days=days, limit=limit, why=True).items

    def deals(self, *words: str, all: bool = False) -> tuple[Deal, ...]:
        """Open deals, or with `all` won and lost ones too, of the customers that FILTER words select."""
        from crmcli.services import deal_reading

        return deal_reading.listed(self.workspace, words, states=deal_reading.STATES if all else ("open",))

    def add_deal(self, customer: str, name: str = "", **fields: str) -> Deal:
        """Open a deal; fields as texts: amount, product, stage, probability, close, competitor, opened.

        Raises:
            NotFound, Ambiguous, UsageError, BadValue, Refused: as the command.
        """
        from crmcli.services import deal_fields, dealing

        return dealing.add(self.workspace, self._id(customer), name, deal_fields.by_name(fields)).deal

    def edit_deal(self, deal: int | str, **fields: str) -> Deal:
        """Change fields of a deal; an empty text erases.

        Raises:
            NotFound, Ambiguous, UsageError, BadValue, Refused: as the command.
        """
        from crmcli.services import deal_fields, dealing

        return dealing.edit(self.workspace, self._deal(deal), deal_fields.by_name(fields)).deal

    def move_deal(self, deal: int | str, stage: str) -> Deal:
        """Move a deal to another stage; its customer follows, forward only."""
        from crmcli.services import dealing

        return dealing.move(self.workspace, self._deal(deal), stage).deal

    def win_deal(self, deal: int | str, **fields: str) -> Deal:
        """Win a deal: contract_no, signed, ends, amount as texts; its contract becomes an order."""
        from crmcli.services import deal_fields, dealing

        return dealing.win(self.workspace, self._deal(deal), deal_fields.by_name(fields)).deal

    def lose_deal(self, deal: int | str, reason: str) -> Deal:
        """Lose a deal for a reason of the dictionary."""
        from crmcli.services import dealing

        return dealing.lose(self.workspace, self._deal(deal), reason).deal

    def orders(self, *words: str) -> tuple[Order, ...]:
        """Orders of the customers that FILTER words select, the latest first."""
        from crmcli.services import ordering

        return ordering.listed(self.workspace, words)

    def add_order(self, customer: str, amount: str, **fields: str) -> Order:
        """Book an order; fields as texts: no, at, product, quantity, state, note.

        Raises:
            NotFound, Ambiguous, UsageError, BadValue, Refused: as the command.
        """
        from crmcli.services import deal_fields, ordering

        typed = deal_fields.by_name({**fields, "amount": amount}, deal_fields.ORDER_NAMES)
        return ordering.add(self.workspace, self._id(customer), typed).order

    def remove(self, customer: str) -> None:
        """Put a customer into the trash."""
        from crmcli.services import trash

        trash.remove(self.workspace, [self._id(customer)])

    def merge(self, customer: str, other: str, *, keep: Mapping[str, str] | None = None) -> MergeResult:
        """Make one customer of two; `customer` stays, and the code of `other` leads to it from then on.

        Args:
            keep: field to "left" (of `customer`), "right" or "both"; else the newest valid value wins.

        Raises:
            NotFound, Ambiguous: nobody, or several.
            Refused, UsageError: they are one already, or `keep` cannot be followed.
        """
        from crmcli.services import merging

        return merging.merge(self.workspace, self._id(customer), self._id(other), keep=keep)

    def split(self, code: str) -> SplitResult:
        """Take a merged customer out of the one it is part of; what came since stays there.

        Raises:
            NothingToUndo: it is not merged.
        """
        from crmcli.services import splitting

        return splitting.split(self.workspace, splitting.find(self.workspace, code))

    def restore(self, code: str) -> None:
        """Take a customer out of the trash, by its code."""
        from crmcli.services import trash

        trash.restore(self.workspace, [code])

    def undo(self, number: int | None = None, *, keep_later: bool = False) -> Reversal:
        """Take back an operation, the last one when no number is given.

        Raises:
            NothingToUndo, NotFound, Conflict: as the command.
        """
        return reversing.reverse(self.workspace, reversing.plan_undo(self.workspace, number), keep_later=keep_later)

    def redo(self, number: int | None = None, *, keep_later: bool = False) -> Reversal:
        """Bring back what was undone, the last when no number is given.

        Raises:
            NothingToUndo, NotFound, Conflict: as the command.
        """
        return reversing.reverse(self.workspace, reversing.plan_redo(self.workspace, number), keep_later=keep_later)

    def history(self, customer: str | None = None) -> tuple[Operation, ...]:
        """Operations, newest first; of one customer when it is named."""
        found = reversing.history(self.workspace, customer=None if customer is None else self._id(customer))
        return tuple(operation for operation, _changes in found)

    def say(self, message: Msg, language: str = "") -> str:
        """A message in words, in "zh" or "en"; in the file's language when none is given."""
        from crmcli.render.wording import Wording

        lang, words = language or str(self.workspace.settings["language"]), self.workspace.words
        wording = Wording(
            lang, lambda text: i18n.translate(text, lang), lambda name, code: words.label(name, code, lang)
        )
        return wording.say(message)

    def _id(self, customer: str) -> int:
        return find(self.workspace, customer)

    def _deal(self, deal: int | str) -> int:
        from crmcli.services import deal_finding

        return deal_finding.find(self.workspace, str(deal), closed=True)


def _lists(fields: dict[str, Texts]) -> dict[str, Sequence[str]]:
    return {name: [value] if isinstance(value, str) else list(value) for name, value in fields.items()}
