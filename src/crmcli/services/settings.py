"""Settings: which there are, what they are now, and changing them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core import notify_targets
from crmcli.core.backup_rules import ALL_SETTINGS as BACKUPS
from crmcli.core.deals import ALL_SETTINGS as DEALS
from crmcli.core.due.settings import ALL_SETTINGS as DUE
from crmcli.core.duplicates.settings import ALL_SETTINGS as DEDUPE
from crmcli.core.grading import ALL_SETTINGS as GRADES
from crmcli.core.reminders import ALL_SETTINGS as REMINDERS
from crmcli.core.report_rules import ALL_SETTINGS as REPORTS
from crmcli.core.stage_tasks import ALL_SETTINGS as TASKS
from crmcli.errors import N_, BadValue, UsageError
from crmcli.model import settings
from crmcli.records.base import Setting
from crmcli.services.checks import refuse_sensitive

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

GENERAL: tuple[Setting, ...] = (
    Setting("language", "en", "choice", N_("language of the interface and of exports"), ("zh", "en")),
    Setting("user.name", "", "text", N_("your name in the journal; empty takes the computer's")),
    Setting("default.owner", "", "text", N_("owner of a new customer; empty takes your name")),
    Setting("default.source", "", "text", N_("source of a new customer when none is given; empty asks for one")),
    Setting("code.format", "C{date}{seq:3}", "text", N_("how the code of a new customer is made")),
    Setting("currency", "CNY", "text", N_("currency of amounts written without one")),
    Setting("country", "CN", "text", N_("country whose holidays count, two letters")),
    Setting("mask", False, "bool", N_("hide the middle of phone numbers on the screen")),
    Setting("attach.max_mb", 20, "count", N_("a file larger than so many MB is not attached")),
    Setting("active.days", 30, "days", N_("a contact within so many days is active")),
)
ALL: tuple[Setting, ...] = (*GENERAL, *DUE, *TASKS, *REMINDERS, *DEALS, *GRADES, *BACKUPS, *DEDUPE, *REPORTS)
MOST = 100_000  # no number of ours means anything beyond this
LIMITS = {"percent": 100, "yuan": 999_999_999}
SWITCH = {"on": True, "开": True, "off": False, "关": False}  # beside yes and no


class SettingRow(NamedTuple):
    """One declared setting with its present value."""

    setting: Setting
    value: int | str | bool
    changed: bool


def typed(stored: Mapping[str, str]) -> dict[str, int | str | bool]:
    """Every declared setting with the value stored, or its default; what is not declared is left out."""
    return {s.key: _of_type(s, stored[s.key]) if s.key in stored else s.default for s in ALL}


def _of_type(setting: Setting, text: str) -> int | str | bool:
    if isinstance(setting.default, bool):
        return text == "1"
    return int(text) if isinstance(setting.default, int) else text


def all_settings(ws: Workspace) -> tuple[SettingRow, ...]:
    """Every declared setting, in the order of declaration."""
    stored = settings.read_all(ws.db)
    values = typed(stored)
    found = [SettingRow(s, values[s.key], values[s.key] != s.default) for s in ALL]
    kept = ((_of_source(key), value) for key, value in sorted(stored.items()) if key not in values)
    return (*found, *(SettingRow(setting, _shown(setting, value), True) for setting, value in kept if setting))


def _of_source(key: str) -> Setting | None:
    """The setting of a saved source of `crm sync`, or of a target of `crm notify`: there are as many as one wants."""
    if target := notify_targets.setting(key):
        return target
    if not key.strip().startswith("sync."):
        return None
    from crmcli.services.syncing.sources import setting

    return setting(key)


def find(key: str) -> Setting:
    """The declared setting with that key.

    Raises:
        UsageError: there is none; names the nearest.
    """
    for setting in ALL:
        if setting.key.casefold() == key.strip().casefold():
            return setting
    if found := _of_source(key):
        return found
    from crmcli.core.spelling import nearest

    near = nearest(key, [s.key for s in ALL])
    hint = N_("Did you mean {near}? All of them: crm config") if near else N_("All of them: crm config")
    raise UsageError(N_("There is no setting “{key}”."), hint, key=key, near=near)


def set_value(ws: Workspace, key: str, text: str) -> SettingRow:
    """Change a setting.

    Args:
        key: its dotted name.
        text: the value as typed.

    Raises:
        UsageError: no such setting, or a value it cannot take.
    """
    setting = find(key)
    value = _checked(setting, text.strip())
    with ws.operation() as journal:
        settings.store(journal, setting.key, value)
    return _row(ws, setting)


def unset(ws: Workspace, key: str) -> SettingRow:
    """Give a setting its default again."""
    setting = find(key)
    with ws.operation() as journal:
        settings.store(journal, setting.key, None)
    return _row(ws, setting)


def _row(ws: Workspace, setting: Setting) -> SettingRow:
    value = ws.settings.get(setting.key, settings.read_all(ws.db).get(setting.key, setting.default))
    return SettingRow(setting, _shown(setting, value), value != setting.default)


def _shown(setting: Setting, value: int | str | bool) -> int | str | bool:
    """A value without what must stay secret."""
    return notify_targets.hidden(value) if setting.unit == "secret" and isinstance(value, str) else value


def _checked(setting: Setting, text: str) -> str:
    """The value as it is stored: whole numbers, 1 or 0, or text."""
    refuse_sensitive([text])
    if isinstance(setting.default, bool):
        return _yes_or_no(setting, text)
    if isinstance(setting.default, int):
        return _number(setting, text)
    if setting.choices and text not in setting.choices:
        raise BadValue(
            N_("{key} is one of: {choices}."),
            N_("Type one of them."),
            key=setting.key,
            choices=setting.choices,
        )
    return _own(setting, text)


def _own(setting: Setting, text: str) -> str:
    """A text that must make sense to the one part that uses it."""
    if setting.unit == "secret":
        from crmcli.services.notifying.targets import read_target

        read_target(setting.key, text)
    elif setting.key == "country":
        return _country(text)
    elif setting.key == "code.format":
        from crmcli.core.codes import check_format

        check_format(text)
    elif setting.key == "backup.recipient" and text:
        from crmcli.model.sealing import check_recipients

        check_recipients([text])
    return text


def _country(text: str) -> str:
    from crmcli.core.calendar import is_known

    if not is_known(text):
        raise BadValue(
            N_("The holidays of “{text}” are not known."), N_("Two letters, such as CN, HK, SG, US or DE."), text=text
        )
    return text.upper()


def _yes_or_no(setting: Setting, text: str) -> str:
    from crmcli.core.filter_keys import yes_or_no

    answer = SWITCH.get(text.casefold(), yes_or_no(text))
    if answer is not None:
        return str(int(answer))
    raise BadValue(N_("{key} is yes or no, not “{text}”."), N_("Type yes or no."), key=setting.key, text=text)


def _number(setting: Setting, text: str) -> str:
    most = LIMITS.get(setting.unit, MOST)
    if text.isascii() and text.isdigit() and len(text) <= 9 and int(text) <= most:
        return str(int(text))
    raise BadValue(
        N_("{key} is a whole number, not “{text}”."), N_("Type a number such as {default}."),
        key=setting.key, text=text, default=setting.default,
    )  # fmt: skip
