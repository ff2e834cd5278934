"""A few cases of the demo, each at another point of its way; they walked there by the real verbs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from portal import clock
from portal.config import Settings
from portal.disposal.concluding import conclude
from portal.disposal.executing import execute
from portal.disposal.interim import order
from portal.disposal.signing import approve
from portal.domain.errors import KeyReused
from portal.domain.measures import Counter
from portal.domain.permissions import Actor
from portal.domain.priority import Urgency
from portal.domain.status import Outcome
from portal.domain.targets import TargetType
from portal.extensions import db
from portal.records.cases import Case
from portal.records.findings import ProposedMeasure
from portal.records.people import User
from portal.records.receipts import ExecutionReceipt
from portal.records.receiving import IntakePolicy, Submission, receive_tip
from portal.records.rounds import approvals_of_round, standing_finding
from portal.records.routing import NamedTarget
from portal.records.tasks import Task, TaskKind
from portal.records.tips import Channel, TipCase
from portal.verification.verbs.accepting import accept
from portal.verification.verbs.dismissing import dismiss
from portal.verification.verbs.referring import refer
from portal.verification.verbs.resolving import OwnMeasure, resolve

ZH_OPINION = "核对了原发布页面、账号历史和提供者说明，画面与声音均由 AI 生成，未加标识。"
ZH_GROUND = "以生成的画面和声音冒充真人，未加 AI 标识，误导公众。"
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


def _accepted(case: Case, people: People) -> None:
    accept(case, _desk(case, people))


def _referred(case: Case, people: People, *codes: str) -> None:
    _accepted(case, people)
    refer(
        case,
        _desk(case, people),
        opinion=ZH_OPINION,
        public_ground=ZH_GROUND,
        evidence=["2026-11 页面存证，含发布时间与账号"],
        measures=[ProposedMeasure(code) for code in codes or ("M12", "M21")],
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
    conclude(case, people("qian"), Outcome.SUBSTANTIATED, ZH_GROUND)


def resolved(case: Case, people: People) -> None:
    """The platform took measures of its own; what a regulator looks over first waits for it."""
    _accepted(case, people)
    own = OwnMeasure(ProposedMeasure("M12"), "已屏蔽，附处置前后截图存证编号。", {Counter.INFORMATION: 26})
    resolve(case, _desk(case, people), [own], ZH_GROUND, ZH_OPINION)


def dismissed(case: Case, people: People) -> None:
    """The platform found nothing wrong; what a regulator looks over first waits for it."""
    _accepted(case, people)
    dismiss(
        case,
        _desk(case, people),
        Outcome.UNSUBSTANTIATED,
        "视频为实拍，作者提供了原始素材。",
        "比对了原始素材与元数据。",
    )


def _ordered_in_the_interim(case: Case, people: People) -> None:
    _accepted(case, people)
    order(case, people("qian"), "M12", "正在发生转账损失，先行屏蔽。")


STORIES = (
    Story(2, "B04", "https://xingyun.example/v/8801", "“王主任”直播间",
          "直播间用AI换脸冒充我们医院的主任卖保健品，很多老人下单了。", _nothing,
          urgency=frozenset({Urgency.MONEY_MOVING}), times=3),
    Story(5, "B01", "https://xingyun.example/v/8802", "",
          "视频说我们县地震塌了学校，画面一看就是AI做的，已经传疯了。", _accepted),
    Story(20, "A07", "https://bailu.example/p/310", "", "整篇文章和配图都是AI写的，没有任何标识。", _nothing),
    Story(26, "B02", "https://bailu.example/p/311", "", "把去年的旧闻改成今天的，还配了AI图。", _accepted),
    Story(30, "B05", "https://xingyun.example/v/8803", "", "有人用我儿子的声音打视频电话借钱，账号在这里。",
          _ordered_in_the_interim, urgency=frozenset({Urgency.MONEY_MOVING})),
    Story(49, "A09", "https://apps.lanhai.example/app/com.fakechat.pro", "智聊Pro", "套壳AI软件，冒充官方应用收费。",
          _half_signed, TargetType.APP),
    Story(75, "A02", "https://apps.lanhai.example/app/com.undress.cam", "魔镜相机",
          "这个应用能“一键脱衣”，同学的照片被拿去做图了。",
          _ordered, TargetType.APP),
    Story(120, "A09", "https://apps.lanhai.example/app/com.doctor.ai", "AI名医",
          "假冒三甲医院的AI问诊应用，还开处方。",
          _concluded, TargetType.APP, times=7),
    Story(140, "B03", "https://bailu.example/p/299", "", "AI生成的低俗图集，挂在首页推荐。", resolved),
    Story(160, "B02", "https://xingyun.example/v/8700", "", "怀疑这个讲座视频是AI生成的。", dismissed),
    Story(28, "A13", "https://ai.xingchen.example/agent/luna", "Luna 陪伴", "虚拟陪伴智能体诱导未成年人充值聊天。",
          _accepted, TargetType.AGENT, urgency=frozenset({Urgency.UNDER_18})),
    Story(9, "Z99", "", "", "家里老人收到一段很像我的语音，说不清在哪个平台。", _nothing, TargetType.UNKNOWN),
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


@contextmanager
def _past(ago: timedelta) -> Iterator[None]:
    """A clock that starts so long ago and moves on by ten minutes at each look, never beyond the present."""
    present = clock.now()
    moments = [present - ago]

    def tick() -> datetime:
        moments.append(min(moments[-1] + timedelta(minutes=1), present))
        return moments[-1]

    with clock.reading(tick):
        yield


def _desk(case: Case, people: People) -> Actor:
    return people(VERIFIERS[case.holder.slug])
