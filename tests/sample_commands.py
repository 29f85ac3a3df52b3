"""Small commands for testing what surrounds commands, written to a folder as modules: they load like real ones."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.running import Result, Stream, environment, exit_code

HEAD = """
from typing import Annotated, Optional
import typer
from crmcli import errors
from crmcli.commands._globals import session
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.customer import Candidate
from crmcli.records.sheet import Column, Sheet

ROWS = Sheet((Column("code", "Code"), Column("name", "Name")), (("C1", "示例科技"), ("C2", "Sample [red]Ltd")))
"""

SOURCES = {
    "list": """
SUMMARY = "List customers."
def command(
    ctx: typer.Context,
    terms: Annotated[Optional[list[str]], typer.Argument(metavar="FILTER", help="What to list.")] = None,
    limit: Annotated[int, typer.Option("--limit", help="So many rows.")] = 20,
    stage: Annotated[str, typer.Option("--stage", "-s", help="Of this stage.")] = "",
) -> None:
    current = session(ctx)
    current.say(Msg("limit {limit}, words {terms}", {"limit": limit, "terms": " ".join(terms or [])}))
    current.show(ROWS)
    current.remember_rows([row[0] for row in ROWS.rows])
""",
    "due": """
SUMMARY = "Whom to contact today."
def command(ctx: typer.Context, days: Annotated[int, typer.Option("--days", help="Days ahead.")] = 0) -> int:
    session(ctx).say(Msg("due in {days} days at {now}", {"days": days, "now": str(session(ctx).now())}))
    return 0
""",
    "show": """
SUMMARY = "Show one customer."
def command(ctx: typer.Context, customer: Annotated[str, typer.Argument(metavar="CUSTOMER", help="Whom.")]) -> None:
    if customer.isdigit():
        customer = session(ctx).recall_row(int(customer))
    session(ctx).say(Msg("shown {name}", {"name": customer}))
""",
    "lose": """
SUMMARY = "Ask first."
def command(ctx: typer.Context, yes: Annotated[bool, typer.Option("--yes", "-y", help="Agree.")] = False) -> int:
    agreed = session(ctx).confirm(Msg("Lose {n} customers?", {"n": 3}), yes=yes)
    session(ctx).say(Msg("lost" if agreed else "kept"))
    return 0 if agreed else 1
""",
    "pick": """
SUMMARY = "Choose one."
def command(ctx: typer.Context) -> None:
    number = session(ctx).choose(Msg("Which?"), ["left", Msg("right")])
    name = session(ctx).ask(Msg("Name"), default="nobody")
    session(ctx).say(Msg("{number} {name}", {"number": str(number), "name": name}))
""",
    "fail": """
SUMMARY = "Fail in a chosen way."
def command(ctx: typer.Context, how: Annotated[str, typer.Argument(metavar="HOW")]) -> None:
    two = (Candidate("C1", "示例科技", "张伟", "13800138000", "lead"), Candidate("C2", "样例", None, None, "lead"))
    if how == "many":
        raise errors.Ambiguous("Several customers are called {name}.", "Type the code.", two, name="\\x1b[31m示例")
    if how == "interrupt":
        raise KeyboardInterrupt
    if how == "bug":
        raise ZeroDivisionError
    raise errors.DatabaseError(path="x.db", reason="of a reason")
""",
    "tag": """
SUMMARY = "Tags of customers."
app = typer.Typer()
@app.command("add", help="Put a tag.")
def add(ctx: typer.Context, tag: Annotated[str, typer.Argument(metavar="TAG", help="Which.")]) -> None:
    session(ctx).say(Msg("added {tag}", {"tag": tag}))
@app.command("list", help="List tags.")
def list_(ctx: typer.Context) -> None:
    session(ctx).show(ROWS)
""",
    "trash": """
SUMMARY = "The recycle bin."
def command(ctx: typer.Context) -> None:
    session(ctx).say(Msg("{command} | {user} | {path}", {
        "command": session(ctx).command, "user": session(ctx).user, "path": str(session(ctx).path)}))
""",
}


def write_modules(folder: Path) -> dict[str, str]:
    """Write every sample as a module in `folder`, to be put on sys.path; dotted module by command name."""
    for name, source in SOURCES.items():
        (folder / f"sample_command_{name}.py").write_text(HEAD + source, encoding="utf-8")
    return {name: f"sample_command_{name}" for name in SOURCES}


class Samples:
    """Runs `crm` with the sample commands alone.

    Args:
        folder: home and working folder; holds the modules.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.modules = write_modules(folder)

    def __call__(
        self,
        argv: Sequence[str] | str,
        *,
        stdin: str = "",
        terminal: bool = False,
        env: Mapping[str, str | None] | None = None,
    ) -> Result:
        """Run one command line, text being split at spaces; the clock stands at 2026-11-23 09:00."""
        from crmcli.cli import run

        words = argv.split() if isinstance(argv, str) else list(argv)
        given, out, err = Stream(text=stdin, terminal=terminal), Stream(terminal=terminal), Stream(terminal=terminal)
        fixed = {"CRM_NOW": "2026-11-23 09:00", "CRM_STATE": str(self.folder / "state"), "HOME": str(self.folder)}
        kept, sys.stdin = sys.stdin, given
        try:
            with (
                contextlib.chdir(self.folder),
                environment({**fixed, **(env or {})}),
                contextlib.redirect_stdout(out),
                contextlib.redirect_stderr(err),
            ):
                code = exit_code(lambda given_words: run(given_words, self.modules), words)
        finally:
            sys.stdin = kept
        return Result(code, out.bytes().decode(), err.bytes().decode(), out.bytes())
