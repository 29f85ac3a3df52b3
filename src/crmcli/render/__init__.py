"""Sheets and cards to text and bytes, one file per format; knows nothing of customers."""

from crmcli.render.options import Options
from crmcli.render.registry import choose, draw, known
from crmcli.render.wording import Wording

__all__ = ["Options", "Wording", "choose", "draw", "known"]
