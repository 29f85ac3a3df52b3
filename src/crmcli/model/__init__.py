"""The thin model: the only floor that speaks SQL."""
