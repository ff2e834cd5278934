"""Role by route, one person for each single role: the answers stand in `roles.txt`, and follow from table 2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.config import Settings
from portal.demo import cast
from portal.demo.cast import PARTS, Part
from portal.domain.permissions import GRANTS, Permission, Role
from portal.web.access import Access, access_of
from tests import databases
from tests.matrix.expected import TABLE, Line
from tests.matrix.test_matrix import NOTHING, filled
from tests.matrix.world import World, standing_world
from tests.verification.test_files import with_file

pytestmark = pytest.mark.slow
GOLDEN = Path(__file__).parent / "roles.txt"
AT = {
    Role.VERIFIER: "xingyun",
    Role.PLATFORM_LEAD: "xingyun",
    Role.OFFICER: "cyberspace",
    Role.SIGNATORY: "cyberspace",
    Role.DUTY: "cyberspace",
    Role.AGENCY_LEAD: "cyberspace",
    Role.PUBLISHER: "cyberspace",
    Role.CLERK: "cyberspace",
    Role.ADMINISTRATOR: "operator",
    Role.AUDITOR: "operator",
}
"""Every role of colleagues, and where the one person works who has it and no other."""
INSIDE = [line for line in TABLE if not line.public and line.kind != "ends"]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("roles")
    extra = tuple(Part(f"only-{role}", f"Only {role}", at, (role,)) for role, at in AT.items())
    with pytest.MonkeyPatch.context() as patched, databases.fresh("sqlite", folder) as url:
        patched.setattr(cast, "CAST", (*cast.CAST, *extra))
        for part in extra:
            patched.setitem(PARTS, part.word, part)
        settings = Settings.from_environment(
            {"DATABASE_URL": url, "PORTAL_DATA": str(folder), "LIMITS": "off", "PUBLIC_URL": "http://localhost"}
        )
        with standing_world(settings) as standing:
            yield standing


def entrants(world: World, line: Line) -> list[str]:
    """The roles that this rule does not turn away: the thing it names does not exist, and they are told so."""
    path = filled(line, NOTHING, there=False)
    answers = {role: world.ask(f"only-{role}", line, path).status_code for role in AT}
    return [role for role, status in answers.items() if status != 403]


def asked_of(app: Flask, line: Line) -> tuple[str, Access]:
    """The endpoint of this rule, and what it declares."""
    (rule,) = (
        rule for rule in app.url_map.iter_rules() if rule.rule == line.rule and line.method in (rule.methods or ())
    )
    access = access_of(app, rule.endpoint)
    assert access is not None
    return rule.endpoint, access


def golden() -> dict[str, str]:
    rows = [row for row in GOLDEN.read_text(encoding="utf-8").splitlines() if row and not row.startswith("#")]
    return {name.strip(): roles.strip() for name, roles in (row.rsplit("|", 1) for row in rows)}


def test_every_role_of_colleagues_has_its_person() -> None:
    assert set(AT) == set(GRANTS) - {Role.REPORTER, Role.RESPONDENT, Role.SYSTEM}


def test_each_role_enters_what_the_reviewed_table_says(world: World) -> None:
    found = {line.name: " ".join(entrants(world, line)) for line in INSIDE}
    assert found == golden()


def test_the_reviewed_table_is_what_table_2_grants(world: World) -> None:
    for line in INSIDE:
        _, access = asked_of(world.app, line)
        granted = [role for role in AT if not access.permissions or access.permissions & GRANTS[role]]
        assert golden()[line.name] == " ".join(granted), line.name


def test_control_a_route_that_asks_for_another_permission_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.app.testing = False  # a page that is not made for who enters may break: that they entered is what counts
    unseen = []
    for line in INSIDE:
        endpoint, access = asked_of(world.app, line)
        other = Permission.TIP_ASSIST if Permission.AUDIT_READ in access.permissions else Permission.AUDIT_READ
        with monkeypatch.context() as patched:
            changed = Access(signed_in=True, permissions=frozenset({other}))
            patched.setitem(vars(world.app.view_functions[endpoint]), "access", changed)
            if " ".join(entrants(world, line)) == golden()[line.name]:
                unseen.append(line.name)
    assert unseen == []


READ_FILES = {Role.OFFICER, Role.SIGNATORY, Role.DUTY, Role.AGENCY_LEAD}


def test_a_file_that_exists_is_handed_to_the_agency_and_to_nobody_else(world: World) -> None:
    (line,) = (line for line in INSIDE if line.kind == "file")
    number = world.subjects["checked at A"].number
    attachment = with_file(world.app, world.database.parent, number)
    path = re.sub(r"<case_number>", number, line.rule).replace("<int:attachment_id>", str(attachment))
    answers = {role: world.ask(f"only-{role}", line, path).status_code for role in AT}
    platform = {Role.VERIFIER, Role.PLATFORM_LEAD}
    assert answers == {role: 200 if role in READ_FILES else 404 if role in platform else 403 for role in AT}
    others = {word: world.ask(word, line, path).status_code for word in ("he", "zhou", "ma", "sun")}
    assert others == {"he": 404, "zhou": 404, "ma": 403, "sun": 403}
