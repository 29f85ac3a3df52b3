"""Sending a message to what the user configured. Beside this, the network is touched only by the sources of sync."""
