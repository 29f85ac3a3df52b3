"""The options every command takes, on either side of it: what they are and what they set. Parsing is Typer's work;
only the look ahead of it, for what must be known before Typer is imported, is here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from crmcli.errors import N_, UsageError

LANGUAGES = ("zh", "en")
DASHES = ("-", "—", "–", "―", "－")
# Formats of every command; those a few commands add are refused by the others when they draw.
FORMATS = ("table", "json", "jsonl", "csv", "tsv", "md")
FURTHER_FORMATS = ("xlsx", "html", "ics", "vcf", "zip")
SUFFIXES = {"txt": "table", "ndjson": "jsonl", "markdown": "md", "htm": "html"}


class Options:
    """What the global options say; a later one overwrites an earlier one."""

    def __init__(self) -> None:
        self.db = ""
        self.format = ""
        self.output = ""
        self.lang = ""
        self.color = True
        self.mask = False
        self.quiet = False
        self.codes = False
        self.passphrase_fd = ""
        self.not_sensitive = False


class Global(NamedTuple):
    """One global option.

    Args:
        names: as typed, the long one first.
        metavar: what its value is called; empty for a flag.
        field: the field of Options it sets; empty for --version, which sets nothing.
        value: what a flag sets the field to.
        help: one line.
    """

    names: tuple[str, ...]
    metavar: str
    field: str
    value: str | bool
    help: str


GLOBALS = (
    Global(("--db",), N_("FILE"), "db", "", N_("The database file; else CRM_DB, else the one in your data folder.")),
    Global(("--format", "-f"), N_("FORMAT"), "format", "", N_("table, json, jsonl, csv, tsv or md.")),
    Global(("--json",), "", "format", "json", N_("The same as --format json.")),
    Global(("--csv",), "", "format", "csv", N_("The same as --format csv.")),
    Global(("--output", "-o"), N_("FILE"), "output", "", N_("Write to a file; its suffix sets the format.")),
    Global(("--codes",), "", "codes", True, N_("Show stored codes instead of labels.")),
    Global(("--mask",), "", "mask", True, N_("Hide the middle of phone numbers.")),
    Global(
        ("--not-sensitive",),
        "",
        "not_sensitive",
        True,
        N_("Keep a number that looks like an ID card's or a bank card's, and is none."),
    ),
    Global(("--lang",), "zh|en", "lang", "", N_("Language of the interface: zh or en.")),
    Global(("--no-color",), "", "color", False, N_("No colours.")),
    Global(
        ("--passphrase-fd",),
        N_("N"),
        "passphrase_fd",
        "",
        N_("Read the passphrase of an encrypted file from this open file, such as 3 with 3<FILE."),
    ),
    Global(("--quiet", "-q"), "", "quiet", True, N_("Say nothing but the data and errors.")),
    Global(("--version",), "", "", True, N_("Show the version and exit.")),
)
BY_NAME = {name: option for option in GLOBALS for name in option.names}


class Look(NamedTuple):
    """What a look over the command line finds before it is parsed.

    Args:
        found: value by field of Options; the last one given.
        rest: the command line without global options and their values.
        lead: how many words of the command line come before the first of `rest`.
        version: --version is among the options before the first other word.
    """

    found: dict[str, str | bool]
    rest: tuple[str, ...]
    lead: int
    version: bool


def straightened(argv: Sequence[str]) -> list[str]:
    """The words with their options as they were meant: an input method or a chat turns -- into — and = into ＝.

    Only where letters follow as in an option (`——phone`, `－n`), and up to `--`: a text may begin with a dash.
    """
    end = list(argv).index("--") if "--" in argv else len(argv)
    return [_straight(word) for word in argv[:end]] + list(argv[end:])


def _straight(word: str) -> str:
    if not word.startswith(DASHES) or word.isascii():
        return word
    import re  # only a word with a dash that is none, or with a wide sign, pays for it

    name, sign, value = word.partition("＝") if "＝" in word.partition("=")[0] else (word, "", "")
    long = re.fullmatch("(?:[—–―]|[－—–―-]{2})([a-z][a-z-]+)(=.*)?", name, re.DOTALL)
    if long:
        return f"--{long[1]}{long[2] or ''}" + (f"={value}" if sign else "")
    return f"-{word[1]}" if re.fullmatch("[－–—][a-zA-Z]", word) else word


def look_ahead(argv: Sequence[str]) -> Look:
    """Find the global options in `argv` without knowing the commands; `--` ends the search.

    A guess where an option of a command has a value that looks like a global option: good enough for the language of
    an error message and for the journal's command line; the real parse decides everything else.
    """
    found: dict[str, str | bool] = {}
    rest: list[str] = []
    lead, version, at = len(argv), False, 0
    while at < len(argv) and argv[at] != "--":
        option, value, used = _read(argv, at)
        if option is None:
            lead = min(lead, at)
            rest.append(argv[at])
        elif option.field:
            found[option.field] = value
        elif not rest:
            version = True
        at += used
    return Look(found, (*rest, *argv[at:]), min(lead, at), version)


def _read(argv: Sequence[str], at: int) -> tuple[Global | None, str | bool, int]:
    """The global option at a place of the command line, its value, and how many words both take."""
    word, _, joined = argv[at].partition("=")
    option = BY_NAME.get(word)
    if option is None and len(word) > 2 and word[1] != "-":
        option, joined = BY_NAME.get(word[:2]), argv[at][2:]
        if option is not None and not option.metavar:
            option = None  # letters of several flags together: left to the parser
    if option is None or (not option.metavar and "=" in argv[at]):
        return None, "", 1
    if not option.metavar:
        return option, option.value, 1
    if joined or "=" in argv[at]:
        return option, joined, 1
    if at + 1 == len(argv):
        return None, "", 1  # its value is missing: the parser will say so
    return option, argv[at + 1], 2


def read_language(text: str) -> str | None:
    """`zh` or `en` for a language as people and locales write it (`zh_CN.UTF-8`, `EN`, 中文), else None."""
    plain = text.strip().casefold()
    if plain.startswith(("zh", "中", "chinese")):
        return "zh"
    return "en" if plain.startswith(("en", "英")) else None


def typed_language(text: str) -> str:
    """The same for --lang.

    Raises:
        UsageError: neither of the two languages.
    """
    if (known := read_language(text)) is None:
        raise UsageError(N_("--lang {value} is not a language crm speaks."), N_("Type zh or en."), value=text)
    return known


def typed_format(text: str) -> str:
    """The name of an output format, as stored in Options.

    Raises:
        UsageError: there is no such format.
    """
    plain = text.strip().lower().removeprefix(".")
    known = SUFFIXES.get(plain, plain)
    if known not in FORMATS + FURTHER_FORMATS:
        raise UsageError(
            N_("There is no output format {value}."), N_("Type one of: {names}."), value=text, names=FORMATS
        )
    return known
