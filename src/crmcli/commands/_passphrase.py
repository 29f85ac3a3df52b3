"""Where passphrases come from: an open file, the key ring, a question. Never the command line, which is kept."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.errors import N_, BadValue, Encrypted, UsageError
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session

SERVICE = "crmcli"  # in the key ring
LARGEST = 4096  # bytes read from the open file
SHORTEST = 8  # characters of a new one


class Passphrases:
    """The passphrases of one run; called with a file's path and the bytes it begins with, gives that file's.

    Args:
        session: of this run.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[bytes, str] = {}
        self._lines: list[str] | None = None

    def __call__(self, path: Path, salt: bytes) -> str:
        """The passphrase of an encrypted file; asked for once, also for its copies.

        Raises:
            Encrypted: there is nobody to ask.
            BadValue: --passphrase-fd gives none.
        """
        if salt not in self._known:
            self._known[salt] = self._given(path)
        return self._known[salt]

    def new(self, path: Path) -> str:
        """A passphrase to lock with: the last line of --passphrase-fd, or typed twice.

        Raises:
            NeedsAnswer: there is nobody to ask.
            BadValue: too short, or not typed alike.
        """
        if self._session.options.passphrase_fd:
            return _long_enough(self._read()[-1])
        question = Msg(N_("New passphrase for {path}"), {"path": path.name})
        typed = _long_enough(self._session.ask_secret(question))
        if self._session.ask_secret(Msg(N_("The same again"))) != typed:
            raise BadValue(N_("The two were not alike."), N_("Nothing was changed. Try again."))
        return typed

    def _given(self, path: Path) -> str:
        if self._session.options.passphrase_fd:
            return self._read()[0]
        if (kept := recall(path)) is not None:
            return kept
        if not self._session.interactive:
            raise Encrypted(path=str(path))
        return self._session.ask_secret(Msg(N_("Passphrase for {path}"), {"path": path.name}))

    def _read(self) -> list[str]:
        """The lines of the open file; read once."""
        if self._lines is None:
            number = typed_descriptor(self._session.options.passphrase_fd)
            try:
                data = b"".join(iter(lambda: os.read(number, LARGEST), b""))[:LARGEST]
                self._lines = data.decode().splitlines()
            except (OSError, UnicodeDecodeError):
                raise UsageError(
                    N_("No passphrase can be read from --passphrase-fd {n}."),
                    N_("Open a file for it: crm … --passphrase-fd 3 3<FILE"),
                    n=number,
                ) from None
        if not self._lines or not self._lines[0]:
            raise BadValue(N_("The file of --passphrase-fd is empty."), N_("Its first line is the passphrase."))
        return self._lines


def typed_descriptor(text: str) -> int:
    """The number of an open file.

    Raises:
        UsageError: not a number; perhaps the passphrase itself, which is not repeated.
    """
    if text.isascii() and text.isdigit() and len(text) < 5:
        return int(text)
    raise UsageError(
        N_("--passphrase-fd takes the number of an open file, never the passphrase."),
        N_("For example: crm … --passphrase-fd 3 3<FILE"),
    )


def _long_enough(text: str) -> str:
    if len(text) < SHORTEST:
        raise BadValue(
            N_("A passphrase has at least {n} characters."), N_("Several words are easy to remember."), n=SHORTEST
        )
    return text


def recall(path: Path) -> str | None:
    """The passphrase that the key ring keeps for a file; None when it has none, or there is no key ring."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, os.path.realpath(path))
    except (KeyringError, RuntimeError, OSError):
        return None


def remember(path: Path, passphrase: str | None) -> None:
    """Put a file's passphrase into the key ring, or take it out.

    Raises:
        UsageError: there is no key ring that could be used.
    """
    try:
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError
    except ImportError:
        if passphrase is None:
            return
        raise UsageError(
            N_("The key ring needs a library that is not installed."),
            N_("Install it: pip install 'crmcli[encryption]'"),
        ) from None
    try:
        if passphrase is not None:
            keyring.set_password(SERVICE, os.path.realpath(path), passphrase)
        else:
            keyring.delete_password(SERVICE, os.path.realpath(path))
    except PasswordDeleteError:
        return
    except (KeyringError, RuntimeError, OSError):
        if passphrase is not None:
            raise UsageError(
                N_("This system has no key ring that could keep it."), N_("Leave --keyring out.")
            ) from None
