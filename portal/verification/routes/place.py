"""From which list a colleague opened a case: its filters as one word in the address, so that "next" means the same."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from flask import request
from werkzeug.datastructures import MultiDict

from portal.domain.errors import InputInvalid
from portal.verification.queries import QueueFilters
from portal.web.filters import read_filters, write_filters

PARAMETER = "queue"


def place_word(filters: QueueFilters) -> str | None:
    """The filters as one word; None for the usual list, so that addresses stay short."""
    return urlencode(write_filters(filters), doseq=True) or None


def read_place() -> QueueFilters:
    """The list that the address or the form names; the usual one where it names none that can be read."""
    word = request.values.get(PARAMETER, "")
    try:
        return read_filters(QueueFilters, MultiDict(parse_qsl(word, max_num_fields=20)))
    except (InputInvalid, ValueError):
        return QueueFilters()
