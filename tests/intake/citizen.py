"""A citizen with a browser: fills what the page shows and presses one of its buttons."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TIP = {
    "category": "B02",
    "description": "A video shows a doctor who never said this.",
    "targets-0-entered": "https://xingyun.example/v/1",
}
"""The three answers the form asks for; the fourth is the tick on the check page."""


class Fields(HTMLParser):
    """What the forms of a page would post, untouched: name and value in document order."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.values: list[tuple[str, str]] = []
        self._textarea: str | None = None
        self._select: str | None = None
        self._chosen: str | None = None
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name = found.get("name")
        if tag == "textarea" and name:
            self._textarea = name
            self.values.append((name, ""))
        elif tag == "select" and name:
            self._select, self._chosen = name, None
        elif tag == "option" and self._select and ("selected" in found or self._chosen is None):
            self._chosen = found.get("value") or ""
        elif tag == "input" and name and found.get("type") not in ("submit", "file"):
            if found.get("type") in ("radio", "checkbox") and "checked" not in found:
                return
            self.values.append((name, found.get("value") or ""))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            name, value = self.values[-1]
            self.values[-1] = (name, value + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea:
            name, value = self.values[-1]
            self.values[-1] = (name, value.removeprefix("\r\n").removeprefix("\n"))
            self._textarea = None
        elif tag == "select" and self._select:
            self.values.append((self._select, self._chosen or ""))
            self._select = None


class Citizen:
    """One person's browser; remembers the page in front of them."""

    def __init__(self, client: FlaskClient, language: str = "en") -> None:
        self.client = client
        self.headers = {"Accept-Language": language}
        self.page: TestResponse

    def open(self, path: str) -> TestResponse:
        """Go to an address."""
        self.page = self.client.get(path, headers=self.headers)
        return self.page

    def fields(self) -> dict[str, list[str]]:
        """What the page in front would post."""
        found: dict[str, list[str]] = {}
        for name, value in Fields(self.page.text).values:
            found.setdefault(name, []).append(value)
        return found

    def press(self, path: str, **answers: str | list[str]) -> TestResponse:
        """Post the page's form to `path` with these answers in place of its own."""
        data = {**self.fields(), **answers}
        self.page = self.client.post(path, data=data, headers=self.headers)
        return self.page

    def check(self, **answers: str | list[str]) -> TestResponse:
        """Fill in a new form and look it over."""
        self.open("/flag")
        return self.press("/flag/check", **{**TIP, **answers})

    def flag(self, **answers: str | list[str]) -> TestResponse:
        """Flag something, all the way to the receipt."""
        assert self.check(**answers).status_code == 200
        return self.press("/flag/send", truthful="y")

    @property
    def query_code(self) -> str:
        """The code on the receipt in front."""
        found = re.search(r'receipt__code">([^<]+)<', self.page.text)
        assert found is not None
        return found[1]

    def follow(self, code: str) -> TestResponse:
        """Enter a query code and read the status page, or what is said instead."""
        self.open("/follow")
        answer = self.press("/follow", query_code=code)
        return self.open("/follow/tip") if answer.status_code == 303 else answer
