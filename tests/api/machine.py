"""A program that speaks to the API, as an office or a partner would."""

from __future__ import annotations

import json
import uuid
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VIDEO = "https://xingyun.example/v/1"
TIP: dict[str, Any] = {
    "category": "B02",
    "target": {"type": "content", "entered": VIDEO},
    "description": "视频里的“医生”是 AI 生成的，在卖药。",
}


def new_key() -> str:
    return str(uuid.uuid4())


def send(client: FlaskClient, body: object = None, key: str | None = None, **headers: str) -> TestResponse:
    """Send a tip; `body` may be text or bytes that are no JSON at all."""
    data = body if isinstance(body, str | bytes) else json.dumps(TIP if body is None else body)
    return client.post(
        "/api/v1/tips",
        data=data,
        headers={"Content-Type": "application/json", "Idempotency-Key": key or new_key(), **headers},
    )


def ask(client: FlaskClient, query_code: object, **headers: str) -> TestResponse:
    """Ask where a tip stands."""
    return client.post("/api/v1/tips/status", json={"query_code": query_code}, headers=headers)


def faults(answer: TestResponse) -> dict[str, str]:
    """What the answer says must be mended, by pointer."""
    assert answer.mimetype == "application/problem+json", answer.text
    return {fault["pointer"]: fault["detail"] for fault in answer.get_json()["errors"]}
