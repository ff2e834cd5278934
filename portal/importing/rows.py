"""From what a row says to a tip, or the reason why it is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from portal import clock
from portal.data.categories import shipped_taxonomy
from portal.domain.errors import InputInvalid
from portal.domain.targets import TargetType, recognise
from portal.domain.words import N_
from portal.records.receiving import Submission
from portal.records.routing import NamedTarget
from portal.records.tips import Channel

LONGEST_ID = 200
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?", re.ASCII)
"""As offices write days: 2026-03-02, 2026/3/2, 2026年3月2日, with or without an hour."""


def submission_of(said: Mapping[str, str], source: str) -> Submission:
    """The tip a row tells. Raises InputInvalid; its `field` names the field."""
    for field, text in said.items():
        if UNSTORABLE.search(text):
            raise InputInvalid(field, N_("This holds a character that cannot be kept."))
    return Submission(
        category=_category(said["category"]),
        description=said["description"],
        targets=[_target(said)],
        occurred_on=_day("occurred_on", said["occurred_on"]),
        first_received_on=_day("received_on", said["received_on"]),
        channel=Channel.IMPORT,
        source=source,
        external_id=_external_id(said["external_id"]),
    )


def _external_id(text: str) -> str:
    """The number in one spelling: full-width digits are the same number."""
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        raise InputInvalid("external_id", N_("The row has no number of its own, by which it could be told again."))
    if len(text) > LONGEST_ID:
        raise InputInvalid("external_id", N_("This number is longer than 200 characters."))
    return text


def _category(code: str) -> str:
    try:
        return shipped_taxonomy().category(code.upper()).code
    except KeyError:
        raise InputInvalid("category", N_("There is no category of this code; Z99 is “not sure”.")) from None


def _target(said: Mapping[str, str]) -> NamedTarget:
    """What is flagged; where the row does not say what kind of thing it is, what it looks like."""
    entered, name = said["target"], said["provider"]
    if said["target_type"]:
        if said["target_type"] not in list(TargetType):
            raise InputInvalid("target_type", N_("There is no such type of target."))
        return NamedTarget(type=TargetType(said["target_type"]), entered=entered, name=name)
    guess = recognise(entered)
    return NamedTarget(
        type=guess.type,
        entered=entered,
        platform=guess.platform or "",
        name=name or guess.name or "",
        guessed=True,
    )


def _day(field: str, text: str) -> date | None:
    if not text:
        return None
    match = DAY.fullmatch(text)
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None:
        raise InputInvalid(field, N_("This is no day; write it YYYY-MM-DD."))
    if day > clock.today():
        raise InputInvalid(field, N_("This day is in the future."))
    return day
