"""Which language is spoken, and that words are chosen when drawn and not before."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import crmcli
from crmcli import i18n

SOURCE = Path(crmcli.__path__[0])
TRANSLATORS = {"_", "translate"}


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    before = i18n.language()
    yield
    i18n.use(before)


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "zh_CN"}, "en"),
        ({"LANGUAGE": "zh_CN:en"}, "zh"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language_is_guessed_from_the_environment(environ: dict[str, str], lang: str) -> None:
    assert i18n.guess_language(environ) == lang


def test_a_sentence_is_worded_in_the_language_in_use() -> None:
    i18n.use("zh")
    assert i18n.language() == "zh"
    assert "{dictionary}" in i18n.translate("There is no {dictionary} “{text}”.")
    assert i18n.translate("There is no {dictionary} “{text}”.") != "There is no {dictionary} “{text}”."
    i18n.use("en")
    assert i18n.translate("There is no {dictionary} “{text}”.") == "There is no {dictionary} “{text}”."


def test_an_unknown_sentence_stays_as_it_is_and_nothing_stays_nothing() -> None:
    i18n.use("zh_CN")
    assert i18n.translate("no such sentence") == "no such sentence"
    assert i18n.translate("") == ""


def calls_at_import(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls that run when a module is imported: all but those in the bodies of functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for part in (*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)):
                yield from calls_at_import(ast.Expr(part))
        elif not isinstance(node, ast.Lambda):
            if isinstance(node, ast.Call):
                yield node
            yield from calls_at_import(node)


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_is_translated_while_it_is_imported(path: Path) -> None:
    calls = calls_at_import(ast.parse(path.read_text(encoding="utf-8")))
    # str.translate takes a table; ours is called on the module or by its bare name
    early = [call.lineno for call in calls if name_of(call) in TRANSLATORS and not isinstance(call.func, ast.Attribute)]
    assert early == []


def test_the_check_sees_a_translation_at_import() -> None:
    seen = [name_of(call) for call in calls_at_import(ast.parse("A = _('x')\ndef f(a=_('y')): return _('z')"))]
    assert seen == ["_", "_"]
