"""How well and how fast duplicates are found: customers invented with known truth, and public data sets."""
