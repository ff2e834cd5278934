"""The portal as an app on a phone: its manifest, the worker that answers without a connection, the page it shows."""

from flask import Blueprint, Response, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.web.access import public
from portal.web.language import html_lang
from portal.web.static_files import static_url

blueprint = Blueprint("app_shell", __name__)

KEPT = ("built/public.css", "built/icons.svg", "img/favicon.svg")
"""What the offline page needs; nothing that says what was read or typed is ever kept by the worker."""


@blueprint.get("/manifest.webmanifest")
@public
def manifest() -> ResponseReturnValue:
    """Name, pictures and the way in from “share” (W3C Web App Manifest; Web Share Target)."""
    response = jsonify(
        id="/",
        name=_("Clearflag"),
        short_name=_("Clearflag"),
        lang=html_lang(),
        description=_(
            "Report the misuse of artificial intelligence, follow what becomes of your tip, and see what was done."
        ),
        start_url="/",
        scope="/",
        display="standalone",
        background_color="#ffffff",
        theme_color="#0b5f6d",
        icons=[
            {
                "src": static_url(f"img/icon-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size in (192, 512)
            for purpose in ("any", "maskable")
        ],
        share_target={
            "action": url_for("intake.share"),
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
    )
    response.mimetype = "application/manifest+json"
    return response


@blueprint.get("/service-worker.js")
@public
def service_worker() -> ResponseReturnValue:
    """The worker; served from the root, for it may answer only for pages below its own address."""
    kept = [url_for("app_shell.offline"), *(static_url(name) for name in KEPT)]
    response = Response(render_template("web/service_worker.js", kept=kept), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/offline")
@public
def offline() -> ResponseReturnValue:
    """What is shown when there is no connection."""
    return render_template("web/offline.html")
