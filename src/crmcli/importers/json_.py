"""JSON and JSON lines: records with their keys as header. Lists of a file that holds several become a Grid each."""

from __future__ import annotations

import json

from crmcli.core.patterns import lazily
from crmcli.errors import N_, NothingReadable
from crmcli.importers._limits import LONGEST_CELL, check_cells, check_extent, numbers
from crmcli.importers._source import Source
from crmcli.records.base import Msg
from crmcli.records.grid import Cell, Grid

Record = dict[str, object]
_OPENING = lazily(r"\{\s*[\"}]|\[\s*(?:[\[{\"\]]|-?\d)")
_PEOPLE = frozenset(
    {"contacts", "contactlist", "contact_list", "people", "persons", "linkmans", "联系人", "联系人列表"}
)
_DEEPEST = 4
_EXACT = 10**15


def likeness(source: Source) -> int:
    """A bracket and what may follow it."""
    return 50 if _OPENING.match(source.opening) else 0


def read(source: Source) -> tuple[Grid, ...]:
    """One Grid per list of records; a single record is a list of one.

    Raises:
        NothingReadable: it is not JSON (the sentence names the place), or too large.
    """
    decoded = source.decoded
    text = decoded.text.lstrip("\ufeff").strip()
    notes: tuple[Msg, ...] = ()
    kind = "json"
    try:
        lists = _lists(json.loads(text), 0)
    except json.JSONDecodeError as error:
        kind = "jsonl"
        records, notes = _lines(text, error, source.name)
        lists = {"": records}
    except (RecursionError, ValueError):  # nested without end; a number of thousands of digits
        raise _not_json(source.name, 1) from None
    return tuple(
        _grid(name, items, source.name, kind=kind, encoding=decoded.encoding, notes=decoded.notes + notes)
        for name, items in lists.items()
    )


def _not_json(file: str, line: int) -> NothingReadable:
    return NothingReadable(
        N_("{file} begins like JSON and is broken at line {line}."),
        N_("Export it again, or ask for it as CSV."),
        file=file,
        line=line,
    )


def _lines(text: str, error: json.JSONDecodeError, file: str) -> tuple[list[object], tuple[Msg, ...]]:
    """One record per line; a broken line becomes an empty record, so that numbers agree with the lines."""
    records: list[object] = []
    broken: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            records.append(json.loads(line) if line.strip() else {})
        except (ValueError, RecursionError):
            records.append({})
            broken.append(number)
            if len(broken) > 100 and len(broken) * 2 > number:
                break
    if not any(isinstance(record, dict) and record for record in records) or len(broken) * 2 > len(records):
        raise _not_json(file, error.lineno)
    if not broken:
        return records, ()
    params = {"lines": numbers(broken), "n": len(broken)}
    sentence = N_("The lines {lines} are not JSON and were left out.")
    return records, (Msg(sentence, params, one=N_("Line {lines} is not JSON and was left out.")),)


def _lists(value: object, depth: int) -> dict[str, list[object]]:
    """Lists of records by their key: the value itself, or those inside, or the value as the only record."""
    if isinstance(value, list):
        return {"": value}
    if not isinstance(value, dict):
        return {"": [[value]]}
    found = {key: item for key, item in value.items() if _is_records(item)}
    if found:
        return found
    if depth < _DEEPEST:
        for item in value.values():
            if isinstance(item, dict) and (inner := _lists(item, depth + 1)) and inner.keys() != {""}:
                return inner
    return {"": [value]}


def _is_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _grid(sheet: str, items: list[object], file: str, *, kind: str, encoding: str, notes: tuple[Msg, ...]) -> Grid:
    if items and not any(isinstance(item, dict) for item in items):
        rows = tuple(tuple(map(_cell, item)) if isinstance(item, list) else (_cell(item),) for item in items)
        check_cells(sum(map(len, rows)), file=file)
        return Grid(file, sheet, rows, format=kind, encoding=encoding, notes=notes)
    records = [one for item in items for one in (_each(item) if isinstance(item, dict) else [{}])]
    keys = list(dict.fromkeys(key for record in records for key in record))
    check_extent(len(records), len(keys), file=file, sheet=sheet)
    body = (tuple([record.get(key) for key in keys]) for record in records)
    rows = (tuple(keys), *body) if keys else ()
    return Grid(file, sheet, rows, first_row=0, kind="records", format=kind, encoding=encoding, notes=notes)


def _each(record: Record) -> list[dict[str, Cell]]:
    """A record once for each of its people: {"company": …, "contacts": [{"name": …}, {"name": …}]}."""
    place = next((key for key, item in record.items() if key.lower() in _PEOPLE and _is_records(item)), None)
    if place is None:
        return [_flat(record)]
    rest = {key: item for key, item in record.items() if key != place}
    people = record[place]
    return [_flat(rest | {place: person}) for person in (people if isinstance(people, list) else ())]


def _flat(record: Record, before: str = "", depth: int = 0) -> dict[str, Cell]:
    """A record with the keys of inner objects behind a dot."""
    cells: dict[str, Cell] = {}
    for key, value in record.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            cells |= _flat(value, f"{before}{key}.", depth + 1)
        else:
            cells[before + key] = _cell(value)
    return cells


def _cell(value: object) -> Cell:
    if isinstance(value, list) and not any(isinstance(item, (dict, list)) for item in value):
        value = ";".join("" if item is None else str(item) for item in value)
    elif isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return value[:LONGEST_CELL]
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT else value
    return value if isinstance(value, (bool, int)) else None
