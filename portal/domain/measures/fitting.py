"""Which measures make sense for what was reported: nobody shuts down a service because of one post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, auto

from portal.domain.measures.catalogue import MEASURES
from portal.domain.measures.kinds import Layer, Measure
from portal.domain.targets import TargetType

ALWAYS_FIT: frozenset[Layer] = frozenset({Layer.SUPERVISION, Layer.REFERRAL})
OUT_OF_REACH: frozenset[str] = frozenset({"M43", "M44"})
"""For whatever lies with a host nobody here can order about."""


class MeetsWhat(Enum):
    """What a measure of a layer works on, seen from what was reported."""

    TARGET = auto()
    """What was reported, itself."""
    NAMED = auto()
    """Something that belongs to it and that the desk has to name: the account behind a post, the domain of an app."""


TARGET, NAMED = MeetsWhat.TARGET, MeetsWhat.NAMED
POSTED = {Layer.CONTENT: TARGET, Layer.ACCOUNT: NAMED}
SOLD = {**POSTED, Layer.PRODUCT: TARGET}
PEOPLE = {Layer.CONTENT: TARGET, Layer.ACCOUNT: TARGET}
PRODUCT = {**SOLD, Layer.NETWORK: NAMED}
ON_THE_NETWORK = {**SOLD, Layer.NETWORK: TARGET}

LAYERS_OF_TARGET: Mapping[TargetType, Mapping[Layer, MeetsWhat]] = {
    TargetType.CONTENT: POSTED,  # where a post advertises a product, the product is a target of its own
    TargetType.TUTORIAL: SOLD,
    TargetType.LISTING: SOLD,
    TargetType.ACCOUNT: PEOPLE,
    TargetType.ACCOUNT_CLUSTER: PEOPLE,
    TargetType.GROUP: PEOPLE,
    TargetType.LIVE_ROOM: PEOPLE,
    TargetType.PRIVATE_CHAT: PEOPLE,
    TargetType.PHONE_CALL: {Layer.ACCOUNT: TARGET},
    TargetType.APP: PRODUCT,
    TargetType.MINI_PROGRAM: PRODUCT,
    TargetType.AGENT: PRODUCT,
    TargetType.TOOL: PRODUCT,
    TargetType.WEBSITE: ON_THE_NETWORK,
    TargetType.PLATFORM: ON_THE_NETWORK,
    TargetType.MODEL: SOLD,
    TargetType.DATASET: SOLD,
    TargetType.UNKNOWN: dict.fromkeys(ON_THE_NETWORK, NAMED),  # the desk may have found out what it is
}

GOODS: frozenset[TargetType] = frozenset({TargetType.LISTING, TargetType.TUTORIAL})
"""What is sold as goods; of the measures on products these meet M33 alone, and it meets nothing else."""
DELISTING_GOODS = "M33"


def meets(measure: Measure, target: TargetType) -> MeetsWhat | None:
    """What this measure works on where such a target was reported; None where it makes no sense there."""
    if measure.layer in ALWAYS_FIT or measure.code in OUT_OF_REACH:
        return TARGET
    if measure.layer is Layer.PRODUCT and target is not TargetType.UNKNOWN:
        goods = measure.code == DELISTING_GOODS
        return LAYERS_OF_TARGET[target].get(Layer.PRODUCT) if goods == (target in GOODS) else None
    return LAYERS_OF_TARGET[target].get(measure.layer)


def fits(measure: Measure, target: TargetType) -> bool:
    """Whether this measure can work on such a target, or on something of it."""
    return meets(measure, target) is not None


LADDERS: tuple[tuple[str, ...], ...] = (
    ("M13", "M12", "M11"),
    ("M20", "M21", "M22"),
    ("M30", "M31", "M32"),
)
"""Measures of one kind, each at least as strong as those before it; a measure on no ladder has no substitute."""


def substitutes(ordered: Measure, target: TargetType) -> tuple[Measure, ...]:
    """What may take the place of an ordered measure whose executor is silent: itself, or one that is not weaker.

    It keeps the nature, the layer, the kind of executor and the signatures of what was decided, and
    it can work on the target.
    """
    ladder = next((rungs for rungs in LADDERS if ordered.code in rungs), (ordered.code,))
    stronger = (MEASURES[code] for code in ladder[ladder.index(ordered.code) + 1 :])
    return (ordered, *(one for one in stronger if _alike(one, ordered) and fits(one, target)))


def _alike(one: Measure, other: Measure) -> bool:
    return (one.nature, one.layer, one.executor, one.named, one.minimum) == (
        other.nature,
        other.layer,
        other.executor,
        other.named,
        other.minimum,
    )


def fitting(target: TargetType, measures: Iterable[Measure] = MEASURES.values()) -> tuple[Measure, ...]:
    """Those of the measures that can work on such a target, in the order of table 6."""
    return tuple(measure for measure in measures if fits(measure, target))


def is_needed(measure: Measure, others: Iterable[Measure]) -> bool:
    """Whether nothing among the others could be done on its layer; or nothing at once, where this can be."""
    alike = [one for one in others if one.layer is measure.layer and one.code != measure.code]
    return not alike or (measure.interim and not any(one.interim for one in alike))
