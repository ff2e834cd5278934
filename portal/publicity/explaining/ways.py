"""The way of a tip as a picture: the five public steps, and which ways lead out of each, from table 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _

from portal.domain.status import PUBLIC_STEP, PUBLIC_STEP_WORDS, PublicStep
from portal.domain.workflow import ACTION_WORDS, TRANSITIONS
from portal.publicity.explaining.promises import five_steps

PLACE: Mapping[PublicStep, int] = {step: number for number, step in enumerate(PUBLIC_STEP_WORDS, start=1)}
"""The number of a step in the picture."""


class Direction(StrEnum):
    """Where a way leads, as its arrow points."""

    ON = "on"
    """To the next step."""
    END = "end"
    """Past others, to the end."""
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Way:
    """One arrow: from a step to another, for each action of the table that takes it."""

    direction: Direction
    number: int
    """Of the step it leads to."""
    label: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of the picture with its time and the ways out of it."""

    label: str
    note: str
    ways: tuple[Way, ...]


def picture() -> list[Stop]:
    """The five steps in their order."""
    views = zip(PUBLIC_STEP_WORDS, five_steps(), strict=True)
    return [Stop(view.label, view.note, tuple(_ways_out_of(step))) for step, view in views]


def _ways_out_of(step: PublicStep) -> list[Way]:
    actions: dict[PublicStep, dict[str, None]] = {}
    for row in TRANSITIONS:
        source, target = PUBLIC_STEP[row.source], PUBLIC_STEP[row.target]
        if source is step and target is not step:
            actions.setdefault(target, {})[_(ACTION_WORDS[row.action])] = None
    ways = [
        Way(_direction(step, target), PLACE[target], _(PUBLIC_STEP_WORDS[target]), tuple(words))
        for target, words in actions.items()
    ]
    return sorted(ways, key=lambda way: list(Direction).index(way.direction))


def _direction(source: PublicStep, target: PublicStep) -> Direction:
    distance = PLACE[target] - PLACE[source]
    return Direction.BACK if distance < 0 else Direction.ON if distance == 1 else Direction.END
