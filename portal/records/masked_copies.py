"""A reporter's words as platforms read them, kept with the words in the row that keeps these.

The copy is made where the row is written, whoever writes it, so no way in can forget it (ADR 0032). It is in no
language: `domain.masking.read_copy` says its markers in the reader's.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.engine.default import DefaultExecutionContext

from portal.domain.masking import mask


def masked_copy_of(column: str) -> Callable[[DefaultExecutionContext], str]:
    """A column's default: the words of `column` of the same row, masked by the rules of this moment."""

    def copy(execution: DefaultExecutionContext) -> str:
        words: str = execution.get_current_parameters()[column]  # type: ignore[no-untyped-call]  # SQLAlchemy's own
        return mask(words)

    return copy
