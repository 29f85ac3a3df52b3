"""What `crm doctor` asks of a file and of what lies around it, and what it can mend by itself."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.errors import N_, Damaged, DamagedJournal
from crmcli.model import backups, connection, examining
from crmcli.model.connection import transaction
from crmcli.model.facts.refreshing import refresh_all
from crmcli.model.journal import redacting
from crmcli.model.journal.replaying import differences
from crmcli.records.base import Msg, Word
from crmcli.records.record import replace
from crmcli.records.trouble import Trouble

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

OLD_DAYS = 30  # R169: a backup every month
SHOWN = 5  # names in one sentence
PRIVATE = 0o600
RESTORE = Msg(N_("To go back to a backup: crm restore"))
FIX = Msg(N_("To mend it: crm doctor --fix"))

Found = Iterator[Trouble]


def examine(ws: Workspace, *, replay: bool = False, sensitive: bool = False) -> list[Trouble]:
    """Everything that is wrong, the worst first.

    Args:
        ws: an open file; a writer's when `replay` is asked for.
        replay: rebuild every table from the journal, and everything derived from the tables, and compare.
        sensitive: look for ID-card and bank-card numbers in everything ever written.
    """
    asked: list[Callable[[Workspace], Found]] = [_pages, _orphans, _journal, _files, _objects, _facts, _backups]
    asked += [_permissions, _beside, _settings, _incomplete]
    asked += [_replayed] * replay + [_sensitive] * sensitive
    order = {"bad": 0, "warn": 1, "note": 2}
    return sorted((one for ask in asked for one in ask(ws)), key=lambda one: order[one.level])


def damaged(error: Damaged) -> Trouble:
    """The finding for a file that cannot even be opened."""
    return Trouble("pages", "bad", Msg(error.message, error.params), RESTORE)


def fix(ws: Workspace, found: list[Trouble]) -> list[Trouble]:
    """Mend what can be mended without any loss; the findings with what became of them.

    Raises:
        DatabaseError: the file cannot be written.
    """
    return [replace(one, mended=_fixed(ws, one)) if one.fixable else one for one in found]


def _fixed(ws: Workspace, one: Trouble) -> bool:
    if one.check == "facts":
        with transaction(ws.db, ws.path, waiting=ws.caller.waiting):
            refresh_all(ws.db, ws.due_settings())
    elif one.check == "permissions":
        for path in _readable_by_others(ws):
            path.chmod(PRIVATE if path.is_file() else 0o700)
    elif one.check == "backups":
        from crmcli.services import backing

        backing.make(ws, "manual")
    elif one.check == "beside":
        for path in _left_behind(ws):
            path.unlink(missing_ok=True)
    elif one.check == "sensitive":
        _redact(ws)
    return True


# -- within the file -------------------------------------------------------------------------------------------


def _pages(ws: Workspace) -> Found:
    for said in examining.pages(ws.db):
        yield Trouble("pages", "bad", Msg(N_("The file is damaged: {said}"), {"said": said}), RESTORE)


def _orphans(ws: Workspace) -> Found:
    for (table, parent), n in examining.orphans(ws.db).items():
        what = N_("{n} rows of {table} belong to rows of {parent} that are not there.")
        yield Trouble(
            "references",
            "bad",
            Msg(what, {"n": n, "table": Word("table", table), "parent": Word("table", parent)}),
            RESTORE,
        )


def _journal(ws: Workspace) -> Found:
    damaged = examining.unreadable_changes(ws.db)
    if damaged:
        numbers = ", ".join(f"#{one}" for one in damaged[:SHOWN]) + ("…" if len(damaged) > SHOWN else "")
        what = N_("The history cannot be read at {numbers}; what is written now is not concerned.")
        yield Trouble("journal", "bad", Msg(what, {"numbers": numbers}), RESTORE)
    if lost := examining.lost_operations(ws.db):
        yield Trouble("journal", "bad", Msg(N_("{n} changes belong to no operation."), {"n": lost}), RESTORE)


def _files(ws: Workspace) -> Found:
    for code, name in examining.lost_files(ws.db)[:SHOWN]:
        what = Msg(N_("The content of {name} of {code} is not there."), {"name": name, "code": code})
        yield Trouble("files", "bad", what, Msg(N_("To take it off: crm attach rm {code} {name}"), what.params))


def _objects(ws: Workspace) -> Found:
    for table, row_id in examining.broken_objects(ws.db)[:SHOWN]:
        what = N_("The custom fields of row {row} of {table} cannot be read.")
        yield Trouble("fields", "bad", Msg(what, {"row": row_id, "table": Word("table", table)}), RESTORE)


def _facts(ws: Workspace) -> Found:
    if wrong := examining.without_facts(ws.db):
        what = Msg(N_("What is computed from the records is not up to date: {n} customers."), {"n": wrong})
        yield Trouble("facts", "warn", what, FIX, fixable=True)


def _settings(ws: Workspace) -> Found:
    from crmcli.services.settings import ALL

    known = {one.key for one in ALL}
    for key in examining.settings_stored(ws.db):
        if key not in known and "." in key and key.split(".")[0] in {one.key.split(".")[0] for one in ALL}:
            what = Msg(N_("The setting {key} is not one that this program knows."), {"key": key})
            yield Trouble("settings", "note", what, Msg(N_("Those there are: crm config")))


def _incomplete(ws: Workspace) -> Found:
    if n := examining.incomplete(ws.db):
        what = Msg(N_("{n} customers are incomplete."), {"n": n}, one=N_("{n} customer is incomplete."))
        yield Trouble("incomplete", "note", what, Msg(N_("To see them: crm list is:incomplete")))


def _replayed(ws: Workspace) -> Found:
    try:
        different = differences(ws.db)
    except DamagedJournal:
        return  # said already
    if different:
        shown = ", ".join(different[:SHOWN]) + ("…" if len(different) > SHOWN else "")
        what = N_("{n} rows are not as the history tells: {rows}. Was the file edited with another program?")
        yield Trouble("replay", "bad", Msg(what, {"n": len(different), "rows": shown}), RESTORE)
    if ws.path.is_file() and (tables := examining.stale_facts(ws.db, ws.due_settings())):
        what = N_("What is computed from the records is not up to date: {tables}.")
        yield Trouble("facts", "warn", Msg(what, {"tables": ", ".join(tables)}), FIX, fixable=True)


# -- numbers that must not be kept -----------------------------------------------------------------------------


def _sensitive(ws: Workspace) -> Found:
    from crmcli.services.checks import NAMES

    there = list(examining.written(ws.db))
    for one in there[: 4 * SHOWN]:
        place = one.customer or (f"#{one.row_id}" if not one.table else one.table)
        shown = f"{one.text[:4]}…{one.text[-2:]}"
        what = Msg(N_("{place} holds {what}: {shown}"), {"place": place, "what": NAMES[one.kind], "shown": shown})
        yield Trouble("sensitive", "warn", what, _BLANK, fixable=True)
    rest = examining.past_numbers(ws.db) - {one.text for one in there}
    if rest or len(there) > 4 * SHOWN:
        n = len(rest) + max(0, len(there) - 4 * SHOWN)
        what = Msg(
            N_("The history holds {n} more such numbers."), {"n": n}, one=N_("The history holds one more such number.")
        )
        yield Trouble("sensitive", "warn", what, _BLANK, fixable=True)


_BLANK = Msg(N_("To blank them all, in the history too: crm doctor --sensitive --fix"))


def _redact(ws: Workspace) -> None:
    numbers = {one.text for one in examining.written(ws.db)} | examining.past_numbers(ws.db)
    if not numbers:
        return  # blanked with the finding before
    with ws.operation(kind="erase") as journal:
        for number in sorted(numbers, key=len, reverse=True):
            redacting.redact(journal, redacting.pattern(number))
    connection.compact(ws.db, ws.path)


# -- around the file -------------------------------------------------------------------------------------------


def _backups(ws: Workspace) -> Found:
    there = backups.listed(ws.caller.backups, ws.path.stem)
    make = Msg(N_("To make one: crm backup"))
    if not there:
        if ws.db.execute("SELECT 1 FROM customers LIMIT 1").fetchone():
            yield Trouble("backups", "warn", Msg(N_("There is no backup yet.")), make, fixable=True)
        return
    newest = there[0]
    days = (ws.now().date() - date.fromisoformat(newest.at[:10])).days
    if days > OLD_DAYS:
        yield Trouble("backups", "warn", Msg(N_("The newest backup is {n} days old."), {"n": days}), make, fixable=True)
    elif days < 0:
        what = Msg(N_("The newest backup is dated {at}, which lies ahead: was the clock wrong?"), {"at": newest.at})
        yield Trouble("backups", "note", what, make)


def _permissions(ws: Workspace) -> Found:
    open_to_others = _readable_by_others(ws)
    if open_to_others:
        shown = ", ".join(str(one) for one in open_to_others[:SHOWN])
        what = Msg(N_("Others on this computer can read or write {paths}."), {"paths": shown})
        yield Trouble("permissions", "warn", what, FIX, fixable=True)


def _readable_by_others(ws: Workspace) -> list[Path]:
    if os.name == "nt":
        return []
    there = backups.listed(ws.caller.backups, ws.path.stem)
    return [one for one in (ws.path, *(one.path for one in there)) if _mode(one) & 0o077]


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0


def _beside(ws: Workspace) -> Found:
    left = _left_behind(ws)
    if left:
        what = Msg(
            N_("Left behind by a command that was killed: {paths}"), {"paths": ", ".join(map(str, left[:SHOWN]))}
        )
        yield Trouble("beside", "warn", what, FIX, fixable=True)
    for end in ("-wal", "-shm"):
        other = Path(f"{os.path.realpath(ws.path)}{end}")
        if other.exists():
            what = Msg(
                N_("Another program uses the file in a way that synced folders damage: {path}"), {"path": str(other)}
            )
            yield Trouble("beside", "warn", what, Msg(N_("Close that program; the next command of crm removes it.")))


def _left_behind(ws: Workspace) -> list[Path]:
    """Half-written files of ours beside the database and among the backups, from processes that are gone."""
    target = Path(os.path.realpath(ws.path))
    there = [*target.parent.glob(f".{target.name[:100]}.*.tmp*"), *ws.caller.backups.glob(f".*{backups.PART}*")]
    return [one for one in there if backups.is_left(one)]
