"""Text for Slack: what came in, made plain; what goes out, so that nothing in it can mention or format."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.messages import Style, without_unseen

_FORMATS = re.compile(r"[*_~`]|:[^\s:]+:|^\s*(?:>|&gt;|[-•]\s|\d+\.\s)", re.MULTILINE)
_TOKEN = re.compile(r"<([^<>]*)>")
_TO_MENTION = re.compile(r"\bmention(?:ing)?\s+$", re.IGNORECASE)
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_SPACES = re.compile(r"[ \t\r\n]+")


@lru_cache(maxsize=2048)  # a page is measured once for each of its pieces
def visible(text: str) -> str:
    """The text without what cannot be seen."""
    return without_unseen(text)


def clean(text: str) -> str:
    """The text on one line, without what cannot be seen."""
    return _SPACES.sub(" ", without_unseen(text)).strip()


def escaped(text: str) -> str:
    """The text with Slack's three control characters as entities: no link, no mention."""
    return without_unseen(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def formats(text: str) -> bool:
    """Whether Slack would read markup or an emoji's name in the text; there is no way to escape those."""
    return _FORMATS.search(text) is not None


def styled(text: str, style: Style) -> str:
    """The text escaped; a label or a highlight in bold, with the blanks at its ends outside of the marks."""
    core = text.strip()
    if style not in (Style.LABEL, Style.HIGHLIGHT) or not core or formats(core):
        return escaped(text)
    at = text.index(core)
    return f"{escaped(text[:at])}*{escaped(core)}*{escaped(text[at + len(core) :])}"


def spoken(text: str) -> str:
    """What somebody typed: links and mentions of people and channels by their names, entities resolved.

    Whom a digest is to mention stays as Slack marks it.
    """

    def said(token: re.Match[str]) -> str:
        target, _, shown = token[1].partition("|")
        if target.startswith(("@", "!")) and _TO_MENTION.search(text[: token.start()]):
            return token[0]
        if target.startswith(("@", "#", "!")):
            return f" {shown.lstrip('@#')} " if shown else " "
        return shown or target

    plain = _TOKEN.sub(said, text)
    for entity, letter in _ENTITIES.items():
        plain = plain.replace(entity, letter)
    return " ".join(plain.split())
