"""A connection that breaks while a form is on its way."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, Route
from sqlalchemy import func, select

from portal.extensions import db
from portal.records.messages import Message
from portal.records.tips import Tip


def take_and_cut(route: Route) -> None:
    """The server takes what is sent; its answer is lost on the way."""
    route.fetch(max_redirects=0)
    route.abort("connectionreset")


def cut(route: Route) -> None:
    """Nothing arrives."""
    route.abort("connectionreset")


def press_and_lose(page: Page, address: str, lose: Callable[[Route], None], button: str) -> None:
    """Press a button of the form that goes to this address; an error of the browser comes instead of an answer."""
    page.route(address, lambda route: lose(route) if route.request.method == "POST" else route.fallback())
    page.locator(button).first.click()
    page.wait_for_url("chrome-error://**")
    page.unroute(address)


def how_many(app: Flask, kind: type[Tip] | type[Message]) -> int:
    """How many there are by now."""
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(kind)) or 0
