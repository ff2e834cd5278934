"""Every field for words of every route: what cannot be stored is refused, breaks nothing, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from portal.config import Settings
from portal.database import sqlite
from tests import databases
from tests.hostile.doors import DOORS
from tests.hostile.forms import text_fields
from tests.intake.citizen import TIP, Citizen
from tests.matrix.expected import TABLE, Line
from tests.matrix.test_matrix import FILLED, filled
from tests.matrix.world import ANONYMOUS, Subject, World, standing_world

CANARY = "hostile-canary"
NUL = f"a\x00{CANARY}"
LONG = CANARY + "z" * 300_000
WITHOUT_WORDS = {
    "POST /account/sessions/<int:session_id>/end",
    "POST /administration/operations/jobs/<int:job_id>/giving-up",
    "POST /administration/operations/jobs/<int:job_id>/retry",
    "POST /administration/operations/retries",
    "POST /administration/people/<email>/disabling",
    "POST /administration/people/<email>/enabling",
    "POST /administration/people/<email>/invitation",
    "POST /administration/registry/<kind>/<value>",
    "POST /administration/registry/<kind>/<value>/removal",
    "POST /duty/<slug>/leaves",
    "POST /duty/calls/<case_number>",
    "POST /duty/<slug>/leaves/<int:leave_id>/removal",
    "POST /duty/<slug>/shifts",
    "POST /duty/<slug>/shifts/<int:shift_id>/heir",
    "POST /duty/<slug>/shifts/<int:shift_id>/removal",
    "POST /flag/receipt",
    "POST /follow/leave",
    "POST /platform-invitations/<slug>/again",
    "POST /platform-invitations/<slug>/revocation",
    "POST /preferences",
    "POST /respondent/leave",
    "POST /sign-out",
    "POST /verification/claims",
}
"""Routes that take no words from a form; a new route is in the suite unless it is named here."""

OF_A_CITIZEN = [
    line
    for line in TABLE
    if line.method == "POST"
    and (line.rule.startswith(("/flag", "/follow", "/respondent")) or line.rule in ("/assist", "/assist/check"))
]
"""What a citizen says, in the form or to a clerk who has not sent it yet."""
LINES = [line for line in TABLE if line.method == "POST" and line.kind != "machine" and line.name not in WITHOUT_WORDS]
HERE = [line for line in LINES if line.rule not in {door.rule for door in DOORS}]
"""What colleagues write is asked in `test_desks`, with every other hostile word."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("hostile")
    with databases.fresh("sqlite", folder) as url:
        settings = Settings.from_environment(
            {"DATABASE_URL": url, "PORTAL_DATA": str(folder), "LIMITS": "off", "PUBLIC_URL": "http://localhost"}
        )
        with standing_world(settings) as standing:
            lin = Citizen(standing.browser(ANONYMOUS))
            lin.flag()
            lin.follow(lin.query_code)
            yield standing


@pytest.fixture(scope="module")
def fields(world: World) -> dict[str, frozenset[str]]:
    return text_fields(world.app)


def kept(world: World, word: str = CANARY) -> bool:
    """Whether any row of any table holds the word."""
    with closing(sqlite.connect(world.database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return any(word in repr(row) for table in tables for row in connection.execute(f'SELECT * FROM "{table}"'))


def doors(world: World, line: Line) -> Iterator[tuple[str, Subject | None]]:
    """Whoever may ask, about whatever they may ask it."""
    if line.public:
        yield ANONYMOUS, None
    elif line.kind in ("case", "task"):
        for subject in world.subjects.values():
            yield from ((person, subject) for person in line.people if person in subject.standing(line.standing))
    else:
        yield from ((person, None) for person in line.people)


def answers(line: Line) -> dict[str, str]:
    """Plausible answers to every other field."""
    return {**TIP, "truthful": "y", "form_key": "0" * 32} if line.rule.startswith(("/flag", "/assist")) else FILLED


def test_every_route_that_takes_words_is_in_the_suite(fields: dict[str, frozenset[str]]) -> None:
    assert {line.name for line in LINES} == set(fields)


def test_the_suite_knows_the_fields_of_a_form_and_of_its_rows(fields: dict[str, frozenset[str]]) -> None:
    assert {"description", "targets-0-entered", "targets-0-name"} <= fields["POST /flag/supplement"]
    assert "answer" in fields["POST /follow/tip/<int:position>/supplement"]
    assert "opinion" in fields["POST /verification/<case_number>/referral"]
    assert "reason" in fields["POST /disposal/<case_number>/return"]


def test_a_word_that_is_kept_is_found(world: World) -> None:
    Citizen(world.app.test_client()).flag(description="a kept word")
    assert kept(world, "a kept word")


@pytest.mark.parametrize("line", HERE, ids=lambda line: line.name)
@pytest.mark.parametrize("word", [NUL, LONG], ids=["cannot be stored", "300,000 characters"])
def test_no_word_breaks_a_route_and_none_that_cannot_be_kept_is(
    world: World, fields: dict[str, frozenset[str]], line: Line, word: str
) -> None:
    entered = 0
    for person, subject in doors(world, line):
        path = filled(line, subject).replace("/drafts/bailu", f"/drafts/{world.slugs[0]}")
        alone = [{name} for name in sorted(fields[line.name])] if word is NUL else []
        for hostile in [fields[line.name], *alone]:
            answer = world.ask(person, line, path, **{**answers(line), **dict.fromkeys(hostile, word)})
            assert answer.status_code < 500, (person, path, hostile)
            entered += answer.status_code not in (403, 404)
        if entered:
            break
    assert entered or line.kind == "token" or line.standing == "nobody"
    if word is NUL or line in OF_A_CITIZEN:
        assert not kept(world)
