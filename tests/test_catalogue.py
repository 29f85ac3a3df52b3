"""The Chinese catalogue is complete and fresh, and its script notices when it is not."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("babel")

SCRIPT = Path(__file__).parent.parent / "scripts" / "catalogue.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Sample:
    """A package of one module and its catalogue, made in a folder."""

    def __init__(self, script: ModuleType, folder: Path) -> None:
        self.script, self.source, self.po = script, folder / "src", folder / "crm.po"
        self.source.mkdir()

    def write(self, code: str, known: dict[str, str]) -> None:
        (self.source / "sample.py").write_text(code, encoding="utf-8")
        made = self.script.catalogue(known, known)
        self.po.write_bytes(self.script.as_po(made))
        self.po.with_suffix(".mo").write_bytes(self.script.as_mo(made))

    def problems(self) -> list[str]:
        return list(self.script.problems(self.source, self.po))


@pytest.fixture
def sample(script: ModuleType, tmp_path: Path) -> Sample:
    return Sample(script, tmp_path)


def test_the_catalogue_has_every_sentence_in_chinese(script: ModuleType) -> None:
    assert list(script.problems()) == []


def test_the_committed_files_are_what_the_script_writes(script: ModuleType) -> None:
    known = script.translations()  # of just the sentences in use, says the test above
    made = script.catalogue(known, sorted(known))
    assert script.PO.read_bytes() == script.as_po(made)
    assert b"Revision-Date" not in script.as_po(made) + script.as_mo(made)


def test_a_complete_catalogue_has_no_problems(sample: Sample) -> None:
    sample.write('A = N_("{n} " "customers")\n', {"{n} customers": "{n} 位客户"})
    assert sample.problems() == []


@pytest.mark.parametrize(
    ("known", "problem"),
    [
        ({}, "missing: Save {name}?"),
        ({"Save {name}?": ""}, "empty or fuzzy: Save {name}?"),
        ({"Save {name}?": "保存？"}, "fields differ: Save {name}? → 保存？"),
        ({"Save {name}?": "保存 {nme}？"}, "fields differ: Save {name}? → 保存 {nme}？"),
        ({"Save {name}?": "保存 {name}？", "Old": "旧"}, "unused: Old"),
    ],
)
def test_a_flaw_is_named(sample: Sample, known: dict[str, str], problem: str) -> None:
    sample.write('A = N_("Save {name}?")\n', known)
    assert sample.problems() == [problem]


def test_a_fuzzy_translation_counts_as_none(sample: Sample) -> None:
    sample.write('A = N_("Save")\n', {"Save": "保存"})
    sample.po.write_text(
        sample.po.read_text(encoding="utf-8").replace('msgid "Save"', '#, fuzzy\nmsgid "Save"'), "utf-8"
    )
    assert "empty or fuzzy: Save" in sample.problems()


def test_a_stale_compiled_file_is_noticed(sample: Sample) -> None:
    sample.write('A = N_("Save")\n', {"Save": "保存"})
    sample.po.write_text(sample.po.read_text(encoding="utf-8").replace("保存", "存"), "utf-8")
    assert sample.problems() == ["stale: crm.mo"]


def test_translations_are_taken_from_lines(script: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "zh.tsv"
    path.write_text("Save\t保存\nTwo\\nlines\t两\\n行\n\nno tab\nEmpty\t\n", encoding="utf-8")
    assert script.from_lines([path]) == {"Save": "保存", "Two\nlines": "两\n行"}


def test_a_wrong_command_is_answered_with_the_usage(script: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert script.main(["nonsense"]) == 2
    assert "fill FILE" in capsys.readouterr().err


def test_chinese_sentences_have_chinese_punctuation(script: ModuleType) -> None:
    han = "[\u4e00-\u9fff”）}]"
    narrow = re.compile(f"{han}[,;?!](?=$|\\s|{han}|[“（{{])|{han}: |\\([^()]*[\u4e00-\u9fff][^()]*\\)")
    sentences = {
        line
        for chinese in script.translations().values()
        for line in re.sub("'[^']*'", "", chinese).splitlines()
        if not line.startswith("  ") and re.search("[\u4e00-\u9fff]", line)
    }
    own = {"备注(关键需求/沟通要点)"}  # the heading of a template, to the letter (R032)
    assert sorted(line for line in sentences - own if narrow.search(line)) == []
