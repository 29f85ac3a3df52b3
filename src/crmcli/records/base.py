"""The two records everything else is made of: a sentence still to be worded, and a setting."""

from __future__ import annotations

from collections.abc import Mapping

from crmcli.records.record import field, record


@record
class Msg:
    """A sentence of the interface, worded only when it is drawn.

    Args:
        id: English text with `{name}` fields; the id in the translation catalogue.
        params: values of the fields: text, numbers, None, other Msg, or Word.
        one: the id used instead when params["n"] is 1 (English singular).
    """

    id: str
    params: Mapping[str, object] = field(default_factory=dict)
    one: str = ""


@record
class Word:
    """A dictionary code that is to be drawn as its label.

    Args:
        dict: name of the dictionary, such as "stage" or "channel".
        code: the stored code, such as "lead".
    """

    dict: str
    code: str


@record
class Setting:
    """One number or choice of a rule, declared beside the rule.

    Args:
        key: dotted name as in `crm config set KEY VALUE`, such as "due.intent".
        default: the value when the file does not hold one.
        unit: one of "days", "hours", "minutes", "months", "yuan", "points", "percent", "count", "text", "bool",
            "choice", "secret" (shown with its middle hidden).
        msg: what it means, an English id of the catalogue.
        choices: the values allowed when unit is "choice".
    """

    key: str
    default: int | str | bool
    unit: str
    msg: str
    choices: tuple[str, ...] = ()
