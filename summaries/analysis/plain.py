"""Text made plain for the parser, of the same length: odd spaces, pictures, what a page left behind."""

from __future__ import annotations

import re

_SPACES = str.maketrans("\n\r\t\x0b\x0c\x85\u2028\u2029\xa0\u2009\u202f", "           ")
_RARE = str.maketrans("‹›「」『』", "“”“”“”")
_UNSEEN = "[\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]"
_LOOSE = re.compile(rf"(?<!\w){_UNSEEN}|{_UNSEEN}(?!\w)")
_PICTURES = re.compile("[\u2022\u2023\u25a0-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")
REFERENCES = {
    **dict.fromkeys(("ldquo", "#8220", "#x201c"), "“"),
    **dict.fromkeys(("rdquo", "#8221", "#x201d"), "”"),
    **dict.fromkeys(("quot", "#34", "#x22"), '"'),
    **dict.fromkeys(("lsquo", "#8216", "#x2018"), "‘"),
    **dict.fromkeys(("rsquo", "#8217", "#x2019"), "’"),
    **dict.fromkeys(("apos", "#39", "#x27", "#039"), "'"),
    **dict.fromkeys(("nbsp", "#160"), " "),
    **dict.fromkeys(("mdash", "#8212"), "—"),
    **dict.fromkeys(("ndash", "#8211"), "–"),
    **dict.fromkeys(("amp", "#38"), "&"),
    "hellip": "…",
    "laquo": "«",
    "raquo": "»",
    "bdquo": "„",
}
"""Characters that HTML names or numbers, in small letters, as they are left behind in texts."""

_REFERENCE = re.compile(rf"&({'|'.join(REFERENCES)});", re.IGNORECASE)


def plain(text: str) -> str:
    """The text with the same length and its words at the same places.

    Line ends, odd spaces, pictures and bullets become spaces, and so do characters without width beside a
    space or a mark (inside a word they stay: taking them out would move what follows). A character reference
    ("&rdquo;") becomes its character and spaces, a mark that the parser doesn't know one that it knows.
    """
    text = _PICTURES.sub(" ", text.translate(_SPACES).translate(_RARE))
    if "&" in text:
        text = _REFERENCE.sub(_character, text)
    return text if text.isascii() else _LOOSE.sub(" ", text)


def _character(match: re.Match[str]) -> str:
    return REFERENCES[match[1].lower()].ljust(len(match[0]))
