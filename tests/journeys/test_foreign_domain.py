"""A foreign domain: nobody here can order its host about, so it is told, its links fall, and its name is blocked."""

from tests.journeys.conftest import Stage
from tests.journeys.people import Seen

SITE = "https://undress-anybody.example/"
HOST = "undress-anybody.example"


def referred(stage: Stage, *codes: str) -> str:
    stage.lin.flags(SITE, **{"targets-0-type": "website", "category": "A09"})
    case: str = stage.qian.finds(HOST)
    for platform in (stage.wei, stage.he):
        platform.knows_nothing_of(case, HOST)
    stage.qian.accepts(case)
    stage.qian.refers(case, *codes)
    return case


def attests(stage: Stage, case: str, word: str) -> None:
    """The lead puts on record what somebody outside the portal did, by the number of the paper."""
    for task in stage.qian.links(f"/disposal/{case}/tasks/", of=f"/disposal/{case}"):
        if word in stage.qian.open(task) and f"{task}/attestation" in stage.qian.page.text:
            stage.qian.states(task, "attestation", document_number="K-2026-8")
            return
    raise AssertionError(f"no open task says {word}: {stage.qian.shown()}")


def test_a_foreign_domain(stage: Stage) -> None:
    lin, wei, he, lan, qian, wu, zhao = (
        stage.lin,
        stage.wei,
        stage.he,
        stage.colleague("lan"),
        stage.qian,
        stage.wu,
        stage.zhao,
    )
    case = referred(stage, "M42", "M43", "M44")
    assert qian.cannot(case, "approval"), "she found it"
    wu.signs(case)
    assert wu.status(case, "disposal") == "Waiting for the agencies", "a domain is not blocked without those who can"
    for platform in (wei, he):
        platform.knows_nothing_of(case, HOST)
    zhao.signs(case)
    assert lin.follows() == [Seen("Being carried out")]
    for platform in (wei, he, lan):
        assert platform.carries_out(case) == 1, "every platform unlinks it"
    assert wu.cannot(case, "conclusion"), "the host abroad is not told yet, nor the name blocked"
    attests(stage, case, "Notice to a foreign provider")
    assert wu.cannot(case, "conclusion"), "the name still leads there"
    attests(stage, case, "Block domain")
    wu.concludes(case)
    assert lin.follows() == [Seen("Closed", "Substantiated")]
    told = lin.shown()
    for words in ("The provider abroad is notified", "The domain is blocked", "remove links to it"):
        assert words in told
    assert lin.code not in wei.open("/disposal/tasks")


def test_control_a_domain_stays_where_those_who_can_block_it_do_not_sign(stage: Stage) -> None:
    """The communications administration lets its time run out: what only it could sign falls, the rest goes on."""
    case = referred(stage, "M42", "M44")
    stage.wu.signs(case)
    stage.days_pass(9)
    stage.qian.does(case, "excuse", reason="It did not answer in its time.")
    page = stage.qian.reads(case, "disposal")
    assert stage.qian.status(case, "disposal") == "Being carried out", page
    for platform in (stage.wei, stage.he, stage.colleague("lan")):
        platform.carries_out(case)
    stage.wu.concludes(case, "partly")
    assert "The domain is blocked" not in (stage.lin.follows() and stage.lin.shown())
