"""What the rows of one layer of table 6 have in common, so that a row states only what is its own."""

from __future__ import annotations

from portal.domain.measures.kinds import AgencyFunction, Counter, Executor, Layer, Measure, Nature, Proof

CYBERSPACE = frozenset({AgencyFunction.CYBERSPACE})
CYBERSPACE_AND_COMMUNICATIONS = frozenset({AgencyFunction.CYBERSPACE, AgencyFunction.COMMUNICATIONS})


def content(code: str, words: str, plain: str, dsa: str, *, interim: bool = True) -> Measure:
    """A measure on content: the platform alone, or the cyberspace office orders it."""
    return Measure(
        code=code,
        words=words,
        plain=plain,
        layer=Layer.CONTENT,
        nature=Nature.PLATFORM,
        by_platform_alone=True,
        named=CYBERSPACE,
        minimum=1,
        executor=Executor.PLATFORM,
        reversible=True,
        interim=interim,
        longest_days=None,
        counters=frozenset({Counter.INFORMATION, Counter.DATASETS}),
        proof=Proof.BEFORE_AND_AFTER,
        dsa=dsa,
    )


def account(
    code: str,
    words: str,
    plain: str,
    dsa: str,
    longest_days: int | None = None,
    *,
    reversible: bool = True,
    interim: bool = False,
) -> Measure:
    """A measure on an account: the platform alone, or the cyberspace office orders it."""
    return Measure(
        code=code,
        words=words,
        plain=plain,
        layer=Layer.ACCOUNT,
        nature=Nature.PLATFORM,
        by_platform_alone=True,
        named=CYBERSPACE,
        minimum=1,
        executor=Executor.PLATFORM,
        reversible=reversible,
        interim=interim,
        longest_days=longest_days,
        counters=frozenset({Counter.ACCOUNTS}),
        proof=Proof.BEFORE_AND_AFTER,
        dsa=dsa,
    )


def product(
    code: str,
    words: str,
    plain: str,
    dsa: str,
    counter: Counter = Counter.PRODUCTS,
    longest_days: int | None = None,
    *,
    interim: bool = True,
) -> Measure:
    """A measure on a product or goods: two agencies order it, the cyberspace office among them."""
    return Measure(
        code=code,
        words=words,
        plain=plain,
        layer=Layer.PRODUCT,
        nature=Nature.PLATFORM,
        by_platform_alone=False,
        named=CYBERSPACE,
        minimum=2,
        executor=Executor.PLATFORM,
        reversible=True,
        interim=interim,
        longest_days=longest_days,
        counters=frozenset({counter}),
        proof=Proof.LISTING_GONE,
        dsa=dsa,
    )


def network(code: str, words: str, plain: str, dsa: str) -> Measure:
    """A measure on a domain or an address: cyberspace and communications together; attested."""
    return Measure(
        code=code,
        words=words,
        plain=plain,
        layer=Layer.NETWORK,
        nature=Nature.NETWORK,
        by_platform_alone=False,
        named=CYBERSPACE_AND_COMMUNICATIONS,
        minimum=2,
        executor=Executor.REGISTRAR,
        reversible=True,
        interim=False,
        longest_days=None,
        counters=frozenset({Counter.DOMAINS_SCREENED, Counter.DOMAINS_BLOCKED}),
        proof=Proof.NAME_RECHECKED,
        dsa=dsa,
    )


def supervisory(code: str, words: str, plain: str, longest_days: int | None = None) -> Measure:
    """A supervisory measure: the cyberspace office decides and carries it out."""
    return Measure(
        code=code,
        words=words,
        plain=plain,
        layer=Layer.SUPERVISION,
        nature=Nature.SUPERVISORY,
        by_platform_alone=False,
        named=CYBERSPACE,
        minimum=1,
        executor=Executor.LEAD_AGENCY,
        reversible=False,
        interim=False,
        longest_days=longest_days,
        counters=frozenset(),
        proof=Proof.RECORD,
        dsa="",
    )


def referral(code: str, words: str, plain: str) -> Measure:
    """A referral: one agency decides, the receiving authority answers with its document number."""
    return Measure(
        code=code,
        words=words,
        plain=plain,
        layer=Layer.REFERRAL,
        nature=Nature.REFERRAL,
        by_platform_alone=False,
        named=frozenset(),
        minimum=1,
        executor=Executor.AUTHORITY,
        reversible=False,
        interim=False,
        longest_days=None,
        counters=frozenset(),
        proof=Proof.DOCUMENT_NUMBER,
        dsa="",
    )
