"""What was flagged, in one form however it was typed, so that tips about one thing meet."""

from portal.domain.targets.canonical import CanonicalTarget, UnreadableTarget, canonicalise
from portal.domain.targets.carried import PLATFORM_KIND_WORDS, PlatformKind, type_carried
from portal.domain.targets.kinds import KINDS, TargetKind, TargetType
from portal.domain.targets.mentions import mentioned
from portal.domain.targets.recognition import Guess, recognise

__all__ = [
    "KINDS",
    "PLATFORM_KIND_WORDS",
    "CanonicalTarget",
    "Guess",
    "PlatformKind",
    "TargetKind",
    "TargetType",
    "UnreadableTarget",
    "canonicalise",
    "mentioned",
    "recognise",
    "type_carried",
]
