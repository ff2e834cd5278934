"""The blueprint of the public side, to which each part adds its endpoints."""

from flask import Blueprint, current_app

from portal.config import Settings
from portal.publicity.rich_text import sanitised

blueprint = Blueprint("publicity", __name__)
blueprint.add_app_template_filter(sanitised)


@blueprint.context_processor
def place_of_pages() -> dict[str, str]:
    """Where the portal is found from outside, for the addresses that pages give to others."""
    settings: Settings = current_app.extensions["settings"]
    return {"public_url": settings.public_url}
