"""A clerk on the telephone: the citizen's form in other hands."""

from __future__ import annotations

import re

from werkzeug.test import TestResponse

from tests.intake.citizen import TIP, Citizen


class Clerk(Citizen):
    """Somebody who is signed in and fills in what the page of a call shows."""

    def read_back(self, **answers: str | list[str]) -> TestResponse:
        """Fill in a new form, up to what is read to the caller."""
        self.open("/assist")
        return self.press("/assist/check", **{**TIP, **answers})

    def enter(self, **answers: str | list[str]) -> TestResponse:
        """Enter a tip, all the way to the code."""
        assert self.read_back(**answers).status_code == 200
        return self.press("/assist/send", truthful="y")

    @property
    def code(self) -> str:
        """The code on the page in front, put together from its groups."""
        return "-".join(re.findall(r'code-group__written">([^<]+)<', self.page.text))
