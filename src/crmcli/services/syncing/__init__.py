"""Sources that are read again and again, unattended: what they are, and running them."""
