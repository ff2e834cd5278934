"""Who else looks at a case, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import format_datetime, gettext

from portal.records.case_view.present import Onlooker


def presence_words(onlookers: Iterable[Onlooker]) -> str:
    """ "Wu opened this case at 10:02." for each; no words where nobody did."""
    said = [gettext("%(name)s opened this case at %(time)s.", name=one.name, time=_time(one)) for one in onlookers]
    return " ".join(said)


def _time(one: Onlooker) -> str:
    written: str = format_datetime(one.since, "HH:mm")
    return written
