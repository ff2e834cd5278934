"""A few cases of the demo, each at another point of its way; they walked there by the real verbs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from portal import clock
from portal.config import Settings
from portal.disposal.concluding import conclude
from portal.disposal.executing import execute
from portal.disposal.interim import order
from portal.disposal.signing import approve, return_for_facts
from portal.domain.errors import KeyReused
from portal.domain.measures import Counter
from portal.domain.permissions import Actor
from portal.domain.priority import Urgency
from portal.domain.rechecks import Span, Why
from portal.domain.status import Outcome, Status
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.intake.appealing import appeal
from portal.records.case_facts import facts
from portal.records.cases import Case
from portal.records.findings import ProposedMeasure
from portal.records.people import User
from portal.records.receipts import ExecutionReceipt
from portal.records.receiving import IntakePolicy, Submission, receive_tip
from portal.records.rechecks import RECHECK, Recheck, keep_result
from portal.records.rounds import approvals_of_round, standing_finding
from portal.records.routing import NamedTarget
from portal.records.tasks import Task, TaskKind
from portal.records.tips import Channel, TipCase
from portal.verification.verbs.accepting import accept
from portal.verification.verbs.asking import ask_supplement
from portal.verification.verbs.confirming import confirm
from portal.verification.verbs.dismissing import dismiss
from portal.verification.verbs.judging import judge
from portal.verification.verbs.referring import refer
from portal.verification.verbs.resolving import OwnMeasure, resolve

FOUND: dict[str, tuple[str, str]] = {
    "A02": ("安装试用并取证：上传普通照片即输出裸体图，提供者未作任何限制。", "提供“一键脱衣”功能，侵害他人人格权益。"),
    "A08": (
        "核对了应用内荐股记录和所称牌照，查无此牌照，收益承诺由 AI 批量生成。",
        "冒用资质，以 AI 生成的收益承诺诱导投资。",
    ),
    "A09": (
        "比对了名称、图标、开发者主体和数据去向，与官方无关，收集的信息传往第三方。",
        "仿冒官方服务，套取个人信息或费用。",
    ),
    "A10": ("在测试机上运行并抓取流量，确认读取短信验证码并外传。", "利用 AI 应用窃取短信验证码等个人信息。"),
    "B03": ("查看了图集和发布记录，图片均由 AI 生成，内容低俗。", "批量发布 AI 生成的低俗图片。"),
    "B06": ("核对了账号注册时间、设备和发言，话术相同，由程序批量发布。", "用 AI 批量生成言论，操纵讨论。"),
}
"""What a desk found, and the ground that everybody may read, by category."""
OF_FACES_AND_VOICES = (
    "核对了原发布页面、账号历史和提供者说明，画面与声音均由 AI 生成，未加标识。",
    "以生成的画面和声音冒充真人，未加 AI 标识，误导公众。",
)
SIGNERS = {"cyberspace": "qian", "communications": "zhao", "market": "zhou"}
VERIFIERS = {"xingyun": "wei", "bailu": "he", "lanhai": "lan", "cyberspace": "wu"}
People = Callable[[str], Actor]
"""A member of the cast by the first part of the address."""


@dataclass(frozen=True)
class Story:
    """What somebody sent, how many hours ago, and how far it went."""

    hours_ago: int
    category: str
    entered: str
    name: str
    description: str
    walk: Callable[[Case, People], None]
    type: TargetType = TargetType.CONTENT
    urgency: frozenset[Urgency] = frozenset()
    times: int = 1
    """How many people sent it."""


def _nothing(case: Case, people: People) -> None:
    """It waits to be accepted."""


def accepted(case: Case, people: People) -> None:
    """The desk took it up, and checks it."""
    accept(case, _desk(case, people))


def evidence_kept(case: Case, people: People) -> None:
    """Who was told to keep the evidence did so."""
    to_keep = (
        Task.case_id == case.id,
        Task.kind == TaskKind.PRESERVE,
        Task.done_at.is_(None),
        Task.dropped_at.is_(None),
    )
    for task in db.session.scalars(select(Task).where(*to_keep)):
        if task.executor is not None:
            receipt = ExecutionReceipt("页面与账号资料已固定留存。")
            execute(case, task, people(VERIFIERS[task.executor.slug]), receipt)


def _opinion(case: Case) -> str:
    return FOUND.get(case.category, OF_FACES_AND_VOICES)[0]


def _ground(case: Case) -> str:
    return FOUND.get(case.category, OF_FACES_AND_VOICES)[1]


def _referred(case: Case, people: People, *codes: str) -> None:
    accepted(case, people)
    refer(
        case,
        _desk(case, people),
        opinion=_opinion(case),
        public_ground=_ground(case),
        evidence=["2026-11 页面存证，含发布时间与账号"],
        measures=[ProposedMeasure(code) for code in codes],
    )


def _half_signed(case: Case, people: People) -> None:
    _referred(case, people, "M31")
    approve(case, people("qian"), standing_finding(case).seen_hash)


def _ordered(case: Case, people: People) -> None:
    _referred(case, people, "M31")
    for approval in approvals_of_round(case).values():
        approve(case, people(SIGNERS[approval.agency.slug]), standing_finding(case).seen_hash)


def _concluded(case: Case, people: People) -> None:
    _ordered(case, people)
    for task in db.session.scalars(select(Task).where(Task.case_id == case.id)):
        receipt = ExecutionReceipt("页面与账号资料已固定留存。")
        if task.kind is TaskKind.DISPOSAL:
            receipt = ExecutionReceipt("商店页面已下架，复核地址返回“不存在”。", {Counter.PRODUCTS: 4})
        execute(case, task, people(VERIFIERS[task.executor.slug if task.executor else "cyberspace"]), receipt)
    conclude(case, people("qian"), Outcome.SUBSTANTIATED, _ground(case))


def _came_back(case: Case, people: People) -> None:
    """The store took it off, it was gone, and a day later it stood there again."""
    _concluded(case, people)
    looked_at(case, Span.AT_ONCE, Why.NOT_FOUND)
    looked_at(case, Span.DAY, Why.ANSWERS)


def looked_at(case: Case, span: Span, why: Why, until: datetime | None = None) -> None:
    """The portal looked when it was due, where that was before `until`."""
    looks = select(Recheck.id, Recheck.due_at).join(Task).where(Task.case_id == case.id, Recheck.span == span)
    for look, due_at in db.session.execute(looks).all():
        if until is None or due_at <= until:
            with later(due_at - clock.now()):
                keep_result({RECHECK: look}, why)


def resolved(case: Case, people: People) -> None:
    """The platform took measures of its own; what a regulator looks over first waits for it."""
    accepted(case, people)
    take_own_measures(case, people)


def take_own_measures(case: Case, people: People) -> None:
    """The platform ends its check so."""
    own = OwnMeasure(ProposedMeasure("M12"), "已屏蔽，附处置前后截图存证编号。", {Counter.INFORMATION: 26})
    resolve(case, _desk(case, people), [own], _ground(case), _opinion(case))


def dismissed(case: Case, people: People) -> None:
    """The platform found nothing wrong; what a regulator looks over first waits for it."""
    accepted(case, people)
    dismiss(
        case,
        _desk(case, people),
        Outcome.UNSUBSTANTIATED,
        "视频为实拍，作者提供了原始素材。",
        "比对了原始素材与元数据。",
    )


def _asked(case: Case, people: People) -> None:
    accepted(case, people)
    ask_supplement(case, _desk(case, people), "A", "您是在哪个直播间、大约几点看到的？如有录屏，请保留。")


def _waiting_for_signatures(case: Case, people: People) -> None:
    _referred(case, people, "M31")


def _domain_to_be_blocked(case: Case, people: People) -> None:
    _referred(case, people, "M42")


def _returned(case: Case, people: People) -> None:
    _waiting_for_signatures(case, people)
    signatory = people("qian")
    return_for_facts(case, signatory, standing_finding(case).seen_hash, "请补充该应用的备案查询结果和收费页面。")


def _partly_carried_out(case: Case, people: People) -> None:
    _ordered(case, people)
    task = db.session.scalars(select(Task).where(Task.case_id == case.id, Task.kind == TaskKind.DISPOSAL)).first()
    if task is not None and task.executor is not None:
        receipt = ExecutionReceipt("商店页面已下架，旧安装包的下载地址已失效。", {Counter.PRODUCTS: 1})
        execute(case, task, people(VERIFIERS[task.executor.slug]), receipt)


def looked_over(case: Case, people: People) -> None:
    """By an agency, as its desk proposed; what the sample drew is judged before it is read."""
    if facts(case).sampled:
        judge(case, people("wu"), case.outcome or Outcome.INSUFFICIENT, "举报内容和页面本身已足以判断。")
    confirm(case, people("wu"))


def _appealed(case: Case, people: People) -> None:
    dismissed(case, people)
    if case.status is Status.AWAITING_CONFIRMATION:
        looked_over(case, people)
    row = db.session.scalars(select(TipCase).where(TipCase.case_id == case.id)).one()
    appeal(row.tip_id, row.position, "作者后来承认素材来自生成软件，链接在评论区。")


def _ordered_in_the_interim(case: Case, people: People) -> None:
    accepted(case, people)
    order(case, people("qian"), "M12", "正在发生转账损失，先行屏蔽。")


STORIES = (
    Story(2, "B04", "https://xingyun.example/v/8801", "“王主任”直播间",
          "直播间用 AI 换脸冒充我们医院的主任卖保健品，很多老人下单了。", _nothing,
          urgency=frozenset({Urgency.MONEY_MOVING}), times=3),
    Story(5, "B01", "https://xingyun.example/v/8802", "",
          "视频说我们县地震塌了学校，画面一看就是 AI 做的，已经传疯了。", accepted),
    Story(20, "A07", "https://bailu.example/p/310", "", "整篇文章和配图都是 AI 写的，没有任何标识。", _nothing),
    Story(26, "B02", "https://bailu.example/p/311", "", "把去年的旧闻改成今天的，还配了 AI 图。", accepted),
    Story(30, "B05", "https://xingyun.example/v/8803", "", "有人用我儿子的声音打视频电话借钱，账号在这里。",
          _ordered_in_the_interim, urgency=frozenset({Urgency.MONEY_MOVING})),
    Story(49, "A09", "https://apps.lanhai.example/app/com.fakechat.pro", "智聊Pro", "套壳 AI 软件，冒充官方应用收费。",
          _half_signed, TargetType.APP),
    Story(75, "A02", "https://apps.lanhai.example/app/com.undress.cam", "魔镜相机",
          "这个应用能“一键脱衣”，同学的照片被拿去做图了。",
          _ordered, TargetType.APP),
    Story(120, "A09", "https://apps.lanhai.example/app/com.doctor.ai", "AI名医",
          "假冒三甲医院的 AI 问诊应用，还开处方。",
          _concluded, TargetType.APP, times=7),
    Story(140, "B03", "https://bailu.example/p/299", "", "AI 生成的低俗图集，挂在首页推荐。", resolved),
    Story(160, "B02", "https://xingyun.example/v/8700", "", "怀疑这个讲座视频是 AI 生成的。", dismissed),
    Story(28, "A13", "https://ai.xingchen.example/agent/luna", "Luna 陪伴", "虚拟陪伴智能体诱导未成年人充值聊天。",
          accepted, TargetType.AGENT, urgency=frozenset({Urgency.UNDER_18})),
    Story(9, "Z99", "", "", "家里老人收到一段很像我的语音，说不清在哪个平台。", _nothing, TargetType.UNKNOWN),
    Story(1, "B05", "https://xingyun.example/v/8804", "", "视频里的“警察”让我转账，声音和制服看着都不对。", _nothing,
          urgency=frozenset({Urgency.MONEY_MOVING})),
    Story(3, "B06", "https://xingyun.example/u/9901", "", "一批账号用 AI 写评论刷屏，内容几乎一样。", accepted,
          times=5),
    Story(8, "B07", "https://bailu.example/p/320", "", "AI 生成的儿童动画里有打人、流血的画面。", accepted,
          urgency=frozenset({Urgency.UNDER_18})),
    Story(4, "A08", "https://apps.lanhai.example/app/com.stock.ai", "AI荐股王", "自称持牌，用 AI 推荐股票，保证收益。",
          _waiting_for_signatures, TargetType.APP, times=4),
    Story(22, "A09", "https://apps.lanhai.example/app/com.gov.helper", "政务小助手", "仿冒政务应用，套取身份证号。",
          _waiting_for_signatures, TargetType.APP, times=2),
    Story(46, "A10", "https://apps.lanhai.example/app/com.clean.ai", "AI清理大师", "装上以后短信验证码被转走了。",
          _returned, TargetType.APP),
    Story(60, "A09", "https://apps.lanhai.example/app/com.bank.ai", "AI银行管家", "冒充银行应用，要求输入卡号和密码。",
          _partly_carried_out, TargetType.APP, times=3),
    Story(30, "B04", "https://bailu.example/p/322", "", "用主持人的声音念广告，听着像本人，嘴型对不上。", _asked),
    Story(7, "A09", "https://bank-ai-service.example/", "", "仿冒银行网站的“AI 客服”，要求输入短信验证码。",
          _domain_to_be_blocked, TargetType.WEBSITE, times=3),
    Story(100, "B02", "https://xingyun.example/v/8710", "", "视频里的专家查不到这个人，怀疑是数字人。", _appealed),
    Story(40, "A09", "https://apps.lanhai.example/app/com.comes-back.loan", "AI秒批贷",
          "冒充银行的 AI 贷款应用，先收“解冻费”。",
          _came_back, TargetType.APP, times=2),
)  # fmt: skip


def add_cases() -> None:
    """Add the stories that are missing, each at its own time in the past."""
    tell({f"demo-story-{at:02}": story for at, story in enumerate(STORIES)})


def tell(stories: Mapping[str, Story]) -> None:
    """Let the stories happen that did not happen yet; they are known by their keys."""
    settings: Settings = current_app.extensions["settings"]
    policy = IntakePolicy.of(settings)
    actors = {user.email.split("@")[0]: user.to_actor() for user in db.session.scalars(select(User))}
    for key, story in stories.items():
        _tell(key, story, policy, actors.__getitem__)


def _tell(key: str, story: Story, policy: IntakePolicy, people: People) -> None:
    with _past(timedelta(hours=story.hours_ago)):
        try:
            receipts = [receive_tip(_submission(story), f"{key}-{time}", policy) for time in range(story.times)]
        except KeyReused:  # told longer ago than a key gives its receipt again
            return
        if receipts[0].repeated:
            return
        row = db.session.scalars(select(TipCase).where(TipCase.tip_id == receipts[0].tip_id)).one()
        story.walk(db.session.get_one(Case, row.case_id), people)
        db.session.flush()


def _submission(story: Story) -> Submission:
    return Submission(
        category=story.category,
        description=story.description,
        targets=[NamedTarget(type=story.type, entered=story.entered, name=story.name)],
        urgency=story.urgency,
        channel=Channel.WEB,
    )


def _past(ago: timedelta) -> AbstractContextManager[None]:
    """A clock that starts so long ago and moves on by a minute at each look, never beyond the present."""
    present = clock.now()
    return _ticking(present - ago, present)


def later(by: timedelta) -> AbstractContextManager[None]:
    """Within the past of a story: a clock that goes on so much later."""
    start = clock.now() + by
    return _ticking(start, start + timedelta(days=1))


@contextmanager
def _ticking(start: datetime, last: datetime) -> Iterator[None]:
    moments = [start]

    def tick() -> datetime:
        moments.append(min(moments[-1] + timedelta(minutes=1), last))
        return moments[-1]

    with clock.reading(tick):
        yield


def _desk(case: Case, people: People) -> Actor:
    return people(VERIFIERS[case.holder.slug])
