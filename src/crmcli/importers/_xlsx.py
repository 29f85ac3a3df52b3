"""The guard before an xlsx is read: every part streamed once within a budget, every sheet's extent known."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from xml.parsers import expat

from crmcli.importers._limits import damaged, too_large
from crmcli.importers._package import Package
from crmcli.importers._sheet_xml import SheetScan, scan

Attributes = dict[str, str]
_WORKBOOK = "xl/workbook.xml"
_SHARED = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
# Bytes that texts of all cells together may unfold to; a text used by many cells is copied for each.
_MOST_TEXT = 300 * 1024 * 1024
_MOST_SHARED = 100 * 1024 * 1024
_SHARED_ITEM = re.compile(rb"<(?:\w+:)?si[ />]")
_SHARED_INDEX = re.compile(rb"t=[\"']s[\"'][^>]*>\s*<(?:\w+:)?v>\s*([0-9]+)")


@dataclass(slots=True)
class SheetPart:
    """One sheet as the workbook lists it, and what is in its XML."""

    part: str
    hidden: bool
    scan: SheetScan


def inspect(package: Package) -> dict[str, SheetPart]:
    """Sheets by name, every part of the package having been unfolded once to its real end.

    Raises:
        NothingReadable: damaged, or more in it than can be read.
    """
    links = _elements(package, "xl/_rels/workbook.xml.rels", "Relationship")
    targets = {link.get("Id", ""): _part(link.get("Target", "")) for link in links}
    struck = _struck_formats(package)
    sheets: dict[str, SheetPart] = {}
    for listed in _elements(package, _WORKBOOK, "sheet"):
        part = targets.get(next((value for key, value in listed.items() if key.endswith(":id")), ""), "")
        if part in package.entries:
            hidden = listed.get("state", "visible") != "visible"
            scanned = scan(partial(package.pieces, part), struck=struck)
            sheets[listed.get("name", "")] = SheetPart(part, hidden, scanned)
    parts = [sheet.part for sheet in sheets.values()]
    _check_shared(package, parts, uses=sum(sheet.scan.cells for sheet in sheets.values()))
    for other in package.entries.keys() - {*parts, _SHARED}:
        for _ in package.pieces(other):
            pass
    return sheets


def _part(target: str) -> str:
    """Name of a part in the zip for a target of the workbook's links, which may be absolute."""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _elements(package: Package, part: str, *names: str) -> list[Attributes]:
    """Attributes of all elements of a small part that have one of these names, in order, their own under ""."""
    found: list[Attributes] = []

    def start(tag: str, attributes: Attributes) -> None:
        name = tag.rpartition(":")[2]
        if name in names:
            found.append(attributes | {"": name})

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    content = package.small(part)
    try:
        if content:
            parser.Parse(content, True)
    except (expat.ExpatError, ValueError):
        raise damaged(package.name) from None
    return found


def _struck_formats(package: Package) -> frozenset[bytes]:
    """Numbers of the cell formats whose font is struck through; none in nearly every workbook."""
    if b"strike" not in package.small(_STYLES):
        return frozenset()
    fonts: list[bool] = []
    formats: list[Attributes] = []
    section = ""
    for element in _elements(package, _STYLES, "fonts", "font", "strike", "cellStyleXfs", "cellXfs", "xf", "dxfs"):
        match element[""]:
            case "fonts" | "cellStyleXfs" | "cellXfs" | "dxfs" as opened:
                section = opened
            case "font" if section == "fonts":
                fonts.append(False)
            case "strike" if section == "fonts" and fonts:
                fonts[-1] = element.get("val", "1") not in ("0", "false")
            case "xf" if section == "cellXfs":
                formats.append(element)
    struck = {str(number) for number, is_struck in enumerate(fonts) if is_struck}
    return frozenset(str(n).encode() for n, one in enumerate(formats) if one.get("fontId") in struck)


def _check_shared(package: Package, parts: list[str], *, uses: int) -> None:
    """Refuse texts that unfold beyond measure: the reader copies a shared text for each cell that uses it."""
    if _SHARED not in package.entries:
        return
    before = package.left
    longest = max(_shared_lengths(package), default=0)
    if before - package.left > _MOST_SHARED:
        raise too_large(package.name)
    if longest * uses <= _MOST_TEXT:
        return
    lengths = list(_shared_lengths(package))
    known = len(lengths)
    total = 0
    for part in parts:
        for piece in package.pieces(part):
            used = (int(index[:8]) for index in _SHARED_INDEX.findall(piece))
            total += sum(lengths[index] for index in used if index < known)
            if total > _MOST_TEXT:
                raise too_large(package.name)


def _shared_lengths(package: Package) -> Iterator[int]:
    """Bytes of each shared text, with its markup."""
    size = -1  # what stands before the first one is none
    for piece in package.pieces(_SHARED):
        head, *rest = _SHARED_ITEM.split(piece)
        size = size + len(head) if size >= 0 else size
        for item in rest:
            if size >= 0:
                yield size
            size = len(item)
    if size >= 0:
        yield size
