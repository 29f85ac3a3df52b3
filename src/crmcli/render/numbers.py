"""Numbers as text: for people, and plain for csv and tsv as product.md §9 has them. Infinity is empty."""

from __future__ import annotations

import math
from collections.abc import Sequence


def plain_yuan(cents: float) -> str:
    """Cents as 1200.00, for csv."""
    whole, rest = divmod(abs(round(cents)), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02}"


def grouped_yuan(cents: float) -> str:
    """Cents as 1,200 or 1,200.50, for people."""
    whole, rest = divmod(abs(round(cents)), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}" + (f".{rest:02}" if rest else "")


def plain_rate(fraction: float) -> str:
    """A fraction as 0.3000, for csv."""
    return f"{fraction:.4f}" if math.isfinite(fraction) else ""


def percent(fraction: float) -> str:
    """A fraction as 30.0%, for people."""
    return f"{fraction * 100:.1f}%" if math.isfinite(fraction) else ""


def plain_number(number: float) -> str:
    """1234 or 12.5, for csv and inside sentences."""
    if isinstance(number, int):
        return str(number)
    return format(number, ".10g") if math.isfinite(number) else ""


def grouped_number(number: float) -> str:
    """1,234 or 12.5, at most two decimals, for people."""
    if isinstance(number, int):
        return f"{number:,}"
    return f"{number:,.2f}".rstrip("0").rstrip(".") if math.isfinite(number) else ""


BAR_WIDTH = 12
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_STEPS = "▁▂▃▄▅▆▇█"


def bar(fraction: float) -> str:
    """A bar of at most BAR_WIDTH cells; what is more than nothing is at least an eighth of a cell."""
    if not math.isfinite(fraction) or fraction <= 0:
        return ""
    eighths = max(round(min(fraction, 1.0) * BAR_WIDTH * 8), 1)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def spark(counts: Sequence[float]) -> str:
    """A small line of bars, one for each number; nothing at all is a dot, the highest fills the line."""
    most = max(counts, default=0)
    if most <= 0:
        return "·" * len(counts)
    return "".join("·" if one <= 0 else _STEPS[min(int(one / most * 8), 7)] for one in counts)


# For each kind of column: how people read it, and how csv has it.
FORMS = {
    "money": (grouped_yuan, plain_yuan),
    "rate": (percent, plain_rate),
    "count": (grouped_number, plain_number),
    "bar": (bar, plain_rate),
}
