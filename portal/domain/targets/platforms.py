"""What people call platforms, and where a bare number leads on them (tables)."""

from __future__ import annotations

import unicodedata

from portal.domain.targets.kinds import TargetType

NAMES: dict[str, tuple[str, ...]] = {
    "douyin": ("抖音", "douyin", "抖音短视频", "抖音极速版"),
    "tiktok": ("tiktok",),
    "kuaishou": ("快手", "kuaishou", "快手极速版"),
    "xiaohongshu": ("小红书", "xiaohongshu", "rednote", "xhs"),
    "weibo": ("微博", "新浪微博", "weibo"),
    "bilibili": ("哔哩哔哩", "b站", "bilibili", "bili"),
    "zhihu": ("知乎", "zhihu"),
    "wechat": ("微信", "wechat", "weixin", "微信公众号", "视频号", "微信小程序"),
    "qq": ("qq", "腾讯qq", "扣扣"),
    "toutiao": ("今日头条", "头条", "toutiao", "西瓜视频"),
    "tieba": ("百度贴吧", "贴吧", "tieba"),
    "douban": ("豆瓣", "douban"),
    "alipay": ("支付宝", "alipay"),
    "taobao": ("淘宝", "taobao", "天猫", "tmall"),
    "goofish": ("闲鱼", "goofish"),
    "jd": ("京东", "jd"),
    "pinduoduo": ("拼多多", "pinduoduo", "pdd"),
    "app-store": ("app store", "appstore", "苹果应用商店", "app-store"),
    "huawei-store": ("华为应用市场", "appgallery", "huawei-store"),
    "xiaomi-store": ("小米应用商店", "getapps", "xiaomi-store"),
    "tencent-store": ("应用宝", "腾讯应用宝", "myapp", "tencent-store"),
    "oppo-store": ("oppo软件商店", "oppo应用商店", "oppo-store"),
    "vivo-store": ("vivo应用商店", "vivo-store"),
    "google-play": ("google play", "google-play"),
    "github": ("github",),
    "gitee": ("gitee", "码云"),
    "modelscope": ("魔搭", "魔搭社区", "modelscope"),
    "huggingface": ("hugging face", "huggingface", "抱抱脸"),
    "coze": ("扣子", "coze"),
    "telegram": ("telegram", "电报", "纸飞机"),
    "x": ("x", "twitter", "推特"),
    "youtube": ("youtube", "油管"),
}

UNIQUE_NAMES = frozenset({"weibo", "bilibili"})
"""Platforms on which no two accounts bear the same name at one time."""

PAGES: dict[tuple[TargetType, str], str] = {
    (TargetType.CONTENT, "douyin"): "https://www.douyin.com/video/{}",
    (TargetType.CONTENT, "xiaohongshu"): "https://www.xiaohongshu.com/explore/{}",
    (TargetType.CONTENT, "bilibili"): "https://www.bilibili.com/video/{}",
    (TargetType.CONTENT, "weibo"): "https://m.weibo.cn/status/{}",
    (TargetType.CONTENT, "kuaishou"): "https://www.kuaishou.com/short-video/{}",
    (TargetType.ACCOUNT, "weibo"): "https://weibo.com/u/{}",
    (TargetType.ACCOUNT, "bilibili"): "https://space.bilibili.com/{}",
    (TargetType.ACCOUNT, "tiktok"): "https://www.tiktok.com/@{}",
    (TargetType.ACCOUNT, "zhihu"): "https://www.zhihu.com/people/{}",
    (TargetType.LIVE_ROOM, "douyin"): "https://live.douyin.com/{}",
    (TargetType.LIVE_ROOM, "bilibili"): "https://live.bilibili.com/{}",
    (TargetType.LIVE_ROOM, "kuaishou"): "https://live.kuaishou.com/u/{}",
    (TargetType.LISTING, "taobao"): "https://item.taobao.com/item.htm?id={}",
    (TargetType.LISTING, "goofish"): "https://www.goofish.com/item?id={}",
    (TargetType.LISTING, "jd"): "https://item.jd.com/{}.html",
    (TargetType.LISTING, "pinduoduo"): "https://mobile.yangkeduo.com/goods.html?goods_id={}",
    (TargetType.APP, "app-store"): "https://apps.apple.com/cn/app/id{}",
    (TargetType.APP, "huawei-store"): "https://appgallery.huawei.com/app/{}",
    (TargetType.APP, "xiaomi-store"): "https://app.mi.com/details?id={}",
    (TargetType.APP, "tencent-store"): "https://sj.qq.com/appdetail/{}",
    (TargetType.APP, "vivo-store"): "https://info.appstore.vivo.com.cn/detail/{}",
    (TargetType.APP, "google-play"): "https://play.google.com/store/apps/details?id={}",
    (TargetType.MODEL, "huggingface"): "https://huggingface.co/{}",
    (TargetType.MODEL, "modelscope"): "https://www.modelscope.cn/models/{}",
    (TargetType.MODEL, "github"): "https://github.com/{}",
    (TargetType.DATASET, "huggingface"): "https://huggingface.co/datasets/{}",
    (TargetType.DATASET, "modelscope"): "https://www.modelscope.cn/datasets/{}",
    (TargetType.DATASET, "github"): "https://github.com/{}",
    (TargetType.AGENT, "coze"): "https://www.coze.cn/store/agent/{}",
    (TargetType.AGENT, "yuanqi"): "https://yuanqi.tencent.com/agent/{}",
}
"""The page of a bare number, so that number and link meet in one key."""

SLUGS = {name: slug for slug, names in NAMES.items() for name in names}


def known_platform(name: str) -> str | None:
    """The slug of a platform people call by that name; None where the table has none."""
    return SLUGS.get(folded(name))


def platform_slug(name: str) -> str:
    """The slug of the platform, or the name itself in one spelling; empty for no name."""
    return known_platform(name) or folded(name).replace(" ", "-")


def folded(name: str) -> str:
    """A name in one spelling: width, case and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
