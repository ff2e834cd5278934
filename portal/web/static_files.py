"""Static files: addresses that change with the content, so that browsers may keep them for a year."""

import gzip
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

YEAR = 365 * 24 * 3600
COMPRESSIBLE = ("text/", "application/json", "application/problem+json", "application/atom+xml", "image/svg+xml")
WORTH_IT = 700
"""Bytes below which compression saves no packet."""


def static_url(filename: str) -> str:
    """The address of a static file with the fingerprint of its content; raises FileNotFoundError."""
    return url_for("static", filename=filename, v=_fingerprint_of(filename))


def _fingerprint_of(filename: str) -> str:
    path = Path(current_app.static_folder or "") / filename
    return _fingerprint(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _fingerprint(path: Path, _changed_at: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:10]


def let_browsers_keep(response: Response) -> Response:
    """A static file under its fingerprint never changes; under its bare name browsers ask again."""
    if request.endpoint == "static" and response.status_code in (200, 304):
        fingerprinted = request.args.get("v") == _fingerprint_of((request.view_args or {})["filename"])
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if fingerprinted else "no-cache"
    return response


def compress(response: Response) -> Response:
    """Send text gzipped to who accepts it."""
    if not _can_be_compressed(response):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0:
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) >= WORTH_IT:
        response.set_data(_packed(body) if request.endpoint == "static" else gzip.compress(body, 5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        etag, _weak = response.get_etag()
        if etag:
            response.set_etag(etag, weak=True)
    return response


def _can_be_compressed(response: Response) -> bool:
    kind = response.mimetype or ""
    return (
        response.status_code not in (204, 206, 304)
        and (kind.startswith(COMPRESSIBLE) or kind.endswith("javascript"))
        and "Content-Encoding" not in response.headers
        and (request.endpoint == "static" or not response.is_streamed)
    )


@lru_cache(maxsize=64)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)


def init_app(app: Flask) -> None:
    """Offer `static_url()` to templates, and see to caching and compression of answers."""
    app.jinja_env.globals["static_url"] = static_url
    app.after_request(compress)
    app.after_request(let_browsers_keep)
