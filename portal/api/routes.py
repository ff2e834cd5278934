"""The endpoints of /api/v1. They set no cookie, so there is nothing to forge and no CSRF token."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from pydantic import BaseModel

from portal.api import openapi, service
from portal.api.idempotency import KeyUnusable, read_key
from portal.api.json_text import JsonInvalid
from portal.api.problems import BodyRefused, refused_by_rule
from portal.api.reading import read_body, submission_of
from portal.api.schemas import ReceiptOut, StatusIn, TipIn
from portal.api.status import status_behind
from portal.domain.errors import DomainError, InputInvalid
from portal.domain.operator_settings import OperatorSetting
from portal.extensions import csrf
from portal.intake.policy import contact_keys, intake_policy
from portal.records.operator_settings import number
from portal.web import errors
from portal.web.access import public
from portal.web.errors import sentence_of
from portal.web.limits import limiter
from portal.web.transaction import transaction

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
csrf.exempt(blueprint)

LOOK_UPS = "30 per minute; 200 per hour"
"""How often one address may ask for a status, known or unknown codes alike."""


def tips_taken() -> str:
    """How many tips one address may send: more than a person, less than a flood."""
    return f"60 per minute; {number(OperatorSetting.PROGRAM_TIPS_PER_HOUR)} per hour"


@blueprint.post("/tips")
@public
@limiter.limit(tips_taken)
def tips() -> ResponseReturnValue:
    """Take a tip; the same key and body again give the same answer."""
    key = read_key(request.headers.get("Idempotency-Key"))
    tip = read_body(TipIn)
    submission = submission_of(tip, str(get_locale()))
    with transaction():
        receipt = service.send_tip(submission, tip.contact, key, intake_policy(), contact_keys())
    answer = ReceiptOut(tip_number=receipt.tip_number, query_code=receipt.query_code, received_at=receipt.received_at)
    return said(answer, 201, {"Idempotency-Replayed": "true"} if receipt.repeated else {})


@blueprint.post("/tips/status")
@public
@limiter.limit(LOOK_UPS)
def tip_status() -> ResponseReturnValue:
    """Where the tip behind a query code stands."""
    asked = read_body(StatusIn)
    return said(status_behind(asked.query_code, intake_policy()))


@blueprint.get("/openapi.json")
@public
def describe() -> ResponseReturnValue:
    """What this interface takes and gives, as OpenAPI 3.1."""
    return openapi.document()


def said(answer: BaseModel, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """The answer as JSON, in the language asked for."""
    response = Response(answer.model_dump_json(), status, headers, mimetype="application/json")
    response.content_language.add(str(get_locale()).replace("_", "-"))
    return response


@blueprint.errorhandler(KeyUnusable)
@blueprint.errorhandler(JsonInvalid)
def unreadable(error: DomainError) -> Response:
    """The request cannot be read at all."""
    return errors.answer(400, sentence_of(error))


@blueprint.errorhandler(BodyRefused)
def refused(error: BodyRefused) -> Response:
    """The body was read and is not taken: everything to mend, each in its place."""
    return errors.answer(422, errors=[asdict(fault) for fault in error.faults])


@blueprint.errorhandler(InputInvalid)
def refused_by_the_rules(error: InputInvalid) -> Response:
    """The same answer where a rule of the work refuses."""
    return refused(refused_by_rule(error))
