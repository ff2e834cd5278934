"""An administrator can reset a way in, but neither use it nor do it unnoticed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from flask import Flask

from portal.config import Settings
from portal.domain.permissions import Role
from portal.extensions import db
from portal.job_process import make_runner
from portal.records.jobs import Job
from portal.web.transaction import transaction
from tests.accounts.test_administration import send
from tests.factories import add_person
from tests.people import Browsers

LINK = re.compile(r"/invitations/[\w-]{20,}")
RESET = "/administration/people/wei@example.org/invitation"
NEW = "/administration/organizations/xingyun/invitation"


@pytest.fixture
def mailing(cast: Flask) -> Iterator[Flask]:
    """The application as it runs where mail leaves the house."""
    settings: Settings = cast.extensions["settings"]
    cast.extensions["settings"] = replace(settings, mail_url="smtp://127.0.0.1:1?tls=off")
    yield cast
    cast.extensions["settings"] = settings


def letters(app: Flask) -> dict[str, list[str]]:
    """Subjects by recipient."""
    with app.app_context():
        make_runner(app).drain()
    found: dict[str, list[str]] = {}
    for file in sorted((app.extensions["settings"].data / "mail").iterdir()):
        letter = message_from_bytes(file.read_bytes(), policy=policy.default)
        found.setdefault(letter["To"], []).append(letter["Subject"])
    return found


def test_where_mail_is_sent_no_administrator_sees_the_link(mailing: Flask, browsers: Browsers) -> None:
    ma = browsers("ma")
    shown = [
        send(ma, RESET).text,
        send(ma, NEW, name="Li", email="li@example.org", roles=["verifier"]).text,
    ]
    assert [LINK.findall(page) for page in shown] == [[], []]
    with mailing.app_context():
        queued = db.session.scalars(db.select(Job.kind).where(Job.kind == "mail_invitation")).all()
    assert len(queued) == 2


def test_in_the_demo_the_link_is_shown(cast: Flask, browsers: Browsers) -> None:
    assert len(LINK.findall(send(browsers("ma"), RESET).text)) == 1


def test_the_person_and_the_heads_of_the_organization_hear_of_every_reset(cast: Flask, browsers: Browsers) -> None:
    with cast.app_context(), transaction():
        add_person("head", "xingyun", Role.PLATFORM_LEAD)
        add_person("nobody", "xingyun", Role.VERIFIER)
        add_person("elsewhere", "bailu", Role.PLATFORM_LEAD)
    send(browsers("ma"), RESET)
    cast.test_cli_runner().invoke(args=["users", "invite", "wei@example.org"])
    told = letters(cast)
    assert {to: len(subjects) for to, subjects in told.items()} == {"head@example.org": 2, "wei@example.org": 3}
    assert all("魏岚 Wei" in subject or "邀请" in subject for subjects in told.values() for subject in subjects)


def test_a_first_invitation_is_no_reset(cast: Flask, browsers: Browsers) -> None:
    send(browsers("ma"), NEW, name="Li", email="li@example.org", roles=["verifier"])
    assert {to: len(subjects) for to, subjects in letters(cast).items()} == {"li@example.org": 1}
