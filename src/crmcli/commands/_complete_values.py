"""What the value of an option or an argument may be, for completion: words of dictionaries, names, keys, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from crmcli import config, discovery
from crmcli.commands._completing import FILES, Choice, Id, Row
from crmcli.commands._options import FORMATS, LANGUAGES, read_language

if TYPE_CHECKING:
    from crmcli.model.connection import Connection

MOST = 20  # customers offered
PERIODS = ("week", "last-week", "month", "last-month", "quarter", "last-quarter", "year", "last-year")
# By the long name of an option: the dictionary its words come from, or the words themselves.
DICTIONARIES = {
    "--stage": "stage", "--source": "channel", "--via": "interaction_method", "--type": "interaction_type",
    "--reason": "lost_reason", "--industry": "industry", "--size": "company_size", "--grade": "grade",
    "--kind": "customer_kind", "--measure": "measure", "--role": "role", "--gender": "gender", "--priority": "priority",
}  # fmt: skip
FIXED: dict[str, tuple[str, ...]] = {
    "--format": (*FORMATS, "xlsx", "html"),
    "--lang": LANGUAGES,
    "--satisfaction": ("1", "2", "3", "4", "5"),
    "--sort": (
        *("recent", "code", "name", "created", "updated", "last", "next"),
        *("stage", "grade", "amount", "budget"),
    ),
    "--period": PERIODS,
    "--on-match": ("fill", "update", "skip", "new", "ask"),
    "SHELL": ("bash", "zsh", "fish"),
    "WHAT": ("customers", "contacts", "interactions"),
}


class Asking(NamedTuple):
    """The word to complete, the global options before it, and the environment."""

    word: str
    found: Mapping[str, str | bool]
    environ: Mapping[str, str]


def option_values(option: Row, asking: Asking) -> Iterable[Choice]:
    """What may stand behind an option."""
    for name in option["names"].split():
        if name in FIXED:
            return _starting(asking.word, FIXED[name])
        if name in DICTIONARIES:
            return _words(DICTIONARIES[name], asking)
    return _by_metavar(option["metavar"], asking)


def argument_values(path: str, argument: Row, asking: Asking) -> Iterable[Choice]:
    """What may stand as an argument of the command `path`."""
    special = _SPECIAL.get((path, argument["names"]))
    return special(asking) if special is not None else _by_metavar(argument["metavar"], asking)


def language(found: Mapping[str, str | bool], environ: Mapping[str, str]) -> str:
    """The language of this run, as cli finds it: --lang, CRM_LANG, the file's, the locale's."""
    from crmcli.i18n import guess_language
    from crmcli.model.settings import read_language as stored

    for said in (found.get("lang"), environ.get("CRM_LANG")):
        if said and (known := read_language(str(said))):
            return known
    return stored(config.database_path(str(found.get("db", "")), environ)) or guess_language(environ)


def _by_metavar(metavar: str, asking: Asking) -> Iterable[Choice]:
    """By what the help page calls the value: the last known word of it, a sign of repetition aside."""
    choices: list[Choice] = []
    for name in metavar.replace("…", "").replace("|", " ").split():
        if name in FIXED:
            choices += _starting(asking.word, FIXED[name])
        elif name in _BY_METAVAR:
            choices += _BY_METAVAR[name](asking)
    return dict.fromkeys(choices)


def _starting(word: str, values: Iterable[str]) -> Iterator[Choice]:
    return ((value, "") for value in values if value.startswith(word))


def _ask(asking: Asking, question: Callable[[Connection], list[Choice]]) -> list[Choice]:
    """What the file says; nothing when there is none, or it cannot be read just now."""
    from crmcli.model.completing import opened
    from crmcli.model.connection import Error

    with opened(config.database_path(str(asking.found.get("db", "")), asking.environ)) as db:
        try:
            return question(db) if db is not None else []
        except Error:
            return []


def _customers(asking: Asking) -> list[Choice]:
    """Names of customers that begin with the word or hold it, also by pinyin, contact or phone; best first."""
    from crmcli.core.fold import fold
    from crmcli.model.completing import customers

    wanted = _needle(asking.word)
    found = _ask(asking, lambda db: customers(db, wanted, limit=MOST))
    named = [name for _, name in found]
    choices = [_customer(code, name, wanted, alone=named.count(name) == 1) for code, name in found]
    return sorted(choices, key=lambda choice: not fold(choice[0]).startswith(wanted))[:MOST]


def _needle(word: str) -> str:
    """As core.searching has it, which is loaded only for what may be a phone number."""
    from crmcli.core.fold import fold

    if sum(map(str.isdigit, word)) < 5:
        return fold(word)
    from crmcli.core.searching import needle

    return needle(word)


def _customer(code: str, name: str, wanted: str, *, alone: bool) -> Choice:
    """The name, or the code where that is what was typed, or where two are called alike."""
    by_code = (wanted and code.casefold().startswith(wanted)) or not alone or name.startswith("-")
    return (code, name) if by_code else (name, code)


def _words(dictionary: str, asking: Asking) -> list[Choice]:
    """Words of a dictionary with the user's own: labels in Chinese, codes otherwise; the other way where typed so."""
    from crmcli.core.fold import fold
    from crmcli.core.words import standard
    from crmcli.model import choices

    known = standard()

    def read(db: Connection) -> list[Choice]:
        nonlocal known
        known = choices.words(db)
        return []

    _ask(asking, read)
    entries = [one for one in known.entries(dictionary) if one.code]
    chinese = language(asking.found, asking.environ) == "zh"
    wanted = fold(asking.word)
    labels = [(one.zh, one.code) for one in entries if fold(one.zh).startswith(wanted)]
    codes = [(one.code, one.label("zh" if chinese else "en")) for one in entries if one.code.startswith(wanted)]
    return labels if (chinese and labels) or not codes else codes


def _filter(asking: Asking) -> Iterable[Choice]:
    """Keys of FILTER, behind a key its values, behind @ the saved views; else names."""
    from crmcli.core import filter_keys

    word = asking.word
    negated = "not:" if word.startswith("not:") else ""
    key, colon, values = word.removeprefix(negated).partition(":")
    if word.startswith("@"):
        return _views(asking, sign="@")
    if not colon:
        keys = [f"{negated}{one}:" for one in (*_keys(), "not") if one.startswith(key)]
        return _starting(word, keys) if keys else _customers(asking)
    done, comma, last = values.rpartition(",")
    front = f"{negated}{key}:{done}{comma}"
    found = _filter_values(filter_keys.find_key(key, ()) or "", asking._replace(word=last))
    return [(front + value, means) for value, means in found]


def _filter_values(key: str, asking: Asking) -> Iterable[Choice]:
    from crmcli.core import filter_keys

    reading, _, name = filter_keys.reading(key).partition(":") if key else ("", "", "")
    if reading in ("code", "word"):
        return _words(name, asking)
    if reading == "is":
        return _starting(asking.word, _codes("flag"))
    if reading == "choice":
        return _starting(asking.word, _codes(name))
    if reading == "missing":
        return _starting(asking.word, [one for one in _keys() if one not in ("is", "missing")])
    return _starting(asking.word, PERIODS) if reading in ("past", "ahead") else ()


def _keys() -> list[str]:
    """The keys as the product names them."""
    from crmcli.core.filter_keys import all_names, find_key

    return [name for name in all_names() if find_key(name) == name and name != "view"]


def _codes(table: str) -> list[str]:
    from crmcli.core.filter_keys import choices

    return list(dict.fromkeys(choices(table).values()))


def _views(asking: Asking, sign: str = "") -> list[Choice]:
    from crmcli.model.completing import views

    found = [(sign + name, means) for name, means in _ask(asking, views)]
    return [choice for choice in found if choice[0].startswith(asking.word)]


def _settings(asking: Asking) -> Iterator[Choice]:
    from crmcli.services.settings import ALL

    return ((one.key, Id(one.msg)) for one in ALL if one.key.startswith(asking.word))


def _fields(asking: Asking) -> Iterator[Choice]:
    from crmcli.records.columns import CUSTOMER_COLUMNS

    return ((f"{one.key}=", Id(one.label)) for one in CUSTOMER_COLUMNS if one.key.startswith(asking.word))


def _dictionaries(asking: Asking) -> Iterator[Choice]:
    from crmcli.core.words import standard

    return _starting(asking.word, standard().dicts())


def _reports(asking: Asking) -> Iterator[Choice]:
    return _starting(asking.word, discovery.modules("reports"))


_BY_METAVAR: dict[str, Callable[[Asking], Iterable[Choice]]] = {
    "FILE": lambda _: [(FILES, "")],
    "CUSTOMER": _customers,
    "FILTER": _filter,
    "STAGE": lambda asking: _words("stage", asking),
    "KEY": _settings,
    "DICT": _dictionaries,
    "FIELD=VALUE": _fields,
    "PERIOD": lambda asking: _starting(asking.word, PERIODS),
}
# By command and argument, where the name in the help says too little.
_SPECIAL: dict[tuple[str, str], Callable[[Asking], Iterable[Choice]]] = {
    ("report", "name"): _reports,
    ("view rm", "name"): _views,
}
