"""From a raw row to a Draft: columns are compiled once per table to readers, each reader knows one kind of cell.

Whom a row is about is decided in people, what happened in talks and sales; nobody is looked for here.
"""

from crmcli.core.drafting.drafter import Defaults, Drafter

__all__ = ["Defaults", "Drafter"]
