"""Finds what the package carries: data files by name, and modules of a package by file name, importing neither.

What the data means is the business of the module that asks for it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

# A plain path is enough: wheels are unpacked, and importlib.resources would cost several milliseconds at start-up.
HOME = Path(__file__).parent
DATA = HOME / "data"


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/<name>.csv`, each by column name; read once.

    Every value is text, empty when the row is short. The rows are shared: do not change them.

    Raises:
        FileNotFoundError: the package carries no such table.
    """
    import csv

    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        empty = [""] * len(header)
        return tuple(dict(zip(header, row + empty[len(row) :], strict=True)) for row in rows if row)


@cache
def read_text(name: str) -> str:
    """The text of `data/<name>` (with its suffix, such as "t2s.txt"); read once.

    Raises:
        FileNotFoundError: the package carries no such file.
    """
    return (DATA / name).read_text(encoding="utf-8")


@cache
def modules(package: str) -> dict[str, str]:
    """Name → dotted module of every file in a package of crmcli, in the order of the names, none imported.

    Args:
        package: "commands", "reports", "importers" or the like, with or without "crmcli." before it.

    A leading underscore hides a file; a trailing one, there to dodge a keyword, is left off the name
    (`import_.py` is "import"). An absent package is empty.
    """
    inner = package.removeprefix("crmcli.")
    folder = HOME.joinpath(*inner.split("."))
    stems = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}
    return {stem.rstrip("_"): f"crmcli.{inner}.{stem}" for stem in sorted(stems) if not stem.startswith("_")}
