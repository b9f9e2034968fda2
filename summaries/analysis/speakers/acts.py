"""What a statement does, by its cue: warns, denies, promises; grouped after the event types of PLOVER."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summaries.model import Act

# The grouping follows the codebook of PLOVER (github.com/openeventdata/PLOVER); the words are our own list.
_ACTS: dict[Act, str] = {
    Act.CALLS_FOR: """urge demand appeal request beg implore plead beseech exhort recommend propose advocate
    encourage press invite order instruct direct""",
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
    Act.CRITICISES: """criticize criticise condemn denounce attack slam blast decry deplore lambaste rebuke
    chastise castigate excoriate deride ridicule mock assail scold rip bash belittle insult complain
    lament""",
    Act.AGREES: "agree concede admit acknowledge accept concur",
}
_OF = {word: act for act, words in _ACTS.items() for word in words.split()}
_WITH_PREPOSITION = {
    ("call", "for"): Act.CALLS_FOR,
    ("call", "on"): Act.CALLS_FOR,
    ("call", "upon"): Act.CALLS_FOR,
    ("ask", "for"): Act.CALLS_FOR,
}
_CALLING = re.compile(
    r"\b(?:we|I)\s+(?:\w+ly\s+)?(?:call\s+(?:up)?on|call\s+for|urge|demand|appeal\s+to)\b", re.IGNORECASE
)
_CONSIDERING = re.compile(r"\bconsidering\b", re.IGNORECASE)


def act_of(cue: Sequence[str], content: str) -> Act:
    """The act of a cue (its lemmas: ("call", "for")) or, where it only says that one spoke, of the words.

    "He said: “We call on ...”" calls for something, and so does "asked them to go".
    """
    verb = cue[0] if cue else ""
    act = _OF.get(verb) or _WITH_PREPOSITION.get((verb, cue[-1] if cue else ""))
    if act is not None:
        return act
    if _CALLING.search(content) or (verb in ("ask", "call", "tell") and " to " in content[:60]):
        return Act.CALLS_FOR
    return Act.CONSIDERS if _CONSIDERING.search(content[:60]) else Act.STATES
