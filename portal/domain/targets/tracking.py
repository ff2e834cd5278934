"""Parameters that say how somebody came to a page, not which page it is (table).

Only names that mean nothing else anywhere: dropping one too many would join tips about two pages.
"""

from __future__ import annotations

EVERYWHERE: frozenset[str] = frozenset(
    {
        # advertising and mail networks
        *("fbclid", "gclid", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh"),
        *("mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi", "mkt_tok", "bd_vid", "qz_gdt", "gdt_vid", "vero_id"),
        *("hmsr", "hmpl", "hmcu", "hmkw", "hmci", "oly_anon_id", "oly_enc_id", "wickedid", "ref_src", "ref_url"),
        # sharing, as Chinese platforms add it
        *("spm", "spm_id_from", "scm", "from", "from_source", "from_spmid", "is_from_webapp", "isappinstalled"),
        *("nsukey", "xsec_token", "xsec_source", "app_platform", "app_version", "appuid", "apptime", "author_share"),
        *("xhsshare", "wechatwid", "wechatorigin", "wxshare_count", "wx_header", "sudaref", "vd_source", "buvid"),
        *("is_story_h5", "plat_id", "unique_k", "bbid", "tt_from", "u_code", "with_sec_did", "previous_page"),
        *("enter_from", "enter_method", "tbsharekey", "ut_sk", "sp_tk", "bxsign", "gxuid", "ad_od", "chksm"),
        *("refer_share_uid", "refer_share_channel", "refer_share_form", "subscene", "clicktime", "ascene"),
        *("devicetype", "exportkey", "pass_ticket", "poc_token", "mpshare", "sharer_shareinfo"),
        *("sharer_shareinfo_first", "jsessionid", "phpsessid", "sessionid"),
    }
)
"""Dropped from every address, whatever the host."""

PREFIXES: tuple[str, ...] = ("utm_", "share_", "hmt_", "mtm_", "itm_", "spm_", "__hs")
"""Families of such parameters."""


def is_tracking(name: str) -> bool:
    """Whether the parameter of that name says nothing about the page."""
    lowered = name.lower()
    return lowered in EVERYWHERE or lowered.startswith(PREFIXES)
