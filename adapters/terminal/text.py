"""Making any text safe for a terminal: what could steer the screen is shown as a harmless sign."""

from __future__ import annotations

import re

_ESCAPES = "".join(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\n")
_STEERING = re.compile(
    f"[{re.escape(_ESCAPES)}"
    "\u202a-\u202e\u2066-\u2069"  # orders of right-to-left writing, which can make words seem to trade places
    "\ud800-\udfff\ufffe\uffff"  # halves of characters and what is none, which no terminal can be sent
    "]"
)
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t]+")


def clean(text: str) -> str:
    """``text`` as it may be printed: line breaks as line feeds, tabs as spaces, no control characters.

    C0 controls become their pictures (ESC is shown as ␛), DEL, C1, directional overrides and lone surrogates
    the replacement character. Nothing that is left can move the cursor, change colours or reorder words.
    """
    return _STEERING.sub(_picture, _SPACES.sub(" ", _BREAKS.sub("\n", text)))


def clean_line(text: str) -> str:
    """``clean``, on one line."""
    return " ".join(clean(text).split())


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"
