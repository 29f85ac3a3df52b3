"""Writes requirements.lock anew: every package that crmcli needs, with its version and the hashes of its files.

For any system and any Python from 3.11 on, the `encryption` extra included. Needs the program `uv` and the network;
what is in the lock already stays at its version unless `--upgrade` is given.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
HEAD = "# Written by scripts/lock.py. To install exactly this: pip install --require-hashes -r requirements.lock\n"
COMMAND = (
    *("uv", "pip", "compile", "pyproject.toml", "--extra", "encryption", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet"),
)


def main(argv: list[str]) -> int:
    """Compile the lock; the exit code is uv's."""
    done = subprocess.run([*COMMAND, *argv, "--output-file", str(LOCK)], cwd=ROOT, check=False)
    if done.returncode == 0:
        lines = [line for line in LOCK.read_text().splitlines() if not line.startswith(("--", "#"))]
        LOCK.write_text(HEAD + "\n".join(lines) + "\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
