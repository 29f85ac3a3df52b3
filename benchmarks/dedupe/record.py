"""One customer as somebody wrote it down, and whether two records of one can be told to be the same."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Record:
    """One customer as somebody wrote it down.

    Args:
        entity: whom it is about; two records of one entity are duplicates.
        contact: name as written; for a person the same as `name`.
        mobile, landline, email, wechat: normalised, as the import keeps them; masked ones hold stars.
    """

    entity: int
    kind: str
    name: str
    contact: str = ""
    mobile: str = ""
    landline: str = ""
    email: str = ""
    wechat: str = ""
    city: str = ""
    address: str = ""


@dataclass
class Invented:
    """A whole file.

    Args:
        records: in the order they are written.
        entities: how many there are.
    """

    records: list[Record] = field(default_factory=list)
    entities: int = 0


def can_be_told(one: Record, other: Record) -> bool:
    """Whether two records of one entity still share something that a person would go by."""
    proof = any(
        getattr(one, name) and getattr(one, name) == getattr(other, name) for name in ("mobile", "email", "wechat")
    )
    if proof:
        return True
    return one.kind == "company" and one.contact == other.contact and one.name[:2] in other.name
