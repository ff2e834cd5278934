"""Pages of social media, news and questions (rows of `permalinks`)."""

from __future__ import annotations

from portal.domain.targets.permalink import Permalink, row
from portal.domain.targets.spellings import weibo_number

XIAOHONGSHU = "xiaohongshu.com rednote.com"
XIAOHONGSHU_NOTE = "https://www.xiaohongshu.com/explore/{}"
WEIBO_STATUS = "https://m.weibo.cn/status/{}"
WEIBO_USER = "https://weibo.com/u/{}"

SOCIAL: tuple[Permalink, ...] = (
    row(
        "xiaohongshu",
        "note",
        XIAOHONGSHU,
        r"/(?:explore|discovery/item|search_result)/([0-9a-f]{24})",
        XIAOHONGSHU_NOTE,
        respell=str.lower,
    ),
    row(
        "xiaohongshu",
        "note",
        XIAOHONGSHU,
        r"/user/profile/[0-9a-f]{24}/([0-9a-f]{24})",
        XIAOHONGSHU_NOTE,
        respell=str.lower,
    ),
    row(
        "xiaohongshu",
        "user",
        XIAOHONGSHU,
        r"/user/profile/([0-9a-f]{24})",
        "https://www.xiaohongshu.com/user/profile/{}",
        respell=str.lower,
    ),
    row(
        "xiaohongshu",
        "goods",
        XIAOHONGSHU,
        r"/goods-detail/([0-9a-f]{24})",
        "https://www.xiaohongshu.com/goods-detail/{}",
        respell=str.lower,
    ),
    row("weibo", "video", "weibo.com", r"/tv/show/(\d+:\w+)", "https://weibo.com/tv/show/{}"),
    row("weibo", "video", "video.weibo.com", r"/show", "https://weibo.com/tv/show/{}", parameters="fid"),
    row(
        "weibo",
        "article",
        "weibo.com",
        r"/ttarticle/(?:p|x/m)/show",
        "https://weibo.com/ttarticle/p/show?id={}",
        parameters="id",
    ),
    row("weibo", "user", "weibo.com weibo.cn", r"/(?:u|profile)/(\d+)", WEIBO_USER),
    row("weibo", "user", "weibo.com", r"/p/100505(\d+)(?:/.*)?", WEIBO_USER),
    row("weibo", "user", "weibo.com", r"/(\d{6,})(?:/(?:profile|home|info|photos))?", WEIBO_USER),
    row(
        "weibo",
        "status",
        "weibo.cn",
        r"/(?:status|detail|\d+)/([0-9a-z]{8,9}|\d{16,20})",
        WEIBO_STATUS,
        respell=weibo_number,
    ),
    row(
        "weibo",
        "status",
        "weibo.com",
        r"/(?:\d{6,}|detail|status)/([0-9a-z]{8,9}|\d{16,20})",
        WEIBO_STATUS,
        respell=weibo_number,
    ),
    row("zhihu", "answer", "zhihu.com", r"/question/\d+/answer/(\d+)", "https://www.zhihu.com/answer/{}"),
    row("zhihu", "answer", "zhihu.com", r"/answer/(\d+)", "https://www.zhihu.com/answer/{}"),
    row("zhihu", "question", "zhihu.com", r"/question/(\d+)", "https://www.zhihu.com/question/{}"),
    row("zhihu", "article", "zhuanlan.zhihu.com", r"/p/(\d+)", "https://zhuanlan.zhihu.com/p/{}"),
    row("zhihu", "video", "zhihu.com", r"/zvideo/(\d+)", "https://www.zhihu.com/zvideo/{}"),
    row("zhihu", "pin", "zhihu.com", r"/pin/(\d+)", "https://www.zhihu.com/pin/{}"),
    row("zhihu", "user", "zhihu.com", r"/(?:people|org)/([\w-]+)(?:/.*)?", "https://www.zhihu.com/people/{}"),
    row("wechat", "article", "mp.weixin.qq.com", r"/s/([\w-]+)", "https://mp.weixin.qq.com/s/{}"),
    row("wechat", "article", "mp.weixin.qq.com", r"/s", parameters="__biz mid idx"),
    row("wechat", "official_account", "mp.weixin.qq.com", r"/mp/(?:profile_ext|homepage)", parameters="__biz"),
    row("toutiao", "article", "toutiao.com", r"/(?:article/|i|w/|a)(\d{10,})", "https://www.toutiao.com/article/{}"),
    row("toutiao", "video", "toutiao.com ixigua.com", r"/(?:video/)?(\d{10,})", "https://www.toutiao.com/video/{}"),
    row("baidu", "article", "baijiahao.baidu.com", r"/s", "https://baijiahao.baidu.com/s?id={}", parameters="id"),
    row("tieba", "thread", "tieba.baidu.com", r"/p/(\d+)", "https://tieba.baidu.com/p/{}"),
    row("douban", "topic", "douban.com", r"/group/topic/(\d+)", "https://www.douban.com/group/topic/{}"),
    row("x", "post", "x.com twitter.com", r"/\w+/status/(\d+)(?:/.*)?", "https://x.com/i/status/{}"),
)
