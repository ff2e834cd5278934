"""Whose desk has it now: told to whoever named the platform, and no oracle for anybody else."""

import re

import pytest
from flask import Flask

from portal.disposal.interim import order
from portal.domain.workflow import Action
from portal.records.advancing import advance
from portal.verification.verbs.passing_on import transfer
from tests.conftest import Clock
from tests.factories import Cast, refer
from tests.intake.citizen import TIP, Citizen
from tests.intake.desks import at_desk, case_number
from tests.intake.test_joining_is_no_oracle import shape

WITH_XINGYUN = "It is now with xingyun."
WITH_REGULATORS = "It is now with the regulators’ desk."
LINK = TIP["targets-0-entered"]


def who_did(page: str) -> list[str]:
    """By whom each line of the history was, newest first."""
    return re.findall(r'timeline__by">.*?</time> · ([^<]+)<', page)


def test_the_platform_that_was_named_by_its_link_is_said_and_so_are_its_steps(
    app: Flask, lin: Citizen, cast: Cast
) -> None:
    lin.flag()
    code = lin.query_code
    assert WITH_XINGYUN in lin.follow(code).text
    at_desk(app, lambda: advance(case_number(0), Action.ACCEPT, cast.wei))
    page = lin.follow(code).text
    assert WITH_XINGYUN in page
    assert who_did(page) == ["xingyun", "You"]
    at_desk(app, lambda: refer(case_number(0), cast.wei))
    page = lin.follow(code).text
    assert "It is now with" not in page
    assert who_did(page) == ["xingyun", "xingyun", "You"]


def test_the_platform_that_was_chosen_for_a_bare_name_is_said(lin: Citizen) -> None:
    chosen = {"targets-0-entered": "zhangyisheng", "targets-0-type": "account", "targets-0-platform": "xingyun"}
    lin.flag(**chosen)
    assert WITH_XINGYUN in lin.follow(lin.query_code).text


def test_the_platform_that_is_only_called_by_its_name_is_said_and_shown_before_it_is_sent(lin: Citizen) -> None:
    page = lin.check(**{"targets-0-entered": "xingyun 账号 夜猫9981"}).text
    assert "An account · xingyun: xingyun 账号 夜猫9981" in page
    lin.press("/flag/send", truthful="y")
    assert WITH_XINGYUN in lin.follow(lin.query_code).text


def test_control_a_name_within_a_longer_word_or_another_choice_from_the_list_names_no_platform(lin: Citizen) -> None:
    lin.flag(**{"targets-0-entered": "xingyunfan 账号 夜猫9981"})
    assert WITH_REGULATORS in lin.follow(lin.query_code).text
    lin.flag(**{"targets-0-entered": "xingyun 账号 夜猫", "targets-0-platform": "bailu"})
    assert WITH_XINGYUN not in lin.follow(lin.query_code).text


@pytest.mark.parametrize("named", [{"targets-0-entered": "https://xingyun.example/"}, {"unknown_where": "y"}])
def test_what_no_platform_may_check_is_at_the_regulators_desk(lin: Citizen, named: dict[str, str]) -> None:
    lin.flag(**{"targets-0-entered": "", **named})
    page = lin.follow(lin.query_code).text
    assert WITH_REGULATORS in page
    assert WITH_XINGYUN not in page


def test_after_a_takeover_it_is_the_regulators_desk(app: Flask, lin: Citizen, cast: Cast, clock: Clock) -> None:
    lin.flag()
    clock.turn(days=20)
    at_desk(app, lambda: advance(case_number(0), Action.TAKE_OVER, cast.qian))
    page = lin.follow(lin.query_code).text
    assert WITH_REGULATORS in page
    assert who_did(page) == ["Regulator", "You"]


ORDERED = "An interim measure was ordered, to be carried out at once"


def test_an_interim_order_is_told_to_who_reported_before_it_and_not_to_who_joins(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast
) -> None:
    lin.flag()
    code = lin.query_code
    mallory.flag()
    assert ORDERED not in lin.follow(code).text
    at_desk(app, lambda: order(case_number(0), cast.wu, "M12", "Money is being lost."))
    page = lin.follow(code).text
    assert ORDERED in page
    assert who_did(page) == ["Regulator", "You"]
    assert ORDERED not in mallory.follow(mallory.query_code).text


def test_to_whom_it_was_passed_on_is_not_said(app: Flask, lin: Citizen, cast: Cast) -> None:
    lin.flag()
    at_desk(app, lambda: transfer(case_number(0), cast.wei, "bailu", "It is theirs."))
    page = lin.follow(lin.query_code).text
    assert "It is now with" not in page
    assert "bailu" not in page
    assert who_did(page) == ["xingyun", "You"]


def test_a_joiner_reads_where_a_first_tip_goes_whatever_desk_really_has_the_case(
    app: Flask, lin: Citizen, mallory: Citizen, cast: Cast, clock: Clock
) -> None:
    lin.flag()
    clock.turn(days=20)
    at_desk(app, lambda: advance(case_number(0), Action.TAKE_OVER, cast.qian))
    mallory.flag()
    joined = mallory.follow(mallory.query_code).text
    mallory.flag(**{"targets-0-entered": "https://xingyun.example/v/7"})
    first = mallory.follow(mallory.query_code).text
    assert WITH_XINGYUN in first
    assert shape(joined).replace(LINK, "") == shape(first).replace("https://xingyun.example/v/7", "")
    assert WITH_REGULATORS in lin.follow(lin.query_code).text, "the control: the case lies elsewhere"


def test_a_choice_of_somebody_else_names_no_platform(lin: Citizen, mallory: Citizen) -> None:
    nowhere = {"targets-0-entered": "https://nobody-knows.example/x"}
    lin.flag(**nowhere, **{"targets-0-platform": "xingyun"})
    mallory.flag(**nowhere)
    assert "xingyun" not in mallory.follow(mallory.query_code).text
