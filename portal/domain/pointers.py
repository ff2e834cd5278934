"""What in words meant for everybody may lead to a person: numbers and names to be looked at before they are published.

Nothing is masked here: the hotline of an agency may stand in a bulletin, and whoever publishes decides it. It knows
patterns, as `masking` does, and names only behind the word for a reporter. It rather shows a word too many.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.masking import ACCOUNT, BANK_CARD, ID_CARD, MAIL, PHONE, PLATE, secrets
from portal.domain.words import N_

KINDS: Mapping[str, str] = {
    PHONE: N_("Telephone number"),
    ID_CARD: N_("ID number"),
    BANK_CARD: N_("Bank card number"),
    MAIL: N_("E-mail address"),
    ACCOUNT: N_("Account name"),
    PLATE: N_("Licence plate"),
}
"""What a secret of masking is called, by its marker."""
REPORTER = N_("Reporter's name")

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易武乔贺赖龚"
)
"""The commonest family names; those that mostly begin another word here (于, 向, 常, 应, 高) are left out."""
NAME = rf"(?:(?:(?!马上|任何|金额)[{SURNAMES}]|欧阳|司马|上官|诸葛)[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]某某?)"
NAMED = re.compile(rf"(?<!被)举报人(?:姓名|名叫|叫|系|为|是)?[\s:：,，（(]{{0,3}}(?P<name>{NAME})")
"""A name behind the word for a reporter, not for whom the report is about; 某 stands behind any family name."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """What was found, under what it is called."""

    kind: str
    found: str


def pointers(*texts: str) -> list[Pointer]:
    """What may lead to a person in any of these plain texts, each once, in the order of the rules."""
    found = [Pointer(KINDS[marker], words) for text in texts for marker, words in secrets(text)]
    named = [Pointer(REPORTER, match["name"]) for text in texts for match in NAMED.finditer(text)]
    return list(dict.fromkeys([*named, *found]))
