"""Text from files never moves the terminal, turns the direction of reading, is markup, or runs as a formula."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.commands.hostile import HOSTILE, LOOKS, MESSAGE, fill
from tests.running import Crm, FixedClock, Result, make_template

CODES = {"a": "C20261123001", "b": "C20261123002"}
OUR_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
DANGEROUS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
TURNING = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e0fff]")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    crm = Crm(folder, FixedClock())
    make_template(crm.db)
    fill(crm)
    return crm.db


@pytest.fixture
def hostile(filled: Path, tmp_path: Path) -> Crm:
    crm = Crm(tmp_path, FixedClock())
    shutil.copy(filled, crm.db)
    return crm


def run(crm: Crm, look: str, form: str = "", **how: Any) -> Result:
    """A look; a bug becomes a result too, so that one does not hide the next."""
    asked = [] if not form or look == "-f {x} list" else ["-f", form]
    try:
        return crm([*words(look), *asked], **how)
    except Exception as error:
        return Result(-1, "", f"Traceback: {error!r} {error.__traceback__ and error.__traceback__.tb_next}", b"")


def words(look: str) -> list[str]:
    typed = HOSTILE[0].replace("\n", " ").replace("\r", " ")
    return [typed if word == "{x}" else word.format(x=typed, **CODES) for word in look.split()]


@pytest.mark.parametrize("lang", ["zh"])
def test_a_terminal_is_never_moved_and_nothing_is_markup(hostile: Crm, lang: str) -> None:
    """With colours: without ours there is no sequence left, and no character that draws nothing."""
    hostile.lang, hostile.width = lang, 200
    bad: list[tuple[object, ...]] = []
    for look in LOOKS:
        result = run(hostile, look, terminal=True, stdin="\n" * 20, env={"NO_COLOR": None})
        plain = OUR_COLOURS.sub("", result.out + result.err)
        if "Traceback" in result.err or DANGEROUS.search(plain) or TURNING.search(plain):
            bad.append((look, result.code, plain[-300:]))
        if "\x1b[31mrot" in result.out:
            bad.append((look, "markup", ""))
    assert bad == [], "\n".join(map(str, bad))


def test_the_text_is_shown_as_it_is_and_not_filled_in(hostile: Crm) -> None:
    hostile.width = 1000
    for form in ("tsv", "md"):
        assert MESSAGE in hostile.ok(f"trash -f {form}").out.replace("\\", "")
    assert "[red]rot[/red]" in hostile.ok("trash", terminal=True).out


@pytest.mark.parametrize("form", ["tsv", "md", "json"])
def test_no_format_carries_a_control_character(hostile: Crm, form: str) -> None:
    bad = []
    for look in LOOKS:
        result = run(hostile, look, form)
        if "Traceback" in result.err or DANGEROUS.search(result.out.replace("\r\n", "\n") + result.err):
            bad.append((look, result.code, result.err[-300:]))
        if look.startswith("notify"):
            continue  # prints the message as it would be sent
        if result.out and form == "json":
            try:
                json.loads(result.out)
            except ValueError:
                bad.append((look, result.code, result.out[-200:]))
    assert bad == [], "\n".join(map(str, bad))


@pytest.mark.parametrize("form", ["csv"])
def test_no_cell_of_a_sheet_runs_as_a_formula(hostile: Crm, form: str) -> None:
    for look in LOOKS:
        out = run(hostile, look, form).out
        for row in csv.reader(io.StringIO(out), delimiter="," if form == "csv" else "\t"):
            for cell in row:
                harmless = re.fullmatch(r"[+-]?[\d.,\s()-]+", cell)
                runs = cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
                assert not runs or harmless, (look, cell)


def test_a_workbook_holds_texts_and_no_formulas(hostile: Crm) -> None:
    from openpyxl import load_workbook

    for what in ("customers", "contacts", "interactions", "tasks", "deals", "orders"):
        hostile.ok(f"export {what} -o {what}.xlsx")
        for sheet in load_workbook(hostile.folder / f"{what}.xlsx"):
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                assert cell.data_type != "f", (what, cell.value)
                assert not DANGEROUS.search(str(cell.value or ""))


def test_a_page_to_be_shared_runs_no_script(hostile: Crm) -> None:
    for report in ("customers", "channel", "funnel", "overview"):
        result = hostile(f"report {report} -f html")
        assert "Traceback" not in result.err
        for attack in ("<script>alert", "<img src=x"):
            assert attack not in result.out
