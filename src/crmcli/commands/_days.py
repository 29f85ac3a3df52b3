"""The options that say which days a report or an export is about."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.errors import N_

Period = Annotated[
    str,
    typer.Option(
        "--period",
        metavar=N_("PERIOD"),
        help=N_("week, last-week, month, last-month, quarter, year, 2026-10, 2026Q3 or 2026-10-01..2026-10-15."),
    ),
]
Since = Annotated[str, typer.Option("--since", metavar=N_("DATE"), help=N_("From this day on."))]
Until = Annotated[str, typer.Option("--until", metavar=N_("DATE"), help=N_("Up to this day, which counts too."))]
