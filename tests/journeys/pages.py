"""A browser that only uses what the page in front offers: its links and its forms, filled by field name."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.intake.citizen import Fields

Answers = dict[str, str | list[str]]


@dataclass(frozen=True)
class PageForm:
    """One form of a page: where it goes, and what it would send untouched."""

    action: str
    markup: str

    @property
    def names(self) -> set[str]:
        """Every field somebody can fill in."""
        return {html.unescape(name) for name in re.findall(r'\sname="([^"]+)"', self.markup)}

    def filled(self, answers: Answers) -> dict[str, list[str]]:
        """What it sends with these answers; an answer without its field is a mistake of the story."""
        assert answers.keys() <= self.names, f"{self.action} has no field {sorted(answers.keys() - self.names)}"
        data: dict[str, list[str]] = {}
        for name, value in Fields(self.markup).values:
            data.setdefault(name, []).append(value)
        for name, answer in answers.items():
            data[name] = [answer] if isinstance(answer, str) else answer
        return data


def forms_of(page: str) -> dict[str, PageForm]:
    """The forms of a page by where they go."""
    found = re.findall(r'<form[^>]*?\saction="([^"]*)"[^>]*>(.*?)</form>', page, re.DOTALL)
    return {html.unescape(action): PageForm(html.unescape(action), markup) for action, markup in found}


class Browser:
    """One person's browser, in English; remembers the page in front."""

    HEADERS = {"Accept-Language": "en"}

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page: TestResponse

    def open(self, path: str, status: int = 200) -> str:
        """Go to an address, which answers with this status."""
        self.page = self.client.get(path, headers=self.HEADERS)
        assert self.page.status_code == status, f"{path}: {self.page.status_code}\n{self.shown()}"
        return self.page.text

    def press(self, action: str, answers: Answers, status: int = 303, **button: str) -> TestResponse:
        """Fill the form that goes to `action` and send it by this button; a redirect is followed to its page."""
        forms = forms_of(self.page.text)
        assert action in forms, f"the page offers no {action}, only {sorted(forms)}"
        data = {**forms[action].filled(answers), **{name: [value] for name, value in button.items()}}
        for name, value in button.items():
            assert f'name="{name}" value="{value}"' in forms[action].markup, f"{action} has no button {name}={value}"
        self.page = self.client.post(action, data=data, headers=self.HEADERS)
        assert self.page.status_code == status, f"{action}: {self.page.status_code}\n{self.shown()}"
        if status == 303:
            self.open(self.page.location.partition("#")[0])
        return self.page

    def shown(self) -> str:
        """The words of the page, without its markup."""
        body = re.sub(r"<(script|style|svg).*?</\1>", "", self.page.text, flags=re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())
