"""Colleagues of the cast at their browsers, over HTTP."""

from __future__ import annotations

import re
from html import unescape

from benchmarks.wire import Answer, Wire
from portal.accounts.second_factor import code_at, present_step
from portal.demo.cast import PARTS, PASSWORD

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
IN_QUEUE = re.compile(r'href="/verification/([A-Z]{2}-[^"/?]+)(?:\?[^"]*)?"')
NEXT = re.compile(r'rel="next" href="([^"]+)"')


class Colleague:
    """Somebody who signed in with both factors."""

    def __init__(self, port: int, word: str) -> None:
        self.word, self.wire = word, Wire(port)
        answer = self.wire.post(
            "/sign-in",
            {
                "csrf_token": found(TOKEN, self.wire.get("/sign-in")),
                "email": PARTS[word].email,
                "password": PASSWORD,
                "code": code_at(PARTS[word].seed, present_step()),
            },
        )
        assert answer.status == 303, f"{word} cannot sign in: {answer.status}"

    def read(self, path: str) -> Answer:
        """A page that must be there."""
        answer = self.wire.get(path)
        assert answer.status == 200, f"{self.word} reads {path}: {answer.status}"
        return answer

    def queue(self, path: str = "/verification") -> set[str]:
        """The numbers of all cases in this queue, page after page."""
        numbers = set[str]()
        while path:
            page = self.read(path).text
            numbers.update(IN_QUEUE.findall(page))
            onward = NEXT.search(page)
            path = unescape(onward[1]) if onward else ""
        return numbers

    def press(self, page: str, action: str, **fields: str) -> None:
        """Open `page`, fill in the form that goes to `action`, and send it; it must be taken."""
        form = self.read(page).text
        hidden = hidden_of(form, action) | {"csrf_token": found(TOKEN, form)}
        answer = self.wire.post(action, hidden | {name.replace("__", "-"): value for name, value in fields.items()})
        assert answer.status == 303, f"{self.word} at {action}: {answer.status} {said(answer.text)}"


def hidden_of(page: str, action: str) -> dict[str, str]:
    """What the form to `action` carries: the version seen, or the hash of what is signed."""
    at = page.find(f'action="{action}"')
    form = page[at : page.index("</form>", at)] if at >= 0 else page
    fields = re.findall(r'name="(version|seen_hash|send_key)"[^>]* value="([^"]*)"', form)
    return {name: unescape(value) for name, value in fields}


def found(pattern: re.Pattern[str], answer: Answer | str) -> str:
    """What the page holds at the pattern's group."""
    text = answer if isinstance(answer, str) else answer.text
    match = pattern.search(text)
    assert match is not None, f"no {pattern.pattern} on the page: {said(text)}"
    return unescape(match[1])


def said(page: str) -> str:
    """What a page says is wrong, for the message of a failure."""
    blamed = re.findall(r'class="[^"]*error[^"]*"[^>]*>(.*?)</(?:p|ul|div|h1)>', page, re.DOTALL)
    return " · ".join(re.sub(r"<[^>]+>|\s+", " ", one).strip() for one in blamed)[:400]
