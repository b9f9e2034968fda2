"""Text for Slack: what came in, made plain; what goes out, so that nothing in it can mention or format."""

from __future__ import annotations

import re

_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff"  # unseen, or orders of writing direction
    "\ud800-\udfff]"
)
_FORMATS = re.compile(r"[*_~`]|:[a-z0-9_+'-]+:|^\s*(?:>|&gt;|[-•]\s|\d+\.\s)", re.MULTILINE)
_TOKEN = re.compile(r"<([^<>]*)>")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_SPACES = re.compile(r"[ \t\r\n]+")


def clean(text: str) -> str:
    """The text on one line, without what cannot be seen."""
    return _SPACES.sub(" ", _HARMFUL.sub("", text)).strip()


def escaped(text: str) -> str:
    """The text with Slack's three control characters as entities: no link, no mention."""
    return _HARMFUL.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def formats(text: str) -> bool:
    """Whether Slack would read markup or an emoji's name in the text; there is no way to escape those."""
    return _FORMATS.search(text) is not None


def bold(text: str) -> str:
    """Text, already escaped, in bold; blanks at its ends stay outside of the marks."""
    core = text.strip()
    if not core or formats(core):
        return text
    at = text.index(core)
    return f"{text[:at]}*{core}*{text[at + len(core) :]}"


def spoken(text: str) -> str:
    """What somebody typed: links and mentions of people and channels by their names, entities resolved."""

    def said(token: re.Match[str]) -> str:
        target, _, shown = token[1].partition("|")
        if target.startswith(("@", "#", "!")):
            return f" {shown.lstrip('@#')} " if shown else " "
        return shown or target

    plain = _TOKEN.sub(said, text)
    for entity, letter in _ENTITIES.items():
        plain = plain.replace(entity, letter)
    return " ".join(plain.split())
