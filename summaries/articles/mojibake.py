"""Mending words that were decoded wrongly before they came (“VÃ©lez” for “Vélez”), where that is sure."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

# What the first two bytes of a UTF-8 sequence become where they are misread, in Western and in Cyrillic
# encodings: a letter and what seldom follows one. Where there is no such pair nothing is looked at.
_SIGNS = re.compile(
    "[\xc2-\xdf\xe0-\xf4РСТГвЃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЁЄЇІіґёєјЅѕї№]|[╨╤├╬]"
)


def mended(text: str) -> str:
    """The text with mojibake undone, paragraph by paragraph, and nothing else changed.

    Quotation marks, spaces, ligatures and line ends stay as they are. What ftfy isn't sure of stays too.
    """
    if text.isascii() or not _SIGNS.search(text):
        return text
    return "".join(_line(line) for line in text.splitlines(keepends=True))


def _line(line: str) -> str:
    if line.isascii() or not _SIGNS.search(line):
        return line
    import ftfy

    found = ftfy.fix_encoding(line, _only_encoding())
    if found.count("\xa0") > line.count("\xa0"):  # a letter Â taken for half of a space
        found = ftfy.fix_encoding(line, _only_encoding()._replace(decode_inconsistent_utf8=False))
    return found if len(found) <= len(line) and found.rstrip("\r\n") else line


@cache
def _only_encoding() -> TextFixerConfig:
    import ftfy

    return ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        restore_byte_a0=False,
        replace_lossy_sequences=False,
        decode_inconsistent_utf8=True,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
