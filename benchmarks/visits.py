"""What one visitor does: at the portal, and the same number of requests at the bare application."""

from __future__ import annotations

import itertools
import json
import re
import uuid
from collections.abc import Callable
from html import unescape

from benchmarks.load import Visit
from benchmarks.wire import Wire

HIDDEN = re.compile(r'<input[^>]* name="(csrf_token|form_key|token)"[^>]* value="([^"]*)"')
WORDS = "视频里的“医生”是 AI 生成的，在卖药。A doctor who never said this sells pills. " * 4
_numbers = itertools.count(1)


def fresh_address() -> str:
    """An address that nobody flagged before: its tip opens a case."""
    return f"https://xingyun.example/v/{next(_numbers)}"


def same_address() -> str:
    """One of ten addresses, which everybody flags: their tips join ten cases."""
    return f"https://xingyun.example/v/same{next(_numbers) % 10}"


def tip(address: str) -> dict[str, object]:
    """A tip for the API."""
    return {"category": "B02", "target": {"type": "content", "entered": address}, "description": WORDS}


def send_tip(wire: Wire, address: str, key: str) -> dict[str, str]:
    """One tip over the API; the receipt."""
    answer = wire.post_json("/api/v1/tips", tip(address), Idempotency_Key=key)
    assert answer.status == 201, answer.text
    receipt: dict[str, str] = json.loads(answer.text)
    return receipt


def over_the_api(address: Callable[[], str] = fresh_address, codes: list[str] | None = None) -> Visit:
    """One request: the tip. The query codes go into `codes`."""

    def visit(wire: Wire) -> None:
        receipt = send_tip(wire, address(), str(uuid.uuid4()))
        if codes is not None:
            codes.append(receipt["query_code"])

    return visit


def over_the_form(wire: Wire) -> None:
    """A new visitor's three requests: the empty form, the check, the sending with its receipt."""
    flag(wire, {"category": "B02", "targets-0-entered": fresh_address()})


def flag(wire: Wire, answers: dict[str, str]) -> None:
    """Send these answers by the form, as a new visitor."""
    wire.cookies.clear()
    hidden = hidden_fields(wire.get("/flag").text)
    typed = {"description": WORDS, "standing": "anyone"} | answers
    checked = wire.post("/flag/check", hidden | typed)
    assert checked.status == 200, checked.text
    sent = wire.post("/flag/send", hidden_fields(checked.text) | typed | {"truthful": "y"})
    assert sent.status == 200, sent.text
    assert "receipt__code" in sent.text, sent.text


def looking_up(codes: list[str]) -> Visit:
    """One request: where the tip behind a code stands."""
    turn = itertools.cycle(codes)

    def visit(wire: Wire) -> None:
        answer = wire.post_json("/api/v1/tips/status", {"query_code": next(turn)})
        assert answer.status == 200, answer.text

    return visit


def bare_insert(wire: Wire) -> None:
    """One request that inserts one row."""
    assert wire.post("/insert", {"words": WORDS}).status == 200


def bare_flow(wire: Wire) -> None:
    """Three requests as the form's: a form with its token, a page, one insert with its page."""
    wire.cookies.clear()
    form = hidden_fields(wire.get("/form").text) | {"words": WORDS}
    for path in ("/check", "/send"):
        answer = wire.post(path, form)
        assert answer.status == 200, answer.text


def hidden_fields(page: str) -> dict[str, str]:
    """What the page's form carries unseen."""
    return {name: unescape(value) for name, value in HIDDEN.findall(page)}
