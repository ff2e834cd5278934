"""What a target is called for whoever may not read the reporter's own words."""

from __future__ import annotations

import pytest

from portal.domain.targets import TargetType, canonicalise
from portal.records.targets import Target, in_a_list, masked_display, masked_name

T = TargetType


def target(type_: TargetType, entered: str, name: str = "") -> Target:
    """As it would be kept."""
    read = canonicalise(type_, entered, name=name)
    return Target(type=type_, key=read.digest if read.identifies else None, display=read.display, name=name)


@pytest.mark.parametrize(
    ("type_", "entered", "shown"),
    [
        (T.UNKNOWN, "骗子打给我13912345678", "骗子打给我[phone number masked]"),
        (T.ACCOUNT, "@someone 加了我的微信lin_1990", "[account masked] 加了我的微信[account masked]"),
        (T.ACCOUNT, "@小林说", "@小林说"),
        (T.UNKNOWN, "@lin_1990", "[account masked]"),
        (T.PHONE_CALL, "对方用13800138000打来", "+8613800138000"),
        (T.CONTENT, "https://bailu.example/p/13912345678", "https://bailu.example/p/13912345678"),
    ],
)
def test_an_entry_is_masked_unless_it_is_the_very_thing_that_was_flagged(
    type_: TargetType, entered: str, shown: str
) -> None:
    assert masked_display(target(type_, entered), str) == shown


def test_a_name_is_masked_whatever_else_is_known() -> None:
    named = target(T.CONTENT, "https://bailu.example/p/1", "李雷 13912345678")
    assert masked_name(named, str) == in_a_list(named, str) == "李雷 [phone number masked]"
    assert masked_name(target(T.APP, "com.foo.bar", "AI女友 2.0"), str) == "AI女友 2.0"
