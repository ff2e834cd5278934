"""The style guide shows every component, and production does not show the style guide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal import create_app
from tests.test_config import PRODUCTION, settings_of

TEMPLATES = Path(__file__).parents[2] / "templates"
GUIDE = (TEMPLATES / "web" / "styleguide.html").read_text("utf-8")
OF_THE_LAYOUTS = {"flashes", "preference", "reading_buttons", "reading_switch", "site_name", "site_navigation"}
"""What stands around a page and so on the guide itself; and `flashes`, which are notices."""
NOTHING_TO_SEE = {"hidden", "csrf", "group_class"}
OF_EVERY_FIELD = {"error_of", "single"}


def used_on_pages() -> set[str]:
    """The components that any page takes from templates/macros."""
    macros = {
        name
        for sheet in (TEMPLATES / "macros").glob("*.html")
        for name in re.findall(r"macro (\w+)\(", sheet.read_text("utf-8"))
    }
    pages = [page for page in TEMPLATES.rglob("*.html") if page.name != "styleguide.html"]
    found = [re.findall(r'{%-? from "macros/\w+\.html" import ([^%]+?)-?%}', page.read_text("utf-8")) for page in pages]
    names = {name.split(" as ")[0].strip() for lists in found for names in lists for name in names.split(",")}
    return names & macros - OF_THE_LAYOUTS - NOTHING_TO_SEE - OF_EVERY_FIELD


def missing_from(guide: str) -> Iterator[str]:
    """The components that this text of the guide does not show."""
    for name in sorted(used_on_pages()):
        if not re.search(rf"{{[{{%]-? ?(?:call )?[^}}]*\b{name}\(", guide):
            yield name


def test_every_component_of_the_pages_is_shown() -> None:
    assert {"notice", "textarea", "time_left", "category_name"} <= used_on_pages()
    assert list(missing_from(GUIDE)) == []


def test_a_component_that_is_not_shown_is_found() -> None:
    assert list(missing_from(GUIDE.replace("{{ warning(words) }}", ""))) == ["warning"]


@pytest.mark.parametrize("path", ["/styleguide", "/styleguide/desk"])
def test_the_guide_opens_where_the_portal_is_built(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_production_has_no_style_guide(tmp_path: Path) -> None:
    app = create_app(settings_of(tmp_path, **PRODUCTION))
    assert not [rule for rule in app.url_map.iter_rules() if "styleguide" in rule.rule]
