"""What the demo is filled with, step by step; each step does nothing where its rows exist already."""

from collections.abc import Callable

from portal.demo.bulletins import add_bulletin, add_refutation
from portal.demo.cases import add_cases
from portal.demo.cast import add_cast
from portal.demo.last_month import add_last_month
from portal.demo.organizations import add_known_platforms, add_offices, add_platforms
from portal.demo.queue import start_waiting_now
from portal.demo.reason_templates import add_reason_templates

Steps = tuple[Callable[[], None], ...]

CAST: Steps = (add_platforms, add_offices, add_cast)
"""The people and their organizations."""
STEPS: Steps = (
    *CAST,
    add_known_platforms,
    add_reason_templates,
    add_last_month,
    add_cases,
    add_bulletin,
    add_refutation,
    start_waiting_now,
)
