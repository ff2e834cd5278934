"""The categories as people meet them, on the front page and the form: grouped, with picture, example, search words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask_babel import get_locale, gettext

from portal.domain.categories import Category
from portal.domain.words import N_
from portal.records.counters import today
from portal.records.offers import offered_categories

GROUPS: tuple[tuple[str, str], ...] = (
    ("Z", N_("Not sure")),
    ("B", N_("What somebody made or did with AI")),
    ("A", N_("An AI product, service or offer")),
)
"""First letter of the codes and the heading over them; who does not know finds the way out first."""

NOT_DRAWN = "circle-question-mark"
PICTURES = {
    "A01": "file-question-mark",
    "A02": "eye-off",
    "A03": "shopping-bag",
    "A04": "database",
    "A05": "flask-conical-off",
    "A06": "shield-alert",
    "A07": "tag",
    "A08": "stethoscope",
    "A09": "copy-x",
    "A10": "bug",
    "A11": "boxes",
    "A12": "lock-open",
    "A13": "heart-crack",
    "B01": "megaphone",
    "B02": "newspaper",
    "B03": "image",
    "B04": "venetian-mask",
    "B05": "banknote",
    "B06": "users",
    "B07": "baby",
    "B08": "book-x",
    "Z99": NOT_DRAWN,
}
"""Category → its picture in the sprite; one without a row shows the question mark."""

ALSO = {
    "A02": "脱衣 裸照 换脸 克隆 声音 undress nude deepnude clone voice",
    "A03": "教程 课程 卖 淘宝 引流 tutorial course sell shop",
    "A07": "水印 没有标注 去标识 watermark label unlabelled",
    "A08": "医生 看病 处方 理财 荐股 律师 考试 doctor medicine invest lawyer exam",
    "A09": "山寨 套壳 假冒 app fake copy shell",
    "A10": "黑客 木马 窃取 隐私 hack steal privacy malware",
    "A12": "越狱 提示词 漏洞 jailbreak prompt injection leak",
    "A13": "陪伴 恋爱 聊天 虚拟 companion chat girlfriend boyfriend",
    "B01": "谣言 灾情 地震 造谣 rumour rumor disaster earthquake",
    "B03": "色情 黄色 裸体 血腥 暴力 porn nude gore violence",
    "B04": "换脸 拟声 名人 明星 专家 数字人 deepfake celebrity face swap voice",
    "B05": "诈骗 骗钱 转账 借钱 冒充 家人 领导 scam fraud money transfer",
    "B06": "水军 刷评论 刷赞 机器人 bots fake reviews likes",
    "B07": "孩子 未成年 学生 小孩 children kids teenager minor",
    "B08": "魔改 经典 灌水 低质 slop classics spam",
    "Z99": "不知道 不确定 其他 other unknown",
}
"""What people call it besides its name and example, in both languages."""


@dataclass(frozen=True, slots=True)
class Card:
    """One category to choose; `words` is lower case and searched for every word typed."""

    code: str
    name: str
    example: str
    help_line: str
    picture: str
    words: str

    @property
    def short(self) -> str:
        """The name without what it adds in brackets, for a tile."""
        return re.split(r"\s*[(（]", self.name, maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class Group:
    """Some cards under one heading."""

    heading: str
    cards: tuple[Card, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in it."""
        return tuple(card.code for card in self.cards)


def card_groups() -> list[Group]:
    """The categories offered today, in the language of the page, grouped as the form shows them."""
    locale = str(get_locale())
    cards = [_card(one, locale) for one in offered_categories(today())]
    return [
        Group(gettext(heading), tuple(card for card in cards if card.code.startswith(letter)))
        for letter, heading in GROUPS
    ]


def _card(category: Category, locale: str) -> Card:
    said = (category.name, category.example, category.help_line)
    texts = (text for wording in said for text in (wording.zh, wording.en))
    return Card(
        category.code,
        category.name.in_language(locale),
        category.example.in_language(locale),
        category.help_line.in_language(locale),
        PICTURES.get(category.code, NOT_DRAWN),
        " ".join((category.code, *texts, ALSO.get(category.code, ""))).lower(),
    )
