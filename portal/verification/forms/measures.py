"""Forms with measures: taken by the platform itself, or proposed to the agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from flask_babel import format_datetime, gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList, FormField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from portal import clock
from portal.domain.errors import DomainError
from portal.domain.measures import COUNTER_WORDS, MEASURES, Counter, Measure
from portal.records.findings import Finding, ProposedMeasure
from portal.verification.forms.base import VersionForm, text_needed
from portal.verification.forms.ending import GroundForm
from portal.verification.verbs.resolving import OwnMeasure
from portal.web.forms import Form, choices, departure_field, field_of_measure, measure_choices

ROWS_TAKEN, ROWS_PROPOSED = 3, 6
ROWS_AT_HAND = 2
"""Proposed measures that stand open at once; most referrals name one or two."""


class MeasureRow(Form):
    """One measure of table 6."""

    class Meta(Form.Meta):
        csrf = False  # a part of a form that carries the token

    code = SelectField(_l("Measure"), default="", validate_choice=False)  # the verb says why one is refused
    days = IntegerField(_l("Days"), [Optional(), NumberRange(1, 3650)])
    note = StringField(_l("What exactly it applies to"), [Length(max=500)])

    def offer(self, measures: Iterable[Measure]) -> None:
        """Offer these measures."""
        offered = tuple(measures)
        self.code.choices = [*choices([("", "")]), *measure_choices(offered)]

    def proposed(self) -> ProposedMeasure:
        """The row as the verbs read it."""
        return ProposedMeasure(self.code.data, self.days.data, self.note.data or "")


class TakenRow(MeasureRow):
    """One measure the platform took, with its receipt."""

    proof = TextAreaField(_l("What proves it"), [Length(max=2000)])
    quantity = IntegerField(_l("How many"), [Optional(), NumberRange(0)])
    counter = SelectField(_l("Counted as"), default="")

    def offer(self, measures: Iterable[Measure]) -> None:
        """Offer these measures, and the counters any of them is stated in."""
        offered = tuple(measures)
        super().offer(offered)
        counters = set().union(*(one.counters for one in offered))
        self.counter.choices = choices(
            [("", ""), *((c.value, gettext(w)) for c, w in COUNTER_WORDS.items() if c in counters)]
        )

    def taken(self) -> OwnMeasure:
        """The row as the verbs read it."""
        counted = {Counter(self.counter.data): self.quantity.data or 0} if self.counter.data else {}
        return OwnMeasure(self.proposed(), self.proof.data or "", counted)


class InterimMeasureForm(TakenRow, VersionForm):
    """A reversible measure before the decision."""

    def field_of(self, error: DomainError) -> Field | None:
        """The field that an error about the measure means."""
        return field_of_measure([self], error) or super().field_of(error)

    def pick(self, code: str) -> None:
        """Fill the form for one of the measures it offers: one thing, done now; nothing for any other."""
        measure = MEASURES.get(code)
        if measure is None or code not in [one.value for one in self.code.choices]:
            return
        self.code.data, self.quantity.data = code, 1
        self.counter.data = next((one.value for one in Counter if one in measure.counters), "")
        self.proof.data = gettext(
            "%(measure)s: done by our own desk at %(time)s.",
            measure=gettext(measure.words),
            time=format_datetime(clock.now(), "yyyy-MM-dd HH:mm"),
        )

    class Meta(Form.Meta):
        csrf = True


class RowsOfMeasures(VersionForm):
    """What the two forms with rows of measures share; each declares its rows."""

    measures: FieldList

    def offer(self, measures: Sequence[Measure]) -> None:
        """Offer these measures in every row."""
        for row in self.measures:
            row.form.offer(measures)

    def field_of(self, error: DomainError) -> Field | None:
        """The field of the row that an error is about; what is said of all rows stands above the form."""
        found = field_of_measure([row.form for row in self.measures], error) or super().field_of(error)
        return None if found is self.measures else found


class ResolutionForm(RowsOfMeasures, GroundForm):
    """Measures the platform took, each with its receipt."""

    measures = FieldList(FormField(TakenRow), min_entries=ROWS_TAKEN, max_entries=ROWS_TAKEN)

    def taken(self) -> list[OwnMeasure]:
        """The rows that name a measure."""
        return [row.form.taken() for row in self.measures if row.form.code.data]


class ReferralForm(RowsOfMeasures):
    """A finding and the measures it proposes."""

    opinion = TextAreaField(_l("Finding (what you looked at and what it showed)"), text_needed())
    public_ground = TextAreaField(
        _l("Ground, as the reporter and the public will read it"),
        text_needed(),
        description=_l("Plain words; name nobody and no platform's inner workings."),
    )
    evidence = TextAreaField(
        _l("What the finding rests on"),
        text_needed(),
        description=_l("One line each: a file's SHA-256, or an address and the day you looked at it."),
    )
    measures = FieldList(FormField(MeasureRow), min_entries=ROWS_PROPOSED, max_entries=ROWS_PROPOSED)
    departure = departure_field()

    def begin_with(self, finding: Finding) -> None:
        """Begin with what was found before, so that after a return only what is missing has to be written."""
        self.opinion.data, self.public_ground.data = finding.opinion, finding.public_ground
        self.evidence.data = "\n".join(finding.evidence)
        self.departure.data = finding.departure
        for row, measure in zip(self.measures, finding.proposed, strict=False):
            row.form.code.data, row.form.days.data, row.form.note.data = measure.code, measure.days, measure.note

    @property
    def at_hand(self) -> int:
        """How many rows stand open: those filled in and the next, so that a fold hides nothing that was written."""
        filled = [place for place, row in enumerate(self.measures, 1) if row.form.code.data or row.form.errors]
        return min(max([ROWS_AT_HAND, *(place + 1 for place in filled)]), ROWS_PROPOSED)

    def proposed(self) -> list[ProposedMeasure]:
        """The rows that name a measure."""
        return [row.form.proposed() for row in self.measures if row.form.code.data]

    def evidence_lines(self) -> list[str]:
        """The evidence, a line each."""
        lines = re.split("\r\n|\r|\n", self.evidence.data)  # `splitlines` would part, and lose, more than that
        return [line.strip() for line in lines if line.strip()]
