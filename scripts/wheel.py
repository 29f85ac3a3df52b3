"""Builds the wheel and compares it with the source: nothing may be missing from it, nothing else may be in it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = {".po", ".pot", ".pyc"}  # what the wheel's files are made from, and what Python makes of them


def main() -> int:
    """Print one line for each difference; return 1 when there is one."""
    with tempfile.TemporaryDirectory() as folder:
        built = build(Path(folder))
        with zipfile.ZipFile(built) as wheel:
            packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
        differences = [*compared(packed), *started(built, Path(folder))]
    for line in differences:
        print(line)
    return 1 if differences else 0


def build(folder: Path) -> Path:
    """The wheel of the present tree."""
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(ROOT)], check=True, stdin=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def compared(packed: set[str]) -> Iterator[str]:
    """A line for each file that only one of the wheel and the source has."""
    source = ROOT / "src"
    files = {path for path in (source / "crmcli").rglob("*") if path.is_file() and path.suffix not in SOURCES}
    wanted = {path.relative_to(source).as_posix() for path in files}
    yield from (f"not in the wheel: {name}" for name in sorted(wanted - packed))
    yield from (f"only in the wheel: {name}" for name in sorted(packed - wanted))


def started(wheel: Path, folder: Path) -> Iterator[str]:
    """A line when the unpacked wheel cannot say its version."""
    place = folder / "unpacked"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(place)
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from crmcli.cli import main; sys.exit(main())"
    command = [sys.executable, "-I", "-c", code, str(place), "--version"]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode or not done.stdout.startswith("crmcli "):
        yield f"crm --version from the wheel failed: {(done.stderr or done.stdout).strip().splitlines()[-1:]}"


if __name__ == "__main__":
    sys.exit(main())
