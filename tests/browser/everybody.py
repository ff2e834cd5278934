"""Every page of everybody, as somebody opens it: of each rule that answers with a page, one address where it does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, BrowserContext, ViewportSize
from werkzeug.serving import make_server

from portal.config import Settings
from tests import databases
from tests.matrix.expected import TABLE, Line
from tests.matrix.test_matrix import NOTHING, filled
from tests.matrix.world import ANONYMOUS, World, standing_world

LANGUAGES = ("zh-CN", "en")
THEMES = ("light", "dark")
PEOPLE = sorted({line.people[0] for line in TABLE if line.method == "GET"})


@contextmanager
def peopled(folder: Path) -> Iterator[World]:
    """A portal whose cases stand at every step, with its data in `folder`."""
    with databases.fresh("sqlite", folder) as url:
        settings = Settings.from_environment(
            {"DATABASE_URL": url, "PORTAL_DATA": str(folder), "LIMITS": "off", "PUBLIC_URL": "http://localhost"}
        )
        with standing_world(settings) as standing:
            yield standing


@contextmanager
def served(world: World) -> Iterator[str]:
    """The address at which it answers a browser."""
    server = make_server("127.0.0.1", 0, world.app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


def pages_of(world: World, person: str) -> dict[str, str]:
    """By its rule the address of each page this person is the first to be named for, where it opens."""
    lines = [line for line in TABLE if line.method == "GET" and line.people[0] == person]
    opens = {line.rule: where_it_opens(world, line, person) for line in lines}
    return {rule: path for rule, path in opens.items() if path is not None}


def where_it_opens(world: World, line: Line, person: str) -> str | None:
    """The first address of this rule that answers this person with a page; None where none does."""
    who = ANONYMOUS if line.public else person
    for subject in [*world.subjects.values(), NOTHING]:
        path = filled(line, subject).replace("PUBLISHED", world.bulletins["published"])
        answer = world.browser(who).get(path)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            return path
    return None


def opened(
    browser: Browser, world: World, address: str, person: str, language: str, size: ViewportSize
) -> BrowserContext:
    """A browser in which this person is signed in."""
    context = browser.new_context(base_url=address, viewport=size, locale=language)
    session = None if person == "anyone" else world.browser(person).get_cookie("session")
    if session is not None:
        context.add_cookies([{"name": "session", "value": session.value, "url": address}])
    return context
