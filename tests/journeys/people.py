"""Who appears in the stories, each by the pages they really have: `lin.flags(...)`, `wei.accepts(case)`."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from flask import Flask

from portal.domain.measures import MEASURES
from tests import people
from tests.journeys.pages import Answers, Browser, forms_of

GROUND = "The doctor on the page does not exist."
TITLE = "一个不存在的医生"
OPINION = "Looked at the page and at the account behind it."


@dataclass(frozen=True)
class Seen:
    """What a reporter reads about one target: the step it is at, and how it ended."""

    step: str
    outcome: str = ""


class Reporter(Browser):
    """Somebody without an account; holds a query code after flagging."""

    code: str

    def flags(self, *entered: str, **answers: str | list[str]) -> None:
        """The form, the check page, the receipt."""
        self.open("/flag")
        told: Answers = {"category": "B02", "description": "A doctor recommends it who does not exist."}
        told |= {f"targets-{at}-entered": one for at, one in enumerate(entered)} | answers
        for at in range(1, len(entered)):
            self._one_row_more(at, told)
        self.press("/flag/check", told, status=200)
        self.sends()

    def sends(self) -> None:
        """Send what the check page shows, and keep the code of the receipt."""
        self.press("/flag/send", {"truthful": "y"}, status=200)
        found = re.search(r'receipt__code">([^<]+)<', self.page.text)
        assert found is not None, self.shown()
        self.code = found[1]

    def tip_number(self) -> str:
        """The number on the receipt in front, which opens nothing."""
        found = re.search(r"\bQT-[0-9A-Z-]+", self.shown())
        assert found is not None, self.shown()
        return found[0]

    def _one_row_more(self, at: int, told: Answers) -> None:
        """Press *add another*: the same form comes again with an empty row."""
        known = {name: answer for name, answer in told.items() if not re.match(rf"targets-([{at}-9])", name)}
        data = forms_of(self.page.text)["/flag/check"].filled(known)
        self.page = self.client.post("/flag", data={**data, "do": "add"}, headers=self.HEADERS)

    def follows(self) -> list[Seen]:
        """Enter the code and read where each target stands."""
        self.open("/follow")
        self.press("/follow", {"query_code": self.code})
        return [self._seen(part) for part in self.page.text.split(' class="tip-target"')[1:]]

    def _seen(self, markup: str) -> Seen:
        current = re.search(r'aria-current="step".*?</span> ([^<]+)</span>', markup, re.DOTALL)
        outcome = re.search(r"Outcome: ([^<]+)</h3>", markup)
        return Seen(html.unescape(current[1]) if current else "Closed", html.unescape(outcome[1]) if outcome else "")

    def answers_what_was_asked(self, answer: str) -> None:
        """Answer a desk's question."""
        self.follows()
        self.press("/follow/tip/0/supplement", {"t0-answer": answer})

    def appeals(self, reason: str) -> None:
        """Appeal against the result."""
        self.follows()
        self.open("/follow/tip/0/appeal")
        self.press("/follow/tip/0/appeal", {"reason": reason})

    def withdraws(self) -> None:
        """Withdraw the whole tip; its code opens nothing any more."""
        self.follows()
        self.open("/follow/tip/withdrawal")
        self.press("/follow/tip/withdrawal", {})
        self.open("/follow")
        self.press("/follow", {"query_code": self.code}, status=422)


class Colleague(Browser):
    """Somebody who signs in; signs in again when the session ended."""

    def __init__(self, app: Flask, word: str) -> None:
        self.app, self.word = app, word
        super().__init__(people.signed_in_browser(app, word))

    def open(self, path: str, status: int = 200) -> str:
        """Go to an address, signed in."""
        if self.client.get(path, headers=self.HEADERS).location is not None:
            self.client = people.signed_in_browser(self.app, self.word)
        return super().open(path, status)

    def does(self, case: str, noun: str, at: str = "disposal", **answers: str | list[str]) -> None:
        """Press a verb on the case's page, or follow its link to its own page and fill that in."""
        action = f"/{at}/{case}/{noun}"
        page = self.open(f"/{at}/{case}")
        if action not in forms_of(page):
            assert f'href="{action}"' in page, f"{self.word} is not offered {noun}: {self.shown()}"
            self.open(action)
        self.press(action, answers)

    def cannot(self, case: str, noun: str, desk: str = "disposal") -> bool:
        """Whether the case's page neither has the verb nor leads to it."""
        page = self.open(f"/{desk}/{case}")
        return f"/{desk}/{case}/{noun}" not in page

    def finds(self, target: str, path: str = "/verification") -> str:
        """The number of the case about `target` in the desk's queue."""
        for row in re.findall(r"<tr.*?</tr>", self.open(path), re.DOTALL):
            if target in row:
                found = re.search(r'/(?:verification|disposal)/([A-Z0-9-]+)(?:\?[^"]*)?"', row)
                assert found is not None
                return found[1]
        raise AssertionError(f"{target} is not in {self.word}'s queue")

    def has_nothing_about(self, target: str) -> bool:
        """Whether the queue is silent about a target."""
        return target not in self.open("/verification")

    def status(self, case: str, desk: str = "verification") -> str:
        """Where the case stands, in the words of its page."""
        page = self.open(f"/{desk}/{case}")
        summary = page[page.index('id="summary"') :]
        found = re.search(r'<strong class="status[^>]*>(?:<svg.*?</svg>)?([^<]+)</strong>', summary, re.DOTALL)
        assert found is not None, summary[:500]
        return found[1].strip()

    def reads(self, case: str, desk: str = "verification") -> str:
        """The words of the case's page."""
        self.open(f"/{desk}/{case}")
        return self.shown()

    def knows_nothing_of(self, case: str, *words: str) -> None:
        """No desk opens the case to them, and no list of theirs has any of these words."""
        for desk in ("verification", "disposal"):
            self.open(f"/{desk}/{case}", status=404)
        for path in ("/verification", "/verification?status=closed", "/disposal/tasks"):
            page = self.open(path)
            assert not [word for word in (case, *words) if word in page], path

    # the desk that checks

    def accepts(self, case: str) -> None:
        """Take it up."""
        self.does(case, "acceptance", "verification")

    def refers(self, case: str, *codes: str) -> None:
        """Put measures before the agencies."""
        chosen = {f"measures-{at}-code": code for at, code in enumerate(codes)}
        chosen |= {f"measures-{at}-note": "what it shows, and fake-doctor.example" for at, _ in enumerate(codes)}
        chosen |= {f"measures-{at}-days": "30" for at, code in enumerate(codes) if MEASURES[code].longest_days}
        self.does(
            case, "referral", "verification", opinion=OPINION, public_ground=GROUND, evidence="seen today", **chosen
        )

    def ends(self, case: str, noun: str, **words: str) -> None:
        """Decline, dismiss or hand over."""
        self.does(case, noun, "verification", ground=GROUND, opinion=OPINION, **words)

    def takes_at_once(self, case: str, code: str, counter: str) -> None:
        """A measure that can be undone, before anything is found: two clicks from the case."""
        row = {"code": code, "proof": "It opens nowhere now.", "quantity": "1", "counter": counter}
        self.does(case, "interim-measure", "verification", **row)

    def resolves(self, case: str, code: str, counter: str) -> None:
        """End it by an own measure, with its receipt."""
        row = {"code": code, "proof": "Looked again, it is gone.", "quantity": "2", "counter": counter}
        self.ends(case, "resolution", **{f"measures-0-{name}": value for name, value in row.items()})

    def judges_blind(self, case: str) -> None:
        """How a regulator would end what the sample drew, before reading how its desk would."""
        self.does(case, "verdict", "verification", outcome="substantiated", reason=OPINION)

    def confirms(self, case: str) -> None:
        """A regulator's yes to how a desk wants to end it."""
        self.does(case, "confirmation", "verification")

    # the joint desk

    def signs(self, case: str) -> None:
        """The agency's yes."""
        self.does(case, "approval")

    def ratifies(self, case: str) -> None:
        """The agency's yes to the latest interim order."""
        task = self.links(f"/disposal/{case}/tasks/", of=f"/disposal/{case}")[-1]
        self.open(task)
        self.press(f"{task}/ratification", {})

    def concludes(self, case: str, outcome: str = "substantiated") -> None:
        """Close it."""
        self.does(case, "conclusion", outcome=outcome, reason=GROUND)

    def tasks(self, case: str) -> list[str]:
        """Addresses of the own organization's open tasks on this case."""
        page = self.open("/disposal/tasks")
        return list(dict.fromkeys(re.findall(rf'href="(/disposal/{case}/tasks/\d+)"', page)))

    def carries_out(self, case: str) -> int:
        """Answer every open task on this case; how many there were."""
        open_tasks = self.tasks(case)
        for task in open_tasks:
            self.states(task, "receipt")
        return len(open_tasks)

    def states(self, task: str, noun: str, **answers: str) -> None:
        """A receipt or an attestation, with 3 under each counter it asks for."""
        form = forms_of(self.open(task))[f"{task}/{noun}"]
        counters = {name: "3" for name in form.names if name.startswith("quantity_")}
        self.press(f"{task}/{noun}", {"proof": "Looked again, it is gone.", **counters, **answers})

    def links(self, beginning: str, of: str = "") -> list[str]:
        """Addresses on the page (or on the page `of`) that begin so, in order."""
        page = self.open(of) if of else self.page.text
        return list(dict.fromkeys(re.findall(rf'href="({beginning}[^"#]+)"', page)))

    # the publisher

    def publishes(self, case: str) -> str:
        """Write a bulletin about a closed case and put it before the public; its public address."""
        self.open(f"/publicity/drafts/new?case={case}")
        words: Answers = {
            "title_zh": "一个不存在的医生",
            "body_zh": "<p>该视频由人工智能生成。</p>",
            "case_numbers": case,
        }
        self.press("/publicity/drafts", words)
        slug = re.search(r'href="/publicity/drafts/([^/"]+)/publication"', self.page.text)
        assert slug is not None, self.shown()
        self.open(f"/publicity/drafts/{slug[1]}/publication")
        self.press(f"/publicity/drafts/{slug[1]}/publication", {})
        return f"/bulletins/{slug[1]}"
