"""What can be flagged: the types of target, with what names each of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.words import N_


class TargetType(StrEnum):
    """The types of `domain` table 6 and the ones people meet without an address."""

    MINI_PROGRAM = "mini_program"
    APP = "app"
    AGENT = "agent"
    WEBSITE = "website"
    ACCOUNT = "account"
    CONTENT = "content"
    LISTING = "listing"
    TUTORIAL = "tutorial"
    MODEL = "model"
    DATASET = "dataset"
    PHONE_CALL = "phone_call"
    PRIVATE_CHAT = "private_chat"
    GROUP = "group"
    LIVE_ROOM = "live_room"
    TOOL = "tool"
    ACCOUNT_CLUSTER = "account_cluster"
    PLATFORM = "platform"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TargetKind:
    """What people call it, what they are asked for, and whether tips may ever join on it."""

    label: str
    identified_by: tuple[str, ...]
    joinable: bool = True


KINDS: dict[TargetType, TargetKind] = {
    TargetType.CONTENT: TargetKind(
        N_("A post, picture, video or article"), (N_("link"), N_("platform"), N_("posted at"))
    ),
    TargetType.ACCOUNT: TargetKind(N_("An account"), (N_("link"), N_("platform"), N_("account number"), N_("handle"))),
    TargetType.LIVE_ROOM: TargetKind(N_("A live room"), (N_("link"), N_("platform"), N_("room number"))),
    TargetType.APP: TargetKind(N_("An app"), (N_("app store"), N_("package name"), N_("version"), N_("developer"))),
    TargetType.MINI_PROGRAM: TargetKind(N_("A mini program"), (N_("platform"), N_("AppID"), N_("name"))),
    TargetType.AGENT: TargetKind(N_("An AI agent or chatbot"), (N_("link"), N_("platform"), N_("agent number"))),
    TargetType.WEBSITE: TargetKind(N_("A website"), (N_("link"), N_("IP address"), N_("ICP filing number"))),
    TargetType.LISTING: TargetKind(
        N_("Goods or a service on sale"), (N_("link"), N_("item number"), N_("shop number"))
    ),
    TargetType.TUTORIAL: TargetKind(N_("A tutorial or course"), (N_("link"), N_("seller"))),
    TargetType.TOOL: TargetKind(N_("A tool or program"), (N_("link"), N_("name"))),
    TargetType.MODEL: TargetKind(
        N_("An AI model"), (N_("hub"), N_("model number"), N_("revision"), N_("filing number"))
    ),
    TargetType.DATASET: TargetKind(N_("A data set"), (N_("hub"), N_("data set number"), N_("revision"))),
    TargetType.PHONE_CALL: TargetKind(N_("A phone call or text message"), (N_("phone number"),)),
    TargetType.PRIVATE_CHAT: TargetKind(N_("A private chat"), (N_("platform"), N_("account number"), N_("handle"))),
    TargetType.GROUP: TargetKind(N_("A chat group"), (N_("link"), N_("platform"), N_("group number"))),
    TargetType.ACCOUNT_CLUSTER: TargetKind(
        N_("Many accounts acting together"), (N_("platform"), N_("links")), joinable=False
    ),
    TargetType.PLATFORM: TargetKind(N_("A whole platform"), (N_("link"), N_("name"))),
    TargetType.UNKNOWN: TargetKind(N_("Described in words, without an address"), (N_("name"),), joinable=False),
}
