"""Pages that only lead on to another site: what was flagged is the site behind them (table)."""

from __future__ import annotations

from urllib.parse import unquote

from portal.domain.targets.addresses import Address, read_address

WRAPPERS: tuple[tuple[str, str, str], ...] = (
    ("weibo.cn", "/sinaurl", "u toasturl"),
    ("t.cn", "/sinaurl", "u"),
    ("weibo.com", "/sinaurl", "u"),
    ("link.zhihu.com", "", "target"),
    ("link.csdn.net", "", "target"),
    ("link.juejin.cn", "", "target"),
    ("link.jianshu.com", "", "t"),
    ("jianshu.com", "/go-wild", "url"),
    ("douban.com", "/link2", "url"),
    ("gitee.com", "/link", "target"),
    ("c.pc.qq.com", "/middlem.html", "pfurl"),
    ("c.pc.qq.com", "/ios.html", "url"),
    ("c.pc.qq.com", "/android.html", "url"),
    ("mail.qq.com", "/cgi-bin/readtemplate", "gourl"),
    ("google.com", "/url", "q url"),
    ("youtube.com", "/redirect", "q"),
    ("l.facebook.com", "/l.php", "u"),
    ("steamcommunity.com", "/linkfilter", "url u"),
)
"""Host (and hosts below it), path, and the parameters that may hold the address behind it."""
MOST_LAYERS = 3


def unwrapped(address: Address) -> Address:
    """The address to which it leads, where it is a page that leads on; else itself."""
    for _ in range(MOST_LAYERS):
        behind = _behind(address)
        if behind is None:
            break
        address = behind
    return address


def _behind(address: Address) -> Address | None:
    for host, path, parameters in WRAPPERS:
        if address.path == path and f".{address.host}".endswith(f".{host}"):
            values = [unquote(address.parameter(name) or "") for name in parameters.split()]
            return next(filter(None, map(read_address, filter(None, values))), None)
    return None
