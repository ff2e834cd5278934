"""Clocks of cases: they pause, move, are extended, and run out with a consequence."""

from portal.records.clocks.extension import extend, extension_reason
from portal.records.clocks.pauses import pause, resume
from portal.records.clocks.recounting import is_provisional
from portal.records.clocks.urgency import set_priority

__all__ = ["extend", "extension_reason", "is_provisional", "pause", "resume", "set_priority"]
