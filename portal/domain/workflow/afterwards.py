"""What can be put right after a verb, said before it is done: no button promises more than the tables hold."""

from __future__ import annotations

from collections.abc import Mapping

from portal.domain.words import N_
from portal.domain.workflow.actions import Action

FINAL_HERE = N_("You cannot take this back here. A regulator may return the case, and the reporters can appeal.")

AFTERWARDS: Mapping[Action, str] = {
    Action.ACCEPT: N_("You cannot take this back: the check begins, the evidence is kept and the reporters are told."),
    Action.CONFIRM: N_("You cannot take this back: the case ends as its desk proposed, and the reporters are told."),
    Action.DECLINE: FINAL_HERE,
    Action.DISMISS: FINAL_HERE,
    Action.RESOLVE: FINAL_HERE,
    Action.HAND_OVER: N_("You cannot take this back: the reporters are told where their tip has gone."),
    Action.TRANSFER: N_("You cannot take this back; the other platform can pass the case on."),
    Action.REROUTE: N_("The case leaves its desk at once. The lead agency can send it on again."),
    Action.TAKE_OVER: N_("You cannot take this back; the case then lies at your desk."),
    Action.REFER: N_("You cannot take this back. The agencies can return the case for facts."),
    Action.JUDGE: N_("You cannot change it afterwards. What the platform found and did opens to you then."),
    Action.RETURN: N_("You cannot take this back; the desk checks the case again."),
    Action.MESSAGE: N_("A message that was sent cannot be called back."),
    Action.ASK_SUPPLEMENT: N_("A question that was sent cannot be called back."),
    Action.MERGE: N_("Cases that were merged cannot be taken apart again."),
    Action.SPLIT: N_("You can merge the two cases again."),
    Action.RECLASSIFY: N_("You can change it again at any time; the history keeps each change."),
    Action.CORRECT_TARGET: N_("You can correct it again; the history keeps each change."),
    Action.EXTEND: N_("The time can be extended once; the reporters are told at once."),
}
"""What a colleague reads beside the button, or is asked where a single key pressed it."""
