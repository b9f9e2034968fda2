"""Signs that nobody sees, which a chat message of ours must not hold whatever an article holds."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for tabs and line feeds
    "\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f"  # orders of direction, line ends, joiners
    "\u180e\u200b\ufeff"  # blanks without a width
    "\ud800-\udfff"  # halves of letters, which no server takes
    "\U000e0000-\U000e007f]"  # tags, in which words can be hidden
)


def without_unseen(text: str) -> str:
    """The text without controls, orders of writing direction, widthless blanks, halves of letters and tags.

    What joins letters of a script or emoji (U+200C, U+200D) and line feeds and tabs stay.
    """
    return _UNSEEN.sub("", text)
