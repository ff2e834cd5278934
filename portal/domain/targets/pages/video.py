"""Pages of platforms for video and live rooms (rows of `permalinks`)."""

from __future__ import annotations

from portal.domain.targets.permalink import Permalink, row
from portal.domain.targets.spellings import bilibili_bv

BILIBILI_VIDEO = "https://www.bilibili.com/video/{}"


def _bv(number: str) -> str:
    """The BV number with its fixed beginning in capitals; the rest tells small and capital letters apart."""
    return "BV1" + number[3:]


VIDEO: tuple[Permalink, ...] = (
    row("douyin", "video", "douyin.com", r".*", "https://www.douyin.com/video/{}", parameters="modal_id"),
    row("douyin", "video", "douyin.com iesdouyin.com", r"/(?:share/)?video/(\d+)", "https://www.douyin.com/video/{}"),
    row(
        "douyin",
        "note",
        "douyin.com iesdouyin.com",
        r"/(?:share/)?(?:note|slides)/(\d+)",
        "https://www.douyin.com/note/{}",
    ),
    row("douyin", "live", "live.douyin.com", r"/(\d+)", "https://live.douyin.com/{}"),
    row("douyin", "user", "douyin.com iesdouyin.com", r"/(?:share/)?user/([\w-]+)", "https://www.douyin.com/user/{}"),
    row("tiktok", "video", "tiktok.com", r"/@[^/]+/(?:video|photo)/(\d+)"),
    row("tiktok", "user", "tiktok.com", r"/@([\w.]+)", "https://www.tiktok.com/@{}", respell=str.lower),
    row("bilibili", "video", "bilibili.com", r"/(?:s/)?video/(BV1\w{9})", BILIBILI_VIDEO, respell=_bv),
    row("bilibili", "video", "bilibili.com", r"/(?:s/)?video/av(\d{1,19})", BILIBILI_VIDEO, respell=bilibili_bv),
    row("bilibili", "video", "b23.tv", r"/(BV1\w{9})", BILIBILI_VIDEO, respell=_bv),
    row("bilibili", "video", "b23.tv", r"/av(\d{1,19})", BILIBILI_VIDEO, respell=bilibili_bv),
    row(
        "bilibili",
        "episode",
        "bilibili.com",
        r"/bangumi/play/(ep\d+|ss\d+)",
        "https://www.bilibili.com/bangumi/play/{}",
        respell=str.lower,
    ),
    row("bilibili", "article", "bilibili.com", r"/read/(?:mobile/|cv)(\d+)", "https://www.bilibili.com/read/cv{}"),
    row("bilibili", "post", "bilibili.com", r"/(?:opus|dynamic)/(\d+)", "https://www.bilibili.com/opus/{}"),
    row("bilibili", "post", "t.bilibili.com", r"/(\d+)", "https://www.bilibili.com/opus/{}"),
    row("bilibili", "live", "live.bilibili.com", r"/(?:h5/)?(\d+)", "https://live.bilibili.com/{}"),
    row("bilibili", "user", "space.bilibili.com", r"/(\d+)(?:/.*)?", "https://space.bilibili.com/{}"),
    row("bilibili", "user", "m.bilibili.com", r"/space/(\d+)", "https://space.bilibili.com/{}"),
    row(
        "kuaishou",
        "video",
        "kuaishou.com gifshow.com chenzhongtech.com",
        r"/(?:short-video|photo|fw/photo|fw/long-video)/(?:\d+/)?(\w+)",
        "https://www.kuaishou.com/short-video/{}",
    ),
    row("kuaishou", "live", "live.kuaishou.com", r"/u/(\w+)", "https://live.kuaishou.com/u/{}"),
    row(
        "kuaishou",
        "user",
        "kuaishou.com chenzhongtech.com",
        r"/(?:profile|fw/user)/(\w+)",
        "https://www.kuaishou.com/profile/{}",
    ),
    row("youtube", "video", "youtube.com", r"/watch", "https://www.youtube.com/watch?v={}", parameters="v"),
    row("youtube", "video", "youtube.com", r"/(?:shorts|live|embed)/([\w-]{11})", "https://www.youtube.com/watch?v={}"),
    row("youtube", "video", "youtu.be", r"/([\w-]{11})", "https://www.youtube.com/watch?v={}"),
)
