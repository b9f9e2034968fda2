"""Text as Discord's markdown: nothing in an article can mention anybody, link anywhere or break the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from urllib.parse import quote, urlsplit

from bot.messages import Part, Style, without_unseen

_MARKS = re.compile(
    r"[\\*_~`|<\[]"  # emphasis, code, spoilers, mentions, links
    r"|:(?=//|[^\s:]+:)"  # an address that would become a link, the name of an emoji
    r"|^\s*(?:[#>.)-]|\d+(?=[.)]))",  # what makes a heading, a quote, a list
    re.MULTILINE,
)
_SPACES = re.compile(r"\s+")
_STYLES = {Style.QUOTE: "*", Style.HIGHLIGHT: "**__", Style.LABEL: "**"}
_APART, _TOUCHING = "\u200b", ("*", "_")
_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def plain(text: str) -> str:
    """The text on one line, without what cannot be seen."""
    return _SPACES.sub(" ", without_unseen(text)).strip()


def escaped(text: str) -> str:
    """The text so that Discord shows it as it is: no markup, no mention, no link of its own making."""
    return _MARKS.sub(_harmless, without_unseen(text))


def _harmless(mark: re.Match[str]) -> str:
    """With a backslash before it; after the number where that begins a list."""
    return mark[0] + "\\" if mark[0].strip().isdigit() else mark[0][:-1] + "\\" + mark[0][-1]


def joined(parts: Iterable[Part]) -> str:
    """Parts in their styles, one after the other; marks that would touch are kept apart invisibly."""
    told = ""
    for style, same in groupby(parts, lambda part: part.style):
        run = styled(Part(text="".join(part.text for part in same), style=style))
        told += (_APART if told[-1:] in _TOUCHING and run[:1] in _TOUCHING else "") + run
    return told


def styled(part: Part) -> str:
    """A part in its style; blanks at its ends stay outside of the marks, which would not work otherwise."""
    text = escaped(_SPACES.sub(" ", part.text))
    core, marks = text.strip(), _STYLES.get(part.style, "")
    if not core or not marks:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{marks}{core}{marks[::-1]}{after}"


def linked(text: str, url: str) -> str:
    """A link with that text, already escaped; the text alone where the address is none to be trusted."""
    address = safe(url)
    return f"[{text}]({address})" if address else text


def safe(url: str) -> str:
    """The address with every sign encoded that could end it early; "" for what is no web address."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    return quote(url.strip(), safe=":/?#@!$&'*+,;=%~-._")


def footnote(number: int) -> str:
    """A citation's number, raised: ¹²."""
    return str(number).translate(_DIGITS)
