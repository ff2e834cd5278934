"""The verb area of a case's page: what may be done now, and why the rest may not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from portal.domain.measures import Measure
from portal.domain.permissions import Actor
from portal.domain.visibility import judges_blind
from portal.domain.workflow import ACTION_WORDS, Action, permitted, refused
from portal.domain.workflow.afterwards import AFTERWARDS
from portal.records.at_hand import at_hand
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.proposing import proposable
from portal.records.unclaimed import may_invite

AT_ONCE: Mapping[Action, str] = {
    Action.ACCEPT: "verification.acceptance",
    Action.CONFIRM: "verification.confirmation",
}
"""Verbs without words: a button each."""

WITH_WORDS: Mapping[Action, str] = {
    Action.JUDGE: "verification.verdict",
    Action.REFER: "verification.referral",
    Action.RESOLVE: "verification.resolution",
    Action.DISMISS: "verification.dismissal",
    Action.DECLINE: "verification.refusal",
    Action.RETURN: "verification.return_to_desk",
    Action.INTERIM_MEASURE: "verification.interim_measure",
    Action.INTERIM_ORDER: "disposal.interim-order-page",
    Action.ASK_SUPPLEMENT: "verification.supplement",
    Action.MESSAGE: "verification.message",
}
"""Verbs that need a form: a link each, in the order of the page."""

BESIDES: Mapping[Action, str] = {
    Action.HAND_OVER: "verification.hand_over",
    Action.TRANSFER: "verification.transfer",
    Action.REROUTE: "verification.reroute",
    Action.TAKE_OVER: "verification.take_over",
    Action.RECLASSIFY: "verification.reclassification",
    Action.CORRECT_TARGET: "verification.target",
    Action.MERGE: "verification.merger",
    Action.SPLIT: "verification.split",
    Action.EXTEND: "verification.extension",
}
"""Verbs that few cases need; folded up, so that the page stays calm."""

AHEAD: Mapping[Action, Callable[[Measure], bool]] = {
    Action.INTERIM_MEASURE: lambda measure: measure.by_platform_alone,
    Action.INTERIM_ORDER: lambda measure: True,
}
"""By which verb something is done before the decision, and of the measures at hand those that are open to it."""

MAIN = frozenset({Action.ACCEPT, Action.JUDGE, Action.CONFIRM, Action.REFER})

VERB_KEYS: Mapping[Action, str] = {
    Action.ACCEPT: "a",
    Action.JUDGE: "b",
    Action.CONFIRM: "c",
    Action.REFER: "e",
    Action.RESOLVE: "v",
    Action.DISMISS: "d",
    Action.DECLINE: "n",
    Action.RETURN: "r",
    Action.INTERIM_MEASURE: "i",
    Action.ASK_SUPPLEMENT: "s",
    Action.MESSAGE: "m",
    Action.HAND_OVER: "h",
    Action.TRANSFER: "t",
    Action.EXTEND: "z",
    Action.CLAIM: "l",
}
"""One letter for a verb that is done often; no key of the desk (portal/web/desk_keys.py) is among them."""


@dataclass(frozen=True, slots=True)
class VerbLink:
    """One thing that can be done now."""

    label: str
    url: str
    main: bool
    key: str | None
    asks: str | None = None
    """What is asked before a single key does it; None where the key only opens a form."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What the verb area shows; the same tables decide that decide the verb itself."""

    at_once: list[VerbLink]
    with_words: list[VerbLink]
    besides: list[VerbLink]
    interim: list[VerbLink]
    """Reversible measures to take at once: a link each to the page that confirms it."""
    may_claim: bool
    refused: list[tuple[str, str]]
    blind: bool
    """Whether what its platform found and did is closed until the viewer's own verdict."""


def panel(case: Case, actor: Actor, place: str | None = None) -> Panel:
    """The verb area of this case for this actor; `place` is the list it was opened from."""
    present = facts(case)
    allowed = frozenset(permitted(actor, present))
    blind = judges_blind(actor, present)  # measures that stand already are missing among those at hand, which tells
    ours = {**AT_ONCE, **WITH_WORDS, **BESIDES}.keys() - (set() if present.sampled else {Action.JUDGE})
    return Panel(
        at_once=list(_links(case, AT_ONCE, allowed, place)),
        with_words=list(_links(case, WITH_WORDS, allowed, place)),
        besides=[*_links(case, BESIDES, allowed, place), *_invitation(case, actor)],
        interim=[] if blind else [link for one in AHEAD if one in allowed for link in _interim(case, one, place)],
        may_claim=Action.CLAIM in allowed,
        refused=[(gettext(ACTION_WORDS[one]), gettext(why)) for one, why in refused(actor, present) if one in ours],
        blind=blind,
    )


def _invitation(case: Case, actor: Actor) -> Iterable[VerbLink]:
    """To a platform that nobody registered; no step of the case, which waits where it lies."""
    if may_invite(case, actor):
        address = url_for("accounts.new_platform_invitation_for", case_number=case.case_number)
        yield VerbLink(gettext("Invite this platform"), address, main=False, key=None)


def _interim(case: Case, action: Action, place: str | None) -> Iterable[VerbLink]:
    for measure in at_hand(case, (one for one in proposable(case) if AHEAD[action](one))):
        address = url_for(WITH_WORDS[action], case_number=case.case_number, measure=measure.code, queue=place)
        yield VerbLink(gettext(measure.words), address, main=False, key=None)


def _links(
    case: Case, endpoints: Mapping[Action, str], allowed: frozenset[Action], place: str | None
) -> Iterable[VerbLink]:
    for action, endpoint in endpoints.items():
        if action in allowed:
            yield VerbLink(
                gettext(ACTION_WORDS[action]),
                url_for(endpoint, case_number=case.case_number, queue=place),
                action in MAIN,
                VERB_KEYS.get(action),
                gettext(AFTERWARDS[action]) if action in AT_ONCE else None,
            )
