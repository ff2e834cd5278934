"""Which measures make sense for what was reported: nobody blocks the domain name of a phone call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portal.domain.measures.catalogue import MEASURES
from portal.domain.measures.kinds import Layer, Measure
from portal.domain.targets import TargetType

ALWAYS_FIT: frozenset[Layer] = frozenset({Layer.SUPERVISION, Layer.REFERRAL})
OUT_OF_REACH: frozenset[str] = frozenset({"M43", "M44"})
"""For whatever lies with a host nobody here can order about."""

POSTED = frozenset({Layer.CONTENT, Layer.ACCOUNT})
PEOPLE = frozenset({Layer.CONTENT, Layer.ACCOUNT})
PRODUCT = frozenset({Layer.CONTENT, Layer.ACCOUNT, Layer.PRODUCT, Layer.NETWORK})

LAYERS_OF_TARGET: Mapping[TargetType, frozenset[Layer]] = {
    TargetType.CONTENT: POSTED | {Layer.PRODUCT},  # what a post shows or sells may be a product
    TargetType.TUTORIAL: POSTED | {Layer.PRODUCT},
    TargetType.LISTING: POSTED | {Layer.PRODUCT},
    TargetType.ACCOUNT: PEOPLE,
    TargetType.ACCOUNT_CLUSTER: PEOPLE,
    TargetType.GROUP: PEOPLE,
    TargetType.LIVE_ROOM: PEOPLE,
    TargetType.PRIVATE_CHAT: PEOPLE,
    TargetType.PHONE_CALL: frozenset({Layer.ACCOUNT}),
    TargetType.APP: PRODUCT,
    TargetType.MINI_PROGRAM: PRODUCT,
    TargetType.AGENT: PRODUCT,
    TargetType.TOOL: PRODUCT,
    TargetType.WEBSITE: PRODUCT,
    TargetType.PLATFORM: PRODUCT,
    TargetType.MODEL: frozenset({Layer.CONTENT, Layer.ACCOUNT, Layer.PRODUCT}),
    TargetType.DATASET: frozenset({Layer.CONTENT, Layer.ACCOUNT, Layer.PRODUCT}),
    TargetType.UNKNOWN: PRODUCT,  # the desk may have found out what it is
}


def fits(measure: Measure, target: TargetType) -> bool:
    """Whether this measure can work on such a target."""
    return measure.layer in ALWAYS_FIT or measure.code in OUT_OF_REACH or measure.layer in LAYERS_OF_TARGET[target]


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
