"""Whether the words round a date look ahead or back."""

from __future__ import annotations

import re

DEADLINE = re.compile(r"\b(?:to|through|from|until|till|by|for|of|before|set|record|around|about)\s+$")
SENTENCE_END = re.compile(r"[a-z\d)%\"”’][.!?][\"”’)]*\s+(?=[\"“‘A-Z])|\n")
_AHEAD = (
    r"(?P<ahead>\b(?:(?:will|won['’]t|shall|would)(?:\s+(?:not|also|be|\w+ly))*(?:\s+\w+)?|"
    r"(?:is|are)\s+(?:also\s+)?\w+ing|(?<!had\sbeen\s)(?:scheduled|expected|due|slated)|plan(?:ned|ning|s)?\s+to\s+\w+|"
    r"set\s+(?:to|for)|(?<!been\s)planned\s+for|(?:go|goes|head|heads)\s+to\s+the\s+polls|until|till|effective|payable|(?<!to\s)expires?|starting|beginning|upcoming|ahead\s+of|"
    r"(?:is|are|was|were)\s+to\s+\w+|to\s+be\s+\w+|"
    r"(?<!due\s)(?<!scheduled\s)to\s+(?:begin|meet|resume|vote|open|start|end|expire|take|hold|travel|visit|arrive|"
    r"leave|return|attend|decide|discuss|hear|announce|host|appear)|"
    r"(?<!\bto\s)(?<!\bnot\s)(?<!n['’]t\s)(?:meets?|begins|visits|arrives|resumes?))\b|['’]ll\s+\w+)"
)
_GONE = (
    r"(?P<gone>\b(?:had\s+been\s+(?:scheduled|expected|due|slated)(?:\s+to\s+\w+)?|was|were|had|did|said|told|met|held|took|came|went|"
    r"began|broke|fell|rose|made|gave|saw|got|left|spoke|wrote|sent|won|lost|became|found|led|struck|shot|hit|set|"
    r"put|ran|since|agreed|freed|(?!(?:United|preferred|armed|limited|alleged|disputed|occupied|advanced|proposed)\b)\w{3,}(?<!e)ed)\b)"
)
_TENSE = re.compile(f"{_AHEAD}|{_GONE}", re.IGNORECASE)
_CLAUSE = 90
"""How many code points on either side of a date may hold the verb that it goes with."""


def tense(text: str, start: int, end: int) -> str:
    """Which way the nearest verb looks: "next" for ahead, "last" for back, "" where none is near."""
    before = text[max(0, start - _CLAUSE) : start]
    ends = [found.end() for found in SENTENCE_END.finditer(before)]
    found = list(_TENSE.finditer(before, ends[-1] if ends else 0))
    if not found and text[end : end + 1] not in ("'", "’"):
        after = text[end - 1 : end + _CLAUSE]
        stop = SENTENCE_END.search(after)
        found = list(_TENSE.finditer(after, 1, stop.start() + 1 if stop else len(after)))[:1]
    if not found:
        return ""
    return "next" if found[-1]["ahead"] else "last"
