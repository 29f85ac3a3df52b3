"""The age format for backups (age-encryption.org): locked with a passphrase or for public keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crmcli.errors import N_, BadValue, DatabaseError, Encrypted, WrongPassphrase
from crmcli.records.record import record

if TYPE_CHECKING:
    from crmcli.model.connection import Key

MAGIC = b"age-encryption.org/"
BY_PASSPHRASE = b"-> scrypt "


@record
class Seal:
    """How a backup is locked; not at all when both are empty.

    Args:
        recipients: public keys, `age1…` or `ssh-ed25519 …`; whoever has one of their secret keys can open it.
        passphrase: instead of recipients.
    """

    recipients: tuple[str, ...] = ()
    passphrase: str = ""

    @property
    def wanted(self) -> bool:
        """Whether there is anything to lock with."""
        return bool(self.recipients or self.passphrase)


def seal(data: bytes, how: Seal) -> bytes:
    """Lock bytes.

    Raises:
        BadValue: a recipient that is none.
        DatabaseError: the age library is not installed.
    """
    age = _age()
    if how.passphrase:
        return bytes(age.passphrase.encrypt(data, how.passphrase))
    return bytes(age.encrypt(data, [_recipient(age, one) for one in how.recipients]))


def check_recipients(texts: Sequence[str]) -> None:
    """Refuse public keys that cannot be read.

    Raises:
        BadValue: it cannot. DatabaseError: the age library is not installed.
    """
    for one in texts:
        _recipient(_age(), one)


def is_sealed(path: Path) -> bool:
    """Whether a file is in the age format."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def unseal(path: Path, *, key: Key | None, identities: Sequence[Path] = ()) -> bytes:
    """Open what was locked.

    Args:
        key: gives the passphrase, where it was locked with one.
        identities: files with secret keys, where it was locked for recipients.

    Raises:
        Encrypted: what it takes was not given.
        WrongPassphrase: it was, and does not open it.
        DatabaseError: the age library is not installed.
    """
    age = _age()
    data = path.read_bytes()
    header = data[:200].partition(b"\n")[2]
    if header.startswith(BY_PASSPHRASE):
        if key is None:
            raise Encrypted(path=str(path))
        passphrase = key(path, data[:200])
        return _opened(age, path, lambda: age.passphrase.decrypt(data, passphrase))
    if not identities:
        raise Encrypted(
            N_("{path} was encrypted for a key of yours."),
            N_("Name the file with the secret key: --identity FILE"),
            path=str(path),
        )
    found = [one for file in identities for one in _identities(age, file)]
    return _opened(age, path, lambda: age.decrypt(data, found))


def _opened(age: Any, path: Path, attempt: Callable[[], bytes]) -> bytes:
    try:
        return bytes(attempt())
    except age.DecryptError:
        raise WrongPassphrase(
            N_("{path} cannot be opened with this passphrase or key, or it is damaged."), path=str(path)
        ) from None


def _recipient(age: Any, text: str) -> Any:
    kind = age.ssh.Recipient if text.strip().startswith("ssh-") else age.x25519.Recipient
    try:
        return kind.from_str(text.strip())
    except age.RecipientError:
        raise BadValue(
            N_("“{text}” is not a public key of age."),
            N_("It begins with age1; age-keygen makes one and prints it."),
            text=text[:80],
        ) from None


def _identities(age: Any, path: Path) -> list[Any]:
    try:
        text = path.read_bytes()
        lines = [line.strip() for line in text.decode("utf-8", "replace").splitlines()]
        keys = [line for line in lines if line.startswith("AGE-SECRET-KEY-")]
        return [age.x25519.Identity.from_str(one) for one in keys] or [age.ssh.Identity.from_buffer(text)]
    except (OSError, age.IdentityError):
        raise BadValue(
            N_("{path} holds no secret key of age."), N_("age-keygen -o FILE makes one."), path=str(path)
        ) from None


def _age() -> Any:
    try:
        import pyrage
        import pyrage.passphrase
        import pyrage.ssh
        import pyrage.x25519
    except ImportError:
        raise DatabaseError(
            N_("Encrypted backups need the age library, which is not installed."),
            N_("Install it: pip install 'crmcli[encryption]'"),
        ) from None
    return pyrage
