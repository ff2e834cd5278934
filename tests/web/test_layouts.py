"""Every page is valid, loads nothing but our own files, and speaks both languages."""

from dataclasses import dataclass

import pytest
from flask import Flask, g, render_template_string
from flask.testing import FlaskClient
from flask_login import UserMixin

from portal.domain.permissions import Actor, OrganizationKind, Role
from portal.records.organizations import Organization
from portal.web.access import public, signed_in
from tests.web.pages import Page

# How a page looks does not depend on the database.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PUBLIC = """
{% extends "layouts/public.html" %}
{% block title %}Bulletins{% endblock %}
{% block main %}<h1>Bulletins</h1>{% endblock %}
"""
DESK = PUBLIC.replace("layouts/public.html", "layouts/desk.html")
LAYOUTS = pytest.mark.parametrize("layout", [PUBLIC, DESK], ids=["public", "desk"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh-CN"])


@dataclass
class Colleague(UserMixin):
    """Somebody who is signed in, as the layouts see them."""

    name: str
    organization: Organization

    def to_actor(self) -> Actor:
        return Actor(user_id=1, organization_id=1, kind=OrganizationKind.PLATFORM, roles=frozenset({Role.VERIFIER}))


@pytest.fixture
def wei(app: Flask) -> Colleague:
    """Wei of platform A is signed in; the way out exists."""
    wei = Colleague("Wei", Organization(name_zh="星河视频", name_en="Galaxy Video"))
    app.before_request_funcs.setdefault(None, []).insert(0, lambda: setattr(g, "_login_user", wei))
    if "accounts.sign_out" not in app.view_functions:
        app.add_url_rule("/sign-out", "accounts.sign_out", public(lambda: ""), methods=["POST"])
    return wei


def shown(app: Flask, template: str, language: str = "en") -> Page:
    app.add_url_rule("/shown", "shown", signed_in(lambda: render_template_string(template)))
    response = app.test_client().get("/shown?page=2", headers={"Accept-Language": language})
    assert response.status_code == 200, response.text
    return Page(response.text)


@LAYOUTS
@LANGUAGES
def test_a_page_is_valid_and_says_its_language(app: Flask, wei: Colleague, layout: str, language: str) -> None:
    page = shown(app, layout, language)
    assert page.one("html")["lang"] == {"en": "en", "zh-CN": "zh-Hans-CN"}[language]
    assert page.one("title").text == {"en": "Bulletins – Clearflag", "zh-CN": "Bulletins – 清鉴"}[language]
    assert page.one("a", class_="govuk-skip-link")["href"] == "#main"
    assert page.one("main")["id"] == "main"


@LAYOUTS
def test_a_page_has_no_inline_script_or_style_and_asks_nobody_else(app: Flask, wei: Colleague, layout: str) -> None:
    page = shown(app, layout)
    assert page.all("style") == []
    assert [script for script in page.all("script") if script["src"] is None] == []
    for element in page.elements:
        assert element["style"] is None
        assert [name for name in element.attributes if name.startswith("on")] == []
        for address in (element["href"], element["src"], element["action"]):
            assert address is None or address.startswith(("/", "#", "tel:")), address
            assert address is None or not address.startswith("//"), address


@LAYOUTS
@pytest.mark.parametrize(("speaks", "offers"), [("en", "zh_CN"), ("zh-CN", "en")])
def test_every_page_offers_the_other_language_and_the_way_back(
    app: Flask, wei: Colleague, layout: str, speaks: str, offers: str
) -> None:
    page = shown(app, layout, speaks)
    assert page.one("form", action="/preferences")["method"] == "post"
    assert page.one("button", name="language")["value"] == offers
    assert page.one("input", name="next")["value"] == "/shown?page=2"


def test_reading_a_public_page_sets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/nothing").headers


def test_a_public_page_names_the_lines_that_help_at_once(app: Flask, wei: Colleague) -> None:
    page = shown(app, PUBLIC)
    lines = [link["href"] for link in page.all("a") if (link["href"] or "").startswith("tel:")]
    assert lines == ["tel:12377", "tel:110", "tel:96110", "tel:12377", "tel:12355"]  # first, that of a demonstration


@pytest.mark.parametrize(("layout", "robots"), [(PUBLIC, []), (DESK, ["noindex, nofollow"])])
def test_only_a_desk_hides_from_search_engines(app: Flask, wei: Colleague, layout: str, robots: list[str]) -> None:
    assert [meta["content"] for meta in shown(app, layout).all("meta", name="robots")] == robots


@pytest.mark.parametrize(("language", "name"), [("en", "Galaxy Video"), ("zh-CN", "星河视频")])
def test_a_desk_says_who_works_for_whom_and_lets_them_leave(
    app: Flask, wei: Colleague, language: str, name: str
) -> None:
    page = shown(app, DESK, language)
    assert page.one("span", class_="desk-identity__organization").text == name
    assert "Wei" in page.one("div", class_="desk-identity").text
    assert len(page.all("input", name="csrf_token")) == 1


def test_a_link_appears_once_its_page_exists_and_marks_where_one_is(app: Flask, wei: Colleague) -> None:
    app.view_functions.pop("publicity.figures")
    page = Page(app.test_client().get("/bulletins", headers={"Accept-Language": "en"}).text)
    links = {link.text: link["aria-current"] for link in page.all("a")}
    assert links["Bulletins"] == "page"
    assert "Figures" not in links


def test_a_page_beneath_marks_the_link_it_belongs_to(app: Flask) -> None:
    page = Page(app.test_client().post("/flag/check", headers={"Accept-Language": "en"}).text)
    assert [link.text for link in page.all("a") if link["aria-current"]] == ["Report"]
