"""What a measure is: its nature, layer, deciders, executor, counters and proof, and their names.

Four natures are kept apart everywhere: what a platform carries out, a network measure, a supervisory
measure, and a referral to an authority that may open penalty proceedings. Administrative penalties
(行政处罚法 Art. 9) are never imposed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.words import N_


class Nature(StrEnum):
    """The legal nature of a measure; pages and data never mix these."""

    PLATFORM = "platform"
    """Carried out by a platform, of its own accord or on the agencies' order (处置)."""
    NETWORK = "network"
    """On a domain or an address, carried out by registrars and access providers."""
    SUPERVISORY = "supervisory"
    """约谈, 责令改正, 通报 and the like."""
    REFERRAL = "referral"


class Layer(StrEnum):
    """On what a measure works."""

    ACCOUNT = "account"
    CONTENT = "content"
    PRODUCT = "product"
    NETWORK = "network"
    SUPERVISION = "supervision"
    REFERRAL = "referral"


class AgencyFunction(StrEnum):
    """What an agency is competent for."""

    CYBERSPACE = "cyberspace"  # 网信
    COMMUNICATIONS = "communications"  # 通信管理
    MARKET = "market"  # 市场监管
    PUBLIC_SECURITY = "public_security"  # 公安


class Executor(StrEnum):
    """Who carries a measure out; the last two stand outside the portal and are attested."""

    PLATFORM = "platform"
    LEAD_AGENCY = "lead_agency"
    REGISTRAR = "registrar"
    AUTHORITY = "authority"


OUTSIDE_EXECUTORS: frozenset[Executor] = frozenset({Executor.REGISTRAR, Executor.AUTHORITY})

OUTSIDE_NAMES: Mapping[Executor, str] = {
    Executor.REGISTRAR: N_("Registrar or access provider"),
    Executor.AUTHORITY: N_("Receiving authority"),
    Executor.PLATFORM: N_("Provider of the target"),
}
"""What an executor outside the portal is called until the lead agency names it in its attestation."""


class Counter(StrEnum):
    """What official bulletins count (domain facts 1.1, 1.2)."""

    PRODUCTS = "products"
    INFORMATION = "information"
    ACCOUNTS = "accounts"
    GOODS = "goods"
    DATASETS = "datasets"
    DOMAINS_SCREENED = "domains_screened"
    DOMAINS_BLOCKED = "domains_blocked"


class Proof(StrEnum):
    """What shows that a measure was carried out."""

    BEFORE_AND_AFTER = "before_and_after"
    LISTING_GONE = "listing_gone"
    NAME_RECHECKED = "name_rechecked"
    RECORD = "record"
    DOCUMENT_NUMBER = "document_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One row of table 6."""

    code: str
    words: str
    plain: str
    """What it means for whoever it meets, in words a citizen understands."""
    layer: Layer
    nature: Nature
    by_platform_alone: bool
    """Whether a platform may take it at once without an agency."""
    named: frozenset[AgencyFunction]
    """Agencies that must sign an order of it, and whose silence it does not survive."""
    minimum: int
    """How many agencies must sign in all."""
    executor: Executor
    reversible: bool
    """Whether it can be lifted: a revoked or lapsed one makes a lift task."""
    interim: bool
    """Whether it may be taken before the decision, by the desk or on an interim order."""
    longest_days: int | None
    """Longest duration of one order, None where it lasts until lifted or is done once."""
    counters: frozenset[Counter]
    """In which official counters a receipt may state its quantity."""
    proof: Proof
    dsa: str
    """Field value of the EU statement-of-reasons vocabulary (schema v2), "" where it has none."""

    def __str__(self) -> str:
        return f"{self.code} {self.words}"

    @property
    def outside(self) -> bool:
        """Whether its executor stands outside the portal."""
        return self.executor in OUTSIDE_EXECUTORS


NATURE_WORDS: Mapping[Nature, str] = {
    Nature.PLATFORM: N_("Measure carried out by a platform"),
    Nature.NETWORK: N_("Network measure (not a penalty)"),
    Nature.SUPERVISORY: N_("Supervisory measure (not a penalty)"),
    Nature.REFERRAL: N_("Referral to the competent authority"),
}

COUNTER_WORDS: Mapping[Counter, str] = {
    Counter.PRODUCTS: N_("AI products (apps, mini-programs, agents, sites)"),
    Counter.INFORMATION: N_("Pieces of information"),
    Counter.ACCOUNTS: N_("Accounts"),
    Counter.GOODS: N_("Goods"),
    Counter.DATASETS: N_("Datasets and models"),
    Counter.DOMAINS_SCREENED: N_("Domains checked"),
    Counter.DOMAINS_BLOCKED: N_("Domains blocked"),
}

PROOF_WORDS: Mapping[Proof, str] = {
    Proof.BEFORE_AND_AFTER: N_("How it looked before and after"),
    Proof.LISTING_GONE: N_("That the listing is gone"),
    Proof.NAME_RECHECKED: N_("A new check of name and address"),
    Proof.RECORD: N_("The record and the receipt of service"),
    Proof.DOCUMENT_NUMBER: N_("The number of the authority's document"),
}

LAYER_WORDS: Mapping[Layer, str] = {
    Layer.ACCOUNT: N_("Account"),
    Layer.CONTENT: N_("Content"),
    Layer.PRODUCT: N_("Product"),
    Layer.NETWORK: N_("Network"),
    Layer.SUPERVISION: N_("Supervision"),
    Layer.REFERRAL: N_("Referral"),
}

AGENCY_FUNCTION_WORDS: Mapping[AgencyFunction, str] = {
    AgencyFunction.CYBERSPACE: N_("Cyberspace affairs"),
    AgencyFunction.COMMUNICATIONS: N_("Communications administration"),
    AgencyFunction.MARKET: N_("Market regulation"),
    AgencyFunction.PUBLIC_SECURITY: N_("Public security"),
}

EXECUTOR_WORDS: Mapping[Executor, str] = {
    Executor.PLATFORM: N_("Platform"),
    Executor.LEAD_AGENCY: N_("Lead agency"),
    Executor.REGISTRAR: N_("Registrar or access provider"),
    Executor.AUTHORITY: N_("Receiving authority"),
}
