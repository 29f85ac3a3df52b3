"""Importing sheets: rows are drafted, identified, planned without a lock, and written in one transaction."""
