"""What two customers had in common when the user said that they are different, and whether there is more now."""

from __future__ import annotations

from hashlib import blake2s

from crmcli.records.duplicates import Profile

PROOF = "mewqxf"  # a landline, a name or a core name in common is no reason to ask again


def signature(left: Profile, right: Profile) -> frozenset[str]:
    """Marks of the proofs that two customers share; of values, not the values: those may have to be erased."""
    keys = {key for key in left.points & right.points if key[0] in PROOF}
    if left.firm is not None and left.firm == right.firm:
        keys.add(f"f:{'|'.join(left.firm)}")
    return frozenset(blake2s(key.encode(), digest_size=6).hexdigest() for key in keys)


def still_holds(dismissed: frozenset[str], left: Profile, right: Profile) -> bool:
    """Whether a dismissal answers for two customers as they are now: they share nothing that they did not then."""
    return signature(left, right) <= dismissed
