"""An endpoint says who may enter, or the application does not start."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_login import UserMixin, login_user

from portal.domain.permissions import Actor, OrganizationKind, Permission, Role
from portal.extensions import login_manager
from portal.web.access import (
    AccessUndeclared,
    check_every_endpoint_declares_access,
    public,
    requires,
    signed_in,
)


class Colleague(UserMixin):
    def __init__(self, role: str) -> None:
        self.id = role

    def to_actor(self) -> Actor:
        return Actor(user_id=1, organization_id=1, kind=OrganizationKind.AGENCY, roles=frozenset({Role(self.id)}))


@pytest.fixture
def desk(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(login_manager, "_user_callback", Colleague)

    @public
    def enter(role: str) -> str:
        login_user(Colleague(role))
        return "in"

    app.add_url_rule("/enter/<role>", view_func=enter)
    app.add_url_rule("/home", "home", signed_in(lambda: "home"))
    app.add_url_rule("/audit", "audit", requires(Permission.AUDIT_READ)(lambda: "audit"))
    return app


def test_an_endpoint_that_declares_nothing_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/silent", "silent", lambda: "silent")
    with pytest.raises(AccessUndeclared, match="silent"):
        check_every_endpoint_declares_access(app)


def test_an_endpoint_that_declares_nothing_is_never_served(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/silent", "silent", lambda: "silent")
    with pytest.raises(AccessUndeclared):
        client.get("/silent")


def test_a_stranger_is_turned_away(desk: Flask, client: FlaskClient) -> None:
    assert client.get("/home").status_code in (302, 401)
    assert client.get("/audit").status_code in (302, 401)


def test_the_role_decides_who_enters(desk: Flask) -> None:
    auditor, officer = desk.test_client(), desk.test_client()
    auditor.get("/enter/auditor")
    officer.get("/enter/officer")
    assert (auditor.get("/audit").status_code, officer.get("/audit").status_code) == (200, 403)
    assert (auditor.get("/home").status_code, officer.get("/home").status_code) == (200, 200)
