"""Which language a page speaks: the visitor's choice, else what the browser asks for, else Chinese."""

from typing import Protocol

from flask import Flask, request
from flask_babel import get_locale, gettext

from portal.domain.measures import OUTSIDE_NAMES
from portal.records.targets import Target, in_a_list
from portal.web.prefs import read_pref

DEFAULT = "zh_CN"


def choose_language() -> str:
    """One of the languages for this request."""
    if not request:
        return DEFAULT
    if chosen := read_pref("language"):
        return chosen
    for wanted, _quality in request.accept_languages:
        language = wanted.replace("-", "_").split("_")[0].lower()
        if language in ("zh", "en"):
            return DEFAULT if language == "zh" else "en"
    return DEFAULT


def safe_next(target: str) -> str:
    """A path on this host to go on to, or the front page: never another site."""
    inside = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if inside and target.isprintable() and "\\" not in target else "/"


class Named(Protocol):
    """Something that has a name in each language."""

    @property
    def name_zh(self) -> str:
        """In Chinese."""

    @property
    def name_en(self) -> str:
        """In English."""


def organization_name(organization: Named) -> str:
    """The name in the reader's language."""
    return organization.name_zh if html_lang().startswith("zh") else organization.name_en


def outside_name(name: str) -> str:
    """An executor outside the portal: ours in the reader's language, one that a colleague typed as it was typed.

    What people typed never goes through gettext: a template would take the answer for markup, and % for a gap.
    """
    return gettext(name) if name in OUTSIDE_NAMES.values() else name


def target_in_a_list(target: Target) -> str:
    """What a target is called in a desk's list, secrets masked in the reader's language."""
    return in_a_list(target, gettext)


def html_lang() -> str:
    """The language of this page as HTML names it."""
    return str(get_locale()).replace("_", "-")


def init_app(app: Flask) -> None:
    """Tell templates which language they speak."""
    app.jinja_env.globals.update(
        html_lang=html_lang,
        organization_name=organization_name,
        outside_name=outside_name,
        target_in_a_list=target_in_a_list,
    )
