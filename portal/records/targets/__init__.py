"""What was reported: its canonical form, and the row by which tips join."""

from portal.records.targets.model import Target

__all__ = ["Target"]
