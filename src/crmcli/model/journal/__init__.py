"""The journal: the only writer of the journaled tables, and everything read back from what it wrote."""
