"""Numbered schema changes, one module each; `m001` may change until the first release and is frozen after it."""
