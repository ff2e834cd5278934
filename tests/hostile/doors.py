"""Every form in which a colleague writes: where its case stands, and with which answers it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.intake.citizen import TIP

REASON = {"reason": 5000}
GROUNDS = {"ground": 5000, "opinion": 5000}
NAMES = {"name_zh": 200, "name_en": 200}
OUR_OWN = {"region": "000000", "has_desk": "y", "is_active": "y", "function": "", "group": ""}
NEWCOMER = {
    "hosts": "nobodys.example", "platform_kind": "social", "email": "lead@nobodys.example", "language": "en",
}  # fmt: skip
TEMPLATE = {"title": 80, "words_zh": 2000, "words_en": 2000}
CATEGORY_WORDS = {"example_zh": 120, "example_en": 120, "help_zh": 200, "help_en": 200}
NOTICE = {
    "version": "0", "go": "take", "published_on": "2026-03-01", "address": "https://www.gov.cn/notice",
    "new_year_first": "2027-01-01", "new_year_last": "2027-01-03", "labour_first": "2027-05-01",
    "labour_last": "2027-05-05", "national_first": "2027-10-01", "national_last": "2027-10-07",
}  # fmt: skip
REFUTATION_BODY = {f"{part}_{language}": "一" for part in ("truth", "claim", "source") for language in ("zh", "en")}
REFUTATION_TITLES = {"title_zh": "一", "title_en": "One"}
BULLETIN = {"kind": "bulletin", "case_numbers": ""}


@dataclass(frozen=True)
class Door:
    """One form: who sends it about what, the fields that take any text, and those that take only some."""

    rule: str
    person: str
    place: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    free: Mapping[str, int] = field(default_factory=dict)
    """Field → the longest text it takes."""
    shaped: tuple[str, ...] = ()
    """Fields in view that take numbers, addresses, codes: no hostile text is one."""
    rich: bool = False
    """Whether some HTML is meant: a stranger's is taken out, so no byte is promised."""
    readers: tuple[tuple[str, str], ...] = ()
    """Who reads it where, beside the page that answers."""
    like: Mapping[str, str] = field(default_factory=dict)
    """What is harmless in a field that is read into a form of its own."""
    files: bool = False
    """Whether the form takes files too, so that a browser sends it in parts."""

    @property
    def room(self) -> str:
        """The kind of door: every hostile text passes each."""
        return self.rule.split("/")[1]


def desk(verb: str, person: str, place: str, *more: tuple[str, str], **said: object) -> Door:
    """A verb of the desk that checks."""
    return Door(f"/verification/<case_number>/{verb}", person, place, readers=more, **said)  # type: ignore[arg-type]  # passed on as given


def joint(verb: str, person: str, place: str, *more: tuple[str, str], **said: object) -> Door:
    """A verb of the joint desk; most want nothing but a reason."""
    return Door(f"/disposal/<case_number>/{verb}", person, place, readers=more, **{"free": REASON, **said})  # type: ignore[arg-type]  # passed on as given


DESK_SEES = ("qian", "/disposal/<case_number>")
FINDER_SEES = ("wei", "/verification/<case_number>")
REPORTER_SEES = ("lin", "/follow/tip")
RECEIPT = {"proof": 5000, "document_number": 100}

DOORS = (
    desk("notes", "wei", "checked", free={"body": 5000}),
    Door("/verification/<case_number>/words", "qian", "checked", free=REASON, readers=(DESK_SEES,)),
    desk("category", "wei", "checked", DESK_SEES, answers={"category": "B01", "priority": "P1"}, free=REASON),
    desk("target", "wei", "checked", DESK_SEES, answers={"type": "content"},
         free={"entered": 2000, "name": 200, **REASON}, like={"entered": "https://x.example/a"}),
    desk("merger", "wei", "twin", answers={"into": "SIBLING"}, free=REASON, shaped=("into",)),
    desk("split", "wei", "reported twice", answers={"tips": "B", "category": "A09"}, free=REASON, shaped=("tips",)),
    desk("supplement", "wei", "checked", REPORTER_SEES, answers={"tip": "A"}, free={"question": 5000}, shaped=("tip",)),
    desk("message", "wei", "checked", REPORTER_SEES, answers={"tip": "A", "send_key": "0" * 32},
         free={"body": 5000}, shaped=("tip",)),
    desk("refusal", "wei", "submitted", REPORTER_SEES, DESK_SEES, answers={"outcome": "out_of_scope"}, free=GROUNDS),
    desk("dismissal", "wei", "checked", DESK_SEES, answers={"outcome": "unsubstantiated"}, free=GROUNDS),
    desk("hand-over", "wei", "checked", REPORTER_SEES, answers={"kind": "police"}, free={"authority": 200, **GROUNDS}),
    desk("referral", "wei", "checked", DESK_SEES, answers={"measures-0-code": "M12"},
         free={"evidence": 5000, "opinion": 5000, "public_ground": 5000, "measures-0-note": 500}),
    desk("interim-measure", "wei", "checked", DESK_SEES,
         answers={"code": "M12", "quantity": "1", "counter": "information"}, free={"note": 500, "proof": 2000}),
    desk("resolution", "wei", "checked", DESK_SEES, REPORTER_SEES,
         answers={"measures-0-code": "M12", "measures-0-quantity": "1", "measures-0-counter": "information"},
         free={**GROUNDS, "measures-0-note": 500, "measures-0-proof": 2000}),
    desk("transfer", "wei", "submitted", answers={"desk": "bailu"}, free=REASON),
    desk("extension", "wei", "checked", REPORTER_SEES, free=REASON),
    desk("verdict", "qian", "drawn by the sample", ("qian", "/verification/<case_number>"),
         answers={"outcome": "insufficient"}, free=REASON),
    desk("return", "qian", "to be confirmed", FINDER_SEES, free=REASON),
    desk("reroute", "qian", "checked", answers={"desk": "bailu"}, free=REASON),
    desk("take-over", "qian", "late", free=REASON),
    Door("/conflicts/<case_number>/declaration", "wei", "checked", {"conflict": "interest"}, {"words": 2000},
         readers=(DESK_SEES,)),
    Door("/conflicts/<case_number>/exclusion", "qian", "checked", {"conflict": "relation", "person": "COLLEAGUE"},
         {"words": 2000}, readers=(DESK_SEES,)),
    Door("/conflicts/<case_number>/recusal", "qian", "before the agencies",
         {"conflict": "interest", "agency": "AGENCY"}, {"words": 2000}, readers=(DESK_SEES,)),
    Door("/conflicts/<case_number>/<int:exclusion_id>/readmission", "qian", "without a colleague",
         free={"words": 2000}, readers=(DESK_SEES,)),
    joint("approval", "qian", "before the agencies", ("zhou", "/disposal/<case_number>")),
    joint("return", "zhou", "before the agencies", FINDER_SEES, DESK_SEES),
    joint("draft", "zhao", "to draft", answers={"vote": "returned"}),
    joint("giving-back", "zhao", "drafted"),
    joint("amendment", "qian", "before the agencies", answers={"measures": "M12"}, free={"note": 500, **REASON}),
    joint("excuse", "qian", "silent"),
    joint("decision", "wu", "dissented", FINDER_SEES),
    joint("conclusion", "qian", "carried out", REPORTER_SEES, ("sun", "/publicity/closed-cases/<case_number>"),
          answers={"outcome": "substantiated"}),
    joint("reply", "wei", "handed over", REPORTER_SEES, DESK_SEES,
          answers={"answer": "done", "answered_on": "2026-03-02", "reference_on": "2026-03-02"},
          free={"words": 5000, "reference": 100}, shaped=("answered_on", "reference_on")),
    joint("package", "qian", "handed over", DESK_SEES),
    joint("reopening", "qian", "closed", FINDER_SEES),
    joint("interim-order", "qian", "checked", FINDER_SEES, answers={"measure": "M12"}),
    joint("maintenance", "zhao", "under appeal", DESK_SEES),
    joint("variation", "zhao", "under appeal", answers={"measures": "M12"}, free={"note": 500, **REASON}),
    joint("revocation", "zhao", "under appeal", DESK_SEES),
    joint("stay", "qian", "asked to wait", ("zhou", "/disposal/<case_number>"), answers={"until": "2026-03-09"},
          shaped=("until",)),
    joint("stay-refusal", "qian", "asked to wait", ("zhou", "/disposal/<case_number>")),
    joint("appeal-take-over", "qian", "appealed long ago"),
    joint("lead", "zhou", "silent"),
    joint("notices/<int:round>/service", "wei", "served", DESK_SEES, ("qian", "/disposal/<case_number>/notices/1"),
          answers={"served_on": "2026-03-02"}, shaped=("served_on",)),
    joint("notices/<int:round>/service-copy", "wei", "served", answers={"again": "y"}, free={}),
    joint("tasks/<int:task_id>/receipt", "wei", "ordered", DESK_SEES, FINDER_SEES,
          answers={"quantity_products": "1"}, free=RECEIPT, files=True),
    joint("tasks/<int:task_id>/look", "qian", "carried out", DESK_SEES,
         answers={"seen": "not_as_ordered"}, free={"words": 5000}),
    joint("tasks/<int:task_id>/attestation", "qian", "ordered outside", DESK_SEES, free=RECEIPT, files=True),
    joint("tasks/<int:task_id>/substitute", "qian", "ordered long ago", DESK_SEES, ("qian", "/disposal/board"),
          ("qian", "/disposal/<case_number>/tasks/<its substitute>"), answers={"platform": "0", "measure": "M31"},
          free={"outside": 200, **REASON}),
    Door("/publicity/drafts", "sun", answers={**BULLETIN, "body_zh": "一", "body_en": "One"},
         free={"title_zh": 120, "title_en": 120}, shaped=("case_numbers",)),
    Door("/publicity/drafts", "sun", answers={**BULLETIN, "title_zh": "一", "title_en": "One"},
         free={"body_zh": 60_000, "body_en": 60_000}, rich=True),
    Door("/publicity/drafts/<slug>", "sun", "draft", answers={**BULLETIN, "body_zh": "一", "body_en": "One"},
         free={"title_zh": 120, "title_en": 120}, shaped=("case_numbers",)),
    Door("/publicity/drafts/<slug>/withdrawal", "sun", "published", free={"reason": 1000},
         readers=(("anonymous", "/bulletins/<slug>"),)),
    Door("/publicity/refutations/<case_number>", "qian", "checked",
         answers={**REFUTATION_BODY, "go": "publish", "looked": "y"},
         free={"title_zh": 120, "title_en": 120}, readers=(("anonymous", "/bulletins"), DESK_SEES)),
    Door("/publicity/refutations/<case_number>", "qian", "checked",
         answers={**REFUTATION_TITLES, "go": "publish", "looked": "y"},
         free={"truth_zh": 5000, "claim_zh": 5000, "source_zh": 500, "truth_en": 5000, "claim_en": 5000,
               "source_en": 500},
         rich=True, readers=(("anonymous", "/bulletins"), DESK_SEES)),
    Door("/administration/organizations", "ma", answers={**OUR_OWN, "slug": "new", "kind": "platform"}, free=NAMES,
         shaped=("slug", "region"),
         readers=(("ma", "/administration/organizations"), ("jin", "/audit/administration"))),
    Door("/administration/organizations/<slug>", "ma", "bailu", OUR_OWN, NAMES, ("region",),
         readers=(("he", "/account"), ("jin", "/audit/administration"))),
    Door("/administration/organizations/<slug>/invitation", "ma", "bailu",
         {"email": "new@example.org", "roles": "verifier", "language": "en"}, {"name": 100}, ("email",),
         readers=(("ma", "/administration/people"),)),
    Door("/platform-invitations/new", "ma", answers=NEWCOMER, free={**NAMES, "person": 100}, shaped=("hosts", "email"),
         readers=(("ma", "/platform-invitations"), ("jin", "/audit/administration"))),
    Door("/platform-invitations/for/<case_number>", "qian", "unclaimed", answers=NEWCOMER,
         free={**NAMES, "person": 100}, shaped=("hosts", "email"), readers=(("qian", "/platform-invitations"),)),
    Door("/administration/people/<email>", "ma", "he@example.org", {"roles": "verifier"}, {"name": 100},
         readers=(("jin", "/audit/administration"),)),
    Door("/administration/registry", "ma", shaped=("value",),
         answers={"kind": "host", "platform": "bailu", "platform_kind": "social", "provider": ""}),
    Door("/administration/calendar/<int:year>", "ma", answers=NOTICE, free={"number": 80}, shaped=("address",),
         readers=(("ma", "/administration/calendar"), ("jin", "/audit/administration"))),
    Door("/administration/categories/<code>/words", "ma", "B05", answers={"version": "0"}, free=CATEGORY_WORDS,
         readers=(("anonymous", "/flag"), ("jin", "/audit/administration"))),
    Door("/administration/categories/<code>/retirement", "ma", "B05", answers={"version": "0"},
         shaped=("retired_from",)),
    Door("/administration/settings/<name>", "ma", "announcement",
         answers={"version": "0", "first_day": "2026-03-01", "last_day": "2026-03-09"}, free={"zh": 300, "en": 300},
         shaped=("first_day", "last_day"),
         readers=(("anonymous", "/privacy"), ("ma", "/administration/settings"), ("jin", "/audit/administration"))),
    Door("/administration/settings/<name>", "ma", "contact-hours", answers={"version": "0"},
         free={"zh": 200, "en": 200}, readers=(("anonymous", "/about"),)),
    Door("/administration/settings/<name>", "ma", "contact-mail", answers={"version": "0"}, shaped=("line",)),
    Door("/administration/settings/<name>", "ma", "sampling", answers={"version": "0"}, shaped=("number",)),
    Door("/templates", "wei", "checked", answers={"action": "dismiss", "category": "", "in_use": "y"}, free=TEMPLATE,
         readers=(("wei", "/verification/<case_number>/dismissal"),)),
    Door("/templates/<int:template_id>", "wei", answers={"action": "dismiss", "category": "", "in_use": "y"},
         free=TEMPLATE),
    Door("/assist/send", "tang", answers={**TIP, "targets-0-entered": "https://xingyun.example/v/told",
                                          "standing": "anyone", "form_key": "0" * 32, "truthful": "y"},
         free={"description": 20_000, "targets-0-name": 200}, shaped=("notify_address",)),
    Door("/sign-in", "anonymous", answers={"password": "x", "code": "000000", "next": "/"}, shaped=("email", "code")),
    Door("/account/password", "he", answers={"present": "x", "password": "x", "repeated": "x"}, shaped=("code",)),
)  # fmt: skip
