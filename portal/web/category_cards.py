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
    "A02": "脱衣 裸照 换脸 克隆 声音 一键 undress nude deepnude clone voice",
    "A03": "教程 课程 卖 淘宝 引流 闲鱼 网店 tutorial course sell shop",
    "A04": "训练 数据 语料 侵权 抄袭 training data scraped",
    "A07": "水印 没有标注 没标 未标 不标 标识 去标识 watermark label unlabelled",
    "A08": "医生 大夫 看病 处方 开药 卖药 理财 荐股 股票 贷款 养老 律师 考试 doctor medicine invest loan lawyer exam",
    "A09": "山寨 套壳 假冒 冒充官方 假的软件 app fake copy shell",
    "A10": "黑客 木马 病毒 窃取 偷 隐私 hack steal privacy malware virus",
    "A12": "越狱 提示词 漏洞 jailbreak prompt injection leak",
    "A13": "陪伴 恋爱 聊天 虚拟 沉迷 充值 companion chat girlfriend boyfriend",
    "B01": "谣言 灾情 地震 洪水 造谣 假新闻 辟谣 政策 rumour rumor disaster earthquake hoax",
    "B02": "假新闻 假视频 假消息 误导 编造 fake news misleading",
    "B03": "色情 黄色 裸体 裸照 血腥 暴力 p图 porn nude gore violence",
    "B04": "换脸 拟声 语音 声音 名人 名医 明星 专家 医生 大夫 主播 带货 数字人 p图"
    " deepfake celebrity doctor face swap voice",
    "B05": "诈骗 骗钱 骗人 被骗 上当 转账 借钱 贷款 养老 冒充 家人 领导 语音 电话 公安"
    " 客服 scam fraud money transfer cheated",
    "B06": "水军 刷评论 刷赞 刷屏 机器人 好评 差评 bots fake reviews likes",
    "B07": "孩子 未成年 学生 小孩 同学 校园 children kids teenager minor school",
    "B08": "魔改 经典 灌水 低质 动画 slop classics spam",
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
