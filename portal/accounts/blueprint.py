"""The blueprint of the accounts, to which each part adds its endpoints."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)
