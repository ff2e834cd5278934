"""What all forms of this desk share."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Regexp

from portal.web.forms import Form

LONGEST_TEXT = 5000
MOST_OFFERED = 30
REQUIRED = _l("Fill this in.")
VERSION_MISSING = _l("Load the page again; it is incomplete.")


def text_needed() -> list[object]:
    """Validators of a text that must be written; new ones, because a field keeps them."""
    return [InputRequired(REQUIRED), Length(max=LONGEST_TEXT)]


class VersionForm(Form):
    """A verb without words: only which version of the case the colleague saw."""

    version = HiddenField(validators=[InputRequired(VERSION_MISSING), Regexp(r"^\d{1,9}$", message=VERSION_MISSING)])

    def show_version(self, version: int) -> None:
        """Carry the version that the page shows now."""
        self.version.data = str(version)

    @property
    def seen_version(self) -> int:
        """The version that the colleague saw; only of a form that validates."""
        return int(self.version.data)


class ReasonForm(VersionForm):
    """A verb with its reason, for colleagues."""

    reason = TextAreaField(_l("Reason, for the colleagues who read it next"), text_needed())


class ExtensionForm(VersionForm):
    """Why a case takes longer, for its reporters."""

    reason = TextAreaField(_l("Reason, as the reporters will read it"), text_needed())


class NoteForm(Form):
    """An internal note; it changes nothing, so it needs no version."""

    body = TextAreaField(_l("Note for your own organization"), text_needed())


class WordsForm(Form):
    """What reporters' words are needed as written for; it changes nothing of the case, so it needs no version."""

    reason = TextAreaField(
        _l("What you need them for"),
        text_needed(),
        description=_l(
            "For example: “The number under the video must be compared with the one that was reported.” "
            "Name nobody who reported."
        ),
    )


class TipForm(VersionForm):
    """Something about one tip, which is named by its letters."""

    tip = StringField(
        _l("Tip"), [InputRequired(REQUIRED), Length(max=6)], description=_l("The letter beside the tip, such as A.")
    )
    offered: Sequence[str] = ()
    """The letters to choose from; none where a case has so many tips that typing one is quicker."""

    def offer(self, labels: Sequence[str]) -> None:
        """Offer these tips; the only one is chosen already, and whatever else was written stays to be put right."""
        known = not self.tip.data or self.tip.data in labels
        self.offered = labels if known and len(labels) <= MOST_OFFERED else ()
        if not self.is_submitted() and len(labels) == 1:
            self.tip.data = labels[0]
