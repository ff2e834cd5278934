"""Table 6 against the field's own table of who decides each measure, written out by hand."""

import pytest

from portal.domain.measures import (
    AGENCY_FUNCTION_WORDS,
    COUNTER_WORDS,
    EXECUTION_STEP,
    EXECUTOR_WORDS,
    LAYER_WORDS,
    MEASURES,
    NATURE_WORDS,
    PROOF_WORDS,
    AgencyFunction,
    Counter,
    Executor,
    Layer,
    Measure,
    Nature,
    Proof,
    own_measures,
)
from portal.domain.measures.fitting import LADDERS, MeetsWhat, meets, substitutes
from portal.domain.targets import TargetType

CYBERSPACE, COMMUNICATIONS = AgencyFunction.CYBERSPACE, AgencyFunction.COMMUNICATIONS
SUPERVISORY = ("M01", "M02", "M03", "M04")
CONTENT = ("M10", "M11", "M12", "M13", "M14")
ACCOUNT = ("M20", "M21", "M22", "M23", "M24", "M25", "M26")
PRODUCT = ("M30", "M31", "M32", "M33")
DOMAIN = ("M40", "M41", "M42", "M45")
REACH = ("M43", "M44")
REFERRAL = ("M50", "M51", "M52", "M53")

SIGNED_BY = {
    SUPERVISORY: ({CYBERSPACE}, 1),
    CONTENT: ({CYBERSPACE}, 1),
    ACCOUNT: ({CYBERSPACE}, 1),
    PRODUCT: ({CYBERSPACE}, 2),
    DOMAIN: ({CYBERSPACE, COMMUNICATIONS}, 2),
    REACH: ({CYBERSPACE}, 1),
    REFERRAL: (set(), 1),
}


def test_the_catalogue_is_complete() -> None:
    assert set(MEASURES) == {*SUPERVISORY, *CONTENT, *ACCOUNT, *PRODUCT, *DOMAIN, *REACH, *REFERRAL}
    assert all(code == measure.code for code, measure in MEASURES.items())


@pytest.mark.parametrize(("codes", "signed"), SIGNED_BY.items())
def test_each_measure_is_signed_by_the_agencies_of_its_row(
    codes: tuple[str, ...], signed: tuple[set[AgencyFunction], int]
) -> None:
    assert [(set(MEASURES[code].named), MEASURES[code].minimum) for code in codes] == [signed] * len(codes)


def test_a_platform_alone_may_act_on_content_and_accounts_and_on_nothing_else() -> None:
    assert {code for code, measure in MEASURES.items() if measure.by_platform_alone} == {*CONTENT, *ACCOUNT}
    assert own_measures([*CONTENT, *ACCOUNT])
    assert not own_measures(["M10", "M31"])
    assert not own_measures(["M99"])


EXECUTED_BY = {
    Executor.LEAD_AGENCY: {*SUPERVISORY},
    Executor.PLATFORM: {*CONTENT, *ACCOUNT, *PRODUCT, "M44"},
    Executor.REGISTRAR: {*DOMAIN},
    Executor.AUTHORITY: {*REFERRAL, "M43"},
}


@pytest.mark.parametrize("executor", Executor)
def test_each_measure_has_its_executor(executor: Executor) -> None:
    assert {code for code, measure in MEASURES.items() if measure.executor is executor} == EXECUTED_BY[executor]


def test_registrars_and_authorities_stand_outside_the_portal() -> None:
    assert {code for code, measure in MEASURES.items() if measure.outside} == {*DOMAIN, "M43", *REFERRAL}


def test_what_cannot_be_taken_back_is_never_lifted_nor_taken_in_the_interim() -> None:
    final = {*SUPERVISORY, "M24", "M25", "M43", *REFERRAL}
    assert {code for code, measure in MEASURES.items() if not measure.reversible} == final
    interim = {code for code, measure in MEASURES.items() if measure.interim}
    assert interim == {"M10", "M12", "M13", "M14", "M20", "M21", "M23", "M30", "M31", "M33", "M44"}
    assert not interim & final


@pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
def test_an_interim_measure_is_carried_out_by_a_platform(measure: Measure) -> None:
    assert not measure.interim or (measure.executor is Executor.PLATFORM and measure.nature is Nature.PLATFORM)


NATURES = {
    Nature.SUPERVISORY: {*SUPERVISORY},
    Nature.PLATFORM: {*CONTENT, *ACCOUNT, *PRODUCT, "M44"},
    Nature.NETWORK: {*DOMAIN, "M43"},
    Nature.REFERRAL: {*REFERRAL},
}


@pytest.mark.parametrize("nature", Nature)
def test_the_natures_are_never_mixed(nature: Nature) -> None:
    assert {code for code, measure in MEASURES.items() if measure.nature is nature} == NATURES[nature]


PENALTIES = ("penalt", "fine", "confiscat", "detention", "revoke", "licence", "punish")


@pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
def test_no_measure_sounds_like_a_penalty_but_the_referral_that_asks_for_proceedings(measure: Measure) -> None:
    said = f"{measure.words} {measure.plain}".lower()
    assert any(word in said for word in PENALTIES) == (measure.code == "M53")


def test_a_warning_by_a_platform_is_no_reminder_by_an_agency() -> None:
    assert MEASURES["M24"].nature is Nature.PLATFORM
    assert MEASURES["M01"].nature is Nature.SUPERVISORY
    assert MEASURES["M24"].words != MEASURES["M01"].words


def test_each_quantity_goes_to_the_counter_of_its_layer() -> None:
    counted = {layer: set[Counter]() for layer in Layer}
    for measure in MEASURES.values():
        counted[measure.layer] |= measure.counters
    assert counted == {
        Layer.CONTENT: {Counter.INFORMATION, Counter.DATASETS},
        Layer.ACCOUNT: {Counter.ACCOUNTS},
        Layer.PRODUCT: {Counter.PRODUCTS, Counter.GOODS},
        Layer.NETWORK: {Counter.DOMAINS_SCREENED, Counter.DOMAINS_BLOCKED, Counter.INFORMATION},
        Layer.SUPERVISION: set(),
        Layer.REFERRAL: set(),
    }


def test_goods_are_counted_by_delisting_goods_alone() -> None:
    assert {code for code, measure in MEASURES.items() if Counter.GOODS in measure.counters} == {"M33"}


def test_everything_has_its_words_and_every_layer_its_clock() -> None:
    assert (set(NATURE_WORDS), set(LAYER_WORDS), set(EXECUTION_STEP)) == (set(Nature), set(Layer), set(Layer))
    assert (set(COUNTER_WORDS), set(PROOF_WORDS)) == (set(Counter), set(Proof))
    assert (set(EXECUTOR_WORDS), set(AGENCY_FUNCTION_WORDS)) == (set(Executor), set(AgencyFunction))


def test_a_ladder_is_of_one_kind_from_end_to_end() -> None:
    for ladder in LADDERS:
        kinds = {
            (one.nature, one.layer, one.executor, one.named, one.minimum) for one in map(MEASURES.get, ladder) if one
        }
        assert len(kinds) == 1, ladder
    assert len({code for ladder in LADDERS for code in ladder}) == sum(map(len, LADDERS))


def test_a_substitute_is_of_the_same_kind_fits_the_target_and_is_not_weaker() -> None:
    offered = {code: [one.code for one in substitutes(MEASURES[code], TargetType.APP)] for code in MEASURES}
    assert {code: others for code, others in offered.items() if others != [code]} == {
        "M13": ["M13", "M12", "M11"],
        "M12": ["M12", "M11"],
        "M20": ["M20", "M21", "M22"],
        "M21": ["M21", "M22"],
        "M30": ["M30", "M31", "M32"],
        "M31": ["M31", "M32"],
    }
    assert [one.code for one in substitutes(MEASURES["M30"], TargetType.ACCOUNT)] == ["M30"]


ALWAYS = {*SUPERVISORY, *REACH, *REFERRAL}
SERVICE = {"M30", "M31", "M32"}
WORKS_ON: dict[TargetType, tuple[set[str], set[str]]] = {
    TargetType.CONTENT: ({*CONTENT}, {*ACCOUNT}),
    TargetType.TUTORIAL: ({*CONTENT, "M33"}, {*ACCOUNT}),
    TargetType.LISTING: ({*CONTENT, "M33"}, {*ACCOUNT}),
    TargetType.ACCOUNT: ({*CONTENT, *ACCOUNT}, set()),
    TargetType.ACCOUNT_CLUSTER: ({*CONTENT, *ACCOUNT}, set()),
    TargetType.GROUP: ({*CONTENT, *ACCOUNT}, set()),
    TargetType.LIVE_ROOM: ({*CONTENT, *ACCOUNT}, set()),
    TargetType.PRIVATE_CHAT: ({*CONTENT, *ACCOUNT}, set()),
    TargetType.PHONE_CALL: ({*ACCOUNT}, set()),
    TargetType.APP: ({*CONTENT, *SERVICE}, {*ACCOUNT, *DOMAIN}),
    TargetType.MINI_PROGRAM: ({*CONTENT, *SERVICE}, {*ACCOUNT, *DOMAIN}),
    TargetType.AGENT: ({*CONTENT, *SERVICE}, {*ACCOUNT, *DOMAIN}),
    TargetType.TOOL: ({*CONTENT, *SERVICE}, {*ACCOUNT, *DOMAIN}),
    TargetType.WEBSITE: ({*CONTENT, *SERVICE, *DOMAIN}, {*ACCOUNT}),
    TargetType.PLATFORM: ({*CONTENT, *SERVICE, *DOMAIN}, {*ACCOUNT}),
    TargetType.MODEL: ({*CONTENT, *SERVICE}, {*ACCOUNT}),
    TargetType.DATASET: ({*CONTENT, *SERVICE}, {*ACCOUNT}),
    TargetType.UNKNOWN: (set(), {*CONTENT, *ACCOUNT, *PRODUCT, *DOMAIN}),
}
"""By hand: what can be done to each target itself, and to something of it that must be named."""


@pytest.mark.parametrize("target", TargetType)
def test_each_target_meets_the_measures_of_its_kind_and_no_others(target: TargetType) -> None:
    itself, named = WORKS_ON[target]
    met = {code: meets(measure, target) for code, measure in MEASURES.items()}
    assert {code for code, what in met.items() if what is MeetsWhat.TARGET} == itself | ALWAYS
    assert {code for code, what in met.items() if what is MeetsWhat.NAMED} == named
