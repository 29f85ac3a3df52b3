"""What the readers of one row have found so far. Mutable, and gone when the row is a Draft."""

from __future__ import annotations

from crmcli.core.tags import TagName
from crmcli.errors import BadValue
from crmcli.records.base import Msg
from crmcli.records.customer import Point
from crmcli.records.draft import Problem

Points = list[Point]


class Collected:
    """One row in the making.

    `texts` holds the first text of each field that is read only when all are known (names, dates of a talk);
    `columns` what goes into the table customers, `person` what into contacts, `deal` and `order` into theirs.
    `kept` are raw texts that could not be read: they end up in the note, with their heading.
    """

    __slots__ = (
        "code",
        "columns",
        "company_points",
        "contents",
        "custom",
        "deal",
        "ext",
        "grade",
        "ids",
        "kept",
        "lost_reason",
        "masked",
        "notes",
        "order",
        "others",
        "person",
        "points",
        "problems",
        "stage",
        "status",
        "steps",
        "tags",
        "texts",
        "wechat_same",
    )

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.columns: dict[str, object] = {}
        self.custom: dict[str, str] = {}
        self.person: dict[str, object] = {}
        self.others: dict[int, Points] = {}
        self.points: Points = []
        self.company_points: Points = []
        self.ids: list[tuple[str, str]] = []
        self.tags: list[TagName] = []
        self.notes: list[str] = []
        self.kept: list[str] = []
        self.contents: list[str] = []
        self.steps: list[str] = []
        self.problems: list[Problem] = []
        self.deal: dict[str, object] = {}
        self.order: dict[str, object] = {}
        self.code: str | None = None
        self.stage: str | None = None
        self.status: str | None = None
        self.grade: str | None = None
        self.lost_reason: str | None = None
        self.ext: str | None = None
        self.wechat_same = False
        self.masked = False

    def warn(self, field: str, raw: str, msg: Msg, *, notice: bool = False) -> None:
        """Say something about a cell."""
        self.problems.append(Problem(field, raw[:200], msg, False, notice))

    def keep(self, header: str, raw: str) -> None:
        """Let a text that has no place go into the note."""
        self.kept.append(f"{header}: {raw}")

    def unread(self, field: str, header: str, raw: str, msg: Msg | BadValue) -> None:
        """A cell that cannot be read: its text goes into the note with a mark, and a warning is made."""
        self.kept.append(f"{header}: {raw} (?)")
        self.warn(field, raw, Msg(msg.message, msg.params) if isinstance(msg, BadValue) else msg)
