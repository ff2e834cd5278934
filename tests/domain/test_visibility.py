"""Table 4: what each viewer sees, as a golden file, and its promises written by hand."""

from dataclasses import replace
from itertools import product

import pytest

from portal.domain.permissions import Actor, Role
from portal.domain.status import Status
from portal.domain.visibility import (
    PART_WORDS,
    VIEWER_WORDS,
    VISIBILITY,
    Part,
    Viewer,
    opens_on_a_reason,
    viewers,
    visible_parts,
)
from tests.domain.cast import (
    COMMUNICATIONS,
    CYBERSPACE,
    HE,
    LIN,
    MA,
    MALLORY,
    MARKET,
    PLATFORM_A,
    PLATFORM_B,
    SUN,
    WEI,
    WU,
    ZHAO,
    ZHOU,
    a_case,
    person,
)
from tests.domain.golden_files import assert_is_golden

PLATFORM_VIEWERS = {
    Viewer.HOLDING_PLATFORM,
    Viewer.FORMER_PLATFORM,
    Viewer.EXECUTING_PLATFORM,
    Viewer.ASKED_PLATFORM,
}


def test_every_cell_is_what_the_golden_file_says() -> None:
    """One line a viewer and part, one letter a status: y sees it, v once its own vote is given, r once a reason is,
    j of what the sample drew once its own verdict is.
    """
    text = f"{'':<37}{' '.join(Status)}\n"
    for viewer, part in product(Viewer, Part):
        seen = VISIBILITY[viewer].get(part)
        letters = [
            "."
            if seen is None or status not in seen.statuses
            else "v"
            if status in seen.but_after_own_vote
            else "r"
            if seen.on_a_reason
            else "j"
            if seen.after_own_verdict
            else "y"
            for status in Status
        ]
        text += (
            f"{viewer:<20}{part:<17}"
            + " ".join(letter.ljust(len(status)) for letter, status in zip(letters, Status, strict=True)).rstrip()
            + "\n"
        )
    assert_is_golden("visibility.txt", text)


def test_the_reporters_identity_never_reaches_a_platform() -> None:
    assert [v for v in PLATFORM_VIEWERS if Part.REPORTER_CONTACT in VISIBILITY[v]] == []


def test_the_reporters_identity_stands_on_no_case_page() -> None:
    assert [v for v in Viewer if Part.REPORTER_CONTACT in VISIBILITY[v]] == []


@pytest.mark.parametrize("part", [Part.FREE_TEXT, Part.FILES, Part.TIP_COUNT, Part.TIP_TIMES, Part.VOTES, Part.HISTORY])
def test_a_platform_never_sees(part: Part) -> None:
    """Raw words, files, how many reported and when, the agencies' votes, other desks' steps."""
    assert [v for v in PLATFORM_VIEWERS if part in VISIBILITY[v]] == []


@pytest.mark.parametrize("status", Status)
def test_whoever_has_no_part_in_a_case_sees_nothing_of_it(status: Status) -> None:
    for actor in (HE, ZHAO, ZHOU, MA, MALLORY, person(60, CYBERSPACE, Role.CLERK), person(62, 6, Role.AUDITOR)):
        assert visible_parts(actor, a_case(status)) == frozenset()


@pytest.mark.parametrize("status", Status)
def test_the_accused_group_learns_nothing_of_the_case(status: Status) -> None:
    accused = frozenset({PLATFORM_A, PLATFORM_B})
    case = a_case(status, accused_organization_ids=accused, former_holder_ids=frozenset({PLATFORM_B}))
    assert visible_parts(WEI, case) == visible_parts(HE, case) == frozenset()


def test_the_accused_group_sees_what_it_is_asked_and_its_own_task_alone() -> None:
    accused = frozenset({PLATFORM_A})
    case = a_case(Status.VERIFYING, holder_id=CYBERSPACE, holder_is_platform=False, accused_organization_ids=accused)
    assert visible_parts(WEI, replace(case, asked_organization_ids=accused)) == {Part.STATEMENT}
    assert visible_parts(WEI, replace(case, executor_ids=accused)) == {
        Part.SUMMARY,
        Part.TARGET,
        Part.OWN_TASKS,
        Part.OWN_NOTICES,
        Part.OWN_HISTORY,
    }


def test_a_former_desk_keeps_its_own_entries_and_loses_the_rest() -> None:
    assert visible_parts(HE, a_case(former_holder_ids=frozenset({PLATFORM_B}))) == {Part.OWN_HISTORY}


def asked_to_sign(**facts: object) -> frozenset[Part]:
    case = a_case(Status.AWAITING_APPROVAL, invited_agency_ids=frozenset({CYBERSPACE, COMMUNICATIONS}), **facts)
    return visible_parts(ZHAO, case)


def test_an_agency_sees_the_others_votes_only_after_its_own() -> None:
    assert Part.VOTES not in asked_to_sign(voted_agency_ids=frozenset({CYBERSPACE}))
    assert Part.VOTES in asked_to_sign(voted_agency_ids=frozenset({COMMUNICATIONS}))
    assert Part.VOTERS in asked_to_sign()


def test_a_lead_agency_that_need_not_sign_sees_all_votes() -> None:
    case = a_case(Status.AWAITING_APPROVAL, invited_agency_ids=frozenset({MARKET}))
    assert Part.VOTES in visible_parts(WU, case)


def test_the_deputy_sees_a_case_only_where_the_lead_is_silent() -> None:
    assert visible_parts(ZHOU, a_case(overdue=True)) == frozenset()
    seen = visible_parts(ZHOU, a_case(overdue=True, lead_overdue=True))
    assert Part.SUMMARY in seen
    assert Part.FREE_TEXT not in seen


AGENCY_PAGES = (Viewer.DESK_AGENCY, Viewer.LEAD_AGENCY, Viewer.SIGNING_AGENCY, Viewer.APPEAL_AGENCY)


def test_a_regulator_reads_words_as_written_only_once_a_reason_of_their_own_is_on_record() -> None:
    read_by_wu = a_case(reader_ids=frozenset({WU.user_id or 0}))
    assert Part.FREE_TEXT in visible_parts(WU, read_by_wu)
    assert Part.FREE_TEXT not in visible_parts(WU, a_case())
    colleague = replace(WU, user_id=999)
    assert Part.FREE_TEXT not in visible_parts(colleague, read_by_wu)
    assert Part.MASKED_WORDS in visible_parts(colleague, read_by_wu)
    assert [v for v in Viewer if Part.FREE_TEXT in VISIBILITY[v]] == list(AGENCY_PAGES)
    assert all(VISIBILITY[viewer][Part.FREE_TEXT].on_a_reason for viewer in AGENCY_PAGES)


def test_a_reason_opens_words_at_the_statuses_at_which_files_open() -> None:
    """A page asks for the files, which need no reason, to know whether a reason would open the words."""
    for viewer in AGENCY_PAGES:
        assert VISIBILITY[viewer][Part.FREE_TEXT].statuses == VISIBILITY[viewer][Part.FILES].statuses


@pytest.mark.parametrize(
    "actor", [WEI, HE, LIN, SUN, ZHOU, Actor(user_id=None, organization_id=None, kind=None, roles=frozenset())]
)
def test_a_reason_opens_nothing_to_whoever_is_no_regulator_of_the_case(actor: Actor) -> None:
    assert not opens_on_a_reason(Part.FREE_TEXT, actor, a_case())
    assert opens_on_a_reason(Part.FREE_TEXT, WU, a_case())
    assert not opens_on_a_reason(Part.FREE_TEXT, WU, a_case(reader_ids=frozenset({WU.user_id or 0})))


def test_a_publisher_sees_closed_cases_and_never_a_tips_words() -> None:
    """A case under appeal was closed, and its bulletin may have to be corrected."""
    seeing = {status for status in Status if visible_parts(SUN, a_case(status))}
    assert seeing == {Status.CLOSED, Status.UNDER_APPEAL}
    words = {Part.FREE_TEXT, Part.MASKED_WORDS, Part.MESSAGES, Part.FILES, Part.FILE_FACTS}
    assert not words & visible_parts(SUN, a_case(Status.CLOSED))


def test_a_reporter_sees_of_the_case_its_outcome_alone() -> None:
    assert [visible_parts(LIN, a_case(status)) for status in (Status.VERIFYING, Status.CLOSED)] == [
        frozenset(),
        {Part.OUTCOME},
    ]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.REPORTER, Role.RESPONDENT, Role.PUBLISHER}))
def test_a_person_without_organization_is_an_outsider(role: Role) -> None:
    stray = Actor(user_id=1, organization_id=None, kind=None, roles=frozenset({role}))
    assert viewers(stray, a_case()) == {Viewer.OUTSIDER}


def test_every_part_and_viewer_has_its_words() -> None:
    assert (set(PART_WORDS), set(VIEWER_WORDS), set(VISIBILITY)) == (set(Part), set(Viewer), set(Viewer))
