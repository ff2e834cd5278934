"""The joint desk's blueprint, and the words its templates use; routes are in `routes` and `task_routes`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask_login import current_user

from portal.disposal import queries
from portal.domain.decision_notices import FORCE_WORDS
from portal.domain.measures import COUNTER_WORDS, MEASURES, NATURE_WORDS
from portal.records.case_view.work import KIND_WORDS
from portal.records.tasks import clock_of
from portal.web.access import current_actor

blueprint = Blueprint("disposal", __name__, url_prefix="/disposal")


@blueprint.context_processor
def words() -> dict[str, Any]:
    """Tables of words, and how a task's clock stands."""
    return {
        "kind_words": KIND_WORDS,
        "nature_words": NATURE_WORDS,
        "counter_words": COUNTER_WORDS,
        "measures": MEASURES,
        "force_words": FORCE_WORDS,
        "clock_of": clock_of,
    }


@blueprint.context_processor
def lists() -> dict[str, bool]:
    """Which lists this colleague has; a stranger's page of refusal is made here too, and has none."""
    if not current_user.is_authenticated:
        return {}
    actor = current_actor()
    return {
        "lists_offered": bool(queries.open_lists(actor)),
    }
