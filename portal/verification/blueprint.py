"""The blueprint of the desk that checks; the pages hang themselves on it."""

from flask import Blueprint

blueprint = Blueprint("verification", __name__, url_prefix="/verification")
