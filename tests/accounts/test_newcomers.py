"""A platform that nobody registered comes by invitation: nothing changes before somebody there accepts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.accounts.models import AdministrationEntry
from portal.accounts.newcomers.models import AwaitedHost, PlatformInvitation
from portal.accounts.second_factor import code_at, present_step
from portal.config import Settings
from portal.domain.errors import InputInvalid
from portal.domain.newcomers import Letter, LetterState, letter_state, read_hosts
from portal.domain.permissions import Role
from portal.domain.routing import RegistryKind
from portal.extensions import db
from portal.intake.queries import platforms
from portal.job_process import make_runner
from portal.records.cases import get_case
from portal.records.jobs import Job
from portal.records.organizations import Organization
from portal.records.people import User, find_person
from portal.records.registry import RegistryEntry
from portal.verification.verbs.passing_on import receiving_platforms
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.factories import case_of, organization, send_tip
from tests.people import Browsers, csrf_token
from tests.verification.desk import case_now, page, tip

PAGE = "https://newcomer.example/p/{}"
ENTERED = {
    "name_zh": "新来平台",
    "name_en": "Newcomer",
    "hosts": "newcomer.example\nhttps://cdn.newcomer-files.example/x",
    "platform_kind": "social",
    "person": "Mo",
    "email": "Mo@newcomer.example",
    "language": "en",
}
SLUG = "newcomer-example"
LINK = re.compile(r"/invitations/[\w-]{20,}")
PASSWORD = "a sentence nobody guesses"


@pytest.fixture
def unclaimed(cast: Flask) -> str:
    """The number of a case about a page that no registered platform carries."""
    return tip(cast, PAGE.format(1))


@pytest.fixture
def mailing(cast: Flask) -> Iterator[Flask]:
    """The application as it runs where mail leaves the house."""
    settings: Settings = cast.extensions["settings"]
    cast.extensions["settings"] = replace(settings, mail_url="smtp://127.0.0.1:1?tls=off")
    yield cast
    cast.extensions["settings"] = settings


def post(browser: FlaskClient, path: str, **fields: object) -> TestResponse:
    return browser.post(path, data={"csrf_token": csrf_token(browser, "/account"), **fields})


def invite(browser: FlaskClient, number: str, **changed: object) -> TestResponse:
    return post(browser, f"/platform-invitations/for/{number}", **{**ENTERED, **changed})


def link_in(answer: TestResponse) -> str:
    assert answer.status_code == 200, answer.text
    return str(LINK.findall(answer.text)[0])


def accept(app: Flask, link: str) -> tuple[FlaskClient, TestResponse]:
    """Whoever has the link chooses a password and a second factor."""
    browser = app.test_client()
    form = browser.get(link)
    if form.status_code != 200:
        return browser, form
    seed = re.search(r'<code class="code">([A-Z2-7 ]+)</code>', form.text)
    assert seed is not None
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', form.text)
    assert token is not None
    chosen = {"password": PASSWORD, "repeated": PASSWORD, "code": code_at(seed[1].replace(" ", ""), present_step())}
    return browser, browser.post(link, data={"csrf_token": token[1], **chosen})


def hosts_of(app: Flask, slug: str) -> list[str]:
    with app.app_context():
        lines = db.select(RegistryEntry.value).where(RegistryEntry.platform_id == organization(slug).id)
        return sorted(db.session.scalars(lines))


def test_a_case_of_an_unknown_platform_offers_to_invite_it_and_no_other_case_does(
    cast: Flask, browsers: Browsers, unclaimed: str
) -> None:
    qian, known = browsers("qian"), tip(cast)
    offered = f"/platform-invitations/for/{unclaimed}"
    assert offered in page(qian, unclaimed).text
    assert re.search(r"<textarea[^>]*>\s*newcomer\.example</textarea>", qian.get(offered).text)
    assert "/platform-invitations/for/" not in page(qian, known).text
    assert qian.get(f"/platform-invitations/for/{known}").status_code == 403
    assert browsers("zhao").get(offered).status_code == 404
    assert browsers("wei").get(offered).status_code == 403


def test_nothing_changes_before_somebody_accepts(cast: Flask, browsers: Browsers, unclaimed: str) -> None:
    link_in(invite(browsers("qian"), unclaimed))
    assert hosts_of(cast, SLUG) == []
    with cast.app_context(), transaction():
        assert not organization(SLUG).is_active
        assert SLUG not in {one.slug for one in platforms()}
        later = case_of(send_tip(PAGE.format(2)))
        assert (later.holder.slug, later.target.host) == ("cyberspace", None)


def test_whoever_joined_is_given_the_cases_on_its_pages_and_never_one_about_itself(
    cast: Flask, browsers: Browsers, unclaimed: str
) -> None:
    with cast.app_context(), transaction():
        about_it = case_of(send_tip("https://newcomer.example/", type=None)).case_number
    accept(cast, link_in(invite(browsers("qian"), unclaimed)))
    with cast.app_context():
        desks = {
            number: {one.slug for one in receiving_platforms(get_case(number))} for number in (unclaimed, about_it)
        }
    assert (SLUG in desks[unclaimed], SLUG in desks[about_it]) == (True, False)


def test_whoever_accepts_is_the_first_lead_and_the_registry_learns_the_hosts(
    cast: Flask, browsers: Browsers, unclaimed: str
) -> None:
    _, answer = accept(cast, link_in(invite(browsers("qian"), unclaimed)))
    assert answer.status_code == 303
    assert hosts_of(cast, SLUG) == ["cdn.newcomer-files.example", "newcomer.example"]
    with cast.app_context(), transaction():
        person = find_person("mo@newcomer.example")
        assert person is not None
        assert (person.organization.slug, person.roles) == (SLUG, frozenset({Role.PLATFORM_LEAD}))
        later = case_of(send_tip(PAGE.format(2)))
        assert later.holder.slug == SLUG
        front = case_of(send_tip("https://newcomer.example/", type=None))
        assert front.holder.slug == "cyberspace", "nobody checks a tip against themselves"
        assert db.session.scalars(db.select(AwaitedHost.host)).all() == []
    assert case_now(cast, unclaimed).holder.slug == "cyberspace", "no case under way moves by itself"


def test_the_new_desk_does_not_see_the_case_it_was_invited_from(
    cast: Flask, browsers: Browsers, unclaimed: str
) -> None:
    lead, _ = accept(cast, link_in(invite(browsers("qian"), unclaimed)))
    assert lead.get("/verification").status_code == 200
    assert lead.get(f"/verification/{unclaimed}").status_code == 404


def test_a_double_click_invites_once(cast: Flask, browsers: Browsers, unclaimed: str) -> None:
    qian = browsers("qian")
    link = link_in(invite(qian, unclaimed))
    assert invite(qian, unclaimed).location == f"/platform-invitations/{SLUG}"
    with cast.app_context():
        assert len(db.session.scalars(db.select(PlatformInvitation.id)).all()) == 1
        assert len(db.session.scalars(db.select(Job.id).where(Job.kind == "mail_invitation")).all()) == 1
    assert cast.test_client().get(link).status_code == 200, "the first link still works"


def test_two_platforms_are_not_invited_for_one_host(cast: Flask, browsers: Browsers, unclaimed: str) -> None:
    qian = browsers("qian")
    link_in(invite(qian, unclaimed))
    for hosts in ("newcomer.example", "sub.newcomer.example newcomer.example"):
        answer = invite(qian, unclaimed, hosts=hosts, email="other@newcomer.example", name_en="Typed with care")
        assert answer.status_code == 422
        assert "Typed with care" in answer.text, "what was typed stays"
    with cast.app_context():
        assert find_person("other@newcomer.example") is None


@pytest.mark.parametrize(
    "hosts", ["bailu.example newcomer.example", "v.bailu.example newcomer.example", "elsewhere.example"]
)
def test_a_host_of_somebody_and_a_list_without_the_cases_own_are_refused(
    cast: Flask, browsers: Browsers, unclaimed: str, hosts: str
) -> None:
    assert invite(browsers("qian"), unclaimed, hosts=hosts).status_code == 422
    with cast.app_context():
        assert find_person("mo@newcomer.example") is None


def test_a_new_link_ends_the_earlier_one(cast: Flask, browsers: Browsers, unclaimed: str) -> None:
    qian = browsers("qian")
    first = link_in(invite(qian, unclaimed))
    second = link_in(post(qian, f"/platform-invitations/{SLUG}/again"))
    assert cast.test_client().get(first).status_code == 409
    assert accept(cast, second)[1].status_code == 303
    assert post(qian, f"/platform-invitations/{SLUG}/again").status_code == 409, "it has joined"


def test_a_link_expires_and_a_new_one_works(cast: Flask, browsers: Browsers, unclaimed: str, clock: Clock) -> None:
    first = link_in(invite(browsers("qian"), unclaimed))
    clock.turn(hours=72)
    assert cast.test_client().get(first).status_code == 409
    qian = browsers("qian")
    assert "Expired" in qian.get(f"/platform-invitations/{SLUG}", headers={"Accept-Language": "en"}).text
    assert accept(cast, link_in(post(qian, f"/platform-invitations/{SLUG}/again")))[1].status_code == 303


def test_after_a_revocation_the_link_is_dead_and_the_same_person_can_be_invited_anew(
    cast: Flask, browsers: Browsers, unclaimed: str
) -> None:
    qian = browsers("qian")
    first = link_in(invite(qian, unclaimed))
    for _click in range(2):
        assert post(qian, f"/platform-invitations/{SLUG}/revocation").status_code == 303
    assert cast.test_client().get(first).status_code == 409
    assert post(qian, f"/platform-invitations/{SLUG}/again").status_code == 409
    second = link_in(invite(qian, unclaimed, name_en="Spelled better"))
    assert accept(cast, second)[1].status_code == 303
    assert hosts_of(cast, SLUG) == []
    assert hosts_of(cast, f"{SLUG}-2") == ["cdn.newcomer-files.example", "newcomer.example"]


def test_a_host_that_was_registered_meanwhile_stays_with_its_platform(
    cast: Flask, browsers: Browsers, unclaimed: str
) -> None:
    link = link_in(invite(browsers("qian"), unclaimed))
    entry = {"kind": "host", "value": "newcomer.example", "platform": "bailu", "platform_kind": "social"}
    assert post(browsers("ma"), "/administration/registry", **entry).status_code == 303
    assert accept(cast, link)[1].status_code == 303
    assert hosts_of(cast, SLUG) == ["cdn.newcomer-files.example"]


def test_an_address_of_a_colleague_is_refused(cast: Flask, browsers: Browsers, unclaimed: str) -> None:
    assert invite(browsers("qian"), unclaimed, email="wei@example.org").status_code == 422
    with cast.app_context():
        assert db.session.scalar(db.select(Organization.id).where(Organization.slug == SLUG)) is None
        assert db.session.scalars(db.select(User).where(User.email == "wei@example.org")).one().is_active


def test_an_administrator_invites_from_no_case_and_sees_all(cast: Flask, browsers: Browsers, unclaimed: str) -> None:
    ma = browsers("ma")
    link_in(post(ma, "/platform-invitations/new", **ENTERED))
    assert f"/platform-invitations/{SLUG}" in ma.get("/platform-invitations").text
    assert f"/platform-invitations/{SLUG}" not in browsers("qian").get("/platform-invitations").text
    with cast.app_context():
        changes = set(db.session.scalars(db.select(AdministrationEntry.change)))
    assert {"organization_created", "person_invited"} <= changes


def test_the_letter_names_platform_agency_and_hosts_and_no_case(
    cast: Flask, browsers: Browsers, unclaimed: str
) -> None:
    invite(browsers("qian"), unclaimed)
    with cast.app_context():
        make_runner(cast).drain()
    [file] = (cast.extensions["settings"].data / "mail").iterdir()
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    words = f"{letter['Subject']}\n{letter.get_content()}".replace("\r\n", "\n")
    assert letter["To"] == "mo@newcomer.example"
    assert "Newcomer" in letter["Subject"]
    assert "newcomer.example\ncdn.newcomer-files.example" in words
    assert LINK.search(words)
    assert unclaimed not in words


def test_mail_that_is_not_taken_shows_on_the_page_and_the_link_does_not(
    mailing: Flask, browsers: Browsers, unclaimed: str, clock: Clock
) -> None:
    qian = browsers("qian")
    answer = invite(qian, unclaimed)
    assert answer.status_code == 303, "where mail leaves the house nobody else sees the link"
    shown = qian.get(answer.location, headers={"Accept-Language": "en"}).text
    assert "about to be sent" in shown
    assert not LINK.search(shown)
    with mailing.app_context():
        make_runner(mailing).drain()
        job = db.session.scalars(db.select(Job).where(Job.kind == "mail_invitation")).one()
        assert job.attempts == 1
    assert "did not take it" in qian.get(answer.location, headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize(
    ("letter", "state"),
    [
        (None, LetterState.TAKEN),
        (Letter(1, done=True, failed=False), LetterState.TAKEN),
        (Letter(0, done=False, failed=False), LetterState.ON_ITS_WAY),
        (Letter(3, done=False, failed=False), LetterState.NOT_TAKEN),
        (Letter(8, done=False, failed=True), LetterState.GIVEN_UP),
    ],
)
def test_what_became_of_a_letter(letter: Letter | None, state: LetterState) -> None:
    assert letter_state(letter) is state


def test_hosts_are_read_as_people_paste_them() -> None:
    read = read_hosts("https://Shop.Example/a?b\nWWW.shop.example:8080、shop.example.,平台.example")
    assert read[:2] == ("shop.example", "www.shop.example")
    assert read[2].startswith("xn--")
    assert len(read) == 3


@pytest.mark.parametrize("hosts", ["com.cn", "co.uk", "zj.cn", "example", "192.0.2.7", "  ", "a b"])
def test_a_name_under_which_anybody_registers_is_no_platforms_host(hosts: str) -> None:
    with pytest.raises(InputInvalid):
        read_hosts(hosts)


def test_more_than_ten_hosts_are_refused() -> None:
    assert len(read_hosts(" ".join(f"h{number}.example" for number in range(10)))) == 10
    with pytest.raises(InputInvalid):
        read_hosts(" ".join(f"h{number}.example" for number in range(11)))


def test_the_registry_keeps_a_line_of_hosts_alone(cast: Flask, browsers: Browsers, unclaimed: str) -> None:
    accept(cast, link_in(invite(browsers("qian"), unclaimed)))
    with cast.app_context():
        kinds = db.session.scalars(db.select(RegistryEntry.kind).where(RegistryEntry.value.contains("newcomer"))).all()
    assert set(kinds) == {RegistryKind.HOST}
