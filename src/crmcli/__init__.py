"""A customer-relationship tool for one salesperson over one SQLite file; this is its Python API.

    from crmcli import open_crm

    with open_crm("customers.db") as crm:
        crm.add("张伟", company="示例科技", phone="13800138000", source="展会")
        crm.log("示例科技", "同意报价,等老板点头", next="三天后回访")
        for item in crm.due(days=7):
            print(item.customer_name, crm.say(item.reason))

Everything is imported when it is first asked for, so that `crm --version` need not wait for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crmcli import errors as errors
    from crmcli import records as records
    from crmcli.services.crm import Crm as Crm
    from crmcli.services.crm import open_crm as open_crm

__version__ = "0.1.0"
__all__ = ["Crm", "__version__", "errors", "open_crm", "records"]

_HOMES = {"Crm": "crmcli.services.crm", "open_crm": "crmcli.services.crm"}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in ("errors", "records"):
        return import_module(f"crmcli.{name}")
    raise AttributeError(f"module 'crmcli' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
