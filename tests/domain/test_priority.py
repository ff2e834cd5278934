"""How urgent a case is at the start."""

from __future__ import annotations

import inspect
from datetime import timedelta

import pytest

from portal.data.categories import shipped_taxonomy
from portal.domain.first_priority import first_look_within, initial_priority
from portal.domain.priority import Priority, Sector, Urgency
from portal.domain.targets import TargetType

P0, P1, P2, P3 = Priority
CODES = [category.code for category in shipped_taxonomy().categories]


@pytest.mark.parametrize("tick", Urgency)
@pytest.mark.parametrize("code", CODES)
def test_any_tick_makes_any_category_at_least_p1(code: str, tick: Urgency) -> None:
    assert initial_priority(shipped_taxonomy().category(code), {tick}) <= P1


def test_a_tick_by_itself_is_not_p0() -> None:
    assert initial_priority(shipped_taxonomy().category("Z99"), set(Urgency)) == P1


@pytest.mark.parametrize(
    ("code", "urgency", "sectors", "target_type", "expected"),
    [
        ("A01", (), (), None, P2),
        ("Z99", (), (), None, P3),
        ("B05", (), (), None, P0),
        ("A07", (), (), TargetType.CONTENT, P2),
        ("A07", (), (), TargetType.TOOL, P1),
        ("A02", (), (), None, P1),
        ("A02", (Urgency.UNDER_18,), (), None, P0),
        ("A13", (Urgency.DANGER,), (), None, P0),
        ("B01", (Urgency.DANGER,), (), None, P0),
        ("B07", (), (), None, P1),
        ("B07", (Urgency.INTIMATE_IMAGE,), (), None, P0),
        ("B07", (Urgency.UNDER_18,), (), None, P1),
        ("B02", (), (Sector.MEDICINE,), None, P1),
        ("B08", (), (Sector.FINANCE,), None, P2),
        ("B08", (), (Sector.FINANCE, Sector.MEDICINE), None, P2),
        ("A08", (), (Sector.MEDICINE,), None, P1),
        ("B05", (), (Sector.FINANCE,), None, P0),
        ("B02", (Urgency.MONEY_MOVING,), (Sector.FINANCE,), None, P1),
    ],
)
def test_the_start_priority(
    code: str,
    urgency: tuple[Urgency, ...],
    sectors: tuple[Sector, ...],
    target_type: TargetType | None,
    expected: Priority,
) -> None:
    category = shipped_taxonomy().category(code)
    assert initial_priority(category, urgency, sectors, target_type) == expected


def test_a_tick_promises_the_first_look_within_two_hours() -> None:
    assert first_look_within({Urgency.DANGER}) == timedelta(hours=2)
    assert first_look_within(()) is None


def test_the_number_of_tips_is_no_argument() -> None:
    arguments = list(inspect.signature(initial_priority).parameters)
    assert arguments == ["category", "urgency", "sectors", "target_type"]
