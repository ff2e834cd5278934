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

TITLE_ZH = "一款假冒名医问诊的 AI 应用被联合处置"
BODY_ZH = (
    "<p>根据公众举报和平台核查，网信办会同市场监督管理局，对一款冒用三甲医院和医生名义提供 AI 问诊的应用作出联合处置。"
    "应用商店已将其下架。</p>"
    "<h2>查明的问题</h2><ul><li>用 AI 生成的画面和声音冒充真人医生，医院和医生均未授权；</li>"
    "<li>生成内容没有显式标识，不符合《人工智能生成合成内容标识办法》第四条；</li>"
    "<li>没有医师参与，却直接给出处方建议，误导公众。</li></ul>"
    "<h2>处置结果</h2><p>下架由两部门共同决定，应用商店执行后提交了回执。这是平台执行的处置措施，不是行政处罚。</p>"
    "<h2>提醒</h2><p>看病请通过医院官方渠道。遇到自称名医、当场开药的 AI 问诊，不要付款，也不要照方用药，"
    "可以在本平台举报。</p>"
)
TITLE_EN = "AI app that posed as a famous doctor taken down jointly"
BODY_EN = (
    "<p>After a public report and the platform's check, the cyberspace office and market regulation acted together "
    "against an app that offered AI consultations in the name of a leading hospital and its doctors. The app store "
    "has taken it down.</p>"
    "<h2>What was found</h2><ul><li>It passed off a generated face and voice as a real doctor; neither the hospital"
    " nor the doctor had agreed.</li><li>What it generated carried no visible label, against Article 4 of the "
    "Measures for Labelling AI-Generated Synthetic Content.</li><li>It suggested prescriptions with no physician "
    "involved.</li></ul>"
    "<h2>What was done</h2><p>Both agencies decided the delisting; the app store carried it out and handed in its "
    "receipt. It is a measure carried out by a platform, not an administrative penalty.</p>"
    "<h2>What you can do</h2><p>See a doctor through the hospital's own channels. If an AI claims to be a famous "
    "doctor and prescribes on the spot, do not pay and do not take what it prescribes; report it here.</p>"
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
