"""Telling a passage that quotes somebody from one that does not, by marks and cue verbs."""

from __future__ import annotations

import re

# Cue verbs of English news in the forms that go with a quotation, our own list. It needs only to be good
# enough to see that somebody is being quoted; finding who and what is the work of the analysis.
CUES = (
    "said|says|saying|told|tells|asked|asks|asking|added|adds|adding|wrote|writes|writing|tweeted|tweets|tweeting"
    "|posted|replied|replies|responded|declared|declares|declaring|warned|warns|warning|argued|argues|arguing"
    "|insisted|insists|stated|stating|announced|explained|explains|noted|notes|recalled|recalls|continued"
    "|concluded|remarked|commented|claimed|claims|claiming|stressed|vowed|pledged|promised|urged|urges"
    "|reiterated|repeated|acknowledged|admitted|testified|predicted|suggested|joked|quipped|shouted|yelled|cried"
    "|exclaimed|wondered|demanded|cautioned|confirmed|described|called|denied|accused|threatened|complained"
    "|according|quoted|emphasized|emphasised|underlined|lamented|countered|charged|mused|observed|read"
    "|retorted|snapped|wanted to know|(?:shot|fired|hit|wrote) back|(?:chimed|cut|put) in|went on"
)

_CUE = re.compile(rf"\b(?:{CUES})\b")
_QUOTED = re.compile(
    r"[“«„]\s*\w[^”»“]*\s\w|(?:^|[\s(])\"\w[^\"]*\s\w|(?:^|[\s(])[‘']\w+(?:\s\w[^’'\n]*)+[,.!?]?[’']"
)


def quotes_somebody(passage: str) -> bool:
    """Whether the passage holds at least two words in quotation marks and a cue verb."""
    return bool(_QUOTED.search(passage)) and bool(_CUE.search(passage))


def has_cue(passage: str) -> bool:
    """Whether the passage holds a cue verb."""
    return bool(_CUE.search(passage))
