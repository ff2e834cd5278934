"""A first bulletin of the demo, about the cases that its stories closed."""

from __future__ import annotations

from sqlalchemy import select

from portal.demo.cast import PARTS
from portal.domain.status import Outcome
from portal.extensions import db
from portal.publicity.models import Bulletin, BulletinKind
from portal.publicity.writing.service import Writing, begin, publish
from portal.records.cases import Case
from portal.records.people import find_person

TITLE_ZH = "一款假冒名医问诊的AI应用被联合处置"
BODY_ZH = (
    "<p>网信办会同市场监督管理局，对一款冒用三甲医院和医生名义提供AI问诊的应用作出联合处置：应用商店已将其下架。</p>"
    "<h2>为什么处置</h2><p>该应用以生成的画面和声音冒充真人医生，未加AI标识，并提供处方建议，误导公众。</p>"
    "<h2>提醒</h2><p>看病请通过医院官方渠道。遇到自称名医的AI问诊，可以在本平台举报。</p>"
)
TITLE_EN = "AI app that posed as a famous doctor taken down jointly"
BODY_EN = (
    "<p>The cyberspace office and market regulation acted together against an app that offered AI consultations in "
    "the name of a hospital and its doctors: the store has taken it down.</p>"
    "<h2>Why</h2><p>It passed off a generated face and voice as a real doctor, carried no AI label and suggested "
    "prescriptions.</p><h2>What you can do</h2><p>See a doctor through the hospital's own channels, and report apps "
    "that pretend to be one.</p>"
)


def add_bulletin() -> None:
    """Publish the demo's bulletin, unless there is one."""
    publisher = find_person(PARTS["sun"].email)
    closed = db.session.scalars(select(Case).where(Case.outcome == Outcome.SUBSTANTIATED).order_by(Case.id)).first()
    if publisher is None or closed is None or db.session.scalars(select(Bulletin).limit(1)).first():
        return
    writing = Writing(
        kind=BulletinKind.TYPICAL_CASE,
        title_zh=TITLE_ZH,
        body_zh=BODY_ZH,
        title_en=TITLE_EN,
        body_en=BODY_EN,
        case_numbers=[closed.case_number],
    )
    actor = publisher.to_actor()
    bulletin = begin(actor, writing)
    publish(bulletin, actor)
