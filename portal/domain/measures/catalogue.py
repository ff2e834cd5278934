"""Table 6: what can be done about a target, who decides, who carries it out, and what proves it.

Source of the catalogue: domain facts sections 2.4 and 6, decision 15.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portal.domain.deadlines import Step
from portal.domain.measures.builders import CYBERSPACE, account, content, network, product, referral, supervisory
from portal.domain.measures.kinds import Counter, Executor, Layer, Measure, Nature, Proof
from portal.domain.words import N_

MEASURES: Mapping[str, Measure] = {
    measure.code: measure
    for measure in (
        supervisory("M01", N_("Cautionary reminder"), N_("The provider is reminded of the rules in writing.")),
        supervisory("M02", N_("Order to put it right"), N_("The provider must put it right by a set day."), 90),
        supervisory("M03", N_("Formal talk"), N_("The provider is called in for a talk that is put on record.")),
        supervisory("M04", N_("Circular"), N_("The case is named in a circular to the trade.")),
        content(
            "M10",
            N_("Add an AI label or notice"),
            N_("A label says that AI made this or may have made it."),
            "DECISION_VISIBILITY_CONTENT_LABELLED",
        ),
        content(
            "M11",
            N_("Remove content"),
            N_("The content is deleted."),
            "DECISION_VISIBILITY_CONTENT_REMOVED",
            interim=False,
        ),
        content(
            "M12",
            N_("Hide content"),
            N_("The content can no longer be opened."),
            "DECISION_VISIBILITY_CONTENT_DISABLED",
        ),
        content(
            "M13",
            N_("Limit reach"),
            N_("The content is no longer recommended or found by search."),
            "DECISION_VISIBILITY_CONTENT_DEMOTED",
        ),
        content(
            "M14",
            N_("Limit interaction"),
            N_("Nobody can comment on, share or like the content."),
            "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED",
        ),
        account(
            "M20",
            N_("Restrict account functions"),
            N_("Some functions of the account are switched off."),
            "DECISION_PROVISION_PARTIAL_SUSPENSION",
            180,
            interim=True,
        ),
        account(
            "M21",
            N_("Suspend posting"),
            N_("The account cannot post for a set time."),
            "DECISION_ACCOUNT_SUSPENDED",
            180,
            interim=True,
        ),
        account("M22", N_("Close account"), N_("The account is closed."), "DECISION_ACCOUNT_TERMINATED"),
        account(
            "M23",
            N_("Withdraw earnings"),
            N_("The account can no longer earn money."),
            "DECISION_MONETARY_SUSPENSION",
            365,
            interim=True,
        ),
        account("M24", N_("Platform warning"), N_("The platform warns the account holder."), "", reversible=False),
        account(
            "M25",
            N_("Platform deadline to put it right"),
            N_("The platform sets the account holder a day by which it must be right."),
            "",
            30,
            reversible=False,
        ),
        account(
            "M26",
            N_("Bar from registering again"),
            N_("The same person cannot open a new account."),
            "DECISION_ACCOUNT_TERMINATED",
        ),
        product(
            "M30",
            N_("Suspend new users"),
            N_("Nobody new can start using the product for a set time."),
            "DECISION_PROVISION_PARTIAL_SUSPENSION",
            longest_days=180,
        ),
        product(
            "M31",
            N_("Delist product"),
            N_("The product is taken out of the store."),
            "DECISION_PROVISION_TOTAL_SUSPENSION",
        ),
        product(
            "M32",
            N_("Shut down service"),
            N_("The service is switched off."),
            "DECISION_PROVISION_TOTAL_TERMINATION",
            interim=False,
        ),
        product(
            "M33",
            N_("Delist goods"),
            N_("The goods are taken off sale."),
            "DECISION_PROVISION_TOTAL_SUSPENSION",
            Counter.GOODS,
        ),
        network(
            "M40",
            N_("Stop name resolution"),
            N_("The domain name no longer leads anywhere."),
            "DECISION_PROVISION_TOTAL_SUSPENSION",
        ),
        network(
            "M41",
            N_("Cut off access"),
            N_("The site is cut off from the network."),
            "DECISION_PROVISION_TOTAL_SUSPENSION",
        ),
        network("M42", N_("Block domain"), N_("The domain is blocked."), "DECISION_PROVISION_TOTAL_TERMINATION"),
        Measure(
            code="M43",
            words=N_("Notice to a foreign provider"),
            plain=N_("The provider abroad is notified."),
            layer=Layer.NETWORK,
            nature=Nature.NETWORK,
            by_platform_alone=False,
            named=CYBERSPACE,
            minimum=1,
            executor=Executor.AUTHORITY,
            reversible=False,
            interim=False,
            longest_days=None,
            counters=frozenset(),
            proof=Proof.DOCUMENT_NUMBER,
            dsa="",
        ),
        Measure(
            code="M44",
            words=N_("Unlink on all platforms"),
            plain=N_("Platforms remove links to it and stop promoting it."),
            layer=Layer.NETWORK,
            nature=Nature.PLATFORM,
            by_platform_alone=False,
            named=CYBERSPACE,
            minimum=1,
            executor=Executor.PLATFORM,
            reversible=True,
            interim=True,
            longest_days=None,
            counters=frozenset({Counter.INFORMATION}),
            proof=Proof.BEFORE_AND_AFTER,
            dsa="DECISION_VISIBILITY_CONTENT_DISABLED",
        ),
        network(
            "M45",
            N_("Cancel the site's filing"),
            N_("The site loses its filing and must go off line."),
            "DECISION_PROVISION_TOTAL_TERMINATION",
        ),
        referral("M50", N_("Refer to market regulation"), N_("Market regulation is asked to act.")),
        referral("M51", N_("Refer to the police"), N_("The police are asked to act.")),
        referral("M52", N_("Refer to another province"), N_("The competent province is asked to act.")),
        referral(
            "M53",
            N_("Refer for penalty proceedings"),
            N_("The competent authority is asked to open proceedings, with notice and defence."),
        ),
    )
}
"""Table 6 by code. 下架商品 is M33 only; warnings by a platform have own codes (decision 15)."""

EXECUTION_STEP: Mapping[Layer, Step] = {
    Layer.CONTENT: Step.EXECUTE_CONTENT,
    Layer.ACCOUNT: Step.EXECUTE_CONTENT,
    Layer.PRODUCT: Step.EXECUTE_PRODUCT,
    Layer.NETWORK: Step.EXECUTE_NETWORK,
    Layer.SUPERVISION: Step.EXECUTE_PRODUCT,
    Layer.REFERRAL: Step.EXECUTE_PRODUCT,
}
"""Which clock a task of this layer runs under."""


def own_measures(codes: Iterable[str]) -> bool:
    """Whether a platform may take all of these alone."""
    return all(code in MEASURES and MEASURES[code].by_platform_alone for code in codes)
