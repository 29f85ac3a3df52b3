"""Placeholder, replaced by the public API."""
