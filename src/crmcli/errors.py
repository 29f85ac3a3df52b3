"""The errors a user can cause or mend; each carries its sentence, its hint and its exit code.

Imports nothing. A bug is not in this tree: it traces back.
"""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802 - gettext's own name
    """Mark `text` for the translation catalogue and return it unchanged."""
    return text


class CrmError(Exception):
    """Base of everything crmcli refuses to do, said in one sentence and a hint.

    Args:
        message: English sentence, an id of the catalogue, with `{name}` fields; the class default when None.
        hint: what to type or do instead, in the same form; the class default when None.
        **params: values of the fields in both: plain values, or records that the translator can draw.
    """

    exit_code = 1
    message = N_("The command failed.")
    hint = ""

    def __init__(self, message: str | None = None, hint: str | None = None, **params: object) -> None:
        if message is not None:
            self.message = message
        if hint is not None:
            self.hint = hint
        self.params = params
        super().__init__(self.message)

    def __str__(self) -> str:
        """The sentence in English, for scripts that use the Python API and for logs."""
        try:
            return self.message.format(**{name: _plain(value) for name, value in self.params.items()})
        except (KeyError, IndexError, ValueError):
            return self.message


def _plain(value: object) -> object:
    """A parameter without a translator: of a Word its code, of a Msg its English sentence."""
    if hasattr(value, "code"):
        return value.code
    if hasattr(value, "id") and hasattr(value, "params"):
        return value.id.format(**{name: _plain(inner) for name, inner in value.params.items()})
    if isinstance(value, tuple | list):
        return ", ".join(str(_plain(one)) for one in value)
    return value


class Failed(CrmError):
    """The command ran and could not do, or not wholly do, what was asked (exit 1)."""


class NothingToUndo(Failed):
    """There is no operation left to take back, or to bring back (exit 1)."""

    message = N_("There is nothing to undo.")


class UsageError(CrmError):
    """The command line is not one that can be understood (exit 2)."""

    exit_code = 2


class NeedsAnswer(UsageError):
    """A question came up where nobody can be asked (exit 2)."""

    message = N_("This needs an answer, and there is no terminal to ask on.")
    hint = N_("Add --yes to agree beforehand.")


class BadValue(UsageError):
    """A value that cannot be read: a date, an amount, a phone, a dictionary word (exit 2)."""


class NotFound(CrmError):
    """Nothing answers to the name, code or number given (exit 3)."""

    exit_code = 3


class Ambiguous(NotFound):
    """Several answer to it (exit 3).

    Args:
        candidates: records.customer.Candidate rows to show below the sentence.
    """

    def __init__(
        self, message: str | None = None, hint: str | None = None, candidates: tuple[object, ...] = (), **params: object
    ) -> None:
        super().__init__(message, hint, **params)
        self.candidates = candidates


class DatabaseError(CrmError):
    """The database cannot be used; nothing was changed (exit 4)."""

    exit_code = 4
    message = N_("The database {path} cannot be used: {reason}.")
    hint = N_("Nothing was changed.")


class Locked(DatabaseError):
    """Another process kept the database busy for longer than we wait."""

    message = N_("Another program is writing to {path}.")
    hint = N_("Nothing was changed. Wait for it to finish, or close it, and try again.")


class NotOurs(DatabaseError):
    """A file that another program made."""

    message = N_("{path} is not a crmcli database.")
    hint = N_("Name another file with --db. This one was not touched.")


class Newer(DatabaseError):
    """A file written by a newer crmcli."""

    message = N_("{path} was written by a newer crmcli (file version {found}, this program knows {known}).")
    hint = N_("Upgrade crmcli: pip install --upgrade crmcli. The file was not touched.")


class Damaged(DatabaseError):
    """A file whose pages cannot be trusted."""

    message = N_("{path} is damaged.")
    hint = N_("Nothing was changed. To put a backup in its place: crm restore; backups are kept in {backups}.")


class Encrypted(DatabaseError):
    """A file or backup that takes a passphrase, and there is none."""

    message = N_("{path} is encrypted, and no passphrase was given.")
    hint = N_("On a terminal it is asked for; in a script: --passphrase-fd 3 3<FILE")


class WrongPassphrase(DatabaseError):
    """A file or backup that another passphrase, or another key, has locked."""

    message = N_("This passphrase does not open {path}.")
    hint = N_("Type it again. Nothing was changed.")


class DamagedJournal(DatabaseError):
    """An entry of the journal that cannot be read any more; the tables themselves may be sound."""

    message = N_("The history of this file is damaged: one of its entries cannot be read.")
    hint = N_("To see which: crm doctor. To go back to a backup: crm restore")


class DiskFull(DatabaseError):
    """No room to write."""

    message = N_("There is no room left on the disk for {path}.")
    hint = N_("Nothing was changed. Free some space and try again.")


class ReadOnly(DatabaseError):
    """A file or a folder that may not be written."""

    message = N_("{path} cannot be written: the file or its folder is read-only.")
    hint = N_("Nothing was changed. Mend its permissions, or name another file with --db.")


class NothingReadable(CrmError):
    """The input holds nothing that can be read (exit 5)."""

    exit_code = 5


class Refused(CrmError):
    """Understood, and not done: it would duplicate, store what must not be stored, or break a rule (exit 6)."""

    exit_code = 6


class WouldDuplicate(Refused):
    """The customer to be added is probably there already (exit 6).

    Args:
        candidates: records.customer.Candidate rows that it would duplicate.
    """

    def __init__(
        self, message: str | None = None, hint: str | None = None, candidates: tuple[object, ...] = (), **params: object
    ) -> None:
        super().__init__(message, hint, **params)
        self.candidates = candidates


class Conflict(Refused):
    """An undo that would overwrite later work (exit 6).

    Args:
        conflicts: records.journal.Clash rows, one for each thing that was changed since.
    """

    def __init__(
        self, message: str | None = None, hint: str | None = None, conflicts: tuple[object, ...] = (), **params: object
    ) -> None:
        super().__init__(message, hint, **params)
        self.conflicts = conflicts
