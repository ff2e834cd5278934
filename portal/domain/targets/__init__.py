"""What was flagged, in one form however it was typed, so that tips about one thing meet."""

from portal.domain.targets.canonical import CanonicalTarget, UnreadableTarget, canonicalise
from portal.domain.targets.kinds import KINDS, TargetKind, TargetType
from portal.domain.targets.recognition import Guess, recognise

__all__ = [
    "KINDS",
    "CanonicalTarget",
    "Guess",
    "TargetKind",
    "TargetType",
    "UnreadableTarget",
    "canonicalise",
    "recognise",
]
