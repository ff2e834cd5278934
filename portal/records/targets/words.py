"""What a target is called, for whoever may not read a reporter's words as they were typed.

A name, and an entry that could not be read into an address or a number, are the reporter's own words:
what leads to a person is masked in them as in the story. An address or a number that was read is
what the tip is about and stays, a telephone number too.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from portal.domain.masking import mask
from portal.domain.targets import TargetType
from portal.records.targets.model import Target

HANDLE = re.compile(r"@[\w.·-]{1,64}")
CALLED_BY_A_HANDLE = frozenset({TargetType.ACCOUNT, TargetType.PRIVATE_CHAT, TargetType.GROUP, TargetType.LIVE_ROOM})


def masked_display(target: Target, say: Callable[[str], str]) -> str:
    """The address, number or entry without secrets; `say` translates the markers."""
    about_the_handle = target.type in CALLED_BY_A_HANDLE and HANDLE.fullmatch(target.display)
    return target.display if target.key is not None or about_the_handle else mask(target.display, say)


def masked_name(target: Target, say: Callable[[str], str]) -> str:
    """The name without secrets."""
    return mask(target.name, say)


def in_a_list(target: Target, say: Callable[[str], str]) -> str:
    """One line for the lists of a desk, where a case's parts are not asked for one by one."""
    return masked_name(target, say) or masked_display(target, say)
