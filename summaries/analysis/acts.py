"""What a statement does, by its cue: warns, denies, promises; grouped after the event types of PLOVER."""

from __future__ import annotations

import re

from summaries.model import Act

_ACTS: dict[Act, str] = {
    Act.CALLS_FOR: "call urge demand appeal request ask beg implore plead beseech exhort recommend propose insist"
    " advocate encourage press invite order instruct direct",
    Act.WARNS: "warn caution alert warning",
    Act.DENIES: "deny dispute refute rebut disavow contradict denial",
    Act.ACCUSES: "accuse blame allege charge fault accusation allegation",
    Act.THREATENS: "threaten threat",
    Act.BACKS: "support back endorse defend champion welcome recognize recognise applaud hail reaffirm",
    Act.REJECTS: "reject refuse oppose dismiss decline renounce object",
    Act.PROMISES: "promise vow pledge swear guarantee commit",
    Act.OFFERS: "offer volunteer",
    Act.CONSIDERS: "consider weigh mull contemplate ponder",
    Act.PRAISES: "praise laud commend congratulate thank tout salute admire compliment",
    Act.CRITICISES: "criticize criticise condemn denounce attack slam blast decry deplore lambaste rebuke chastise"
    " castigate excoriate deride ridicule mock assail scold fault rip bash belittle insult complain lament",
    Act.AGREES: "agree concede admit acknowledge accept concur",
}
_OF = {word: act for act, words in _ACTS.items() for word in words.split()}
_WORDS = re.compile(r"[^\W\d_]+")
_WE_CALL = re.compile(
    r"\b(?:we|I)\s+(?:\w+ly\s+)?(?:call\s+(?:up)?on|call\s+for|urge|demand|appeal)\b|\b(?:must|should)\s+(?:stop|end|leave|go)\b",
    re.IGNORECASE,
)
_WE_CONSIDER = re.compile(r"\bconsidering\b", re.IGNORECASE)


def act_of(lemma: str, content: str) -> Act:
    """The act of a cue (its lemma) and, where the cue only says that something was said, of the words."""
    act = _OF.get(lemma, Act.STATES)
    if act is not Act.STATES:
        return act
    if _WE_CALL.search(content):
        return Act.CALLS_FOR
    if _WE_CONSIDER.search(content[:60]):
        return Act.CONSIDERS
    return Act.STATES
