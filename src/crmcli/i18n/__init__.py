"""The language of the interface: which one it is, and the words for an English id. Knows no records and draws nothing.

English is the ids themselves; other languages are compiled gettext catalogues, made by scripts/catalogue.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.errors import N_

if TYPE_CHECKING:
    from gettext import NullTranslations

__all__ = ["LANGUAGES", "N_", "_", "guess_language", "language", "translate", "use"]

LANGUAGES = ("en", "zh")
LOCALE = Path(__file__).parent / "locale"

_language = "en"


def use(lang: str) -> None:
    """Speak `lang` from now on: one of LANGUAGES, or any text that begins with one, such as "zh_CN"; else English."""
    global _language
    _language = "zh" if lang.lower().startswith("zh") else "en"


def language() -> str:
    """The language now spoken, one of LANGUAGES."""
    return _language


def translate(text: str, lang: str | None = None) -> str:
    """The words for an English id, in the language now spoken or in `lang`; the id itself when there are none.

    To be called when something is drawn, never while a module is imported: the language is not known by then.
    """
    lang = lang or _language
    return text if lang == "en" or not text else _catalogue(lang).gettext(text)


_ = translate


@cache
def _catalogue(lang: str) -> NullTranslations:
    """The compiled catalogue of a language, read once."""
    import gettext

    with (LOCALE / lang / "LC_MESSAGES" / "crm.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def guess_language(environ: Mapping[str, str]) -> str:
    """The language that the environment asks for: "zh" for any Chinese locale, else "en".

    The first that is set counts: LC_ALL, LC_MESSAGES, LANG, LANGUAGE.
    """
    named = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"))
    locale = next(filter(None, named), "")
    return "zh" if locale.lower().startswith("zh") else "en"
