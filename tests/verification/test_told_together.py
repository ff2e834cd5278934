"""A colleague whose form is wrong in several places hears of all of them at once, each at its field."""

import re
from html import unescape

import pytest
from flask import Flask

from portal.domain.errors import InputInvalid, MeasureNotAllowed, Several, told_together
from tests.disposal.test_pages import a_referred_case, press
from tests.people import Browsers
from tests.verification.desk import GROUND, do, page, tip, token

FINDING = {"opinion": "The picture is generated.", "public_ground": "It passes off a doctor.", "evidence": "The page"}


def summary(text: str) -> dict[str, str]:
    """The lines of the page's summary of errors, by the field each leads to."""
    lines = re.findall(r'<li><a href="#([^"]+)">(.*?)</a></li>', text)
    return {field: unescape(said) for field, said in lines}


def test_all_that_is_wrong_with_a_referral_is_told_at_once_and_by_name(app: Flask, browsers: Browsers) -> None:
    number, wei = tip(app), browsers("wei")
    do(wei, number, "acceptance")
    wei.post("/preferences", data={"language": "en", "csrf_token": token(page(wei, number).text)})
    back = do(
        wei,
        number,
        "referral",
        **FINDING | {"opinion": ""},
        **{
            "measures-0-code": "M11",
            "measures-0-days": "30",
            "measures-1-code": "M21",
            "measures-2-code": "M31",
        },
    )
    assert back.status_code == 422
    told = summary(back.text)
    assert set(told) == {"opinion", "measures-0-days", "measures-1-days", "measures-1-note", "measures-2-code"}
    assert "M11" not in " ".join(told.values()), "a measure is told by its name"
    for field, words in {
        "opinion": "Fill this in.",
        "measures-0-days": "is not limited in time",
        "measures-1-days": "180 at most",
        "measures-1-note": "works on something else",
        "measures-2-code": "does not fit what was reported",
    }.items():
        assert words in told[field]
        assert f'id="{field}-error"' in back.text, f"{field} says so itself too"


def test_a_referral_without_a_measure_says_so_beside_what_else_is_missing(app: Flask, browsers: Browsers) -> None:
    number, wei = tip(app), browsers("wei")
    do(wei, number, "acceptance")
    back = do(wei, number, "referral", **FINDING | {"public_ground": ""})
    assert back.status_code == 422
    assert "请至少选择一项处置措施；如举报不属实，请按不属实办理" in back.text
    assert set(summary(back.text)) == {"public_ground"}


def test_measures_of_a_desk_each_say_what_their_receipt_lacks(app: Flask, browsers: Browsers) -> None:
    number, wei = tip(app), browsers("wei")
    do(wei, number, "acceptance")
    rows = {"measures-0-code": "M11", "measures-1-code": "M21", "measures-1-note": "@dr-wang"}
    back = do(wei, number, "resolution", **GROUND | {"ground": ""}, **rows)
    assert back.status_code == 422
    assert set(summary(back.text)) == {"ground", "measures-0-proof", "measures-1-proof", "measures-1-days"}


def test_an_agency_hears_of_all_that_is_wrong_with_other_measures(cast: Flask, browsers: Browsers) -> None:
    number = a_referred_case(cast)
    back = press(browsers("qian"), number, "amendment", measures="M21", reason="Its account.", departure="Its account.")
    assert back.status_code == 422
    assert {"days", "note"} == {field.rpartition("-")[2] for field in summary(back.text)}


def test_checks_are_all_asked_and_one_error_stays_itself() -> None:
    asked: list[str] = []

    def rule(error: Exception | None, name: str) -> None:
        asked.append(name)
        if error is not None:
            raise error

    with pytest.raises(InputInvalid), told_together() as check:
        check(rule, InputInvalid("ground"), "first")
        check(rule, None, "second")
    assert asked == ["first", "second"]
    with pytest.raises(Several) as caught, told_together() as check:
        check(rule, InputInvalid("ground"), "third")
        check(rule, Several([MeasureNotAllowed(), InputInvalid("days")]), "fourth")
    assert [type(error) for error in caught.value.errors] == [InputInvalid, MeasureNotAllowed, InputInvalid]
    with pytest.raises(ZeroDivisionError), told_together() as check:
        check(rule, ZeroDivisionError(), "a mistake of ours is no error of theirs")
