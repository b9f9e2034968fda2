"""Which sentences can matter: only they are parsed."""

from __future__ import annotations

import re

from summaries.analysis.cues import CUE_WORDS
from summaries.analysis.document import Document, Sentence

_IRREGULAR = (
    "said|says|told|thought|knew|known|wrote|written|spoke|spoken|read|swore|sworn|sang|sung|put|began|begun|saw|seen"
    "|felt|found|shown|shrank|meant|bet|heard|learnt|sought|chose|chosen|undertook|took|taken|pled|forgot|forgotten"
    "|foresaw|foretold|taught|denied|denies|replied|replies|cried|cries|implied|implies|testified|testifies"
    "|according|beg(?:s|ged|ging)|ripp?ed|rips|trying"
)
_DEEDS = (
    "reject|support|back|oppos|condemn|agree|hope|plan|kill|protest|me?e?t|talk|visit|attack|sanction|arrest"
)


def _stems() -> str:
    """The cue words without what inflection changes: "deny" is found in "denies", "note" in "noting"."""
    stems = {word[:-1] if word[-1] in "ey" and len(word) > 3 else word for word in CUE_WORDS}
    return "|".join(sorted(stems))


_ENDING = r"(?:e|y|es|ed|ies|ied|ing|s|d|[tlnrgpmb](?:ing|ed))?"
_CUE = re.compile(rf"\b(?:(?:{_stems()}){_ENDING}|{_IRREGULAR}|(?:{_DEEDS})\w*)\b", re.IGNORECASE)


def can_matter(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence may hold a quotation, a stance or a development, judged without a parse.

    The sentence before a quotation in its paragraph matters too: it may tell who "he" is.
    """
    start, end = sentence.start, sentence.end
    following = document.sentences[sentence.index + 1 : sentence.index + 2]
    quoted_to = following[0].end if following and following[0].paragraph == sentence.paragraph else end
    return (
        bool(document.mentions_in(start, end))
        or bool(document.marks_touching(start, quoted_to))
        or _CUE.search(document.text, start, end) is not None
    )
