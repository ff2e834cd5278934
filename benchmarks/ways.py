"""The ways a case is worked to its end, each by the colleagues whose part it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.colleagues import Colleague, found
from benchmarks.tally import Tally
from portal.demo.cast import PARTS
from portal.domain.measures import MEASURES
from portal.domain.status import Outcome
from portal.records.counters import CHECKS_NO_VIOLATION, CHECKS_PASSED_ON, CHECKS_WITH_MEASURES

GROUND = "It passes off a generated person as a real one and says so nowhere."
OPINION = "Looked at the page, the account and what the provider says."
PROOF = "How it looked before and after is kept; the page answers 404 since today."
TASK = r'href="(/disposal/[^"]+/tasks/\d+)">{} '
PRESERVATION = r'href="(/disposal/[^"]+/tasks/\d+)">Keep the evidence'


ENDS_A_CHECK: Mapping[str, str] = {
    "resolution": CHECKS_WITH_MEASURES,
    "dismissal": CHECKS_NO_VIOLATION,
    "referral": CHECKS_PASSED_ON,
}
"""What ends a platform's check, and as what it counts: nobody here is late."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case to be worked: its number, how many tips it has, and the way it goes."""

    number: str
    category: str
    platform: str
    """The slug of the platform that carries what was flagged; empty where none does."""
    tips: int
    walk: Callable[[Office, Case], None]


class Office:
    """The cast at work, and the tally of what they did."""

    def __init__(self, port: int, tally: Tally) -> None:
        self._port, self.tally = port, tally
        self._people: dict[str, Colleague] = {}
        self._checked_by: dict[str, str] = {}

    def __getitem__(self, word: str) -> Colleague:
        """This colleague, signed in."""
        if word not in self._people:
            self._people[word] = Colleague(self._port, word)
        return self._people[word]

    def check(self, word: str, case: Case, noun: str, **fields: str) -> None:
        """One verb of the desk that checks."""
        self._checked_by[case.number] = word
        self[word].press(f"/verification/{case.number}", f"/verification/{case.number}/{noun}", **fields)
        if noun in ENDS_A_CHECK and platform_of(word):
            self.tally.checked(ENDS_A_CHECK[noun], platform_of(word))

    def decide(self, word: str, case: Case, noun: str, **fields: str) -> None:
        """One verb of the joint desk."""
        self[word].press(f"/disposal/{case.number}", f"/disposal/{case.number}/{noun}", **fields)

    def confirm_all(self) -> None:
        """Wu confirms whatever a desk wants to end and the tables put before a regulator; Qian what Wu found."""
        for number in sorted(self["wu"].queue("/verification?desk=confirmation")):
            word = "qian" if self._checked_by[number] == "wu" else "wu"
            self[word].press(f"/verification/{number}", f"/verification/{number}/confirmation")

    def closed(self, case: Case, outcome: Outcome) -> None:
        """Count the case as ended so."""
        self.tally.closed(case.category, outcome, case.platform, case.tips)


@dataclass(frozen=True, slots=True)
class Sent:
    """What is flagged by the form, whose desk it reaches, and the way its case goes."""

    desk: str
    entered: str
    """The address, with a place for a number."""
    category: str
    walk: Callable[[Office, Case], None]
    said: Mapping[str, str]


def platform_of(word: str) -> str:
    """The slug of the platform this colleague works at; empty for an agency's people."""
    slug = PARTS[word].organization
    return "" if slug == "cyberspace" else slug


def decline(office: Office, case: Case) -> None:
    """The regulator's desk does not take it up."""
    office.check("qian", case, "refusal", outcome=Outcome.OUT_OF_SCOPE, ground=GROUND, opinion=OPINION)
    office.closed(case, Outcome.OUT_OF_SCOPE)


def hand_over(office: Office, case: Case) -> None:
    """To an authority outside the portal."""
    office.check("qian", case, "hand-over", authority="Police of Hangzhou", ground=GROUND, opinion=OPINION)
    office.closed(case, Outcome.HANDED_OVER)


def find_insufficient(office: Office, case: Case) -> None:
    """Checked by the regulator, and not enough to go on."""
    office.check("wu", case, "acceptance")
    office.check("wu", case, "dismissal", outcome=Outcome.INSUFFICIENT, ground=GROUND, opinion=OPINION)
    office.closed(case, Outcome.INSUFFICIENT)


def admonish(office: Office, case: Case) -> None:
    """A supervisory measure, found by Qian, signed by her colleague and another agency, carried out by her own."""
    _refer(office, case, "qian", "M02")
    _sign(office, case, "wu", "zhou")
    _carry_out(office, case, "qian", "receipt", "M02", {})
    _conclude(office, case)


def pass_to_the_police(office: Office, case: Case) -> None:
    """A referral that an authority outside takes up: no agency is named but the category's; the lead agency attests."""
    _refer(office, case, "qian", "M51")
    _sign(office, case, "zhou")
    _carry_out(office, case, "qian", "attestation", "M51", {})
    _conclude(office, case)


def resolve(office: Office, case: Case) -> None:
    """The platform hides it by itself."""
    office.check("wei", case, "acceptance")
    office.check(
        "wei", case, "resolution", ground=GROUND, opinion=OPINION, measures__0__code="M12", measures__0__proof=PROOF,
        measures__0__quantity="7", measures__0__counter="information",
    )  # fmt: skip
    office.tally.measured(case.category, "M12", platform_of("wei"), {"information": 7})
    office.closed(case, Outcome.RESOLVED_BY_PLATFORM)


def dismiss(office: Office, case: Case) -> None:
    """The platform finds it untrue."""
    office.check("wei", case, "acceptance")
    office.check("wei", case, "dismissal", outcome=Outcome.UNSUBSTANTIATED, ground=GROUND, opinion=OPINION)
    office.closed(case, Outcome.UNSUBSTANTIATED)


def transfer(office: Office, case: Case) -> None:
    """Passed to another platform, which dismisses it."""
    office.check("wei", case, "transfer", desk="bailu", reason="It is a repost from there.")
    office.check("he", case, "acceptance")
    office.check("he", case, "dismissal", outcome=Outcome.INSUFFICIENT, ground=GROUND, opinion=OPINION)
    office.closed(case, Outcome.INSUFFICIENT)


def remove(office: Office, case: Case) -> None:
    """A platform's measures by order of the agencies, with a return in between."""
    _refer(office, case, "he", "M11")
    office.decide("qian", case, "return", reason="Which account posted it?")
    _refer(office, case, "he", "M11", accepted=True)
    _sign(office, case, "qian")
    _keep_evidence(office, case, "he")
    _carry_out(office, case, "he", "receipt", "M11", {"information": 5})
    _conclude(office, case)


def delist(office: Office, case: Case) -> None:
    """An app leaves its store, by two agencies."""
    _refer(office, case, "lan", "M31")
    _sign(office, case, "qian", "zhou")
    _keep_evidence(office, case, "lan")
    _carry_out(office, case, "lan", "receipt", "M31", {"products": 3})
    _conclude(office, case, Outcome.PARTLY)


def block(office: Office, case: Case) -> None:
    """A site on no platform: its domain is blocked by who is outside the portal, attested by the lead agency."""
    _refer(office, case, "qian", "M42")
    _sign(office, case, "wu", "zhao")
    _carry_out(office, case, "qian", "attestation", "M42", {"domains_screened": 4, "domains_blocked": 1})
    _conclude(office, case)


def _refer(office: Office, case: Case, word: str, code: str, *, accepted: bool = False) -> None:
    if not accepted:
        office.check(word, case, "acceptance")
    office.check(
        word, case, "referral", opinion=OPINION, public_ground=GROUND, evidence="The page, looked at today",
        measures__0__code=code, measures__0__days="30" if MEASURES[code].longest_days else "",
        departure="More harm was done than in earlier cases",
    )  # fmt: skip


def _sign(office: Office, case: Case, *words: str) -> None:
    for word in words:
        office.decide(word, case, "approval")


def _keep_evidence(office: Office, case: Case, word: str) -> None:
    """Answer the task that came with the acceptance."""
    task = found(re.compile(PRESERVATION), office[word].read(f"/disposal/{case.number}"))
    office[word].press(task, f"{task}/receipt", proof=PROOF, document_number="")


def _carry_out(office: Office, case: Case, word: str, noun: str, code: str, quantities: Mapping[str, int]) -> None:
    """Answer the task of this measure, which its executor finds on the case's page."""
    task = found(re.compile(TASK.format(code)), office[word].read(f"/disposal/{case.number}"))
    stated = {f"quantity_{counter}": str(amount) for counter, amount in quantities.items()}
    office[word].press(task, f"{task}/{noun}", proof=PROOF, document_number="2026-118", **stated)
    office.tally.measured(case.category, code, platform_of(word), quantities)


def _conclude(office: Office, case: Case, outcome: Outcome = Outcome.SUBSTANTIATED) -> None:
    office.decide("wu", case, "conclusion", outcome=outcome, reason=GROUND)
    office.closed(case, outcome)


WAYS_OF_IMPORTED = (decline, hand_over, find_insufficient, admonish, pass_to_the_police)
VIDEO, POST = "https://xingyun.example/v/{}", "https://bailu.example/p/{}"
APP, SITE = "https://apps.lanhai.example/app/com.fake{}", "https://fake-doctor-{}.example/"
WAYS_OF_SENT = (
    Sent("wei", VIDEO, "B02", resolve, {}),
    Sent("wei", VIDEO, "B04", resolve, {"urgency": "money_moving"}),
    Sent("wei", VIDEO, "B02", dismiss, {}),
    Sent("wei", VIDEO, "B02", transfer, {}),
    Sent("he", POST, "B02", remove, {}),
    Sent("lan", APP, "A09", delist, {}),
    Sent("qian", SITE, "A09", block, {}),
)
