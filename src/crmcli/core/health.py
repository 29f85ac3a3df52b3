"""How healthy the tie to a customer is: four parts that add up to 100 points, and the bands of the sum (R150).

contact    40   as long as the last contact is no longer ago than the cadence allows; then falling evenly, to nothing at
                three times that. Who has no cadence gets that of an ungraded buyer, 30 days; who was never talked to is
                counted from the day of entry.
talks      20   for four contacts within the last 90 days; fewer in proportion.
purchase   20   for an order within the last year; half for an older one, or for a deal that is open.
mood       20   for a mean satisfaction of 5 within the last year, nothing for 1; half when nobody asked. An open
                complaint leaves nothing.
"""

from __future__ import annotations

from typing import Final, NamedTuple

CONTACT: Final = 40
TALKS: Final = 20
PURCHASE: Final = 20
MOOD: Final = 20
NEUTRAL: Final = MOOD // 2
FALL: Final = 2  # times the cadence until nothing is left
TALKS_ENOUGH: Final = 4
USUAL_CADENCE: Final = 30

# The lowest score of each band.
BANDS: Final = {"healthy": 70, "watch": 40, "at_risk": 0}


class Score(NamedTuple):
    """The points of each part."""

    contact: int
    talks: int
    purchase: int
    mood: int


MOST: Final = Score(CONTACT, TALKS, PURCHASE, MOOD)


def band_of(score: int) -> str:
    """The band of a sum of points."""
    return next(name for name, least in BANDS.items() if score >= least)
