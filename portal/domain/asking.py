"""Which words ask a reporter who they are: a desk never sends them.

A reporter gives no name, and a platform never learns one (security: the reporter's identity). A desk needs what was
seen, where and when. Whoever wants to be known to the agencies writes it, sealed, while flagging; that is the only
place for it, so no role has an exception. Asking about somebody else (the account, the shop, the impostor) is the
desk's work, and so is telling a reporter to leave such things out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.words import N_


class Identity(StrEnum):
    """What would tell who a reporter is."""

    NAME = "name"
    TELEPHONE = "telephone"
    ID_CARD = "id_card"
    ACCOUNT = "account"
    MAIL = "mail"
    ADDRESS = "address"
    WORK_OR_SCHOOL = "work_or_school"


INSTEAD = N_(
    "“%(words)s” asks who the reporter is. Nobody asks for this here, neither a platform nor an agency; your words are "
    "kept. Ask what was seen, where and when, or for a screenshot in which nobody can be recognised."
)
"""Why such words are not sent, and what to ask instead."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How something is called in the two languages."""

    what: Identity
    chinese: str
    english: str


ASKED: tuple[Asking, ...] = (
    Asking(Identity.NAME, r"(?:真实|全)?姓名|真名|实名|名字|称呼|身份(?!证|冒)", r"(?:full |real )?names?|identity"),
    Asking(
        Identity.TELEPHONE,
        r"(?:联系|手机|电话)?(?:电话|手机)(?:号码?)?|手机号码?|联系方式|联络方式",
        r"(?:tele)?phone(?: numbers?)?|mobile(?: numbers?)?|cell(?:phone)?(?: numbers?)?"
        r"|contact (?:details|information)",
    ),
    Asking(
        Identity.ID_CARD,
        r"身份证(?:号码?|件|照片?|复印件)?|护照(?:号码?)?|证件(?:号码?|照片?)?|驾驶证",
        r"(?:id|identity) (?:cards?|numbers?|documents?)|passports?(?: numbers?)?|driv(?:ing|er'?s) licen[cs]e",
    ),
    Asking(
        Identity.ACCOUNT,
        r"微信(?:号)?|QQ(?:号)?|支付宝(?:账号)?|银行卡号?",
        r"we ?chat(?: id)?|qq(?: number)?|whatsapp|telegram|bank (?:card|account)(?: number)?",
    ),
    Asking(Identity.MAIL, r"(?:电子)?邮箱(?:地址)?|邮件地址", r"e-?mail(?: address)?|mail address"),
    Asking(
        Identity.ADDRESS,
        r"(?:家庭|居住|联系|通讯|收货|详细|现)住?(?:址|地址)|住址|住在哪|住处",
        r"(?:home|postal|street|mailing) address|address",
    ),
    Asking(
        Identity.WORK_OR_SCHOOL,
        r"工作单位|任职单位|所在单位|单位名称|就读学校",
        r"employer|workplace|place of work|school",
    ),
)

YOUR = r"(?:您|你)(?:本人|自己|个人)?的?"
PLEASE = (
    r"(?:请|麻烦|烦请|能否|可否|可以|需要|务必|最好|补充|提供|告知|告诉|留下|留个|填写|发送|发来|发一下|说明|上传|核实)"
)
OTHERS = r"(?:对方|该|骗子|嫌疑|发布者|主播|博主|其|他|她|它|商家|店|公司|平台|应用|软件|账号|群|客服|视频|冒充)"
NOT_ASKED_ZH = r"(?:不要|无需|不必|不用|不需|不会|切勿|请勿|别|不得|不能|隐去|遮盖|遮住|删去|打码)"
NOT_ASKED_EN = r"(?:\b(?:not|never|without|no need|leave out|hide|cover|blur|remove)\b|n['’]t\b)"
ASKED_BY_OTHERS = (
    r"(?:对方|(?<!应)该|骗子|嫌疑人?|发布者|主播|博主|他们?|她|它|商家|店家|应用|软件|视频)[^，。我]{0,6}"
    r"(?:要求|索要|索取|让|(?<!需)要|问|逼|骗)(?:您|你)|"
    r"\b(?:it|they|he|she|somebody|someone|anybody|caller|scammer|bot|app|account|shop|page)\b[^,]{0,20}"
    r"\b(?:ask|want|demand|request|collect|show|use|publish)|\bsee your\b"
)
"""What somebody else wanted of the reporter, or where it stands, is what the tip is about."""
CLAUSE = re.compile(r"[^。！？!?；;，,\n]+[。！？!?；;，,\n]?")
"""A full stop of English ends none: an address of the web has some. Each is looked at alone, so that a word of denial
before a comma excuses nothing behind it."""

ASKS_WHO: tuple[tuple[Identity, re.Pattern[str]], ...] = (
    (
        Identity.NAME,
        re.compile(
            r"您?贵姓|(?:您|你)(?:是|叫)(?:谁|什么名)|怎么称呼|如何称呼|who are you(?=[?,.]|$)|实名(?:举报|认证)",
            re.IGNORECASE,
        ),
    ),
    (
        Identity.ACCOUNT,
        re.compile(
            r"(?:加|添加)(?:一下)?(?:我|我们|客服|工作人员)的?(?:微信|QQ|v信|企业微信)|add (?:me|us) on", re.IGNORECASE
        ),
    ),
    (
        Identity.TELEPHONE,
        re.compile(
            r"(?:where|how|on which number) (?:can|may|do) (?:we|i) (?:reach|call|phone) you|给您打电话", re.IGNORECASE
        ),
    ),
    (
        Identity.ADDRESS,
        re.compile(
            r"(?:您|你)(?:家)?住(?:在)?(?:哪|何处|什么地方)|where (?:do|are) you (?:live|living)", re.IGNORECASE
        ),
    ),
    (
        Identity.WORK_OR_SCHOOL,
        re.compile(r"(?:您|你)在(?:哪|什么)[^，。]{0,6}(?:工作|上班|上学|读书)|where do you work", re.IGNORECASE),
    ),
)
"""Questions that ask outright."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for, and with which words."""

    what: Identity
    words: str


def asks_for(words: str) -> Question | None:
    """The first words that ask a reporter who they are; None where none do."""
    return next(filter(None, (_in_clause(one) for one in CLAUSE.findall(words))), None)


def _in_clause(clause: str) -> Question | None:
    if EXCUSED.search(clause):
        return None
    found = ((what, pattern.search(clause)) for what, pattern in [*ASKS_WHO, *PATTERNS])
    return next((Question(what, match[0].strip()) for what, match in found if match), None)


def _patterns(one: Asking) -> tuple[re.Pattern[str], ...]:
    """Words that ask for the reporter's own: `your`, or a plea with nobody else's between."""
    own = (
        rf"{YOUR}(?:[^，。\n]{{0,6}}?(?:和|与|及|、|或))?(?:真实|联系|有效|详细)?(?:的)?"
        rf"(?:{one.chinese})(?!里|中|上|被|收到)"
    )
    plea = rf"{PLEASE}(?:(?!{OTHERS})[^，。\n]){{0,10}}?(?:{one.chinese})(?!里|中|上|被|收到)"
    english = rf"\byour (?:\w+ (?:and|or) (?:your )?)?(?:own |current |full |real |personal )?(?:{one.english})\b"
    return (
        re.compile(own, re.IGNORECASE),
        re.compile(plea, re.IGNORECASE),
        re.compile(
            rf"\b(?:{ASKING})\b[^\n]{{0,60}}?{english}|\bwhat(?:'s| is) {english}|\b{english}\s*\?", re.IGNORECASE
        ),
    )


ASKING = r"please|send|tell|give|provide|state|share|need|leave|write|confirm|could|can|may|attach|know|have|include"
PATTERNS = [(one.what, pattern) for one in ASKED for pattern in _patterns(one)]
EXCUSED = re.compile(f"{NOT_ASKED_ZH}|{NOT_ASKED_EN}|{ASKED_BY_OTHERS}", re.IGNORECASE)
