"""The masked copy of the words that a reporter looks at before sending, and confirms by sending.

The form carries the mark of the copy that its page showed. Where another would be kept (the rules changed in
between, or the words came from another tab), the page is shown again and asks again. ADR 0032.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from flask import request
from flask_babel import gettext

from portal.domain.errors import KeyReused, NotFound
from portal.domain.masking import MARKERS, mask
from portal.intake.forms import FlagForm
from portal.intake.policy import form_policy
from portal.records.receiving import receipt_of

FIELD = "copy_seen"
MARKER = re.compile("|".join(re.escape(marker) for marker in MARKERS))


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy as its page shows it."""

    pieces: Sequence[tuple[str, bool]]
    """Words and markers in their order; True where it is a marker, in the language of the page."""
    mark: str

    @property
    def hides(self) -> bool:
        """Whether anything is hidden."""
        return any(hidden for _, hidden in self.pieces)


def copy_of(form: FlagForm) -> Copy:
    """What a platform will read of the form's words."""
    masked = mask(form.description.data or "")
    pieces, kept = list[tuple[str, bool]](), 0
    for found in MARKER.finditer(masked):
        pieces += [(masked[kept : found.start()], False), (gettext(found[0]), True)]
        kept = found.end()
    return Copy([*pieces, (masked[kept:], False)], _mark(masked))


def must_confirm_again(form: FlagForm, key: str) -> bool:
    """Whether the page showed another copy than the one that would be kept; says so beside the tick.

    `key` is the sender's, as the records know it. A form that became a tip already keeps nothing any more: what
    it differs in is told where it is refused. Raises NotFound for a key that no form of ours carries.
    """
    seen = request.form.get(FIELD)
    if seen is None or seen == copy_of(form).mark or _was_sent(key):
        return False
    form.truthful.data = False  # the tick was for the other copy
    form.truthful.errors = (
        gettext("What a platform will read of your words has changed. Look at it once more below, then send."),
    )
    return True


def _was_sent(key: str) -> bool:
    try:
        receipt_of(key, form_policy())
    except KeyReused:  # long ago, or its call has ended
        return True
    except NotFound:
        return False
    return True


def _mark(masked: str) -> str:
    lines = "\n".join(masked.splitlines())  # browsers and machines end a line differently
    return sha256(lines.encode()).hexdigest()[:16]
