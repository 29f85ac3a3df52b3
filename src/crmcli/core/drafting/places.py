"""Province, city and address out of the columns for places."""

from __future__ import annotations

from functools import lru_cache

from crmcli.core.cells import is_empty
from crmcli.core.drafting.collected import Collected
from crmcli.core.fold import fold, squeeze
from crmcli.core.regions import Region, read_region
from crmcli.core.tags import TagName

_AREA = "地域"
KEYS = frozenset({"province", "city", "district", "region", "address"})


def settle(row: Collected, headers: dict[str, str]) -> None:
    """Put the places of a row where they are stored (value_cases: region).

    A region that is no province is a tag of 地域; a name that several places bear stays text.

    Args:
        headers: field → heading, to keep a text under.
    """
    texts = {key: row.texts[key] for key in KEYS if key in row.texts and not is_empty(row.texts[key])}
    if not texts:
        return
    where = _where(texts.get("province", ""), texts.get("city", ""))
    rest = ""
    if "region" in texts:
        region = read_region(texts["region"])
        header = headers.get("region", "region")
        _area(row, region, header)
        if where.province is None:
            where, rest = region, region.rest
        if region.province is None and region.region is None:
            row.keep(header, texts["region"])
            rest = ""
    columns = row.columns
    columns.update({key: value for key, value in (("province", where.province), ("city", where.city)) if value})
    address = _address(texts.get("district") or where.district or "", rest, texts.get("address", ""))
    if address:
        columns["address"] = address
        if where.province is None and ("region" not in texts or "address" in texts):  # 华东 names no province
            _from_address(columns, texts.get("address", address))


@lru_cache(4096)
def _where(province: str, city: str) -> Region:
    """Province and city of their own columns: full names where they are known, as typed where not."""
    if not province and not city:
        return Region()
    read = read_region(province + city)
    if read.province is None:
        return Region(squeeze(province) or None, squeeze(city) or None)
    below = city if city and read.district and read.city and fold(read.city) not in fold(city) else None
    return read._replace(city=read.city or squeeze(city) or None, district=below)


def _area(row: Collected, region: Region, header: str) -> None:
    if region.region is None:
        return
    if region.provinces:
        row.keep(header, region.region)
    for name in region.provinces or (region.region,):
        row.tags.append(TagName(_AREA, name))


def _address(district: str, rest: str, street: str) -> str:
    """District, rest of a region and street as one line, each once."""
    line = squeeze(street)
    for part in (squeeze(rest), squeeze(district)):
        if part and part not in line:
            line = part + line
    return line


def _from_address(columns: dict[str, object], address: str) -> None:
    region = read_region(address)
    for key, value in (("province", region.province), ("city", region.city)):
        if value and not columns.get(key):
            columns[key] = value
