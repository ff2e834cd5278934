"""Clocks of cases: they pause, move, are extended, and run out with a consequence."""

from portal.records.clocks.extension import extend, extension_reason
from portal.records.clocks.pauses import pause, resume
from portal.records.clocks.recounting import is_provisional

__all__ = ["extend", "extension_reason", "is_provisional", "pause", "resume"]
