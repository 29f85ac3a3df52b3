"""Every command is documented and what the READMEs show works. Whether generated pages are fresh: `dev.py check`."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from crmcli import discovery
from tests.running import Crm

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
NOT_SHOWN = {"demo", "completion"}  # they write outside the test's database


def blocks(page: str, kind: str) -> str:
    """All code blocks of one kind in a README, one after the other."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return "\n".join(code for found, code in BLOCK.findall(text) if found == kind)


@pytest.mark.parametrize("page", ["docs/commands.md", "docs/commands.zh.md"])
def test_every_command_has_a_section_in_the_reference(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    sections = set(re.findall(r"^## crm (\S+)$", text, re.MULTILINE))
    assert sections == set(discovery.modules("commands"))


@pytest.mark.parametrize("page", READMES)
def test_every_command_is_in_the_table_of_the_readme(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert set(re.findall(r"^\| \[`crm (\S+)`\]", text, re.MULTILINE)) == set(discovery.modules("commands"))


@pytest.mark.parametrize("page", READMES)
def test_what_a_reader_types_from_the_readme_works(page: str, first_crm: Crm) -> None:
    lines = [shlex.split(line, comments=True)[1:] for line in blocks(page, "sh").splitlines() if line[:4] == "crm "]
    for words in lines:
        if not NOT_SHOWN & set(words):
            first_crm.ok(words)


@pytest.mark.parametrize("page", READMES)
def test_the_filters_of_the_readme_can_be_typed(page: str, first_crm: Crm) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    table = re.findall(r"^\| ((?:`[^`]+`(?: · )?)+) \|", text, re.MULTILINE)
    terms = [term for row in table for term in re.findall(r"`([^`]+)`", row)]
    assert len(terms) >= 10
    first_crm.ok("view save hot stage:quote")
    first_crm.ok("view save 重点 stage:quote")
    for term in terms:
        first_crm.ok(["list", *term.split()])


@pytest.mark.parametrize("page", READMES)
def test_the_python_example_of_the_readme_runs(
    page: str, first_crm: Crm, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(first_crm.folder)
    for _ in range(2):  # the second time the customer is there already
        exec(compile(blocks(page, "python"), page, "exec"), {})
        assert "13800138000" in capsys.readouterr().out


@pytest.mark.parametrize("page", READMES)
def test_links_of_the_readme_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = {target.partition("#")[0] for target in re.findall(r"\]\(([^)]+)\)", text) if "://" not in target}
    assert [target for target in sorted(targets) if not (ROOT / target).exists()] == []


def test_the_readmes_show_the_same_commands() -> None:
    def names(page: str) -> list[str]:
        return re.findall(r"^(?:python3 )?(?:dev\.py|crm) (\S+)", blocks(page, "sh"), re.MULTILINE)

    assert names("README.md") == names("README.zh.md")


def test_decisions_are_numbered_and_short() -> None:
    notes = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [note.name[:4] for note in notes] == [f"{number:03}-" for number in range(1, len(notes) + 1)]
    assert [note.name for note in notes if len(note.read_text(encoding="utf-8").splitlines()) > 30] == []
