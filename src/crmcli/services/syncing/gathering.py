"""What a saved source offers now: the files its patterns find, or the output of its command."""

from __future__ import annotations

import glob
import os
import re
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import IO

from crmcli.errors import N_, Failed
from crmcli.records.base import Msg

PATIENCE = 600  # seconds that a command may take
LARGEST = 200 * 1024 * 1024  # bytes of its output
# What no export is: workbooks of failed rows, lock files of office programs, downloads under way, hidden files.
_PASSED_OVER = re.compile(r"\..*|~\$.*|.*\.errors(?:-\d+)?\.xlsx|.*\.(?:crdownload|part|tmp|download)", re.IGNORECASE)
_LAST = 200  # characters shown of what a command complained about


def files(patterns: tuple[str, ...]) -> tuple[tuple[Path, ...], tuple[Msg, ...]]:
    """The files that some paths and patterns name, the oldest first, and what is wrong with them."""
    found: dict[Path, None] = {}
    wrong: list[Msg] = []
    for pattern in patterns:
        plain = os.path.expanduser(pattern)
        if not glob.has_magic(plain):
            some = [Path(plain)]
            if some[0].is_dir():
                some = [path for path in some[0].iterdir() if path.is_file()]
            elif not some[0].exists():
                wrong.append(Msg(N_("There is no file {file}."), {"file": pattern}))
                continue
        else:
            some = [Path(name) for name in glob.glob(plain, recursive=True) if os.path.isfile(name)]
            some = some or _absent(plain, wrong)
        kept = (path for path in some if not _PASSED_OVER.fullmatch(path.name))
        found.update(dict.fromkeys(sorted(kept, key=_age)))
    return tuple(found), tuple(wrong)


def _absent(pattern: str, wrong: list[Msg]) -> list[Path]:
    """No file fits: no trouble, unless the folder itself is not there."""
    folder = os.path.dirname(pattern)
    if folder and not glob.has_magic(folder) and not os.path.isdir(folder):
        wrong.append(Msg(N_("There is no folder {folder}."), {"folder": folder}))
    return []


def _age(path: Path) -> tuple[float, str]:
    try:
        return path.stat().st_mtime, str(path)
    except OSError:  # gone meanwhile
        return 0.0, str(path)


def output(command: str) -> bytes:
    """What a command writes, run by the system's shell without input.

    Raises:
        Failed: it failed, took too long or wrote too much.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        with subprocess.Popen(
            command, shell=True, stdin=subprocess.DEVNULL, stdout=out, stderr=errors, start_new_session=True
        ) as running:
            try:
                code = running.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                _end(running)
                raise Failed(N_("The command did not end within {n} minutes."), n=PATIENCE // 60) from None
            except BaseException:
                _end(running)
                raise
        if code:
            raise Failed(N_("The command failed ({code}): {said}"), code=code, said=_said(errors) or "-")
        size = out.seek(0, os.SEEK_END)
        if size > LARGEST:
            raise Failed(N_("The command wrote more than can be read."))
        out.seek(0)
        return out.read()


def _end(running: subprocess.Popen[bytes]) -> None:
    """The command and all it has started."""
    if hasattr(os, "killpg"):
        os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()


def _said(errors: IO[bytes]) -> str:
    """The last line of what it complained about."""
    errors.seek(0)
    lines = errors.read().decode("utf-8", "replace").split("\n")
    return next((line.strip()[-_LAST:] for line in reversed(lines) if line.strip()), "")
