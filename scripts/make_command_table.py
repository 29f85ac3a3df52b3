"""Writes src/crmcli/data/commands.csv: every command with its summary, arguments and options, read from the commands.

`crm --help` and completion read the table instead of importing every command. `--check` writes nothing and fails when
the table is not what the commands declare.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from typing import Any

from crmcli import discovery
from crmcli.commands._command import build
from crmcli.commands._globals import is_global
from crmcli.commands._options import GLOBALS

COLUMNS = ("command", "kind", "names", "metavar", "help")
TABLE = discovery.DATA / "commands.csv"

Row = tuple[str, str, str, str, str]


def rows() -> Iterator[Row]:
    """The global options (with an empty command), then each command with its arguments, options and subcommands."""
    for one in GLOBALS:
        yield "", "option" if one.metavar else "flag", " ".join(one.names), one.metavar, one.help
    for name, module in sorted(discovery.modules("commands").items()):
        yield from _command_rows(name, build(name, module))


def text() -> str:
    """The table as the file holds it."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows())
    return file.getvalue()


def _command_rows(path: str, command: Any) -> Iterator[Row]:
    yield path, "command", path, "", command.help or ""
    for param in command.params:
        if not is_global(param) and not getattr(param, "hidden", False):
            yield _param_row(path, param)
    for name, inner in getattr(command, "commands", {}).items():
        if not inner.hidden:
            yield from _command_rows(f"{path} {name}", inner)


def _param_row(path: str, param: Any) -> Row:
    if param.param_type_name == "argument":
        return path, "argument", param.name, param.metavar or "", param.help or ""
    names = " ".join([*param.opts, *param.secondary_opts])
    return path, "flag" if param.is_flag else "option", names, param.metavar or "", param.help or ""


def main(argv: list[str]) -> int:
    """Write the table, or with --check compare it; 1 when it differs."""
    made = text()
    if "--check" not in argv:
        TABLE.write_text(made, encoding="utf-8", newline="\n")
        return 0
    fresh = TABLE.exists() and TABLE.read_text(encoding="utf-8") == made
    if not fresh:
        sys.stderr.write(f"{TABLE} is not fresh: run python scripts/make_command_table.py\n")
    return 0 if fresh else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
