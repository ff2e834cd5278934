"""What people read in a sealed package, drawn from its manifest alone: the case as a page, how to check it as text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import current_app
from flask_babel import force_locale, gettext

from portal import data
from portal.domain.measures import COUNTER_WORDS, MEASURES, Counter
from portal.domain.sealed_packages import LeftOut
from portal.domain.status import OUTCOME_WORDS, Outcome
from portal.domain.targets import KINDS, TargetType
from portal.domain.words import N_
from portal.records.case_view.work import KIND_WORDS
from portal.records.tasks import TaskKind
from portal.web.language import html_lang, outside_name

STYLES = Path(data.__file__).parent / "sealed_package.css"
LANGUAGES: Mapping[str, str] = {"zh": "zh_CN", "en": "en"}

LEFT_OUT_WORDS: Mapping[LeftOut, str] = {
    LeftOut.NOT_CHOSEN: N_("Attached by a reporter; not sent along"),
    LeftOut.TOO_MUCH: N_("Too large for one package; ask for it"),
    LeftOut.NOT_AS_RECEIVED: N_("Its bytes are no longer those that were received"),
}


def draw_pages(said: Mapping[str, Any]) -> Mapping[str, bytes]:
    """The page of the case and the instructions, each in both languages, and the style sheet of the pages."""
    drawn = {"case.css": STYLES.read_bytes()}
    for short, language in LANGUAGES.items():
        with force_locale(language):
            drawn[f"case-{short}.html"] = _drawn("disposal/package_case.html", said)
            drawn[f"README-{short}.txt"] = _drawn("disposal/package_readme.txt", said)
    return drawn


def in_both_languages(words: str) -> str:
    """A marker as whoever reads either language understands it: the manifest speaks to both."""
    with force_locale("zh_CN"):
        chinese = gettext(words)
    return f"{chinese} {words}" if chinese != words else words


def _drawn(template: str, said: Mapping[str, Any]) -> bytes:
    page = current_app.jinja_env.get_template(template)
    return page.render(said=said, words=_Words(), lang=html_lang()).strip().encode() + b"\n"


class _Words:
    """What the codes of a manifest are called in the present language."""

    command = "python -I verify.py package.zip 0123abcd..."
    """Typed as it is in every language."""

    def name(self, names: Mapping[str, str] | None) -> str:
        """Of an organization or a category, or nothing."""
        return names["zh" if html_lang().startswith("zh") else "en"] if names else ""

    def kind(self, type_: str) -> str:
        """What sort of target it is."""
        return str(gettext(KINDS[TargetType(type_)].label))

    def outcome(self, code: str | None) -> str:
        """How the case ended."""
        return str(gettext(OUTCOME_WORDS[Outcome(code)])) if code else ""

    def measure(self, row: Mapping[str, Any]) -> str:
        """A measure with its code; a task that carries out none by its kind."""
        code = row.get("measure") or row.get("code")
        return f"{code} {gettext(MEASURES[code].words)}" if code else gettext(KIND_WORDS[TaskKind(row["kind"])])

    def executor(self, row: Mapping[str, Any]) -> str:
        """Who carries it out."""
        return self.name(row["executor"]) or outside_name(row["outside"])

    def quantities(self, row: Mapping[str, Any]) -> str:
        """How many were dealt with, by official counter."""
        return "; ".join(
            f"{gettext(COUNTER_WORDS[Counter(name)])} {amount}" for name, amount in sorted(row["quantities"].items())
        )

    def left_out(self, why: str) -> str:
        """Why a file did not go along."""
        return str(gettext(LEFT_OUT_WORDS[LeftOut(why)]))

    def moment(self, at: str | None) -> str:
        """A moment as the ledger writes it, without its fractions."""
        return f"{at[:10]} {at[11:19]} UTC" if at else ""
