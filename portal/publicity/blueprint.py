"""The blueprint of the public side, to which each part adds its endpoints."""

from flask import Blueprint

from portal.publicity.rich_text import sanitised

blueprint = Blueprint("publicity", __name__)
blueprint.add_app_template_filter(sanitised)
