"""What every page of the accounts keeps: no post without its token, no list that grows slower with its rows."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal import clock
from portal.accounts.administration import log_change
from portal.accounts.models import Change
from portal.domain.permissions import OrganizationKind, Role
from portal.domain.routing import RegistryKind
from portal.domain.targets import PlatformKind
from portal.extensions import db
from portal.records.access_log import Access, log_access
from portal.records.assisted_entries import AssistedEntry
from portal.records.organizations import Organization
from portal.records.people import User, UserRole, find_person
from portal.records.registry import RegistryEntry
from portal.web.transaction import transaction
from tests.factories import send_tip
from tests.people import Browsers
from tests.statements import statements

FILLERS = {
    "email": "he@example.org",
    "slug": "bailu",
    "kind": "host",
    "value": "bailu.example",
    "token": "x",
    "code": "B05",
    "name": "sampling",
}


def posts(app: Flask) -> list[str]:
    """The address of every post of the accounts, about things that exist."""
    adapter = app.url_map.bind("localhost")
    return [
        adapter.build(rule.endpoint, {name: FILLERS.get(name, 1) for name in rule.arguments}, method="POST")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("accounts.") and "POST" in (rule.methods or ())
    ]


def test_nothing_is_done_without_the_token_of_the_form(cast: Flask, browsers: Browsers) -> None:
    addresses = posts(cast)
    assert len(addresses) >= 15
    for word in ("ma", "wei"):
        client = browsers(word)
        answers = {address: client.post(address, data={"csrf_token": "forged"}).status_code for address in addresses}
        assert set(answers.values()) == {400}, answers


def add_people(number: int, bailu: Organization) -> None:
    db.session.add_all(
        User(
            email=f"p{number}{one:02}@example.org",
            name="P",
            organization=bailu,
            created_at=clock.now(),
            role_rows=[UserRole(role=Role.VERIFIER), UserRole(role=Role.PLATFORM_LEAD)],
        )
        for one in range(number)
    )


def add_organizations(number: int, _bailu: Organization) -> None:
    db.session.add_all(
        Organization(
            slug=f"o{number}{one:02}", name_zh="o", name_en="o", kind=OrganizationKind.PLATFORM, created_at=clock.now()
        )
        for one in range(number)
    )


def add_lines(number: int, bailu: Organization) -> None:
    db.session.add_all(
        RegistryEntry(
            kind=RegistryKind.HOST,
            value=f"h{number}{one:02}.example",
            platform_id=bailu.id,
            provider_id=bailu.id,
            platform_kind=PlatformKind.SOCIAL,
            updated_at=clock.now(),
        )
        for one in range(number)
    )


def add_accesses(number: int, _bailu: Organization) -> None:
    for word in ("wei", "he", "qian")[:number]:
        person = find_person(f"{word}@example.org")
        assert person is not None
        for _ in range(number // 3 or 1):
            log_access(person.to_actor(), Access.VIEWED)


def add_changes(number: int, bailu: Organization) -> None:
    people = [find_person(f"{word}@example.org") for word in ("wei", "he", "qian")]
    for one in range(number):
        log_change(Change.PERSON_ENABLED, None, person=people[one % 3], organization=bailu)


def add_entries(number: int, _bailu: Organization) -> None:
    for one in range(number):
        clerk = find_person(f"{('tang', 'ma', 'jin')[one % 3]}@example.org")
        assert clerk is not None
        entry = AssistedEntry(at=clock.now(), user_id=clerk.id, organization_id=clerk.organization_id)
        entry.tip_id = send_tip(f"https://xingyun.example/v/{number}-{one}").tip_id
        db.session.add(entry)


@pytest.mark.parametrize(
    ("word", "path", "add"),
    [
        ("ma", "/administration/people", add_people),
        ("ma", "/administration/organizations", add_organizations),
        ("ma", "/administration/registry", add_lines),
        ("jin", "/audit/accesses", add_accesses),
        ("jin", "/audit/administration", add_changes),
        ("jin", "/audit/assisted-entries", add_entries),
    ],
)
def test_a_list_asks_as_often_for_30_rows_as_for_one(
    cast: Flask, browsers: Browsers, word: str, path: str, add: Callable[[int, Organization], None]
) -> None:
    client, seen = browsers(word), []
    for number in (1, 30):
        with cast.app_context(), transaction():
            add(number, db.session.scalars(db.select(Organization).filter_by(slug="bailu")).one())
        with statements(cast) as asked:
            page = client.get(path).text
        seen.append((len(asked), page.count('<th scope="row"')))
    (few, short), (many, long) = seen
    assert many == few
    assert long >= short + 29
