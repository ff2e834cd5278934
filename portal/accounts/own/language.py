"""The language of one's mail follows the language of the pages."""

from collections.abc import Mapping

from flask.blueprints import BlueprintSetupState
from flask_login import current_user

from portal.accounts.blueprint import blueprint
from portal.extensions import db
from portal.records.people import User
from portal.web.prefs import also_keep
from portal.web.transaction import transaction


def follow_language(chosen: Mapping[str, str]) -> None:
    """Write to whoever is signed in as they read from now on; a visitor's choice stays in the browser."""
    language = chosen.get("language")
    if language is None or not current_user.is_authenticated:
        return
    with transaction():
        db.session.get_one(User, current_user.to_actor().user_id).language = language


@blueprint.record_once
def hear_of_choices(state: BlueprintSetupState) -> None:
    """Ask to be told what visitors choose."""
    also_keep(state.app, follow_language)
