"""Numbers as people write them beside what they are: “QQ群：123456789”, “抖音号：x” (table)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from portal.domain.targets.kinds import TargetType

HANDLE = r"[\w.-]{2,64}"
LABEL_ENDS = r"\s{0,3}[:：]\s{0,3}"


@dataclass(frozen=True, slots=True)
class Label:
    """What a word before a number says: the kind of thing, its platform, and how such a number looks."""

    type: TargetType
    platform: str
    words: str
    number: str = HANDLE

    def read(self, text: str) -> str | None:
        """The number in a text that is this label and a number, and nothing else.

        A word that ends in 号 needs no colon after it.
        """
        beside = rf"(?:{self.words})(?:{LABEL_ENDS}|(?<=[号码d])\s{{0,3}})"
        match = re.fullmatch(rf"{beside}@?({self.number})", text, re.IGNORECASE | re.ASCII)
        return match[1] if match else None


LABELS: tuple[Label, ...] = (
    Label(TargetType.GROUP, "qq", r"(?:(?:qq|扣扣|企鹅)\s?)?群(?:号码?)?", r"[1-9][0-9]{4,11}"),
    Label(TargetType.ACCOUNT, "qq", r"(?:qq|扣扣|企鹅)(?:号码?)?", r"[1-9][0-9]{4,10}"),
    Label(TargetType.ACCOUNT, "wechat", r"(?:微信|wechat|weixin|vx|wx)(?:号|id)?", r"[a-z][\w-]{5,19}"),
    Label(TargetType.ACCOUNT, "douyin", r"(?:抖音|douyin)(?:号|id)?"),
    Label(TargetType.ACCOUNT, "kuaishou", r"(?:快手|kuaishou)(?:号|id)?"),
    Label(TargetType.ACCOUNT, "xiaohongshu", r"(?:小红书|xiaohongshu|rednote)(?:号|id)?"),
    Label(TargetType.ACCOUNT, "weibo", r"(?:微博|weibo)(?:号|uid|id)?"),
    Label(TargetType.ACCOUNT, "bilibili", r"(?:b站|哔哩哔哩|bilibili)(?:号|uid|id)?", r"[0-9]{1,20}"),
)


def labelled(text: str) -> tuple[Label, str] | None:
    """The label and the number of a text that is both and nothing else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if len(plain) > 100:
        return None
    return next(((label, number) for label in LABELS if (number := label.read(plain))), None)
