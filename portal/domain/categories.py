"""What can be flagged: the public choice A01–Z99 and the campaigns that map onto it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.domain.priority import Priority
from portal.domain.targets import TargetType

NOT_SURE = "Z99"


@dataclass(frozen=True, slots=True)
class InForce:
    """From a day to a day, both included; None leaves that end open."""

    effective_from: date | None = None
    effective_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether `day` lies within."""
        begun = self.effective_from is None or self.effective_from <= day
        over = self.effective_to is not None and self.effective_to < day
        return begun and not over


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in the portal's two languages."""

    zh: str
    en: str

    def in_language(self, locale: str) -> str:
        """The Chinese for any Chinese locale, else the English."""
        return self.zh if locale.lower().startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Category:
    """One choice of the public list.

    `parents` names items of campaigns; `raised` maps a tick, a sector or a type of target to the
    least urgent priority it leaves in this category; `restricted` asks for coordinated disclosure;
    `police_lane` shows 110 and 96110 first and offers handing over to the police; `help_line` says
    more beside the example, where the operator wrote one.
    """

    code: str
    name: Wording
    example: Wording
    severity: Priority
    parents: tuple[str, ...]
    typical_targets: tuple[TargetType, ...]
    raised: Mapping[str, Priority]
    key_sector: bool
    police_lane: bool
    restricted: bool
    in_force: InForce
    help_line: Wording = Wording("", "")


@dataclass(frozen=True, slots=True)
class CampaignItem:
    """One numbered kind of misuse in a campaign's notice, e.g. `26-1.4`."""

    code: str
    phase: int
    name: Wording
    covers: Wording


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign (清朗专项行动) with its items, as its notice lists them."""

    slug: str
    name: Wording
    source: str
    in_force: InForce
    items: tuple[CampaignItem, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Every category and every campaign known, whether still in force or over."""

    categories: tuple[Category, ...]
    campaigns: tuple[Campaign, ...]

    def category(self, code: str) -> Category:
        """The category of that code, in force or not; KeyError when there is none."""
        for category in self.categories:
            if category.code == code:
                return category
        raise KeyError(code)

    def categories_in_force(self, on: date) -> tuple[Category, ...]:
        """What a citizen may choose on that day."""
        return tuple(one for one in self.categories if one.in_force.holds_on(on))

    def campaigns_in_force(self, on: date) -> tuple[Campaign, ...]:
        """The campaigns that run on that day; often none, which empties no list."""
        return tuple(one for one in self.campaigns if one.in_force.holds_on(on))

    def campaign(self, slug: str) -> Campaign:
        """The campaign of that slug; KeyError when there is none."""
        for campaign in self.campaigns:
            if campaign.slug == slug:
                return campaign
        raise KeyError(slug)

    def items_of(self, code: str) -> tuple[CampaignItem, ...]:
        """The campaign items that a category stands under, over all campaigns."""
        parents = self.category(code).parents
        return tuple(item for campaign in self.campaigns for item in campaign.items if item.code in parents)

    def categories_under(self, item_code: str) -> tuple[Category, ...]:
        """The categories that map onto a campaign's item."""
        return tuple(one for one in self.categories if item_code in one.parents)
