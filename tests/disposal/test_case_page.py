"""The page of a case: what changed since the version before, and where a desk checks it."""

from flask import Flask

from portal.disposal.leading import amend
from portal.domain.targets import TargetType
from portal.domain.visibility import Part
from portal.records.case_view.decisions import read_findings
from portal.records.case_view.look import Look
from portal.records.case_view.past import read_outcome
from portal.records.findings import ProposedMeasure
from portal.records.seeing import see_case
from portal.web.transaction import transaction
from tests.disposal.test_pages import a_referred_case, press
from tests.factories import appealed, case_of, delisted, referred, send_tip, the_cast
from tests.people import Browsers


def test_an_amendment_is_told_measure_by_measure_and_sentence_by_sentence(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = referred(case_of(send_tip(type=TargetType.APP)), cast.wei, "M31", "M10")
        amend(
            case, cast.qian, [ProposedMeasure("M31"), ProposedMeasure("M12", note="the copy")], "Milder.", "It is one."
        )
    found, parts = see_case(case.case_number, cast.zhou)
    newest, first = read_findings(Look(case=found, actor=cast.zhou, parts=parts))
    assert first.changes is None
    assert newest.changes is not None
    told = {change.words: [(one.kept.value, one.words) for one in change.passages] for change in newest.changes}
    removed, added = told["Measures"]
    assert removed[0] == "removed"
    assert removed[1].startswith("M10")
    assert added[0] == "added"
    assert added[1].endswith("the copy")
    assert told["Finding"][-1][1].endswith("Milder.")
    assert "Ground for the public" not in told


def test_the_page_marks_what_was_removed_and_added(cast: Flask, browsers: Browsers) -> None:
    number = a_referred_case(cast)
    zhou = browsers("zhou")
    assert "<ins>" not in zhou.get(f"/disposal/{number}").text
    answer = press(
        browsers("qian"), number, "amendment", measures="M12", reason="It is one post.", departure="One post."
    )
    assert answer.status_code == 303
    page = zhou.get(f"/disposal/{number}").text
    removed, added = page.split("<del>")[1].split("</del>")[0], page.split("<ins>")[1].split("</ins>")[0]
    assert "M31" in removed
    assert "M12" in added


def test_a_desk_that_has_a_case_to_check_is_shown_where(cast: Flask, browsers: Browsers) -> None:
    with cast.app_context(), transaction():
        number = case_of(send_tip("https://xingyun.example/v/7")).case_number
    wei, way = browsers("wei"), f'href="/verification/{number}"'
    assert way in wei.get(f"/disposal/{number}").text
    referred_number = a_referred_case(cast)
    assert f'href="/verification/{referred_number}"' not in wei.get(f"/disposal/{referred_number}").text


def test_the_last_signature_is_told_what_it_brought_about(cast: Flask, browsers: Browsers) -> None:
    number = a_referred_case(cast)
    wu, zhou = browsers("wu"), browsers("zhou")
    press(wu, number, "approval")
    assert "会签至此完成" not in wu.get(f"/disposal/{number}").text
    press(zhou, number, "approval")
    assert "会签至此完成" in zhou.get(f"/disposal/{number}").text


def test_whoever_amended_reads_why_they_do_not_sign(cast: Flask, browsers: Browsers) -> None:
    number = a_referred_case(cast)
    qian = browsers("qian")
    press(qian, number, "amendment", measures="M12", reason="One post.", departure="One.")
    page = qian.get(f"/disposal/{number}").text
    assert "您不能签署" in page
    assert "网信办修改" in page
    assert "您不能签署" not in browsers("zhou").get(f"/disposal/{number}").text


def test_whoever_leads_reads_why_a_case_cannot_be_concluded_yet(cast: Flask, browsers: Browsers) -> None:
    number = a_referred_case(cast)
    press(browsers("wu"), number, "approval")
    press(browsers("zhou"), number, "approval")
    assert "还有任务没有执行或登记" in browsers("qian").get(f"/disposal/{number}").text


def test_an_order_is_given_from_the_desk_that_checks_and_none_is_chosen_beforehand(
    cast: Flask, browsers: Browsers
) -> None:
    with cast.app_context(), transaction():
        number = case_of(send_tip("https://nobody-knows.example/7")).case_number
    qian = browsers("qian")
    assert f"/disposal/{number}/interim-order" in qian.get(f"/verification/{number}").text
    page = qian.get(f"/disposal/{number}/interim-order").text
    assert 'selected value=""' in page
    assert press(qian, number, "interim-order", measure="", reason="It goes on.").status_code == 422


def test_what_an_appeal_is_about_is_called_the_original_outcome(context: Flask) -> None:
    with transaction():
        cast = the_cast()
        case = delisted(case_of(send_tip(type=TargetType.APP)), cast)
        look = Look(case=case, actor=cast.qian, parts=frozenset(Part))
        assert read_outcome(look).title == "How it ended"
        appealed(case)
        assert read_outcome(look).title == "Original outcome"
