"""An administrator keeps people, organizations and the registry; each change is on record for the auditor."""

import html
import re
from email import message_from_bytes, policy

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from werkzeug.test import TestResponse

from portal.accounts.models import AdministrationEntry, AuthSession, Invitation
from portal.accounts.second_factor import Sealer, code_at, present_step
from portal.extensions import db
from portal.job_process import make_runner
from portal.records.jobs import Job
from portal.records.people import find_person
from portal.records.registry import RegistryEntry
from portal.web.transaction import transaction
from tests.conftest import Clock
from tests.people import Browsers, csrf_token

PASSWORD = "a sentence about rain"


def send(client: FlaskClient, path: str, **fields: str | list[str]) -> TestResponse:
    """Post to `path` with the token of this browser."""
    return client.post(path, data={"csrf_token": csrf_token(client, "/account"), **fields})


def invitation_path(answer: TestResponse) -> str:
    found = re.search(r"http://localhost(/invitations/[\w-]+)", answer.text)
    assert found is not None
    return found[1]


def invite_li(ma: FlaskClient) -> str:
    """Invite a new verifier of Bailu; returns the path of the link."""
    answer = send(
        ma,
        "/administration/organizations/bailu/invitation",
        name="Li",
        email=" Li@Example.org",
        roles=["verifier"],
    )
    assert answer.status_code == 200
    return invitation_path(answer)


def accept(client: FlaskClient, path: str, **other: str) -> TestResponse:
    """Set up the account behind an invitation, as its page asks."""
    page = html.unescape(client.get(path).text)
    found = re.search(r'<code class="code">([A-Z2-7 ]+)</code>', page)
    assert found is not None
    code = code_at(found[1].replace(" ", ""), present_step())
    fields = {"password": PASSWORD, "repeated": PASSWORD, "code": code, **other}
    return client.post(path, data={"csrf_token": csrf_token(client, path), **fields})


def test_an_invited_person_sets_up_and_is_in(cast: Flask, browsers: Browsers) -> None:
    path = invite_li(browsers("ma"))
    li = cast.test_client()
    assert accept(li, path).status_code == 303
    assert "li@example.org" in li.get("/account").text


def test_an_invitation_works_once(cast: Flask, browsers: Browsers) -> None:
    path = invite_li(browsers("ma"))
    accept(cast.test_client(), path)
    assert cast.test_client().get(path).status_code == 409


def test_an_invitation_is_over_after_three_days(cast: Flask, browsers: Browsers, clock: Clock) -> None:
    path = invite_li(browsers("ma"))
    clock.turn(hours=71)
    assert cast.test_client().get(path).status_code == 200
    clock.turn(hours=1)
    assert cast.test_client().get(path).status_code == 409


def test_looking_at_an_invitation_spends_nothing_and_shows_the_same_key(cast: Flask, browsers: Browsers) -> None:
    path = invite_li(browsers("ma"))
    keys = [re.findall(r'<code class="code">(.*?)</code>', cast.test_client().get(path).text) for _ in range(2)]
    assert keys[0] == keys[1]
    assert accept(cast.test_client(), path).status_code == 303


@pytest.mark.parametrize(
    "password", ["elevenchars", "1qaz2wsx3edc", "aaaaaaaaaaaa", "clearflag is fine", "li@example.org!", "x" * 129]
)
def test_a_weak_password_is_refused_and_the_link_stays(cast: Flask, browsers: Browsers, password: str) -> None:
    path = invite_li(browsers("ma"))
    assert accept(cast.test_client(), path, password=password, repeated=password).status_code == 422
    assert accept(cast.test_client(), path).status_code == 303


def test_a_wrong_first_code_is_refused(cast: Flask, browsers: Browsers) -> None:
    assert accept(cast.test_client(), invite_li(browsers("ma")), code="000000").status_code == 422


def test_the_link_is_kept_nowhere_in_clear(cast: Flask, browsers: Browsers) -> None:
    token = invite_li(browsers("ma")).rpartition("/")[2]
    with cast.app_context():
        kept = [job.payload for job in db.session.query(Job)] + [one.token_hash for one in db.session.query(Invitation)]
        assert len(kept) == 2
        assert token not in repr(kept)
        sealed = db.session.query(Job).one().payload["sealed_token"].encode()
        assert Sealer(cast.extensions["settings"].secret_keys).open(sealed) == token


def test_the_invitation_arrives_by_mail(cast: Flask, browsers: Browsers) -> None:
    path = invite_li(browsers("ma"))
    with cast.app_context():
        make_runner(cast).drain()
    letters = [
        message_from_bytes(file.read_bytes(), policy=policy.default)
        for file in (cast.extensions["settings"].data / "mail").iterdir()
    ]
    assert [letter["To"] for letter in letters] == ["li@example.org"]
    assert f"http://localhost{path}\n" in str(letters[0].get_content()).replace("\r", "")


def test_a_new_invitation_ends_sessions_password_and_earlier_link(cast: Flask, browsers: Browsers) -> None:
    ma, wei = browsers("ma"), browsers("wei")
    links = [invitation_path(send(ma, "/administration/people/wei@example.org/invitation")) for _ in range(2)]
    assert wei.get("/account").status_code == 302
    assert [cast.test_client().get(link).status_code for link in links] == [409, 200]


def test_a_disabled_person_is_out_with_the_next_request(browsers: Browsers) -> None:
    ma, wei = browsers("ma"), browsers("wei")
    assert wei.get("/account").status_code == 200
    assert send(ma, "/administration/people/wei@example.org/disabling").status_code == 303
    assert wei.get("/account").status_code == 302
    with pytest.raises(AssertionError):
        browsers("wei")
    assert send(ma, "/administration/people/wei@example.org/enabling").status_code == 303
    assert browsers("wei").get("/account").status_code == 200
    assert wei.get("/account").status_code == 302


def test_other_roles_take_effect_with_the_next_request(browsers: Browsers) -> None:
    ma, qian = browsers("ma"), browsers("qian")
    fields: dict[str, str | list[str]] = {"name": "Qian", "roles": ["publisher"]}
    assert send(ma, "/administration/people/qian@example.org", **fields).status_code == 303
    assert qian.get("/account").status_code == 302


def test_a_name_alone_ends_no_session(browsers: Browsers) -> None:
    ma, he = browsers("ma"), browsers("he")
    fields: dict[str, str | list[str]] = {"name": "He Chuan", "roles": ["verifier"]}
    assert send(ma, "/administration/people/he@example.org", **fields).status_code == 303
    assert "He Chuan" in he.get("/account").text


@pytest.mark.parametrize("roles", [["officer"], ["administrator"], []])
def test_people_get_only_roles_of_their_organization(browsers: Browsers, roles: list[str]) -> None:
    fields: dict[str, str | list[str]] = {"name": "He", "roles": roles}
    assert send(browsers("ma"), "/administration/people/he@example.org", **fields).status_code == 422


def test_nobody_administers_and_audits(browsers: Browsers) -> None:
    fields: dict[str, str | list[str]] = {"name": "Jin", "roles": ["administrator", "auditor"]}
    assert send(browsers("ma"), "/administration/people/jin@example.org", **fields).status_code == 422


@pytest.mark.parametrize("step", ["disabling", "enabling", "invitation"])
def test_nobody_administers_their_own_account(browsers: Browsers, step: str) -> None:
    assert send(browsers("ma"), f"/administration/people/ma@example.org/{step}").status_code == 403


def test_a_deactivated_organization_is_out_with_the_next_request(browsers: Browsers) -> None:
    ma, he = browsers("ma"), browsers("he")
    fields = {"name_zh": "百鹿", "name_en": "Bailu", "region": "000000", "has_desk": "y"}
    assert send(ma, "/administration/organizations/bailu", **fields).status_code == 303
    assert he.get("/account").status_code == 302


def test_a_group_has_one_head_and_no_groups_inside(browsers: Browsers) -> None:
    ma = browsers("ma")
    fields = {"name_zh": "x", "name_en": "x", "region": "000000", "has_desk": "y", "is_active": "y"}
    assert send(ma, "/administration/organizations/bailu", group="lanhai", **fields).status_code == 303
    assert send(ma, "/administration/organizations/lanhai", group="xingyun-group", **fields).status_code == 422


def test_an_organization_is_added_once(browsers: Browsers) -> None:
    ma = browsers("ma")
    fields = {"slug": "heron", "kind": "platform", "name_zh": "鹭", "name_en": "Heron", "region": "110000"}
    answers = [send(ma, "/administration/organizations", **fields).status_code for _ in range(2)]
    assert answers == [303, 422]


BAILU = {"platform": "bailu", "platform_kind": "social"}


def test_a_host_that_somebody_carries_says_what_is_found_there_and_nothing_else_does(
    cast: Flask, browsers: Browsers
) -> None:
    ma = browsers("ma")
    refused = send(ma, "/administration/registry", kind="host", value="new.example", platform="bailu")
    assert refused.status_code == 422
    assert "请选择承载内容" in refused.text
    for kind, value in (("app_id", "com.new"), ("host", "maker.example")):
        said = {**BAILU, "platform": "bailu" if kind == "app_id" else "", "provider": "bailu"}
        assert send(ma, "/administration/registry", kind=kind, value=value, **said).status_code == 303
    with cast.app_context():
        ours = RegistryEntry.value.in_(["com.new", "maker.example"])
        assert set(db.session.scalars(db.select(RegistryEntry.platform_kind).where(ours))) == {None}


def test_a_line_of_the_registry_is_added_changed_and_removed(browsers: Browsers) -> None:
    ma = browsers("ma")
    line = "/administration/registry/host/video.bailu.example"
    added = send(ma, "/administration/registry", kind="host", value="Video.Bailu.example.", **BAILU)
    assert (added.status_code, ma.get(line).status_code) == (303, 200)
    assert send(ma, line, platform="lanhai", provider="bailu", platform_kind="store").status_code == 303
    assert send(ma, line, platform="", provider="").status_code == 422
    assert send(ma, f"{line}/removal").status_code == 303
    assert ma.get(line).status_code == 404


def test_every_change_is_on_record_for_the_auditor(cast: Flask, browsers: Browsers) -> None:
    ma = browsers("ma")
    invite_li(ma)
    send(ma, "/administration/people/he@example.org", name="He", roles=["platform_lead"])
    send(ma, "/administration/people/wei@example.org/disabling")
    send(ma, "/administration/registry", kind="host", value="new.example", **BAILU)
    with cast.app_context():
        changes = [entry.change for entry in db.session.query(AdministrationEntry).order_by(AdministrationEntry.id)]
    assert changes == ["person_invited", "person_renamed", "roles_changed", "person_disabled", "registry_entry_added"]
    page = browsers("jin").get("/audit/administration").text
    assert "verifier → platform_lead" in page
    assert "new.example" in page


@pytest.mark.parametrize("statement", ["UPDATE administration_log SET change = 'x'", "DELETE FROM administration_log"])
def test_the_database_keeps_the_administration_log(cast: Flask, browsers: Browsers, statement: str) -> None:
    invite_li(browsers("ma"))
    with cast.app_context(), pytest.raises(DBAPIError, match="append-only"), transaction():
        db.session.execute(text(statement))


def test_only_who_administers_enters_the_administration(browsers: Browsers) -> None:
    pages = ["people", "organizations", "registry"]
    for word, status in (("ma", 200), ("wei", 403), ("qian", 403), ("jin", 403)):
        client = browsers(word)
        answers = {client.get(f"/administration/{page}").status_code for page in pages}
        assert answers == {status}, word


def test_only_who_audits_reads_the_logs(browsers: Browsers) -> None:
    for word, status in (("jin", 200), ("ma", 403), ("qian", 403)):
        client = browsers(word)
        answers = {
            client.get(f"/audit/{page}").status_code for page in ("accesses", "administration", "assisted-entries")
        }
        assert answers == {status}, word


def test_who_administers_or_audits_enters_no_desk_of_cases(cast: Flask, browsers: Browsers) -> None:
    adapter = cast.url_map.bind("localhost")
    paths = {
        adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, 1), method="GET")
        for rule in cast.url_map.iter_rules()
        if rule.endpoint.startswith(("verification.", "disposal.")) and "GET" in (rule.methods or ())
    }
    assert len(paths) >= 4
    for word in ("ma", "jin"):
        client = browsers(word)
        answers = {path: client.get(path).status_code for path in paths}
        assert set(answers.values()) == {403}, answers


def test_a_session_in_the_database_is_no_key(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    with wei.session_transaction() as cookie:
        token = cookie["_user_id"]
    with cast.app_context():
        person = find_person("wei@example.org")
        assert person is not None
        kept = db.session.query(AuthSession).filter_by(user_id=person.id).one().token_hash
    assert token.encode() not in kept
    assert len(kept) == 32


def test_where_no_mail_leaves_the_house_the_page_says_so_and_the_app_on_the_telephone_opens(
    cast: Flask, browsers: Browsers
) -> None:
    ma = browsers("ma")
    invited = send(ma, "/administration/people/wei@example.org/invitation")
    assert "没有设置邮件服务器" in invited.text
    page = cast.test_client().get(invitation_path(invited)).text
    assert re.search(r'href="otpauth://totp/[^"]+secret=[A-Z2-7]{32}', page)


def test_who_is_invited_where_no_desk_is_is_warned_about(cast: Flask, browsers: Browsers) -> None:
    ma, form = browsers("ma"), "/administration/organizations/bailu/invitation"
    assert "没有开设工作台" not in ma.get(form).text
    with cast.app_context(), transaction():
        db.session.execute(text("UPDATE organizations SET has_desk = FALSE WHERE slug = 'bailu'"))
    assert "没有开设工作台" in ma.get(form).text


def test_the_form_of_the_registry_leads_to_the_organization_that_must_come_first(browsers: Browsers) -> None:
    ma, first = browsers("ma"), 'href="/administration/organizations/new"'
    assert first in ma.get("/administration/registry/new").text
    refused = send(ma, "/administration/registry", kind="host", value="neu.example", platform="", provider="")
    assert refused.status_code == 422
    assert first in refused.text
