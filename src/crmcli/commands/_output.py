"""Where data goes and in which format: a terminal, a pipe or a file. How it looks is the renderer's business."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from crmcli.commands._options import FORMATS, Options, typed_format
from crmcli.errors import N_, Failed, UsageError
from crmcli.files import write_private
from crmcli.records.base import Msg

STDOUT = "-"
PIPE_WIDTH = 80

REASONS = {
    errno.EACCES: N_("permission denied"),
    errno.EPERM: N_("permission denied"),
    errno.ENOENT: N_("there is no such folder"),
    errno.ENOTDIR: N_("there is no such folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}


def pick_format(options: Options, *, default: str, also: Sequence[str], card: bool) -> str:
    """The format to draw in: the one asked for, else that of the output file's suffix, else what suits the place.

    Args:
        options: of this run.
        default: for a pipe or a file without suffix.
        also: formats this command knows beside those every command knows.
        card: one thing in full is drawn, which stays a card in a pipe.

    Raises:
        UsageError: the format is not one of this command.
    """
    asked = options.format or _by_suffix(options.output)
    if not asked:
        return "table" if card or (to_terminal(options) and not default) else default or "tsv"
    known = (*FORMATS, *also)
    if asked not in known:
        raise UsageError(
            N_("This command does not write {value}."), N_("It writes: {names}."), value=asked, names=known
        )
    return asked


def to_terminal(options: Options) -> bool:
    """Whether data goes to a person's terminal."""
    return options.output in ("", STDOUT) and sys.stdout.isatty()


def terminal_width(stream: TextIO) -> int:
    """Columns of the terminal behind a stream: COLUMNS if set, as elsewhere, else what the terminal says, else 80."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(stream.fileno()).columns or PIPE_WIDTH
    except (OSError, ValueError):
        return PIPE_WIDTH


def fitted(text: str, stream: TextIO) -> str:
    """Text for people: on a terminal, lines too long for it are broken between words, as it would not do itself.

    What follows such a break is indented as far as its line.
    """
    lines = text.split("\n")
    if not stream.isatty() or all(len(line) * 2 <= terminal_width(stream) for line in lines):
        return text
    from crmcli.render.text import wrap

    broken = []
    for line in lines:
        said = line.lstrip(" ")
        margin = " " * (len(line) - len(said))
        broken += [margin + piece for piece in wrap(said, max(terminal_width(stream) - len(margin), 20))]
    return "\n".join(broken)


def check_target(output: str) -> None:
    """Refuse an output file that cannot be written, before the command has done anything.

    Raises:
        Failed: it is a folder, or its folder is absent or not ours to write in.
        UsageError: its suffix names no format.
    """
    if output == STDOUT:
        return
    _by_suffix(output)
    path = Path(output).expanduser()
    if not output or path.is_dir():
        raise _unwritable(output, errno.EISDIR)
    if not path.parent.is_dir():
        raise _unwritable(output, errno.ENOENT)
    if not os.access(path if path.exists() and not path.is_file() else path.parent, os.W_OK):
        raise _unwritable(output, errno.EACCES)


def write(drawn: str | bytes, options: Options) -> None:
    """Put what was drawn where it was asked for.

    Args:
        drawn: text, or the bytes of a binary format.
        options: of this run.

    Raises:
        Failed: the output file cannot be written.
    """
    if options.output not in ("", STDOUT):
        _write_file(options.output, drawn if isinstance(drawn, bytes) else drawn.encode())
    elif isinstance(drawn, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(drawn)
    else:
        sys.stdout.write(drawn)


def _write_file(output: str, data: bytes) -> None:
    try:
        write_private(Path(output).expanduser(), data)
    except OSError as error:
        raise _unwritable(output, error.errno or 0, error.strerror or "") from None


def _by_suffix(output: str) -> str:
    suffix = Path(output).suffix
    return typed_format(suffix) if suffix and output != STDOUT and not output.startswith("/dev/") else ""


def _unwritable(output: str, code: int, said: str = "") -> Failed:
    return Failed(
        N_("{path} cannot be written: {reason}."),
        N_("Name another file with -o."),
        path=output,
        reason=Msg(REASONS[code]) if code in REASONS else said,
    )
