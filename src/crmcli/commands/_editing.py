"""A customer's fields as a small text for an editor, and what was changed in it. Reading values is services.editing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crmcli.commands._editor import EditedText
from crmcli.commands._forms import explain
from crmcli.errors import N_, CrmError, Failed, UsageError
from crmcli.records.base import Msg
from crmcli.records.columns import CUSTOMER_COLUMNS
from crmcli.services.editing import read_pairs

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.showing import Shown
    from crmcli.services.typed import Typed
    from crmcli.services.workspace import Workspace

INTRO = N_("Change what is behind =, save and close. Nothing behind = erases. Lines with # do not count.")
MORE = N_("A line that begins with a space belongs to the one above it. Several values are parted by commas.")
FIELDS = ("name", "contact", "title", "mobile", "landline", "email", "wechat", "qq", "industry", "company_size",
          "source", "event", "province", "city", "address", "website", "owner", "grade", "tag", "need", "budget",
          "note")  # fmt: skip
POINTS = {"mobile": "mobile", "landline": "phone", "email": "email", "wechat": "wechat", "qq": "qq"}
SEVERAL = (*POINTS, "tag")
LABELS = {column.key: column.label for column in CUSTOMER_COLUMNS} | {
    "budget": N_("Budget"), "landline": N_("Landline"), "tag": N_("Tags"),
}  # fmt: skip
CHOICES = {column.key: column.dict for column in CUSTOMER_COLUMNS if column.dict}


def edited(current: Session, ws: Workspace, shown: Shown, *, force: bool = False) -> Typed | None:
    """Let the user change the fields in an editor; None when nothing was changed.

    A value that cannot be read is explained, and the text opened again if the user likes.

    Raises:
        Failed: no editor, or the user gave up; the text is kept and its place said.
    """
    known = dict(fields(current, shown))
    text = EditedText(form(current, shown, known))
    while True:
        try:
            pairs = differences(known, text.edit(current.environ))
            typed = read_pairs(ws, pairs, force=force) if pairs else None
        except Failed:
            text.remove()
            raise
        except CrmError as error:
            explain(current, error)
            if current.confirm(Msg(N_("Open the text again?")), yes=False, default=True):
                continue
            raise Failed(N_("Nothing was changed. Your text is in {path}."), path=str(text.path)) from None
        text.remove()
        return typed


def form(current: Session, shown: Shown, known: dict[str, str]) -> str:
    """The text of the editor: a line for each field, with its label in the interface language."""
    lines = [
        f"# {shown.customer.name} ({shown.customer.code})",
        *(f"# {current.word(Msg(one))}" for one in (INTRO, MORE)),
        "",
    ]
    for name, value in known.items():
        label = current.word(Msg(LABELS.get(name, name)))
        first, *further = value.split("\n")
        lines += [f"{name} ({label}) = {first}", *(f"    {one}" for one in further)]
    return "\n".join(lines) + "\n"


def fields(current: Session, shown: Shown) -> Iterator[tuple[str, str]]:
    """Fields and their values as text, as they could be typed again."""
    points: dict[str, list[str]] = {}
    for row in shown.points:
        if row["ended_at"] is None:
            points.setdefault(row["kind"], []).append(row["value"])
    for key in FIELDS:
        if key in POINTS:
            yield key, ", ".join(points.get(POINTS[key], ()))
        elif key == "tag":
            yield key, ", ".join(f"{one[0]}-{one[1]}" for one in shown.tags if one[2] != "computed")
        elif key == "budget":
            yield key, _budget(shown.customer.budget_low, shown.customer.budget_high)
        else:
            yield key, _text(current, key, getattr(shown.customer, key))
    for name, value in shown.customer.custom.items():
        yield f"custom.{name}", ("yes" if value else "no") if isinstance(value, bool) else str(value)


def differences(known: dict[str, str], text: str) -> list[str]:
    """What was changed, as FIELD=VALUE words.

    Args:
        known: fields and values as they were.
        text: as it came back from the editor.

    Raises:
        UsageError: a line that is no field.
    """
    pairs: list[str] = []
    for name, value in _lines(text).items():
        old = known.get(name)
        if value == old:
            continue
        if name in SEVERAL:
            pairs += _several(name, old or "", value)
        else:
            pairs.append(f"{name}={value}")
    return pairs


def _several(field: str, old: str, new: str) -> Iterator[str]:
    """The values that went, then those that came."""
    before, now = ([one.strip() for one in text.replace("，", ",").split(",") if one.strip()] for text in (old, new))
    yield from (f"{field}-={one}" for one in before if one not in now)
    yield from (f"{field}+={one}" for one in now if one not in before)


def _lines(text: str) -> dict[str, str]:
    """Field to value, with further lines joined to it."""
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line[0].isspace() and name:
            found[name] += "\n" + line.strip()
            continue
        before, sign, after = line.replace("＝", "=", 1).partition("=")
        name = before.partition("(")[0].strip()
        if not sign or not name:
            raise UsageError(N_("“{pair}” is not FIELD=VALUE."), N_("For example: phone=13800138000"), pair=line[:60])
        found[name] = after.strip()
    return found


def _text(current: Session, key: str, value: object) -> str:
    if value is None:
        return ""
    if key in CHOICES:
        from crmcli.i18n import language

        return current.words().label(CHOICES[key], str(value), language())
    return str(value)


def _budget(low: int | None, high: int | None) -> str:
    def yuan(cents: int) -> str:
        return f"{cents / 100:.2f}".removesuffix(".00")

    if low is None and high is None:
        return ""
    if low == high and low is not None:
        return yuan(low)
    if low is None:
        return f"<={yuan(high or 0)}"
    return f">={yuan(low)}" if high is None else f"{yuan(low)}-{yuan(high)}"
