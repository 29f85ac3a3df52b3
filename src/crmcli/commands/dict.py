"""`crm dict`: the dictionaries, their words, and words of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._globals import session
from crmcli.commands._said import told, wants_record
from crmcli.errors import N_
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.core.words import Entry

SUMMARY = N_("The words for sources, stages, types…; add your own.")
DETAILS = N_(
    "Wherever a word is asked for, its code, its Chinese or English label and its other names will do.\n"
    "\n"
    "  crm dict list channel\n"
    "  crm dict add channel newsletter --alias mailing\n"
    "  crm dict show stage quote"
)

Dictionary = Annotated[
    str, typer.Argument(metavar=N_("DICT"), help=N_("Name of a dictionary, such as channel or stage."))
]
MaybeDictionary = Annotated[
    str | None, typer.Argument(metavar=N_("DICT"), help=N_("Name of a dictionary; without it, all are listed."))
]
Word = Annotated[str, typer.Argument(metavar=N_("WORD"), help=N_("The word: a code, a label or another name."))]
NewWord = Annotated[str, typer.Argument(metavar=N_("WORD"), help=N_("The new word; its Chinese label."))]
English = Annotated[
    str, typer.Option("--en", metavar=N_("WORD"), help=N_("Its English label; the word itself if not given."))
]
Code = Annotated[
    str, typer.Option("--code", metavar=N_("CODE"), help=N_("What is stored; made from the word if not given."))
]
Alias = Annotated[
    list[str] | None,
    typer.Option("--alias", metavar=N_("WORD"), help=N_("Another word that means it; may be repeated.")),
]

app = typer.Typer(invoke_without_command=True, add_completion=False)


@app.callback()
def list_all(ctx: typer.Context) -> None:
    """List the dictionaries, unless a subcommand was named."""
    if ctx.invoked_subcommand is None:
        _list(ctx, None)


@app.command("list", help=N_("List the dictionaries, or the words of one."))
def list_command(ctx: typer.Context, name: MaybeDictionary = None) -> None:
    """List the dictionaries, or the words of one."""
    _list(ctx, name)


@app.command("show", help=N_("Show one word: code, labels, other names, meaning."))
def show(ctx: typer.Context, name: Dictionary, word: Word) -> None:
    """Show one word."""
    from crmcli.commands._views.dictionary import entry_card
    from crmcli.services.dictionary import find_dict, find_word

    current = session(ctx)
    with current.reader() as workspace:
        entry = find_word(workspace, find_dict(workspace, name), word)
    current.show(entry_card(entry))


@app.command("add", help=N_("Add a word, or other names for one that is there."))
def add(
    ctx: typer.Context, name: Dictionary, word: NewWord, english: English = "", code: Code = "", alias: Alias = None
) -> None:
    """Add a word to a dictionary."""
    from crmcli.services import dictionary

    current = session(ctx)
    with current.writer() as workspace:
        found = dictionary.find_dict(workspace, name)
        entry = dictionary.add(workspace, found, word, english=english, code=code, aliases=alias or ())
        told(current, workspace, _named(entry))
        _record(current, entry)


@app.command("rm", help=N_("Take a word out: nobody is offered it, and who has it keeps it."))
def remove(ctx: typer.Context, name: Dictionary, word: Word) -> None:
    """Take a word out of a dictionary."""
    from crmcli.services import dictionary

    current = session(ctx)
    with current.writer() as workspace:
        entry = dictionary.hide(workspace, dictionary.find_dict(workspace, name), word)
        if told(current, workspace, _named(entry)):
            current.say(Msg(N_("Taken out. Customers that have it keep it.")))
        _record(current, entry)


def _list(ctx: typer.Context, name: str | None) -> None:
    from crmcli.commands._views.dictionary import dictionaries_sheet, entries_sheet
    from crmcli.services.dictionary import OPEN, find_dict

    current = session(ctx)
    with current.reader() as workspace:
        words = workspace.words
        found = None if name is None else find_dict(workspace, name)
    if found is None:
        current.show(dictionaries_sheet(words, own=OPEN))
    else:
        current.show(entries_sheet(words.entries(found)))


def _named(entry: Entry) -> Msg:
    from crmcli.records.base import Word as Label

    params = {"dictionary": Label("dict", entry.dict), "word": Label(entry.dict, entry.code), "code": entry.code}
    return Msg(N_("{dictionary}: {word} ({code})"), params)


def _record(current: Session, entry: Entry) -> None:
    from crmcli.commands._views.dictionary import entry_card

    if wants_record(current):
        current.show(entry_card(entry))
