"""Everything that one browser can be shown: every link from its pages, every rule with the numbers it may guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
STARTS = ("/", "/desk", "/account", "/verification", "/disposal", "/disposal/tasks", "/bulletins", "/figures")
MOST_PAGES = 800
ENDS_A_VISIT = frozenset({"/sign-out", "/follow/leave", "/respondent/leave"})


def raw(answer: TestResponse) -> bytes:
    """Headers and body, as they go over the wire."""
    return b"%s%s" % (str(answer.headers).encode(), answer.data)


def guesses(app: Flask, known: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Method and address of every rule whose placeholders can be filled from `known`."""
    for rule in app.url_map.iter_rules():
        addresses = [rule.rule]
        for name in rule.arguments:
            hole = re.compile(rf"<(?:\w+(?:\([^)]*\))?:)?{name}>")
            addresses = [hole.sub(value, one) for one in addresses for value in known.get(name, ())]
        for method in (rule.methods or set()) & {"GET", "POST"}:
            yield from ((method, address) for address in addresses)


def crawl(app: Flask, browser: FlaskClient, token: str, known: Mapping[str, Iterable[str]]) -> dict[str, bytes]:
    """Every answer this browser gets, by method and address; forms are sent empty, so that nothing is done."""
    found: dict[str, bytes] = {}
    waiting = [("GET", path) for path in STARTS]
    waiting += [pair for pair in guesses(app, known) if pair[1] not in ENDS_A_VISIT]
    while waiting:
        method, path = waiting.pop()
        if f"{method} {path}" in found or path.startswith("/static/"):
            continue
        answer = browser.get(path) if method == "GET" else browser.post(path, data={"csrf_token": token})
        found[f"{method} {path}"] = raw(answer)
        assert len(found) < MOST_PAGES, "the crawl does not end"
        if answer.mimetype == "text/html" and method == "GET":
            waiting += [("GET", link.replace("&amp;", "&")) for link in LINK.findall(answer.text)]
    return found


def hits(pages: Mapping[str, bytes], canaries: Mapping[str, str]) -> list[tuple[str, str]]:
    """Which canary sings on which page, written plainly or as HTML, JSON or an address would write it."""
    return sorted(
        (page, word)
        for page, content in pages.items()
        for word, canary in canaries.items()
        if any(form in content for form in spellings(canary))
    )


def spellings(canary: str) -> set[bytes]:
    """The bytes that a canary may appear as."""
    escaped = canary.encode("ascii", "backslashreplace")
    return {canary.encode(), canary.upper().encode(), canary.replace("-", "").encode(), escaped}
