"""The way of a tip as a picture: the five public steps, and which ways lead out of each, from table 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _

from portal.domain.status import PUBLIC_STEP, PUBLIC_STEP_WORDS, PublicStep, Status
from portal.domain.words import N_
from portal.domain.workflow import TRANSITIONS, Action, Transition
from portal.publicity.explaining.promises import five_steps

PLACE: Mapping[PublicStep, int] = {step: number for number, step in enumerate(PUBLIC_STEP_WORDS, start=1)}
"""The number of a step in the picture."""


LOOKED_OVER_FIRST = N_("to be ended, which a regulator looks over first")
REASONS: Mapping[Action, str] = {
    Action.ACCEPT: N_("it is taken up"),
    Action.DECLINE: N_("it is not for this portal"),
    Action.HAND_OVER: N_("another authority is competent"),
    Action.REROUTE: N_("it belongs to another desk"),
    Action.TRANSFER: N_("it lies with another platform"),
    Action.TAKE_OVER: N_("a regulator checks it instead of the platform"),
    Action.RESOLVE: N_("the platform dealt with it itself"),
    Action.DISMISS: N_("it is found to be untrue, or allowed"),
    Action.CONFIRM: N_("a regulator confirmed how it ends"),
    Action.RETURN: N_("something has to be looked at again"),
    Action.REFER: N_("it needs more than the platform may do by itself"),
    Action.APPROVE: N_("all agencies agree"),
    Action.EXCUSE: N_("the time of a silent agency ran out"),
    Action.DECIDE: N_("an agency disagrees, which stays on record"),
    Action.CONCLUDE: N_("everything ordered is carried out"),
    Action.APPEAL: N_("whoever reported appeals"),
    Action.OBJECT: N_("whoever it strikes objects"),
    Action.REOPEN: N_("something new came up"),
    Action.MAINTAIN: N_("the decision stands"),
    Action.REVOKE: N_("the decision is revoked, its measures are undone"),
    Action.WITHDRAW: N_("whoever reported takes it back"),
    Action.MERGE: N_("an earlier case is about the same"),
}
"""Why a tip goes a way, for whoever reads the picture; the verbs of `ACTION_WORDS` are those of the desks."""


class Direction(StrEnum):
    """Where a way leads, as its arrow points."""

    ON = "on"
    """To the next step."""
    END = "end"
    """Past others, to the end."""
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Way:
    """One arrow: from a step to another, with why, for each action of the table that takes it."""

    direction: Direction
    number: int
    """Of the step it leads to."""
    label: str
    reasons: tuple[str, ...]


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
    reasons: dict[PublicStep, dict[str, None]] = {}
    for row in TRANSITIONS:
        source, target = PUBLIC_STEP[row.source], PUBLIC_STEP[row.target]
        if source is step and target is not step:
            reasons.setdefault(target, {})[_(_reason(row))] = None
    ways = [
        Way(_direction(step, target), PLACE[target], _(PUBLIC_STEP_WORDS[target]), tuple(words))
        for target, words in reasons.items()
    ]
    return sorted(ways, key=lambda way: list(Direction).index(way.direction))


def _reason(row: Transition) -> str:
    return LOOKED_OVER_FIRST if row.target is Status.AWAITING_CONFIRMATION else REASONS[row.action]


def _direction(source: PublicStep, target: PublicStep) -> Direction:
    distance = PLACE[target] - PLACE[source]
    return Direction.BACK if distance < 0 else Direction.ON if distance == 1 else Direction.END
