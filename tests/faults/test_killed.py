"""Kills and interruptions at any moment: an operation is wholly there or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from crmcli.services.crm import Crm, open_crm
from tests.faults.children import Child
from tests.faults.filling import PARTS, fill
from tests.running import MONDAY_MORNING, FixedClock

ROWS = 200
WRITES = """
import random
chance = random.Random(int(sys.argv[2]))
with open_crm(path, clock=NOW) as crm:
    for n in range(1000):
        if chance.random() < 0.5:  # every second one overflows into the file before its end
            crm.workspace.db.execute("PRAGMA cache_spill = 5"); crm.workspace.db.execute("PRAGMA cache_size = 5")
        for part in fill(crm, f"k{n}", rows=200):
            say("part")
        say("kept", n)
"""


def owners(path: Path) -> Counter[str | None]:
    """How many customers each operation left."""
    with open_crm(path, clock=FixedClock(), write=False) as crm:
        return Counter(row[0] for row in crm.workspace.db.execute("SELECT owner FROM customers"))


@pytest.mark.parametrize("lines", [4, 15, 22])
def test_kill_9_in_the_middle_of_writing_leaves_whole_operations(
    filled: Path, sound: Callable[[Path], None], lines: int
) -> None:
    """Some land within an operation, some while it is being committed."""
    kept = 0
    with Child(WRITES, filled, lines) as child:
        for _ in range(lines):
            kept += child.line().startswith("kept")
        child.kill()
    found = owners(filled)
    whole = {owner: count for owner, count in found.items() if owner and owner.startswith("k")}
    assert set(whole.values()) <= {ROWS}
    assert kept <= len(whole) <= kept + 1  # one more when it was committed and not yet said
    sound(filled)


class Clock:
    """Interrupts, as Ctrl-C does, when it is read for the nth time."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self) -> datetime:
        """The time, or the interruption."""
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt
        return MONDAY_MORNING


def write(crm: Crm) -> None:
    """Two operations."""
    crm.add("示例贸易有限公司", contact="李娜", phone="13800138000", new=True, force=True)
    crm.log("示例贸易有限公司", "同意报价", next="周五前发资料")


def test_ctrl_c_whenever_the_clock_is_read_leaves_whole_operations(filled: Path, sound: Callable[[Path], None]) -> None:
    nth, done = 1, False
    while not done:
        clock = Clock(nth)
        try:
            with open_crm(filled, clock=clock) as crm:
                write(crm)
            done = clock.left > 0
        except KeyboardInterrupt:
            sound(filled)
            take_back(filled)
        nth += 1
    assert nth > 4  # it was read within both operations, and before


def take_back(path: Path) -> None:
    """Undo what was done before the interruption: it must be there whole for that."""
    with open_crm(path, clock=FixedClock()) as crm:
        while len(crm.list()) > 3:
            crm.undo()


def break_off(crm: Crm, part: int, fault: BaseException) -> None:
    """An operation that fails behind some of its changes."""
    at = {"created_at": "2026-11-23"}
    with crm.workspace.operation() as journal:
        journal.insert("settings", {"key": "user.name", "value": "half"})
        journal.insert("choices", {"dict": "source", "code": "fair2", "zh": "大集", "en": "Big fair", **at})
        assert crm.workspace.words.find("source", "大集") == "fair2"
        journal.update_many("customers", ("note",), [(n, "x") for n in range(part)])
        raise fault


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("fault", [KeyboardInterrupt, SystemExit, ValueError])
def test_what_goes_wrong_within_an_operation_takes_all_of_it_back(
    filled: Path, part: int, fault: type[BaseException], sound: Callable[[Path], None]
) -> None:
    before = filled.read_bytes()
    with open_crm(filled, clock=FixedClock()) as crm:
        with pytest.raises(fault):
            break_off(crm, part, fault())
        assert crm.workspace.last_operation is None
        assert crm.workspace.user == "tester"
        assert crm.workspace.words.find("source", "大集") is None
        assert filled.read_bytes() == before
        crm.add("赵敏", new=True, force=True)  # the connection goes on
        assert [one.id for one in crm.history()] == [4, 3, 2, 1]
    sound(filled)


def test_a_half_finished_fill_is_taken_back(filled: Path, sound: Callable[[Path], None]) -> None:
    """An importer that stops in the middle, its generator left behind."""
    with open_crm(filled, clock=FixedClock()) as crm:
        parts = fill(crm, "left")
        next(parts)
        next(parts)
        parts.close()
    assert set(owners(filled)) == {"tester"}
    sound(filled)


IMPORTS = """
from crmcli.importers import read_file
from crmcli.services.importing import running
from crmcli.services.importing.typed import read_options

def told(done, total):
    say("at", done)

with open_crm(path, clock=NOW) as crm:
    crm.workspace.db.execute("PRAGMA cache_size = -100")  # kilobytes
    text = "姓名,公司,手机\\n" + "".join(f"张{n},示例{n}有限公司,{13800000000 + n}\\n" for n in range(4000))
    grids = read_file(None, text.encode(), name="big.csv")
    prepared = running.prepare(crm.workspace, grids, read_options(crm.workspace))
    running.apply(crm.workspace, prepared, progress=told)
    say("kept")
"""


def test_kill_9_in_the_middle_of_an_import_leaves_nothing_of_it(filled: Path, sound: Callable[[Path], None]) -> None:
    with open_crm(filled, clock=FixedClock(), write=False) as crm:
        before = crm.workspace.db.execute("SELECT count(*) FROM customers").fetchone()[0]
    size = filled.stat().st_size
    with Child(IMPORTS, filled) as child:
        while (line := child.line()).startswith("at") and int(line.split()[1]) < 2000:
            pass  # until half of its rows are written, far beyond what the cache holds
        assert line.startswith("at")
        assert filled.stat().st_size > size
        child.kill()
    with open_crm(filled, clock=FixedClock(), write=False) as crm:
        assert crm.workspace.db.execute("SELECT count(*) FROM customers").fetchone()[0] == before
        assert crm.workspace.db.execute("SELECT count(*) FROM imports").fetchone()[0] == 0
    sound(filled)
