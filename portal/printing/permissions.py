"""docs/permissions.md: tables 2 and 3, which role may do what, and on which case."""

from __future__ import annotations

from collections.abc import Iterator

from portal.domain.permissions import (
    CONDITIONS,
    EVERYWHERE,
    GRANTS,
    ORGANIZATION_KIND_WORDS,
    REFUSALS,
    ROLE_WORDS,
    ROLES_OF_KIND,
    Permission,
    Role,
)
from portal.printing.markdown import both, said, section, table
from portal.printing.markdown import page as whole_page


def page() -> str:
    """The whole page."""
    return whole_page(
        "Permissions",
        "A route asks for a permission; a step of the [workflow](workflow.md) asks for the permission and for\n"
        "every condition on this case. The administrator holds no case permission: managing accounts is not\n"
        "reading tips.\n",
        section(
            "Roles",
            table(("role", "", "at"), _roles()),
        ),
        section("What each role may do at all", table(("permission", "roles"), _grants())),
        section(
            "On every case",
            "Asked before all else, of every permission:\n\n"
            + "\n".join(f"- {said(one)}" for one in EVERYWHERE)
            + "\n",
        ),
        section("On which case", table(("permission", "only if all of this holds"), _conditions())),
        section(
            "What somebody reads who may not",
            table(("condition", "sentence"), ((said(c), both(words)) for c, words in REFUSALS.items())),
        ),
    )


def _roles() -> Iterator[tuple[str, ...]]:
    for role in Role:
        kinds = [ORGANIZATION_KIND_WORDS[kind] for kind, roles in ROLES_OF_KIND.items() if role in roles]
        yield f"`{role}`", both(ROLE_WORDS[role]), ", ".join(kinds) or "comes by code or is the portal itself"


def _grants() -> Iterator[tuple[str, ...]]:
    for permission in Permission:
        yield f"`{permission}`", ", ".join(ROLE_WORDS[role] for role in Role if permission in GRANTS[role])


def _conditions() -> Iterator[tuple[str, ...]]:
    for permission in Permission:
        if permission in CONDITIONS:
            yield f"`{permission}`", "; ".join(said(condition) for condition in CONDITIONS[permission])
