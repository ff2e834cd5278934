"""The verb area of a case's page: what may be done now, and why the rest may not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from portal.domain.permissions import Actor
from portal.domain.workflow import ACTION_WORDS, Action, permitted, refused
from portal.records.case_facts import facts
from portal.records.cases import Case

AT_ONCE: Mapping[Action, str] = {
    Action.ACCEPT: "verification.acceptance",
    Action.CONFIRM: "verification.confirmation",
}
"""Verbs without words: a button each."""

WITH_WORDS: Mapping[Action, str] = {
    Action.REFER: "verification.referral",
    Action.RESOLVE: "verification.resolution",
    Action.DISMISS: "verification.dismissal",
    Action.DECLINE: "verification.refusal",
    Action.RETURN: "verification.return_to_desk",
    Action.INTERIM_MEASURE: "verification.interim_measure",
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

MAIN = frozenset({Action.ACCEPT, Action.CONFIRM, Action.REFER})


@dataclass(frozen=True, slots=True)
class VerbLink:
    """One thing that can be done now."""

    label: str
    url: str
    main: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """What the verb area shows; the same tables decide that decide the verb itself."""

    at_once: list[VerbLink]
    with_words: list[VerbLink]
    besides: list[VerbLink]
    may_claim: bool
    refused: list[tuple[str, str]]


def panel(case: Case, actor: Actor) -> Panel:
    """The verb area of this case for this actor."""
    present = facts(case)
    allowed = frozenset(permitted(actor, present))
    ours = {**AT_ONCE, **WITH_WORDS, **BESIDES}
    return Panel(
        at_once=list(_links(case, AT_ONCE, allowed)),
        with_words=list(_links(case, WITH_WORDS, allowed)),
        besides=list(_links(case, BESIDES, allowed)),
        may_claim=Action.CLAIM in allowed,
        refused=[
            (gettext(ACTION_WORDS[action]), gettext(why)) for action, why in refused(actor, present) if action in ours
        ],
    )


def _links(case: Case, endpoints: Mapping[Action, str], allowed: frozenset[Action]) -> Iterable[VerbLink]:
    for action, endpoint in endpoints.items():
        if action in allowed:
            yield VerbLink(
                gettext(ACTION_WORDS[action]), url_for(endpoint, case_number=case.case_number), action in MAIN
            )
