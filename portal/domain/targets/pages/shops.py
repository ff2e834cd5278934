"""Pages of goods on sale (rows of `permalinks`)."""

from __future__ import annotations

from portal.domain.targets.permalink import Permalink, row

SHOPS: tuple[Permalink, ...] = (
    row(
        "taobao",
        "item",
        "taobao.com tmall.com tmall.hk",
        r"/(?:item|awp/core/detail|item_o)\.htm",
        "https://item.taobao.com/item.htm?id={}",
        parameters="id",
    ),
    row("goofish", "item", "goofish.com", r"/item", "https://www.goofish.com/item?id={}", parameters="id"),
    row(
        "jd",
        "item",
        "item.jd.com item.m.jd.com npcitem.jd.hk",
        r"/(?:product/)?(\d+)\.html",
        "https://item.jd.com/{}.html",
    ),
    row(
        "pinduoduo",
        "item",
        "yangkeduo.com pinduoduo.com",
        r"/goods\d?\.html",
        "https://mobile.yangkeduo.com/goods.html?goods_id={}",
        parameters="goods_id",
    ),
)
