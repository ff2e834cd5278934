"""The headers every answer carries, errors and static files included."""

from flask import Flask, Response

from portal.config import Settings

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: {evidence}; connect-src 'self'; "
    "worker-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""What a page may load: our own files, and pictures from the origin that serves evidence."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # `no-referrer` would make browsers post `Origin: null`, and every form over https would be refused
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def init_app(app: Flask, settings: Settings) -> None:
    """Set the headers on every answer; a view may only make them stricter."""
    fixed = {**ALWAYS, "Content-Security-Policy": CSP.format(evidence=settings.evidence_url)}
    if settings.https:
        fixed["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        if not response.headers.get("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"
        return response
