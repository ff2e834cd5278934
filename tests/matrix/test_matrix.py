"""Role by route by object: nobody gets further than the table says, and what is not theirs does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from portal.config import Settings
from portal.domain.codes import NOTICE_NUMBER
from tests import databases
from tests.matrix.expected import TABLE, Line, rules_of
from tests.matrix.world import ANONYMOUS, NEVER_GIVEN_OUT, PEOPLE, Subject, World, standing_world

NO_TASK = 987_654
NO_NOTICE = NOTICE_NUMBER.from_bits(0)
RECORDS = {
    "slug": ("bailu", "nobody-of-this-name"),
    "code": ("B05", "Q99"),
    "email": ("spare@example.org", "nobody@example.org"),
    "value": ("spare.example", "never-listed.example"),
    "filename": ("built/public.css", "built/never.css"),
    "name": ("tips-by-category", "nothing"),
    "attachment_id": ("987654", "987654"),
    "template_id": ("1", "987654"),
    "shift_id": ("1", "987654"),
    "leave_id": ("987654", "987654"),
    "job_id": ("1", "987654"),
    "exclusion_id": ("987654", "987654"),
    "sequence": ("987654", "987654"),
    "version": ("987654", "987654"),
    "year": ("2027", "1999"),
}
"""What stands for each placeholder: something that is there, and something that is not."""

NOT_OPEN_HERE = ("/verdict", "/return", "/take-over")
"""Pages that open for no case of this world: none awaits its confirmation, and nobody is late."""

READ, REFUSED, MENDED = {200}, {403, 409}, {403, 409, 422}
FILLED = {
    "ground": "x", "opinion": "x", "public_ground": "x", "evidence": "x", "reason": "x", "body": "x", "note": "x",
    "question": "x", "proof": "x", "days": "3", "measure": "M31", "measures": "M31", "outcome": "substantiated",
    "category": "B01", "priority": "P1", "tip": "A", "tips": "A", "send_key": "0" * 32, "entered": "https://x.example/1",
    "type": "content", "platform": "bailu", "authority": "x", "desk": "cyberspace", "kind": "police",
    "title_zh": "x", "truth_zh": "x", "claim_zh": "x", "source_zh": "x", "go": "publish",
    "words": "x", "conflict": "interest",
}  # fmt: skip
"""Plausible answers to every field of a colleague's verb."""

public = [line for line in TABLE if line.public]
inside = [line for line in TABLE if not line.public]
of_cases = [line for line in inside if line.kind in ("case", "task", "notice")]
of_records = [line for line in inside if line.kind in ("record", "once")]
mutating = [line for line in TABLE if line.method == "POST" and line.kind not in ("machine", "open")]


def named(lines: list[Line]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("line", lines, ids=lambda line: line.name)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("matrix")
    with databases.fresh("sqlite", folder) as url:
        settings = Settings.from_environment(
            {"DATABASE_URL": url, "PORTAL_DATA": str(folder), "LIMITS": "off", "PUBLIC_URL": "http://localhost"}
        )
        with standing_world(settings) as standing:
            yield standing


def filled(line: Line, subject: Subject | None = None, *, there: bool = True) -> str:
    """The address with something in place of each placeholder."""
    known = {name: pair[0 if there else 1] for name, pair in RECORDS.items()}
    known |= {"position": "0", "token": "never-given-out", "kind": "host", "step": "disabling"}
    known |= {"session_id": str(NO_TASK), "round": "1", "number": "NOTICE" if there else NO_NOTICE}
    if "bulletins" in line.rule:
        known["slug"] = "PUBLISHED" if there else "DRAFT"
    if line.rule.startswith("/duty/<slug>") and there:
        known |= {"slug": "xingyun"} | ({"shift_id": str(NO_TASK)} if line.rule.endswith("/removal") else {})
    known |= {"slug": "invited-example"} if line.kind == "newcomer" and there else {}
    known |= {"name": "sampling" if there else "nothing"} if "settings/<name>" in line.rule else {}
    known |= {"code": "M31"} if "measures/<code>" in line.rule and there else {}
    known |= {"value": "spare-to-remove.example"} if line.kind == "once" and there else {}
    if subject is not None:
        known |= {"case_number": subject.number, "task_id": str(subject.task)}
    return re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda found: known[found[1]], line.rule)


def bare(answer: TestResponse, *numbers: str) -> tuple[int, str]:
    """Status and body, without what was asked for and without the session's own tokens."""
    text = re.sub(r'value="[^"]{60,}"', 'value=""', answer.text)
    for number in numbers:
        text = text.replace(number, "NUMBER")
    return answer.status_code, text


NOTHING = Subject(NEVER_GIVEN_OUT, frozenset(), task=NO_TASK)


def test_every_rule_has_a_line_and_every_line_a_rule(world: World) -> None:
    assert sorted(line.name for line in TABLE) == rules_of(world.app)


@named(inside)
def test_a_stranger_is_sent_to_sign_in(world: World, line: Line) -> None:
    before = world.everything()
    subjects = [world.subjects["submitted at A"], world.subjects["closed"], NOTHING]
    answers = [world.ask(ANONYMOUS, line, filled(line, subject)) for subject in subjects]
    if line.method == "GET":
        assert {answer.status_code for answer in answers} == {302}
        assert all((answer.location or "").startswith("/sign-in") for answer in answers)
    else:
        assert {answer.status_code for answer in answers} == {401}
    assert world.everything() == before


@pytest.mark.slow
@named([line for line in inside if set(line.people) != set(PEOPLE)])
def test_a_colleague_whose_role_does_not_include_it_is_refused_whatever_it_names(world: World, line: Line) -> None:
    before = world.everything()
    subjects = [*world.subjects.values(), NOTHING] if "case_number" in line.rule else [NOTHING]
    for person in set(PEOPLE) - set(line.people):
        answers = {bare(world.ask(person, line, filled(line, subject)), *subject.names) for subject in subjects}
        assert [status for status, _ in answers] == [403], person
    assert world.everything() == before


@pytest.mark.slow
@named(of_cases)
def test_a_case_that_is_not_theirs_does_not_exist(world: World, line: Line) -> None:
    before = world.everything()
    for person in line.people:
        nothing = world.ask(person, line, filled(line, NOTHING))
        assert nothing.status_code == 404
        for place, subject in world.subjects.items():
            if person in subject.parties:
                continue
            answer = world.ask(person, line, filled(line, subject), **FILLED, version="1")
            assert bare(answer, *subject.names) == bare(nothing, *NOTHING.names), (person, place)
    assert world.everything() == before


@pytest.mark.slow
@named(of_cases)
def test_a_party_gets_as_far_as_its_standing(world: World, line: Line) -> None:
    for person, (place, subject) in product(line.people, world.subjects.items()):
        if person not in subject.parties:
            continue
        without_task = line.kind in ("task", "notice") and not subject.task  # a decision makes both
        expected = {404} if without_task else allowed(line, person in subject.standing(line.standing))
        assert world.ask(person, line, filled(line, subject)).status_code in expected, (person, place)


SHOWS_NOTHING_OF_IT = "/presence"
"""A page that is open asks this by itself, of colleagues alone: it would fill the log with views nobody had."""


def allowed(line: Line, stands: bool) -> set[int]:
    """What a party may be answered: a page is open to all, a verb to whoever has the standing, in its time."""
    if line.method == "GET":
        return READ if not line.standing else READ | REFUSED if stands else REFUSED
    return MENDED | {303} if stands else MENDED


@pytest.mark.slow
@named([line for line in of_cases if line.method == "GET" and not line.rule.endswith(SHOWS_NOTHING_OF_IT)])
def test_every_view_of_a_case_is_logged_once_and_nothing_else_is(world: World, line: Line) -> None:
    seen = 0
    for person, (place, subject) in product(line.people, world.subjects.items()):
        before = world.views_of(subject)
        viewed = 200 <= world.ask(person, line, filled(line, subject)).status_code < 300
        assert world.views_of(subject) - before == viewed, (person, place)
        seen += viewed
    assert (seen == 0) == line.rule.endswith(NOT_OPEN_HERE)


@pytest.mark.slow
@named([line for line in of_cases if line.method == "POST"])
def test_a_party_without_the_standing_changes_nothing_however_well_it_fills_the_form(world: World, line: Line) -> None:
    for person, (place, subject) in product(line.people, world.subjects.items()):
        if person not in subject.parties or person in subject.standing(line.standing):
            continue
        before = world.all_but_views()
        answer = world.ask(person, line, filled(line, subject), **FILLED, version=world.version(subject))
        assert answer.status_code in MENDED | {404}, (person, place)
        assert world.all_but_views() == before, (person, place)


@named([line for line in of_cases if line.kind == "task"])
def test_a_task_of_another_case_does_not_exist(world: World, line: Line) -> None:
    mine, other = world.subjects["carried out"], world.subjects["closed"]
    for person in line.people:
        mixed = Subject(mine.number, mine.desk, task=other.task)
        none = Subject(mine.number, mine.desk, task=NO_TASK)
        answers = [bare(world.ask(person, line, filled(line, one)), f"/{one.task}") for one in (mixed, none)]
        assert answers[0] == answers[1]
        assert answers[0][0] == 404


@named(of_records)
def test_an_administrator_finds_what_is_there_and_nothing_else(world: World, line: Line) -> None:
    there, absent = (world.ask(line.people[0], line, filled(line, there=one)) for one in (True, False))
    # 409: another question of this suite has used it up
    assert there.status_code in ({200, 409} if line.method == "GET" else {200, 303, 409, 422})
    assert absent.status_code == 404


@named([line for line in inside if line.kind == "own"])
def test_a_publisher_finds_what_the_own_organization_wrote(world: World, line: Line) -> None:
    path = line.rule.replace("<slug>", "{}").format
    own, anothers, none = (world.ask("sun", line, path(slug)) for slug in world.slugs)
    assert own.status_code in ({200} if line.method == "GET" else {409, 422})
    assert bare(anothers, world.slugs[1]) == bare(none, world.slugs[2])
    assert none.status_code == 404


def test_a_draft_does_not_exist_for_the_public(world: World) -> None:
    stranger = world.browser(ANONYMOUS)
    answers = {bare(stranger.get(f"/bulletins/{slug}"), slug) for slug in world.slugs}
    assert [status for status, _ in answers] == [404]
    assert stranger.get(f"/bulletins/{world.bulletins['published']}").status_code == 200


@named([line for line in inside if line.kind in ("file", "order")])
def test_a_file_that_is_not_there_is_not_there_for_anybody(world: World, line: Line) -> None:
    for person, subject in product(line.people, [*world.subjects.values(), NOTHING]):
        assert world.ask(person, line, filled(line, subject)).status_code == 404, person


@named([line for line in inside if line.kind == "-"])
def test_a_page_that_names_nothing_opens_for_whom_it_is_meant(world: World, line: Line) -> None:
    for person in line.people:
        status = world.ask(person, line, filled(line)).status_code
        assert status in ({200, 302} if line.method == "GET" else {422}), person


@named([line for line in inside if line.kind == "again"])
def test_what_was_filled_in_comes_back_and_nothing_is_done(world: World, line: Line) -> None:
    before = world.everything()
    assert [world.ask(person, line, filled(line)).status_code for person in line.people] == [200] * len(line.people)
    assert world.everything() == before


@named([line for line in inside if line.kind == "call"])
def test_a_call_that_is_not_under_way_in_these_hands_does_not_exist(world: World, line: Line) -> None:
    before = world.everything()
    for key in ("", "0" * 32):
        answers = [world.ask(person, line, filled(line), form_key=key, read_back="y") for person in line.people]
        assert [answer.status_code for answer in answers] == [404]
    assert world.everything() == before


@named([line for line in inside if line.kind == "at once"])
def test_what_needs_no_answer_is_done_for_whom_it_is_meant(world: World, line: Line) -> None:
    for person in line.people:
        assert world.ask(person, line, filled(line)).status_code == 303, person


@named([line for line in inside if line.kind == "template"])
def test_a_text_is_there_for_the_organization_that_keeps_it_alone(world: World, line: Line) -> None:
    for person in line.people:
        status = world.ask(person, line, filled(line)).status_code
        assert status == (404 if person != "wei" else 200 if line.method == "GET" else 422), person
        assert world.ask(person, line, filled(line, there=False)).status_code == 404


@named([line for line in inside if line.kind == "newcomer"])
def test_an_invitation_is_there_for_its_agency_and_for_who_manages_people(world: World, line: Line) -> None:
    known = {200} if line.method == "GET" else {200, 303, 409}  # 409: another question has revoked it
    for person in line.people:
        status = world.ask(person, line, filled(line)).status_code
        assert status in (known if person in ("qian", "wu", "ma") else {404}), person
        assert world.ask(person, line, filled(line, there=False)).status_code == 404


@named([line for line in inside if line.kind in ("roster", "shift")])
def test_a_roster_is_there_for_its_organization_and_for_who_manages_people(world: World, line: Line) -> None:
    for person in line.people:
        gone = line.rule.endswith("/removal")
        known = {404} if gone else {200} if line.method == "GET" else {422}
        status = world.ask(person, line, filled(line)).status_code
        assert status in (known if person in ("wei", "ma") else {404}), person
        assert world.ask(person, line, filled(line, there=False)).status_code == 404


@named([line for line in inside if line.kind == "session"])
def test_nobody_ends_the_session_of_another(world: World, line: Line) -> None:
    of_he = world.session_of_he
    before = world.everything()
    for person in set(line.people) - {"he"}:
        path = line.rule.replace("<int:session_id>", "{}").format
        answers = [bare(world.ask(person, line, path(one)), str(one)) for one in (of_he, NO_TASK)]
        assert answers[0] == answers[1]
    assert world.everything() == before


@named([line for line in public if line.method == "GET"])
def test_what_is_public_shows_nobody_more_than_a_stranger(world: World, line: Line) -> None:
    expected = {"-": {200, 303}, "record": {200}, "visit": {303}, "token": {404, 409, 410}}[line.kind]
    path = filled(line).replace("PUBLISHED", world.bulletins["published"]).replace("NOTICE", world.notice)
    for person in (ANONYMOUS, "wei", "ma"):
        assert world.ask(person, line, path).status_code in expected, person
    if line.kind == "record":
        assert world.ask(ANONYMOUS, line, filled(line, there=False)).status_code == 404


@named([line for line in public if line.method == "POST" and line.kind != "machine"])
def test_a_public_form_left_empty_changes_nothing(world: World, line: Line) -> None:
    before = world.everything()
    expected = {"-": {200, 303, 400, 404, 409, 422}, "open": {200}, "visit": {303}, "token": {404, 409, 410}}[line.kind]
    answer = world.ask(ANONYMOUS, line, filled(line))
    assert answer.status_code in expected
    assert world.everything() == before


@named([line for line in TABLE if line.kind == "machine"])
def test_a_machine_that_sends_nothing_is_told_so(world: World, line: Line) -> None:
    before = world.everything()
    assert world.app.test_client().post(line.rule).status_code in {400, 415, 422}
    assert world.everything() == before


@named(mutating)
def test_a_form_without_its_own_sessions_token_changes_nothing(world: World, line: Line) -> None:
    person = ANONYMOUS if line.public else line.people[0]
    anothers = world.token("jin" if person != "jin" else "ma")
    path = filled(line, world.subjects["checked at A"])
    before = world.everything()
    forged = [FILLED, {**FILLED, "csrf_token": "wrong"}, {**FILLED, "csrf_token": anothers}]
    answers = [world.browser(person).post(path, data=fields).status_code for fields in forged]
    assert answers == [400, 400, 400]
    assert world.everything() == before


def test_only_the_rules_for_machines_need_no_token(world: World) -> None:
    exempt = {line.rule for line in TABLE if line.kind == "machine"}
    assert exempt == {"/api/v1/tips", "/api/v1/tips/status"}


def test_only_what_is_shared_from_another_app_needs_no_token_and_it_changes_nothing(world: World) -> None:
    assert {line.rule for line in TABLE if line.kind == "open"} == {"/share"}
    before = world.everything()
    shared = dict.fromkeys(("title", "text", "url"), "https://xingyun.example/v/9")
    assert world.app.test_client().post("/share", data=shared).status_code == 200
    assert world.everything() == before
