"""Replays tests/transcripts/*.txt: what a user types and sees, command by command. How one is written is in README.txt.

`pytest --update-transcripts` writes them anew; read the difference before it is committed.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.running import Crm

FOLDER = Path(__file__).parent / "transcripts"
SAMPLES = FOLDER.parent.parent / "sample_data"
TRANSCRIPTS = sorted(path for path in FOLDER.glob("*.txt") if path.name != "README.txt")
DIRECTIVE = re.compile(r"# (now|lang|width|terminal|pipe|type|file)(?: (.*))?")


@dataclass
class Replay:
    """What the directives so far have said."""

    crm: Crm
    terminal: bool = False
    typed: str = ""

    def obey(self, name: str, value: str) -> None:
        """Carry out one directive."""
        if name == "now":
            self.crm.clock.set(value)
        elif name == "lang":
            self.crm.lang = value
        elif name == "width":
            self.crm.width = int(value)
        elif name == "type":
            self.typed += value + "\n"
        elif name == "file":
            shutil.copy(SAMPLES / value, self.crm.folder)
        else:
            self.terminal = name == "terminal"

    def run(self, command: str) -> list[str]:
        """Run one command and give the lines a transcript keeps of it."""
        result = self.crm(command, stdin=self.typed, terminal=self.terminal)
        self.typed = ""
        lines = [*result.out.splitlines(), *(f"! {line}" for line in result.err.splitlines())]
        home = str(self.crm.folder)
        return [line.replace(home, "~").rstrip() for line in lines] + [f"# exit {result.code}"] * (result.code != 0)


def replay(text: str, crm: Crm) -> str:
    """The transcript `text` with every output as it is now."""
    state = Replay(crm)
    kept: list[str] = []
    for line in text.splitlines():
        directive = DIRECTIVE.fullmatch(line)
        if line.startswith("$ crm"):
            kept += [line, *state.run(line.removeprefix("$ crm")), ""]
        elif directive:
            state.obey(directive[1], directive[2] or "")
            kept.append(line)
        elif line.startswith("#:"):
            kept.append(line)
    return "\n".join(kept).rstrip("\n") + "\n"


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_user_sees_what_the_transcript_says(path: Path, crm: Crm, pytestconfig: pytest.Config) -> None:
    text = path.read_text(encoding="utf-8")
    now = replay(text, crm)
    if pytestconfig.getoption("update_transcripts"):
        path.write_text(now, encoding="utf-8", newline="\n")
        return
    difference = list(unified_diff(text.splitlines(), now.splitlines(), "as written", "as it is now", lineterm=""))
    assert not difference, "\n".join(difference)
