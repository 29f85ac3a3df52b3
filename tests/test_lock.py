"""requirements.lock names everything that pyproject.toml asks for, at an exact version with hashes, and no host."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PINNED = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[0-9][^ ;]*)(?: ; [^\\]+)? \\")


def locked() -> dict[str, list[str]]:
    """Hashes by name; every line of the lock is a package, one of its hashes or a remark."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in (ROOT / "requirements.lock").read_text().splitlines():
        if line.startswith("#"):
            continue
        if match := PINNED.fullmatch(line):
            name = match["name"]
            found[name] = []
        else:
            hashed = re.fullmatch(r"    --hash=sha256:([0-9a-f]{64})(?: \\)?", line)
            assert hashed, line
            found[name].append(hashed[1])
    return found


def test_every_dependency_is_locked_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["encryption"]]
    names = {re.split("[^A-Za-z0-9_.-]", one, maxsplit=1)[0].lower().replace("_", "-") for one in wanted}
    found = locked()
    assert names - found.keys() == set()
    assert [name for name, hashes in found.items() if not hashes] == []


def test_the_lock_names_no_host() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text()
