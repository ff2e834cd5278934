"""Where a list goes on, as one opaque word in the address."""

from datetime import date, datetime
from typing import Any

from flask import Flask, current_app, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.exceptions import BadRequest

from portal.paging import Cursor, Page, Value

PARAMETER = "page"
TIPS, EACH = "tips", "each"
"""How an address asks for every tip of a case by itself; the first is also where they stand on the page."""


def read_cursor() -> Cursor | None:
    """The place the address asks for; raises BadRequest when we did not write it."""
    word = request.args.get(PARAMETER)
    if not word:
        return None
    try:
        backwards, values = _serializer().loads(word)
    except BadSignature as error:
        raise BadRequest from error
    return Cursor(tuple(_unpack(value) for value in values), backwards)


def write_cursor(cursor: Cursor) -> str:
    """The cursor as a word that only we can write: its values never reach SQL unchecked."""
    return str(_serializer().dumps([cursor.backwards, [_pack(value) for value in cursor.values]]))


def page_links(page: Page[Any]) -> dict[str, str | None]:
    """Addresses of the next and the previous page: this address, its filters kept."""
    return {"next": _link(page.next), "previous": _link(page.previous)}


def reads_each_tip() -> bool:
    """Whether the address asks for every tip of a case, those that say the same too."""
    return request.args.get(TIPS) == EACH


def tips_link(*, each: bool) -> str:
    """This address with every tip of the case, or with those that say the same once; from its first page."""
    kept = {name: value for name, value in request.args.items() if name not in (TIPS, PARAMETER)}
    arguments = {**kept, **(request.view_args or {}), **({TIPS: EACH} if each else {})}
    return url_for(request.endpoint or "", **arguments, _anchor=TIPS)


def _link(cursor: Cursor | None) -> str | None:
    if cursor is None or request.endpoint is None:
        return None
    arguments = {**request.args.to_dict(flat=False), **(request.view_args or {}), PARAMETER: write_cursor(cursor)}
    return url_for(request.endpoint, **arguments)


def _serializer() -> URLSafeSerializer:
    """Signed for one list: a word of another list's address is refused."""
    return URLSafeSerializer(str(current_app.secret_key), salt=f"cursor {request.endpoint}")


def _pack(value: Value) -> list[str | int]:
    if isinstance(value, datetime):
        return ["moment", value.isoformat()]
    if isinstance(value, date):
        return ["day", value.isoformat()]
    return ["plain", value]


def _unpack(packed: list[str | int]) -> Value:
    kind, value = packed
    if kind == "moment":
        return datetime.fromisoformat(str(value))
    if kind == "day":
        return date.fromisoformat(str(value))
    return value


def init_app(app: Flask) -> None:
    """Let templates that show a part of a page ask where its neighbours begin."""
    app.jinja_env.globals.update(page_links=page_links, tips_link=tips_link)
