"""Questions on a terminal: yes or no, one of several, a line of text. What is asked, and why, is the command's."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Sequence

from crmcli.errors import N_, NeedsAnswer
from crmcli.records.base import Msg

Word = Callable[[Msg], str]

YES = ("y", "yes", "是", "好", "对", "确定", "1")
NO = ("n", "no", "否", "不", "不是", "取消", "0")


def can_ask() -> bool:
    """Whether a person can see a question and answer it."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def confirm(question: Msg, word: Word, *, default: bool = False) -> bool:
    """Ask until the answer is yes or no, in either language; just Enter is the default.

    Raises:
        NeedsAnswer: nobody can be asked, or the input ended.
    """
    tail = Msg(N_("[Y/n]")) if default else Msg(N_("[y/N]"))
    while True:
        answer = _plain(_line(f"{word(question)} {word(tail)} "))
        if not answer:
            return default
        if answer in YES:
            return True
        if answer in NO:
            return False
        _tell(word(Msg(N_("Type y for yes or n for no."))))


def choose(question: Msg, options: Sequence[Msg | str], word: Word) -> int | None:
    """Show numbered options and ask for one, by its number or a word that only it has; just Enter takes none.

    Args:
        question: the line above the options.
        options: at least one; text from the file must be cleaned by the caller or sit in a Msg.
        word: turns a Msg into text.

    Returns: the index of the option in `options`, from 0; None when none was taken.

    Raises:
        NeedsAnswer: nobody can be asked, or the input ended.
    """
    if not can_ask():
        raise NeedsAnswer
    _tell(word(question))
    shown = [word(option) if isinstance(option, Msg) else option for option in options]
    for number, option in enumerate(shown, 1):
        _tell(f"  {number}  {option}")
    while True:
        answer = _plain(_line(word(Msg(N_("Number, or Enter for none:"))) + " "))
        if not answer:
            return None
        if answer.isdecimal() and 1 <= int(answer) <= len(options):
            return int(answer) - 1
        meant = [index for index, option in enumerate(shown) if answer in _plain(option)]
        if len(meant) == 1 and not answer.isdecimal():
            return meant[0]
        _tell(word(Msg(N_("Type a number from 1 to {n}."), {"n": len(options)})))


def ask(question: Msg, word: Word, *, default: str = "") -> str:
    """Ask for a line of text; just Enter takes the default.

    Raises:
        NeedsAnswer: nobody can be asked, or the input ended.
    """
    asked = word(question) + (f" [{default}]" if default else "")
    prompt = f"{asked} " if asked.endswith(("?", "？")) else word(Msg(N_("{question}: "), {"question": asked}))
    return _line(prompt).strip() or default


def secret(question: Msg, word: Word) -> str:
    """Ask for a line that the terminal does not show.

    Raises:
        NeedsAnswer: nobody can be asked, or the input ended.
    """
    prompt = word(Msg(N_("{question}: "), {"question": word(question)}))
    if not can_ask():
        raise NeedsAnswer
    try:
        sys.stdin.fileno()
    except (OSError, ValueError):
        return _line(prompt)
    from getpass import getpass

    sys.stdout.flush()
    try:
        return getpass(prompt, stream=sys.stderr)
    except EOFError:
        raise NeedsAnswer from None


def _line(prompt: str) -> str:
    """One line from stdin; the prompt goes to stderr, so that it never mixes with data."""
    if not can_ask():
        raise NeedsAnswer
    sys.stdout.flush()
    sys.stderr.write(prompt)
    sys.stderr.flush()
    typed = sys.stdin.readline()
    if not typed:
        _tell("")
        raise NeedsAnswer(N_("The input ended before the question was answered."), "")
    return typed.rstrip("\r\n")


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
