"""The house as a whole: what is found by its file name can be imported and has what its kind must have."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest

import crmcli
from crmcli import discovery

MODULES = [info.name for info in pkgutil.walk_packages(crmcli.__path__, "crmcli.") if info.name != "crmcli.__main__"]


@pytest.mark.parametrize("name", MODULES)
def test_every_module_can_be_imported_and_says_what_it_is_for(name: str) -> None:
    assert import_module(name).__doc__


@pytest.mark.parametrize("name", discovery.modules("commands").values())
def test_every_command_has_a_summary_and_something_to_run(name: str) -> None:
    command = import_module(name)
    assert command.SUMMARY
    assert callable(getattr(command, "command", None) or command.app)
