"""Lines of styled text to what a terminal gets, cut to its width; colours come from Rich, loaded only for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from crmcli.render.text import cells, cut

# A line is pieces of cleaned text, each with a style of ours. What a style means is never in its colour alone.
Line = list[tuple[str, str]]

_STYLES = {
    "": "",
    "strong": "bold",
    "dim": "dim",
    "title": "bold",
    "heading": "dim",
    "warn": "yellow",
    "bad": "bold red",
    "good": "green",
}


def paint(lines: Iterable[Line], *, width: int, color: bool, file: TextIO | None = None) -> str:
    """The lines as one text, each at most `width` cells, without spaces at its end; also written to `file`.

    Args:
        color: with escape codes; without it there are none at all, and Rich's console is not even loaded.
    """
    fitted = [_fit(line, width) for line in lines]
    text = _coloured(fitted) if color else "".join("".join(piece for piece, _ in line) + "\n" for line in fitted)
    if file is not None:
        file.write(text)
    return text


def _fit(line: Line, width: int) -> Line:
    fitted: Line = []
    left = width
    for text, style in line:
        if left > 0:
            fitted.append((cut(text, left), style))
            left -= cells(text)
    while fitted and not fitted[-1][0].strip():
        fitted.pop()
    if fitted:
        fitted[-1] = (fitted[-1][0].rstrip(), fitted[-1][1])
    return fitted


def _coloured(lines: list[Line]) -> str:
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    text = Text()
    for line in lines:
        for piece, style in line:
            text.append(piece, _STYLES.get(style, ""))
        text.append("\n")
    # The caller has settled whether there are colours: Rich is not to look at the environment again.
    console = Console(
        file=StringIO(), force_terminal=True, color_system="standard", no_color=False, legacy_windows=False, _environ={}
    )
    with console.capture() as captured:
        console.print(text, end="", soft_wrap=True, markup=False, highlight=False, emoji=False)
    return captured.get()
