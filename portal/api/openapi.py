"""The OpenAPI document: the paths stand here, the schemas are the classes that check and answer.

Its words are translated like a page's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue, models_json_schema
from pydantic_core.core_schema import NullableSchema, WithDefaultSchema

from portal.api.schemas import ProblemOut, ReceiptOut, StatusIn, StatusOut, TipIn, offered_codes
from portal.domain.words import N_

Document = dict[str, Any]

VERSION = "1.0.0"
TAKEN: tuple[type[BaseModel], ...] = (TipIn, StatusIn)
GIVEN: tuple[type[BaseModel], ...] = (ReceiptOut, StatusOut, ProblemOut)
SAID = frozenset({"description", "summary"})
"""Members whose text is for people."""

PROBLEMS: dict[int, str] = {
    400: N_("The request cannot be read: no usable Idempotency-Key, or no valid JSON (I-JSON, RFC 7493)."),
    404: N_("There is nothing under this code: unknown, mistyped or withdrawn."),
    409: N_("This Idempotency-Key came before with another body, or more than seven days ago."),
    413: N_("The body is larger than 1 MiB."),
    415: N_("The body is not application/json."),
    422: N_("The body is not taken; `errors` says what to mend, each in its place."),
    429: N_("Too many requests from this address. Wait a little."),
    503: N_("Out of order for a moment; nothing was kept. Send the same again with the same key."),
}

LANGUAGE: Document = {
    "name": "Accept-Language",
    "in": "header",
    "description": N_("The language of words in answers: zh-CN or en."),
    "schema": {"type": "string"},
    "example": "zh-CN",
}
KEY: Document = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": N_(
        "A fresh random UUID (version 4 or 7), or at least 128 random bits as 32 hexadecimal or 22 base64url "
        "characters. The same key and body again, within seven days, get the same answer. Keep it secret."
    ),
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{22,128}$", "format": "idempotency-key"},
    "example": "0b8f0a4e-6d0c-4f5e-9a43-2f0d6f3c9f1a",
}
REPLAYED: Document = {
    "Idempotency-Replayed": {
        "description": N_("`true` where this request came before and this is its first answer again."),
        "schema": {"type": "string", "const": "true"},
    }
}


class NeverNull(GenerateJsonSchema):
    """What we take is absent or has its type; null is refused."""

    def nullable_schema(self, schema: NullableSchema) -> JsonSchemaValue:
        """The schema without its null."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        """The schema with its default, unless that would be null: nobody may send it."""
        made = super().default_schema(schema)
        return {name: said for name, said in made.items() if (name, said) != ("default", None)}


def document() -> Document:
    """The document, in the language of the request and with the categories of today."""
    schemas = _schemas(TAKEN, "validation", NeverNull) | _schemas(GIVEN, "serialization", GenerateJsonSchema)
    for schema in schemas.values():
        schema.pop("description", None)  # a docstring is for who reads the code
    schemas["TipIn"]["properties"]["category"]["enum"] = offered_codes()
    described = {
        "openapi": "3.1.0",
        "info": {
            "title": "Clearflag 清鉴",
            "version": VERSION,
            "description": N_(
                "Flag misuse of AI, and ask what became of it. No account is needed; nothing is tracked."
            ),
        },
        "servers": [{"url": "/"}],
        "paths": _paths(),
        "components": {"schemas": schemas},
    }
    translated: Document = _translated(described)
    return translated


def _schemas(models: Sequence[type[BaseModel]], mode: JsonSchemaMode, maker: type[GenerateJsonSchema]) -> Document:
    made = models_json_schema(
        [(model, mode) for model in models], ref_template="#/components/schemas/{model}", schema_generator=maker
    )
    schemas: Document = made[1]["$defs"]
    return schemas


def _paths() -> Document:
    return {
        "/api/v1/tips": {
            "post": {
                "operationId": "sendTip",
                "summary": N_("Flag a misuse"),
                "parameters": [KEY, LANGUAGE],
                "requestBody": _takes("TipIn"),
                "responses": {
                    "201": _gives("ReceiptOut", N_("The tip is kept; this is its receipt."), REPLAYED),
                    **_problems(400, 409, 413, 415, 422, 429, 503),
                },
            }
        },
        "/api/v1/tips/status": {
            "post": {
                "operationId": "readStatus",
                "summary": N_("Ask where a tip stands"),
                "parameters": [LANGUAGE],
                "requestBody": _takes("StatusIn"),
                "responses": {
                    "200": _gives("StatusOut", N_("Where each target stands.")),
                    **_problems(400, 404, 413, 415, 422, 429, 503),
                },
            }
        },
        "/api/v1/openapi.json": {
            "get": {
                "operationId": "describe",
                "summary": N_("This document"),
                "parameters": [LANGUAGE],
                "responses": {
                    "200": {
                        "description": N_("This document."),
                        "content": {"application/json": {"schema": {"type": "object"}}},
                    }
                },
            }
        },
    }


def _takes(schema: str) -> Document:
    return {"required": True, "content": {"application/json": {"schema": _ref(schema)}}}


def _gives(schema: str, words: str, headers: Document | None = None) -> Document:
    answer: Document = {"description": words, "content": {"application/json": {"schema": _ref(schema)}}}
    return answer | ({"headers": headers} if headers else {})


def _problems(*statuses: int) -> Document:
    content = {"application/problem+json": {"schema": _ref("ProblemOut")}}
    return {str(status): {"description": PROBLEMS[status], "content": content} for status in statuses}


def _ref(schema: str) -> Document:
    return {"$ref": f"#/components/schemas/{schema}"}


def _translated(part: Any) -> Any:
    """The same, with every sentence for people in the language of the request."""
    if isinstance(part, list):
        return [_translated(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        name: gettext(value) if name in SAID and isinstance(value, str) else _translated(value)
        for name, value in part.items()
    }
