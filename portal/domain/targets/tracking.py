"""Parameters that say how somebody came to a page, not which page it is (tables).

Dropping one too many would join tips about two pages: what could mean something else anywhere is
dropped only on the hosts that are known to use it so.
"""

from __future__ import annotations

from collections.abc import Callable

EVERYWHERE: frozenset[str] = frozenset(
    {
        # advertising and mail networks
        *("fbclid", "gclid", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh"),
        *("mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi", "mkt_tok", "bd_vid", "qz_gdt", "gdt_vid", "vero_id"),
        *("hmsr", "hmpl", "hmcu", "hmkw", "hmci", "oly_anon_id", "oly_enc_id", "wickedid", "ref_src", "ref_url"),
        # sharing, under names of a platform's own
        *("spm", "spm_id_from", "scm", "from_spmid", "is_from_webapp", "isappinstalled", "nsukey", "xsec_token"),
        *("xsec_source", "xhsshare", "wechatwid", "wechatorigin", "wxshare_count", "wx_header", "sudaref"),
        *("vd_source", "tt_from", "with_sec_did", "tbsharekey", "ut_sk", "sp_tk", "bxsign", "gxuid"),
        *("mpshare", "sharer_shareinfo", "sharer_shareinfo_first", "jsessionid", "phpsessid"),
    }
)
"""Dropped from every address, whatever the host."""

PREFIXES: tuple[str, ...] = ("utm_", "hmt_", "mtm_", "spm_", "__hs")
"""Families of such parameters."""

SHARED = ("share_*", "from", "sessionid")
OF_WECHAT = ("scene", "subscene", "clicktime", "ascene", "devicetype", "exportkey", "pass_ticket", "poc_token", "chksm")
ON_HOSTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("douyin.com iesdouyin.com tiktok.com", (*SHARED, "enter_from", "enter_method", "previous_page", "u_code")),
    ("kuaishou.com gifshow.com chenzhongtech.com", SHARED),
    (
        "bilibili.com b23.tv",
        (*SHARED, "from_source", "is_story_h5", "plat_id", "unique_k", "bbid", "buvid"),
    ),
    (
        "xiaohongshu.com xhslink.com rednote.com",
        (*SHARED, "app_platform", "app_version", "appuid", "apptime", "author_share"),
    ),
    ("weixin.qq.com", (*SHARED, *OF_WECHAT)),
    ("weibo.com weibo.cn", (*SHARED, "wm", "sourcetype")),
    ("qq.com baidu.com toutiao.com ixigua.com zhihu.com douban.com", SHARED),
    ("taobao.com tmall.com tb.cn goofish.com", (*SHARED, "ad_od")),
    (
        "jd.com yangkeduo.com pinduoduo.com",
        (*SHARED, "refer_share_uid", "refer_share_channel", "refer_share_form"),
    ),
    ("youtube.com youtu.be", ("si", "feature")),
)
"""Hosts, and what is dropped there and on hosts below them; a star stands for any ending."""

BY_HOST: dict[str, tuple[str, ...]] = {host: names for hosts, names in ON_HOSTS for host in hosts.split()}


def tracking_on(host: str) -> Callable[[str], bool]:
    """Tells of a parameter's name whether it says nothing about a page of this host."""
    labels = host.split(".")
    own = [name for at in range(len(labels)) for name in BY_HOST.get(".".join(labels[at:]), ())]
    names = EVERYWHERE.union(name for name in own if not name.endswith("*"))
    prefixes = PREFIXES + tuple(name[:-1] for name in own if name.endswith("*"))
    return lambda name: name.lower() in names or name.lower().startswith(prefixes)
