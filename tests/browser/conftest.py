"""A real server and a real Chromium; one database engine is enough here, both are tested below."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from werkzeug.serving import make_server

from portal import create_app
from portal.config import Settings
from tests import databases

FLAGS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-sandbox",  # tests may run as root, where Chromium has no sandbox
]
PHONE: ViewportSize = {"width": 360, "height": 740}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    with databases.fresh("sqlite", tmp_path) as url:
        yield url


@pytest.fixture
def app(settings: Settings) -> Flask:
    """As it runs for people: an error is a page, not an exception of the test."""
    return create_app(settings)


@pytest.fixture
def live_server(app: Flask) -> Iterator[str]:
    """The address at which the application serves, several requests at a time."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


def do_without(why: str) -> NoReturn:
    """At home a missing browser is said and passed over; on a CI its proofs must not be missed unseen."""
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        do_without("Chromium is not installed (apt-get install chromium fonts-noto-cjk)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def scripts_run(request: pytest.FixtureRequest) -> bool:
    """Every journey is walked twice; a test about a script alone asks for `True` only."""
    return bool(request.param)


@pytest.fixture
def browser_page(browser: Browser, live_server: str, scripts_run: bool) -> Iterator[Page]:
    """A phone's page; the test fails when the page broke its own policy or threw an error."""
    context = browser.new_context(base_url=live_server, viewport=PHONE, java_script_enabled=scripts_run, locale="zh-CN")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
    yield page
    context.close()
    assert complaints == []
