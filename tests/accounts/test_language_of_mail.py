"""A colleague is written to in the language of the invitation, then in the one they read the pages in."""

from flask import Flask

from portal.extensions import db
from portal.records.people import find_person
from tests.accounts.test_administration import send
from tests.accounts.test_resets import NEW, letters
from tests.people import Browsers

ENGLISH = "Your invitation to Clearflag"


def language_of(app: Flask, email: str) -> str:
    with app.app_context():
        db.session.rollback()
        person = find_person(email)
        assert person is not None
        return person.language


def test_an_invitation_is_written_in_the_language_that_was_chosen_for_the_person(
    cast: Flask, browsers: Browsers
) -> None:
    ma = browsers("ma")
    send(ma, NEW, name="Li", email="li@example.org", roles=["verifier"], language="en")
    send(ma, NEW, name="Bo", email="bo@example.org", roles=["verifier"])
    found = letters(cast)
    assert found["li@example.org"] == [ENGLISH]
    assert found["bo@example.org"] != [ENGLISH]


def test_a_language_that_is_none_is_refused_with_the_invitation(cast: Flask, browsers: Browsers) -> None:
    answer = send(browsers("ma"), NEW, name="Li", email="li@example.org", roles=["verifier"], language="xx")
    assert answer.status_code == 422


def test_mail_follows_the_language_to_which_a_colleague_switches_the_pages(cast: Flask, browsers: Browsers) -> None:
    browsers("wei").post("/preferences", data={"language": "en"})
    assert language_of(cast, "wei@example.org") == "en"
    assert language_of(cast, "he@example.org") == "zh_CN"
    send(browsers("ma"), "/administration/people/wei@example.org/invitation")
    assert ENGLISH in letters(cast)["wei@example.org"]


def test_another_choice_and_a_visitors_own_leave_mail_alone(cast: Flask, browsers: Browsers) -> None:
    wei = browsers("wei")
    wei.post("/preferences", data={"language": "en"})
    wei.post("/preferences", data={"elder": "on"})
    cast.test_client().post("/preferences", data={"language": "zh_CN"})
    assert language_of(cast, "wei@example.org") == "en"


def test_the_first_administrator_is_written_to_as_the_command_says(app: Flask) -> None:
    arguments = ["users", "create-administrator", "--email", "first@example.org", "--language", "en"]
    assert app.test_cli_runner().invoke(args=arguments).exit_code == 0
    assert language_of(app, "first@example.org") == "en"
