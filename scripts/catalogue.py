"""Keeps the Chinese catalogue of the interface in step with the source; needs Babel, which only developers install.

    python scripts/catalogue.py extract     print every English id in the source with its translation, tab between
    python scripts/catalogue.py update      bring the .po in step with the source: new ids in, unused ones out
    python scripts/catalogue.py fill FILE…  update, take translations from lines `English<TAB>Chinese`, and compile
    python scripts/catalogue.py compile     write the .mo
    python scripts/catalogue.py check       say what is missing, empty, fuzzy, unused, different or stale; exit 1 then

Neither file holds a date, a place in the source or a version, so that the same words give the same bytes.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parent.parent / "src" / "crmcli"
PO = SOURCE / "i18n" / "locale" / "zh" / "LC_MESSAGES" / "crm.po"
KEYWORDS = {"N_": None, "_": None, "translate": None}
FIELD = re.compile(r"\{(\w+)(?:[!:][^{}]*)?\}")


class PlainCatalog(Catalog):
    """A catalogue whose header holds what a reader of it needs, and nothing that changes by itself."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The fields of the header."""
        return [
            ("Project-Id-Version", "crmcli"),
            ("Language", "zh"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def used(source: Path = SOURCE) -> list[str]:
    """The English ids marked in the source, each once, sorted."""
    # Babel by itself passes over folders that begin with an underscore, such as commands/_views.
    found = extract_from_dir(
        str(source),
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        directory_filter=lambda folder: not Path(folder).name.startswith((".", "__")),
    )
    ids = {text if isinstance(text, str) else text[0] for _, _, text, _, _ in found}
    return sorted(ids - {""})


def translations(po: Path = PO) -> dict[str, str]:
    """English id → Chinese, of a .po; fuzzy ones count as empty."""
    if not po.exists():
        return {}
    with po.open("rb") as file:
        catalogue = read_po(file, locale="zh", charset="utf-8")
    return {str(message.id): "" if message.fuzzy else str(message.string or "") for message in catalogue if message.id}


def from_lines(paths: Iterable[Path]) -> dict[str, str]:
    """English id → Chinese, of files with a tab between; \\n and \\t are written out in them."""
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("\t", 1) for line in lines if "\t" in line)
    return {_unescape(english): _unescape(chinese) for english, chinese in pairs if chinese}


def _unescape(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\t", "\t")


def _escape(text: str) -> str:
    return text.replace("\n", "\\n").replace("\t", "\\t")


def catalogue(known: dict[str, str], ids: Iterable[str]) -> PlainCatalog:
    """A catalogue of just these ids."""
    made = PlainCatalog(locale="zh", header_comment="# The words of crmcli in Chinese.", fuzzy=False)
    for text in ids:
        made.add(text, known.get(text, "")).flags.clear()  # which flags Babel guesses depends on its version
    return made


def as_po(made: PlainCatalog) -> bytes:
    """The bytes of the .po."""
    out = io.BytesIO()
    write_po(out, made, width=0, no_location=True, sort_output=True)
    return out.getvalue()


def as_mo(made: PlainCatalog) -> bytes:
    """The bytes of the .mo; untranslated ids are left out, and are shown in English."""
    out = io.BytesIO()
    write_mo(out, made)
    return out.getvalue()


def problems(source: Path = SOURCE, po: Path = PO) -> Iterator[str]:
    """One line for each thing that is not as it should be."""
    known, ids = translations(po), used(source)
    for text in ids:
        if text not in known:
            yield f"missing: {_escape(text)}"
        elif not known[text]:
            yield f"empty or fuzzy: {_escape(text)}"
        elif set(FIELD.findall(text)) != set(FIELD.findall(known[text])):
            yield f"fields differ: {_escape(text)} → {_escape(known[text])}"
    yield from (f"unused: {_escape(text)}" for text in sorted(known.keys() - set(ids)))
    mo = po.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != as_mo(catalogue(known, sorted(known))):
        yield f"stale: {mo.name}"


def _write(known: dict[str, str]) -> None:
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_po(catalogue(known, used())))


def _compile() -> None:
    known = translations()
    PO.with_suffix(".mo").write_bytes(as_mo(catalogue(known, sorted(known))))


def main(arguments: list[str]) -> int:
    """Do what the first argument says; the exit code."""
    command, *files = arguments or ["check"]
    if command == "extract":
        known = translations()
        sys.stdout.writelines(f"{_escape(text)}\t{_escape(known.get(text, ''))}\n" for text in used())
    elif command == "update":
        _write(translations())
    elif command == "fill":
        _write(translations() | from_lines(map(Path, files)))
        _compile()
    elif command == "compile":
        _compile()
    elif command == "check":
        found = list(problems())
        sys.stderr.writelines(f"{line}\n" for line in found)
        return 1 if found else 0
    else:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
