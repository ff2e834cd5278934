"""What was reported: its canonical form, and the row by which tips join."""

from portal.records.targets.model import Target
from portal.records.targets.words import in_a_list, masked_display, masked_name

__all__ = ["Target", "in_a_list", "masked_display", "masked_name"]
