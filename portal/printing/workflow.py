"""docs/workflow.md: every step of table 1, the verbs beside it, and the diagram."""

from __future__ import annotations

from collections.abc import Iterator

from portal.domain.permissions import GRANTS, ROLE_WORDS, Permission, Role
from portal.domain.status import OUTCOME_WORDS, PUBLIC_STEP, PUBLIC_STEP_WORDS, STATUS_WORDS, Outcome, Status
from portal.domain.workflow import ACTION_WORDS, TRANSITIONS, VERBS, Guard
from portal.printing.markdown import both, said, section, table
from portal.printing.markdown import page as whole_page


def page() -> str:
    """The whole page."""
    return whole_page(
        "Workflow",
        "A *status* is where a case waits, an *outcome* is how it ended. Nothing but `records.advancing.advance()`\n"
        "changes a status, and the database refuses a change that this table does not have. Who may do what on\n"
        "which case stands in [permissions](permissions.md), how long it may take in [deadlines](deadlines.md).\n",
        "![The statuses of a case and the steps between them](workflow.svg)\n",
        section("Statuses", table(("status", "", "what the public reads"), _statuses())),
        section("Steps", table(("from", "step", "to", "who", "if", "with the outcome"), _steps())),
        section(
            "Verbs",
            "They leave the status as it is.\n",
            table(("verb", "at", "who", "if"), _verbs()),
        ),
        section("Outcomes", table(("outcome", ""), ((f"`{o}`", both(OUTCOME_WORDS[o])) for o in Outcome))),
        section("As Mermaid", f"```mermaid\n{mermaid()}```\n"),
    )


def _statuses() -> Iterator[tuple[str, ...]]:
    for status in Status:
        yield f"`{status}`", both(STATUS_WORDS[status]), both(PUBLIC_STEP_WORDS[PUBLIC_STEP[status]])


def _steps() -> Iterator[tuple[str, ...]]:
    for row in TRANSITIONS:
        outcomes = "as it is" if row.keeps_outcome else ", ".join(f"`{o}`" for o in Outcome if o in row.outcomes)
        yield (
            f"`{row.source}`",
            f"**{row.action}** {both(ACTION_WORDS[row.action])}",
            f"`{row.target}`",
            holders(row.permission),
            condition(row.guard),
            outcomes,
        )


def _verbs() -> Iterator[tuple[str, ...]]:
    for row in VERBS:
        yield (
            f"**{row.action}** {both(ACTION_WORDS[row.action])}",
            places(row.statuses),
            holders(row.permission),
            condition(row.guard),
        )


def places(statuses: frozenset[Status]) -> str:
    """Statuses in a few words."""
    if statuses == frozenset(Status):
        return "every status"
    if statuses == frozenset(Status) - {Status.CLOSED}:
        return "every open status"
    return ", ".join(f"`{status}`" for status in Status if status in statuses)


def holders(permission: Permission) -> str:
    """The roles that hold a permission."""
    return ", ".join(ROLE_WORDS[role] for role in Role if permission in GRANTS[role])


def condition(guard: Guard | None) -> str:
    """What a guard asks, in a sentence."""
    return said(guard) if guard else ""


def mermaid() -> str:
    """The diagram as Mermaid text, for pages that draw it themselves."""
    lines = ["stateDiagram-v2", f"    [*] --> {Status.SUBMITTED}"]
    pairs = dict.fromkeys((row.source, row.target) for row in TRANSITIONS)
    for source, target in pairs:
        actions = dict.fromkeys(row.action for row in TRANSITIONS if (row.source, row.target) == (source, target))
        lines.append(f"    {source} --> {target}: {', '.join(actions)}")
    return "\n".join(lines) + "\n"
