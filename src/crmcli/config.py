"""Where things are on this machine and who works on it. Settings kept inside the file are not here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

APP = "crmcli"
DATABASE_NAME = "crm.db"


def database_path(given: str | None, environ: Mapping[str, str]) -> Path:
    """The database to use: `given` (--db), else CRM_DB, else `crm.db` in the user's data folder (product.md §2)."""
    named = given or environ.get("CRM_DB", "")
    return _at(named) if named else _data_dir(environ) / DATABASE_NAME


def state_dir(environ: Mapping[str, str]) -> Path:
    """The folder for what may be lost without harm, such as row numbers: CRM_STATE, else the user's state folder."""
    if named := environ.get("CRM_STATE", ""):
        return _at(named)
    from platformdirs import user_state_path

    return user_state_path(APP, appauthor=False)


def backups_dir(database: Path, environ: Mapping[str, str]) -> Path:
    """The folder for the backups of one database; two files of the same name never share one.

    With CRM_STATE set it is inside that folder, so that nothing outside of it is touched.
    """
    from zlib import crc32

    try:
        place = database.resolve()
    except (OSError, RuntimeError):  # links that lead in a circle, a working folder that is gone
        place = database
    home = state_dir(environ) if environ.get("CRM_STATE") else _data_dir(environ)
    return home / "backups" / f"{place.stem}-{crc32(str(place).encode(errors='surrogateescape')):08x}"


def user_name(environ: Mapping[str, str]) -> str:
    """Who works here, as the system knows them; empty when it does not say."""
    named = next((environ[name] for name in ("USER", "LOGNAME", "USERNAME") if environ.get(name)), "")
    return named or _system_user()


def _system_user() -> str:
    """The name of the account, for jobs that have no variables."""
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):  # which of them depends on the Python and the system
        return ""


def _at(named: str) -> Path:
    """A path as typed, `~` and `~name` expanded where they mean a folder."""
    try:
        return Path(named).expanduser()
    except RuntimeError:  # ~name of nobody: a file called like that
        return Path(named)


def _data_dir(environ: Mapping[str, str]) -> Path:
    if named := environ.get("CRM_STATE", ""):
        # A set-up that moves the state (a test, a stick) must not fall back to the real data folder.
        return _at(named)
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)
