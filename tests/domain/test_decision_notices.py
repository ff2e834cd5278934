"""What of a notice anybody may read, and how a measure stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.codes import CASE_NUMBER, NOTICE_NUMBER, QUERY_CODE, TIP_NUMBER
from portal.domain.decision_notices import CLAUSES, FORCE_WORDS, Course, Force, force, public_name
from portal.domain.targets import TargetType

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
ORDERED = Course(
    reversible=True, done_on=None, dropped_on=None, lifted_on=None, undone_on=None, being_undone=False
)  # fmt: skip
DONE = replace(ORDERED, done_on=MONDAY)
LIFTED = replace(DONE, lifted_on=TUESDAY)


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        (ORDERED, (Force.ORDERED, None)),
        (replace(ORDERED, dropped_on=TUESDAY), (Force.FELL_AWAY, TUESDAY)),
        (DONE, (Force.IN_FORCE, MONDAY)),
        (replace(DONE, reversible=False), (Force.DONE, MONDAY)),
        (replace(LIFTED, being_undone=True), (Force.ENDING, TUESDAY)),
        (LIFTED, (Force.LIFTED, TUESDAY)),
        (replace(LIFTED, undone_on=FRIDAY), (Force.LIFTED, FRIDAY)),
    ],
)
def test_a_measure_stands_as_its_task_went(course: Course, expected: tuple[Force, date | None]) -> None:
    assert force(course) == expected


def test_every_way_to_stand_has_its_words() -> None:
    assert set(FORCE_WORDS) == set(Force)
    assert all(CLAUSES.values())


@pytest.mark.parametrize(
    ("type", "display", "expected"),
    [
        (TargetType.WEBSITE, "https://bank-ai.example/", "bank-ai.example"),
        (TargetType.WEBSITE, "https://blog.example/~handle?x=1", "blog.example"),
        (TargetType.WEBSITE, "http://[2001:db8::1]:8080/x", "[2001:db8::1]:8080"),
        (TargetType.WEBSITE, "", ""),
        (TargetType.APP, "https://apps.lanhai.example/app/com.fake.doctor", "com.fake.doctor"),
        (TargetType.APP, "https://xingyun.example/u/handle", ""),
        (TargetType.APP, "package: com.fake.doctor", ""),
        (TargetType.MINI_PROGRAM, "wx0123456789abcdef", "wx0123456789abcdef"),
        (TargetType.MINI_PROGRAM, "https://xingyun.example/u/handle", ""),
        *((one, "https://xingyun.example/u/handle", "") for one in set(TargetType) - {
            TargetType.WEBSITE, TargetType.PLATFORM, TargetType.APP, TargetType.MINI_PROGRAM
        }),
    ],
)  # fmt: skip
def test_the_public_reads_a_domain_or_an_app_and_never_a_handle(type: TargetType, display: str, expected: str) -> None:
    assert public_name(type, display) == expected


def test_a_notice_number_is_none_of_the_others() -> None:
    number = NOTICE_NUMBER.from_bits(2**75 - 1)
    assert NOTICE_NUMBER.read(number) is not None
    assert [other.read(number) for other in (TIP_NUMBER, CASE_NUMBER, QUERY_CODE)] == [None, None, None]
    assert NOTICE_NUMBER.random_bits == 75
