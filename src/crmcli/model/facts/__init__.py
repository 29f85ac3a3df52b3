"""Derived tables: facts, dues and match keys.

Everything here is computed from the journaled tables and may be thrown away; refreshing the touched customers and
refreshing all give the same rows. Nothing is imported here: looking needs only `gathering`, writing the rest.
"""
