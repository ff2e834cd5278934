"""A platform that is called by its name among other words is found, and nothing that only looks like it."""

import pytest

from portal.domain.targets import TargetType, mentioned

T = TargetType
NAMES = [
    *(("星云", "nebula"), ("Nebula", "nebula"), ("星云视频", "xingyun"), ("Xingyun Video", "xingyun")),
    *(("X", "x"), ("Bai", "bai")),
]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("星云视频 账号 夜猫9981", ("xingyun", T.ACCOUNT)),
        ("XINGYUN  video user nightcat", ("xingyun", T.ACCOUNT)),
        ("在星云视频上看到的@夜猫", ("xingyun", T.ACCOUNT)),
        ("星云视频直播间 8812", ("xingyun", T.LIVE_ROOM)),
        ("星云视频 小程序 AI医生", ("xingyun", T.MINI_PROGRAM)),
        ("nebula agent doctor", ("nebula", T.AGENT)),
        ("Nebula app", ("nebula", T.APP)),
        ("星云视频 一段假医生的视频", ("xingyun", T.CONTENT)),
        ("nebula happy alive", ("nebula", T.CONTENT)),
        ("星云视频", ("xingyun", T.PLATFORM)),
        ("Baidu account 7", None),
        ("x account 7", None),
        ("夜猫9981", None),
        ("", None),
    ],
)
def test_a_platform_is_read_from_its_name_and_the_kind_from_the_words_beside_it(
    text: str, read: tuple[str, TargetType] | None
) -> None:
    assert mentioned(text, NAMES) == read
