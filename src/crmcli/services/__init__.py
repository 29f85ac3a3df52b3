"""Use cases over an open workspace; what the commands and the public API call."""
