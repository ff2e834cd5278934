"""A platform called by its name among other words, and the kind of thing beside it: “星云视频 账号 夜猫9981”."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.domain.targets.kinds import TargetType
from portal.domain.targets.platforms import folded

KIND_WORDS: tuple[tuple[TargetType, tuple[str, ...]], ...] = (
    (TargetType.MINI_PROGRAM, ("小程序", "mini program", "mini-program")),
    (TargetType.LIVE_ROOM, ("直播间", "直播", "live room", "live stream", "livestream", "live")),
    (TargetType.AGENT, ("智能体", "聊天机器人", "agent", "chatbot", "bot")),
    (TargetType.ACCOUNT, ("账号", "帐号", "账户", "用户", "博主", "account", "user", "@")),
    (TargetType.APP, ("应用", "app")),
)
"""What people call the kinds of things on a platform; the first row with a word that stands there holds."""
SHORTEST_NAME = 2


def mentioned(text: str, names: Iterable[tuple[str, str]]) -> tuple[str, TargetType] | None:
    """The platform that a text calls by one of its `names` (name, slug) and the kind of thing named beside it.

    The longest name wins; one in Latin letters is no part of a longer word. The name alone is the platform as a
    whole; what is beside a name without a word of its kind is something posted there. None without a name.
    """
    plain = folded(text)
    spelt = sorted(((folded(name), slug) for name, slug in names), key=lambda pair: (-len(pair[0]), pair))
    found = next((pair for pair in spelt if len(pair[0]) >= SHORTEST_NAME and _stands_in(pair[0], plain)), None)
    if found is None:
        return None
    name, slug = found
    return slug, TargetType.PLATFORM if plain == name else _kind_beside(plain.replace(name, " "))


def _kind_beside(plain: str) -> TargetType:
    kinds = (kind for kind, words in KIND_WORDS if any(_stands_in(word, plain) for word in words))
    return next(kinds, TargetType.CONTENT)


def _stands_in(word: str, plain: str) -> bool:
    before = r"(?<![a-z0-9])" if re.match(r"[a-z0-9]", word) else ""
    after = r"(?![a-z0-9])" if re.search(r"[a-z0-9]\Z", word) else ""
    return re.search(before + re.escape(word) + after, plain) is not None
