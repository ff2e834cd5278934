"""The people of the demo: published passwords and second factors, which production refuses."""

import base64
import hashlib
import logging
from dataclasses import dataclass
from functools import cache

from flask import Flask, current_app
from sqlalchemy import inspect, select
from sqlalchemy.exc import OperationalError

from portal import clock
from portal.accounts.passwords import hash_password
from portal.accounts.second_factor import Sealer
from portal.config import Settings, SettingsError
from portal.demo_keys import DEMO_PASSWORD
from portal.domain.permissions import Role
from portal.extensions import db
from portal.records.organizations import Organization
from portal.records.people import User, UserRole, demo_people_exist

log = logging.getLogger(__name__)

PASSWORD = DEMO_PASSWORD
"""Everybody's in the demo; the README prints it."""


@dataclass(frozen=True)
class Part:
    """One person of the cast."""

    word: str
    name: str
    organization: str
    roles: tuple[Role, ...]

    @property
    def email(self) -> str:
        """The address this person signs in with."""
        return f"{self.word}@example.org"

    @property
    def seed(self) -> str:
        """The published seed of the second factor, 160 bits in base 32."""
        return base64.b32encode(hashlib.sha256(f"clearflag demo {self.word}".encode()).digest()[:20]).decode()


CAST = (
    Part("wei", "魏岚 Wei", "xingyun", (Role.VERIFIER, Role.PLATFORM_LEAD)),
    Part("he", "何川 He", "bailu", (Role.VERIFIER,)),
    Part("lan", "兰舟 Lan", "lanhai", (Role.VERIFIER,)),
    Part("qian", "钱敏 Qian", "cyberspace", (Role.OFFICER, Role.SIGNATORY, Role.AGENCY_LEAD, Role.DUTY)),
    Part("wu", "吴越 Wu", "cyberspace", (Role.OFFICER, Role.SIGNATORY, Role.AGENCY_LEAD, Role.DUTY)),
    Part("zhao", "赵宁 Zhao", "communications", (Role.OFFICER, Role.SIGNATORY, Role.AGENCY_LEAD)),
    Part("zhou", "周正 Zhou", "market", (Role.OFFICER, Role.SIGNATORY, Role.AGENCY_LEAD)),
    Part("sun", "孙悦 Sun", "cyberspace", (Role.PUBLISHER,)),
    Part("tang", "唐宁 Tang", "cyberspace", (Role.CLERK,)),
    Part("ma", "马力 Ma", "operator", (Role.ADMINISTRATOR,)),
    Part("jin", "金诚 Jin", "operator", (Role.AUDITOR,)),
)
PARTS = {part.word: part for part in CAST}


def add_cast() -> None:
    """Add the people who are missing; one who was changed stays as they are."""
    settings: Settings = current_app.extensions["settings"]
    sealer = Sealer(settings.secret_keys)
    organizations = {one.slug: one for one in db.session.scalars(select(Organization))}
    known = set(db.session.scalars(select(User.email)))
    for part in CAST:
        if part.email not in known:
            db.session.add(
                User(
                    email=part.email,
                    name=part.name,
                    organization=organizations[part.organization],
                    password_hash=_hash(),
                    totp_secret=sealer.seal(part.seed),
                    is_demo=True,
                    created_at=clock.now(),
                    role_rows=[UserRole(role=role) for role in part.roles],
                )
            )


@cache
def _hash() -> str:
    """One hash for all: everybody may know what it hides."""
    return hash_password(PASSWORD)


def refuse_the_cast(app: Flask) -> None:
    """Stop a production whose database holds people with published passwords. Raises SettingsError.

    A database without tables yet holds nobody. One that does not answer is no reason to stay down:
    a session of the cast is refused in production all the same.
    """
    settings: Settings = app.extensions["settings"]
    if not settings.production:
        return
    with app.app_context():
        try:
            found = inspect(db.engine).has_table(User.__tablename__) and demo_people_exist()
        except OperationalError as error:
            log.warning(
                "The database does not answer; whether it holds the demo's people is not checked", exc_info=error
            )
            return
    if found:
        raise SettingsError(
            "This database holds the people of the demo, whose passwords are published. Give production a database of "
            "its own (DATABASE_URL or PORTAL_DATA)."
        )
