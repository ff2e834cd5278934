"""From every situation a case can come into, somebody who is not silent, or the clock, can close it.

The whole graph of situations is built from the tables, every step by every party included; then, for
each set of silent parties, the ways to `closed` are walked backwards without their steps. Each
agency has a person who had no hand in the case yet (one can always be invited).
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable
from dataclasses import replace
from functools import cache

import pytest

from portal.domain.permissions import Actor, Permission, Role
from portal.domain.priority import Priority
from portal.domain.status import Status
from portal.domain.workflow import Action
from tests.domain.cast import CASE_WORK, CYBERSPACE, LIN, MARKET, PLATFORM_A, PLATFORM_B, a_case, person
from tests.domain.model import WITHOUT_A_HAND, Situation, Tables, moves

PLATFORM_WORK = (Role.VERIFIER, Role.PLATFORM_LEAD)
ACTORS: tuple[Actor, ...] = (
    person(WITHOUT_A_HAND + 1, PLATFORM_A, *PLATFORM_WORK),
    person(WITHOUT_A_HAND + 2, PLATFORM_B, *PLATFORM_WORK),
    person(WITHOUT_A_HAND + 3, CYBERSPACE, *CASE_WORK),
    person(WITHOUT_A_HAND + 5, MARKET, *CASE_WORK),
    LIN,
)
PLATFORMS: set[object] = {PLATFORM_A, PLATFORM_B}
LEAD: set[object] = {CYBERSPACE}
OTHER: set[object] = {MARKET}
SILENT: dict[str, set[object]] = {
    "nobody": set(),
    "the platform, which also executes": PLATFORMS,
    "the lead agency": LEAD,
    "the other agency": OTHER,
    "the reporter": {"reporter"},
    "the platform and the reporter": PLATFORMS | {"reporter"},
    "all but the lead agency": PLATFORMS | OTHER | {"reporter"},
    "all but the other agency": PLATFORMS | LEAD | {"reporter"},
}
STARTS = {
    "urgent": a_case(priority=Priority.P0),
    "minor": a_case(priority=Priority.P3, sample=50),
    "minor, chosen by the sample": a_case(priority=Priority.P3, sample=5),
    "against the platform itself": a_case(
        priority=Priority.P0,
        holder_id=CYBERSPACE,
        holder_is_platform=False,
        accused_organization_ids=frozenset({PLATFORM_A}),
    ),
    "by a slip on the accused platform's desk": a_case(sample=5, accused_organization_ids=frozenset({PLATFORM_A})),
}

ASIDE = {Action.EXTEND, Action.INTERIM_ORDER, Action.RATIFY}
"""Verbs that change nothing any step asks for; without them the graph is a tenth as large."""

WAYS = Tables(verbs=tuple(row for row in Tables().verbs if row.action not in ASIDE))

Graph = dict[Situation, list[tuple[Hashable, Situation]]]


def reachable(start: Situation, tables: Tables) -> Graph:
    """Every situation the case can come into, with who can bring it into which next one."""
    graph: Graph = {}
    waiting = deque([start])
    while waiting:
        now = waiting.popleft()
        if now in graph:
            continue
        graph[now] = [(move.by, move.then) for move in moves(now, ACTORS, tables) if move.then != now]
        waiting.extend(then for _, then in graph[now] if then not in graph)
    return graph


def stuck(graph: Graph, silent: Iterable[object]) -> set[Situation]:
    """Situations from which no way leads to `closed` without the silent."""
    out_of_play = set(silent)
    backwards: dict[Situation, list[Situation]] = defaultdict(list)
    for now, ways in graph.items():
        for by, then in ways:
            if by not in out_of_play:
                backwards[then].append(now)
    saved = {now for now in graph if now.facts.status is Status.CLOSED}
    waiting = deque(saved)
    while waiting:
        for before in backwards[waiting.popleft()]:
            if before not in saved:
                saved.add(before)
                waiting.append(before)
    return set(graph) - saved


@cache
def graph_from(start: str) -> Graph:
    return reachable(Situation(STARTS[start]), WAYS)


SLOW = {"minor", "minor, chosen by the sample"}


@pytest.mark.parametrize("start", [pytest.param(s, marks=[pytest.mark.slow] * (s in SLOW)) for s in STARTS])
def test_a_case_reaches_closed_whoever_is_silent(start: str) -> None:
    """All who may be silent in one test: the graph of a start takes long, and every process would build its own."""
    graph = graph_from(start)
    waiting = {who: stuck(graph, silent) for who, silent in SILENT.items()}
    assert waiting == {who: set() for who in SILENT}


def test_the_graph_holds_every_status() -> None:
    """A control: a graph that did not go everywhere would prove little."""
    for start in set(STARTS) - SLOW:
        assert {now.facts.status for now in graph_from(start)} == set(Status)


def without(*actions: Action) -> Tables:
    return Tables(
        tuple(row for row in WAYS.transitions if row.action not in actions),
        tuple(row for row in WAYS.verbs if row.action not in actions),
    )


def without_clock(then: Permission) -> Tables:
    return replace(WAYS, rules=tuple(replace(r, then=None) if r.then is then else r for r in WAYS.rules))


@pytest.mark.parametrize(
    ("tables", "silent"),
    [
        (without(Action.TAKE_OVER, Action.REROUTE), PLATFORMS),
        (without(Action.TAKE_LEAD), LEAD),
        (without_clock(Permission.CASE_TAKE_LEAD), LEAD),
        (without(Action.EXCUSE, Action.AMEND, Action.DECIDE, Action.RETURN), OTHER),
        (without(Action.SUBSTITUTE), PLATFORMS),
        (without(Action.ATTEST), PLATFORMS),
        (without(Action.MAINTAIN, Action.VARY, Action.REVOKE), set()),
    ],
    ids=lambda value: "silent" if isinstance(value, set) else "tables",
)
def test_without_its_rows_the_proof_fails(tables: Tables, silent: set[object]) -> None:
    """Controls: each way out that is taken away leaves a case waiting for ever."""
    assert stuck(reachable(Situation(STARTS["urgent"]), tables), silent)


def test_without_excusing_an_overdue_agency_a_round_waits_for_it() -> None:
    """With the rest of the rows a round that one agency never signs can only be started again."""
    graph = reachable(Situation(STARTS["urgent"]), without(Action.EXCUSE))
    ends = {now for now in graph if now.facts.status is Status.IN_DISPOSAL}
    assert ends
    assert stuck(graph, OTHER)
