"""The form in a clerk's hands: the citizen's own form and rules, each question with the words to read aloud."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from portal.domain.words import N_
from portal.intake.forms import FlagForm

SCRIPT: Mapping[str, str] = {
    "urgency": N_(
        "“Is anybody in danger? Is money leaving an account? Is somebody under 18 concerned, or an intimate picture?”"
    ),
    "category": N_("“What is it about, in a word?” Choose what comes closest; it is sorted again later."),
    "description": N_(
        "“Please tell me what happened, and how you noticed that AI is involved.”"
        " Write it in the caller's own words, and no names that are not needed."
    ),
    "occurred_on": N_("“On which day was that, roughly?”"),
    "unknown_where": N_("For a call or a picture that the caller cannot place."),
    "sectors": N_("Tick what the caller said; do not ask."),
    "standing": N_("“Does it concern you yourself, your child, or somebody you act for?”"),
    "identity": N_(
        "“You need not give your name. If you do, it is sealed at once: I cannot open it again, and no platform can.”"
    ),
    "notify_address": N_(
        "“Shall a mail tell you when there is news? It says no more than that. You need not give an address.”"
    ),
    "truthful": N_("“Is everything I have read to you true, as far as you know?”"),
}
"""Field → what the clerk says, in quotation marks, or does; in place of the hint that a citizen reads."""

ENTERED = N_("“Where did you come across it? Do you have a link, the name of an app or account, a telephone number?”")
"""The same for what is flagged, of which there may be several."""
LABELS: Mapping[str, str] = {
    "truthful": N_("I have read everything back, and the caller says that it is true"),
    "identity_consent": N_("The caller agrees that two people of the agencies together may open this, with a reason"),
    "notify_consent": N_("The caller agrees that this address is used to say that there is news"),
}
"""Field → label, where the citizen's own speaks of “me”."""


class CallForm(FlagForm):
    """What a caller tells, as the clerk asks it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, words in SCRIPT.items():
            self[name].description = gettext(words)
        for name, words in LABELS.items():
            self[name].label.text = gettext(words)
        self._ask_for_what_is_flagged()

    def add_row(self) -> bool:
        """One more empty row, unless there are as many as a tip can have."""
        added = super().add_row()
        self._ask_for_what_is_flagged()
        return added

    def _ask_for_what_is_flagged(self) -> None:
        for row in self.targets:
            row.form.entered.description = gettext(ENTERED)
