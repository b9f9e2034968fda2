"""Judging a single line of a page: whether it is a caption, a button, a credit or the like, and which."""

from __future__ import annotations

import re
from enum import StrEnum

from summaries.articles import furniture


class Reason(StrEnum):
    """Why a block is noise."""

    DOUBLED_TITLE = "doubled title"
    REPEATED = "repeated"
    CAPTION = "caption"
    CREDIT = "credit"
    VIDEO = "video length"
    LIST = "list literal"
    BYLINE = "byline"
    TIMESTAMP = "timestamp"
    BUTTONS = "buttons"
    PROMOTION = "promotion"
    LINKS = "links"
    LABELS = "categories"
    AUTHOR_BOX = "author box"
    COMMENTS = "comments"
    COPYRIGHT = "copyright"
    COOKIES = "cookies"
    ADVERTISEMENT = "advertisement"
    ORNAMENT = "ornament"


LONGEST = 600
"""A longer line is never noise by its own words (code points)."""

_BUTTONS_LIMIT = 120
_STAMP_LIMIT = 90
_SHOWN = 140


def _any_case(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE | re.DOTALL)


_WHOLE = (
    (Reason.VIDEO, _any_case(furniture.VIDEO)),
    (Reason.LIST, _any_case(furniture.LIST)),
    (Reason.ADVERTISEMENT, _any_case(furniture.ADVERTISEMENT)),
    (Reason.COMMENTS, _any_case(furniture.COMMENTS)),
    (Reason.CREDIT, _any_case(furniture.CREDIT)),
    (Reason.COPYRIGHT, _any_case(furniture.COPYRIGHT)),
    (Reason.COOKIES, _any_case(furniture.COOKIES)),
    (Reason.LABELS, _any_case(furniture.LABELS)),
    (Reason.PROMOTION, _any_case(furniture.PROMOTION)),
    (Reason.LINKS, _any_case(furniture.LINKS)),
    (Reason.ORNAMENT, _any_case(furniture.END_MARK)),
    (Reason.CAPTION, _any_case(furniture.CAPTION)),
    (Reason.BYLINE, re.compile("|".join(f"(?:{pattern})" for pattern in furniture.BYLINE))),
)
_CAPTION_END = re.compile(rf"(?:{'|'.join(furniture.CAPTION_END)})\s*\Z")
_AUTHOR_BOX, _LINK_BOX = _any_case(furniture.AUTHOR_BOX), _any_case(furniture.LINK_BOX)
_COMMENT_BOX = _any_case(furniture.COMMENT_BOX)
_BUTTONS, _BESIDE = frozenset(furniture.BUTTONS.split()), frozenset(furniture.BESIDE_BUTTONS.split())
_CALENDAR, _STAMPED = frozenset(furniture.CALENDAR.split()), frozenset(furniture.STAMPED.split())
_TOKEN = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*|\d+")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\d{4}-\d\d-\d\d", re.IGNORECASE)
_COUNTER = re.compile(r"\W*\d{1,3}(?:[.,]\d+)?[KkMm]?\W*")


def line_noise(line: str, *, in_body: bool) -> Reason | None:
    """Say why a line is noise by its own words, None when it may be prose, a title or a heading.

    ``line`` has no outer white space. ``in_body`` tells that prose has come before: there a bare date is a
    heading, before it a time stamp.
    """
    if not any(map(str.isalnum, line)):
        return Reason.ORNAMENT
    if len(line) > LONGEST:
        return None
    for reason, pattern in _WHOLE:
        if pattern.fullmatch(line):
            return reason
    if _CAPTION_END.search(line, max(0, len(line) - _SHOWN)):
        return Reason.CAPTION
    if _is_stamp(line, in_body):
        return Reason.TIMESTAMP
    return Reason.BUTTONS if _is_buttons(line) else None


def box_heading(line: str) -> Reason | None:
    """Say which box of a page a line is the heading of: the author's, links, or readers' comments."""
    if len(line) > _SHOWN:
        return None
    boxes = (Reason.AUTHOR_BOX, _AUTHOR_BOX), (Reason.LINKS, _LINK_BOX), (Reason.COMMENTS, _COMMENT_BOX)
    return next((reason for reason, pattern in boxes if pattern.fullmatch(line)), None)


def without_credit(line: str) -> str:
    """The line without the credit that a caption ends with."""
    found = _CAPTION_END.search(line, max(0, len(line) - _SHOWN))
    return line[: found.start()] if found else line


def _is_buttons(line: str) -> bool:
    if len(line) > _BUTTONS_LIMIT:
        return False
    if _COUNTER.fullmatch(line):
        return True
    tokens = {token.lower() for token in _TOKEN.findall(line)}
    return not tokens.isdisjoint(_BUTTONS) and all(t in _BESIDE or t.isdigit() for t in tokens)


def _is_stamp(line: str, in_body: bool) -> bool:
    if len(line) > _STAMP_LIMIT or not any(map(str.isdigit, line)):
        return False
    tokens = [token.lower() for token in _TOKEN.findall(line)]
    if len(tokens) < 2 or not all(token.isdigit() or token in _CALENDAR for token in tokens):
        return False
    return not in_body or bool(_CLOCK.search(line)) or not _STAMPED.isdisjoint(tokens)
