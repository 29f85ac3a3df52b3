"""The console script: chooses the language, runs the command, and is the one place where errors end.

Commands, options and sentences live in `commands`; nothing here knows a customer.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from crmcli.commands._options import LANGUAGES, Look, look_ahead, read_language, straightened
from crmcli.errors import CrmError

if TYPE_CHECKING:
    from crmcli.commands._session import Session

DAILY = "due"
COMPLETE = "__complete"  # answered before Typer is imported: a shell asks at every press of the Tab key
INTERRUPTED = 130
PIPE_CLOSED = 141  # what a shell calls a program that SIGPIPE has ended


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line.

    Args:
        argv: the words behind `crm`; those of the process when None.

    Returns: the exit code (product.md §3).
    """
    if argv is None:
        # a process of its own is short: looking for circles among an import's rows is a tenth of its time
        gc.disable()
    return run(sys.argv[1:] if argv is None else argv)


def run(argv: Sequence[str], modules: Mapping[str, str] | None = None) -> int:
    """The same with the commands given.

    Args:
        argv: the words behind `crm`.
        modules: dotted module by command name; those of the package when None.
    """
    _open_closed_streams()
    argv = straightened(argv)
    look = look_ahead(argv)
    if look.version:
        from crmcli.commands._version import version_line

        sys.stdout.write(version_line() + "\n")
        return 0
    for stream in (sys.stdout, sys.stderr):
        _make_lenient(stream)
    try:
        if argv and argv[0] == COMPLETE:
            return _complete(argv[1:])
        code = _guarded(argv, look, _discovered() if modules is None else modules)
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return INTERRUPTED
    except BrokenPipeError:
        return _leave_pipe()
    return code


def _complete(words: Sequence[str]) -> int:
    from crmcli.commands._completing import lines

    sys.stdout.write("".join(f"{line}\n" for line in lines(words, os.environ)))
    return 0


def _discovered() -> Mapping[str, str]:
    from crmcli import discovery

    return discovery.modules("commands")


def _guarded(argv: Sequence[str], look: Look, modules: Mapping[str, str]) -> int:
    """Run the command; a CrmError becomes its sentence. Anything else is a bug, and traces back."""
    from crmcli import i18n
    from crmcli.commands._session import Session

    session = Session(argv, os.environ)
    try:
        i18n.use(_language(look, session))
        return _run(spelled_out(argv, look, modules), session, modules)
    except CrmError as error:
        from crmcli.commands._failing import report

        # An error in the command line comes before all of its options are known: then the look ahead has to do.
        asked = session.options.format or look.found.get("format")
        return report(error, session, as_json=asked in ("json", "jsonl"))


def _run(argv: Sequence[str], session: Session, modules: Mapping[str, str]) -> int:
    import typer

    from crmcli.commands._command import Root

    root = Root(modules)
    try:
        with root.make_context("crm", list(argv), obj=session, help_option_names=["-h", "--help"]) as context:
            code = root.invoke(context)
    except typer.Exit as leaving:
        return leaving.exit_code
    return code if isinstance(code, int) else 0


def spelled_out(argv: Sequence[str], look: Look, modules: Mapping[str, str]) -> list[str]:
    """The command line with its command: bare `crm` is `crm due`, also with options; `crm help X` is `crm X --help`."""
    words = list(argv)
    rest = look.rest
    if rest[:1] == ("help",) and "help" not in modules:
        return [*words[: look.lead], *words[look.lead + 1 :], "--help"]
    if not rest or (rest[0].startswith("-") and rest[0] not in ("-h", "--help", "--")):
        words.insert(look.lead, DAILY)
    return words


def _language(look: Look, session: Session) -> str:
    """--lang, else CRM_LANG, else what the file keeps, else the locale (product.md §3).

    One that is not known is passed over here; the parser refuses a --lang of that sort, in the language found so.
    """
    from crmcli import config, i18n

    for said in (look.found.get("lang"), session.environ.get("CRM_LANG")):
        if said and (known := read_language(str(said))):
            return known
    from crmcli.model.settings import read_language as stored

    kept = stored(config.database_path(str(look.found.get("db", "")), session.environ))
    return kept if kept in LANGUAGES else i18n.guess_language(session.environ)


def _open_closed_streams() -> None:
    """Give a stream that the caller closed (`crm list >&-`) a place where nothing is read: Python leaves it None."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open as long as we run


def _make_lenient(stream: object) -> None:
    """Never fail on a character that the terminal's encoding lacks; a plain C locale gets UTF-8."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    ascii_only = str(getattr(stream, "encoding", "")).lower() in ("ascii", "us-ascii", "ansi_x3.4-1968")
    if ascii_only and not os.environ.get("PYTHONIOENCODING"):
        reconfigure(encoding="utf-8", errors="backslashreplace")
    else:
        reconfigure(errors="backslashreplace")


def _leave_pipe() -> int:
    """The reader of our output has gone (`crm list | head`): no word about it, and none from Python at its exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return PIPE_CLOSED
