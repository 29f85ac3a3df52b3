"""Frozen records that pass between the floors, one module per subject.

Nothing is re-exported here: building a frozen slotted dataclass costs about a millisecond at start-up,
so a command imports the subjects it draws and no others (docs/decisions/004-start-up.md).
"""
