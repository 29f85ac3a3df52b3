"""splink over the same invented customers, with the columns normalised as the product does; needs `splink`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from benchmarks.dedupe.record import Record
from crmcli.core.companies import read_company
from crmcli.core.names import read_name

THRESHOLD = 0.5


def normalised(records: Sequence[Record]) -> list[dict[str, Any]]:
    """One row per record; what is masked or absent is None."""
    rows = []
    for place, one in enumerate(records, 1):
        company = read_company(one.name) if one.kind == "company" else None
        mobile = None if "*" in one.mobile else one.mobile or None
        rows.append(
            {
                "unique_id": place,
                "core": company.core if company and not company.masked else None,
                "region": company.region or None if company else None,
                "contact": read_name(one.contact).name or None,
                "mobile": mobile,
                "landline": one.landline or None,
                "email": one.email or None,
                "wechat": one.wechat or None,
                "city": one.city or None,
            }
        )
    return rows


def found(records: Sequence[Record]) -> tuple[set[tuple[int, int]], float]:
    """Pairs that splink takes for one customer, and the seconds of CPU it took."""
    import pandas
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    table = pandas.DataFrame(normalised(records))
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("core", [0.9]).configure(term_frequency_adjustments=True),
            compare.ExactMatch("region"),
            compare.JaroWinklerAtThresholds("contact", [0.9]).configure(term_frequency_adjustments=True),
            compare.LevenshteinAtThresholds("mobile", [1]),
            compare.ExactMatch("landline"),
            compare.ExactMatch("email"),
            compare.ExactMatch("wechat"),
            compare.ExactMatch("city"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on(name) for name in ("mobile", "email", "wechat", "landline", "core", "contact")
        ],
    )
    began = time.process_time()
    api = DuckDBAPI()
    linker = _linker(Linker, table, settings, api)
    linker.training.estimate_probability_two_random_records_match([block_on("mobile"), block_on("email")], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for name in ("mobile", "contact"):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(name))
    pairs = linker.inference.predict(threshold_match_probability=THRESHOLD).as_pandas_dataframe()
    took = time.process_time() - began
    left, right = pairs["unique_id_l"].tolist(), pairs["unique_id_r"].tolist()
    return {(min(pair), max(pair)) for pair in zip(left, right, strict=True)}, took


def _linker(make: Any, table: Any, settings: Any, api: Any) -> Any:
    """A linker: splink 5 registers tables with the database, splink 4 takes them as they are."""
    if hasattr(api, "register"):
        return make(api.register(table), settings)
    return make(table, settings, api)
