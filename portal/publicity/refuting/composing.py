"""A refutation made of its parts: each under its heading, in the language it was written in."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import force_locale
from flask_babel import gettext as _

from portal.domain.errors import InputInvalid
from portal.domain.words import N_
from portal.publicity.refuting.service import Words
from portal.publicity.rich_text import clean, plain, refuse_unprintable

PARTS: Mapping[str, str] = {
    "truth": N_("What is true"),
    "claim": N_("What is claimed"),
    "source": N_("Confirmed by"),
}
"""The parts of a refutation under their headings, in the order they are read.

What is true comes first: it is what a list, a feed and a messenger show, and a rumour is not repeated there.
"""
LANGUAGES: Mapping[str, str] = {"zh": "zh_CN", "en": "en"}


def composed(entered: Mapping[str, str]) -> dict[str, Words]:
    """Title and body in each language; empty where nothing was entered in English.

    `entered` holds `title_zh`, `truth_zh` and so on. Raises InputInvalid with the first field that is missing
    beside others, or cannot be published.
    """
    return {language: _in(language, entered) for language in LANGUAGES}


def _in(language: str, entered: Mapping[str, str]) -> Words:
    title = _title(entered.get(f"title_{language}", ""), f"title_{language}")
    parts = {name: _part(entered.get(f"{name}_{language}", ""), f"{name}_{language}") for name in PARTS}
    filled = {"title": title, **parts}
    if not any(filled.values()) and language != "zh":
        return Words()
    if missing := [name for name, words in filled.items() if not words]:
        raise InputInvalid(f"{missing[0]}_{language}", N_("Title, truth, claim and source go together: fill in all."))
    with force_locale(LANGUAGES[language]):
        return Words(title=title, body="".join(f"<h2>{_(PARTS[name])}</h2>{words}" for name, words in parts.items()))


def _title(entered: str, field: str) -> str:
    refuse_unprintable(entered, field)
    return " ".join(entered.split())


def _part(entered: str, field: str) -> str:
    cleaned = clean(entered, field)
    return cleaned if plain(cleaned) else ""
