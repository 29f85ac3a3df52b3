"""Everything that speaks for or against two customers being one, with its points: what is measured is elsewhere.

The points were set by hand and checked against `benchmarks/dedupe` (docs/decisions/015-duplicates.md).
"""

from __future__ import annotations

from typing import NamedTuple

from crmcli.errors import N_
from crmcli.records.duplicates import Term

# What a signal does besides its points.
NO_AUTO = "no_auto"  # a person has to look
CONTRADICTS = "contradicts"  # and the two are not joined through a third either


class Signal(NamedTuple):
    """One kind of evidence.

    Args:
        points: what it adds; some signals give less in some cases, see where they are measured.
        words: for the reason line.
        proof: the kind of agreement it is; two different kinds are independent agreements. "" is a weak sign only.
        effect: "", NO_AUTO or CONTRADICTS.
    """

    points: int
    words: str
    proof: str = ""
    effect: str = ""


SIGNALS = {
    # the same way to reach them
    "id": Signal(75, N_("same id"), "id"),
    "mobile": Signal(60, N_("same mobile"), "mobile"),
    "email": Signal(60, N_("same e-mail"), "email"),
    "wechat": Signal(60, N_("same WeChat"), "wechat"),
    "qq": Signal(50, N_("same QQ"), "qq"),
    "mailbox": Signal(50, N_("same shared mailbox")),
    "line": Signal(20, N_("same landline")),
    "hotline": Signal(5, N_("same hotline")),
    "mobile_near": Signal(18, N_("mobile differs in one digit")),
    "email_near": Signal(15, N_("e-mail differs in one place")),
    "id_near": Signal(30, N_("id differs in one place")),
    "domain": Signal(12, N_("same web or mail domain")),
    # who they are
    "person": Signal(25, N_("same contact name"), "person"),
    "person_short": Signal(10, N_("surname and title agree")),
    "person_script": Signal(15, N_("contact name agrees in pinyin")),
    "person_sound": Signal(10, N_("contact name sounds the same")),
    "person_near": Signal(10, N_("contact name differs in one place")),
    "firm": Signal(45, N_("same company name"), "firm"),
    "firm_core": Signal(35, N_("same company, shorter name"), "firm"),
    "firm_brand": Signal(20, N_("one company name within the other")),
    "firm_within": Signal(20, N_("one company name within the other"), "", NO_AUTO),
    "firm_script": Signal(15, N_("company name agrees in pinyin")),
    "firm_sound": Signal(15, N_("company name sounds the same"), "", NO_AUTO),
    "firm_near": Signal(15, N_("company name differs in one place"), "", NO_AUTO),
    "person_part": Signal(3, N_("part of the contact name agrees"), "", NO_AUTO),
    "birthday": Signal(30, N_("same birthday"), "birthday"),
    "birthday_near": Signal(10, N_("birthday differs in one place")),
    # where they are
    "address": Signal(22, N_("same address"), "address"),
    "address_near": Signal(18, N_("similar address")),
    "city": Signal(4, N_("same city")),
    # what speaks against it
    "firm_form": Signal(35, N_("same name, group or joint-stock"), "", NO_AUTO),
    "firm_head": Signal(20, N_("same name, one is a branch"), "", NO_AUTO),
    "firm_branch": Signal(45, N_("same branch"), "", NO_AUTO),
    "firm_foreign": Signal(-2, N_("company name in another script"), "", NO_AUTO),
    "other_city": Signal(-4, N_("another city"), "", NO_AUTO),
    "other_branch": Signal(-10, N_("another branch"), "", CONTRADICTS),
    "other_region": Signal(-10, N_("same name in another region"), "", CONTRADICTS),
    "other_firm": Signal(-18, N_("another company"), "", CONTRADICTS),
    "other_person": Signal(-12, N_("another contact name"), "", NO_AUTO),
    "other_mobile": Signal(-8, N_("another mobile")),
    "other_birthday": Signal(-10, N_("another birthday"), "", NO_AUTO),
    "other_address": Signal(-3, N_("another address")),
    "other_id": Signal(-5, N_("another id"), "", NO_AUTO),
    "other_credit": Signal(-40, N_("another credit code"), "", CONTRADICTS),
}
TERMS = {name: Term(name, one.points) for name, one in SIGNALS.items()}  # with their usual points
PROOFS = {name: one.proof for name, one in SIGNALS.items() if one.proof}
STOPPING = frozenset(name for name, one in SIGNALS.items() if one.effect)
CONTRADICTING = frozenset(name for name, one in SIGNALS.items() if one.effect == CONTRADICTS)
