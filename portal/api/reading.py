"""From a request's body to what the records take."""

from __future__ import annotations

from typing import TypeVar

from flask import abort, request
from pydantic import ValidationError

from portal.api.json_text import check_json
from portal.api.problems import refused, refused_by_rule
from portal.api.schemas import Taken, TargetIn, TipIn
from portal.domain.errors import InputInvalid
from portal.records.receiving import Submission
from portal.records.routing import NamedTarget
from portal.records.tips import Channel

LARGEST_BODY = 1024 * 1024
"""Bytes; the longest tip of twenty targets, every character escaped, is smaller."""

Body = TypeVar("Body", bound=Taken)


def read_body(schema: type[Body]) -> Body:
    """The body as the schema has it. Raises JsonInvalid, BodyRefused; aborts with 413 or 415."""
    if request.mimetype != "application/json":
        abort(415)
    request.max_content_length = LARGEST_BODY
    body = request.get_data(cache=False)
    check_json(body)
    try:
        return schema.model_validate_json(body)
    except ValidationError as error:
        raise refused(error) from None


def submission_of(tip: TipIn, language: str) -> Submission:
    """What a valid body says. Raises BodyRefused for a target that cannot be read."""
    return Submission(
        category=tip.category,
        description=tip.description,
        targets=[_named(at, target, several=tip.targets is not None) for at, target in enumerate(tip.all_targets)],
        urgency=frozenset(tip.urgency),
        sectors=frozenset(tip.sectors),
        occurred_on=tip.occurred_on,
        standing=tip.standing,
        language=language,
        channel=Channel.API,
        also_sent=_left(tip),
    )


def _left(tip: TipIn) -> str:
    """Contact as it was sent; nothing left is the same as nothing said."""
    contact = tip.contact
    return contact.model_dump_json() if contact and (contact.notify or contact.identity) else ""


def _named(at: int, target: TargetIn, several: bool) -> NamedTarget:
    named = NamedTarget(type=target.type, entered=target.entered, platform=target.platform, name=target.name)
    try:
        named.canonical()
    except InputInvalid as error:
        raise refused_by_rule(error, ("targets", at, "entered") if several else ("target", "entered")) from None
    return named
