"""What on a stored page is title, heading, paragraph or noise, by offset and without changing the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from summaries.articles.cues import has_cue, quotes_somebody
from summaries.articles.lines import paragraph_bounds, starts_with_bullet
from summaries.articles.noise import Reason, box_heading, line_noise, without_credit
from summaries.articles.sentences import sentences


class BlockKind(StrEnum):
    """What a block is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NOISE = "noise"


class Block(NamedTuple):
    """A part of the text from ``start`` to ``end`` (code points); ``reason`` only for noise."""

    start: int
    end: int
    kind: BlockKind
    reason: Reason | None = None


class _Page(NamedTuple):
    """The paragraphs of a page: bounds, words, and the words reduced to letters for comparing."""

    text: str
    bounds: Sequence[tuple[int, int]]
    words: Sequence[str]
    keys: Sequence[str]
    titles: frozenset[str]


Verdict = BlockKind | Reason
_Verdicts = Mapping[int, Verdict]

_TITLE_LIMIT = 200
_TITLE_WITHIN = 8  # how far down the page a title stands
_HEADING_LIMIT, _HEADING_WORDS = 100, 14
_PROSE_WORDS = 8
_LONG_PROSE_WORDS = 25
_REPEATED_WORDS = 4
_BOX_LIMIT = 0.5
_FINAL = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_NAME_LINE = re.compile(
    r"(?:[A-Z][\w'’-]+|[A-Z]\.)(?: (?:[A-Z][\w'’-]+|[A-Z]\.|de|del|da|di|van|von|der|bin|al|el|la)){1,4}"
    r"(?: and (?:[A-Z][\w'’-]+\.?)(?: [A-Z][\w'’-]+){1,3})?(?: in [A-Z][a-z]+(?: [A-Z][a-z]+)?)?"
)
_SITE = re.compile(r"\s+[|–—»-]\s+|\s*[|»]\s*|\s::\s")
_SEPARATOR = re.compile(r"\W+")


def layout(text: str, title: str = "") -> tuple[Block, ...]:
    """Say what each part of an article's text is.

    ``title`` is the article's, where known. The blocks are sorted and disjoint, have no white space at
    their ends, and cover every character of the text that is not white space. A paragraph broken over
    several lines is one block. When unsure, it is a paragraph; what quotes somebody always is, unless the
    same words stand elsewhere on the page.
    """
    page = _page(text, title)
    steps: tuple[Callable[[_Page, _Verdicts], dict[int, Verdict]], ...] = (
        _titles,
        _noisy_lines,
        _repetitions,
        _boxes,
        _loose_ends,
        _bylines,
        _headings,
    )
    verdicts: dict[int, Verdict] = {}
    for step in steps:
        verdicts = {**step(page, verdicts), **verdicts}
    return tuple(_block(bounds, verdicts.get(i)) for i, bounds in enumerate(page.bounds))


def looks_like_title(line: str) -> bool:
    """Whether a page's first line, taken alone, may be its title."""
    if not line or len(line) > _TITLE_LIMIT or line_noise(line, in_body=False) or starts_with_bullet(line):
        return False
    words = line.split()
    capitals = sum(word[0].isupper() for word in words if len(word) > 3)
    headline_case = capitals > 0.7 * sum(len(word) > 3 for word in words)
    return len(words) > 1 and (not line.endswith((".", ":", ",", ";")) or headline_case)


def _page(text: str, title: str) -> _Page:
    bounds = paragraph_bounds(text, lambda line: line_noise(line, in_body=False) is not None)
    words = [text[start:end] for start, end in bounds]
    return _Page(text, bounds, words, [_key(passage) for passage in words], _title_keys(title))


def _block(bounds: tuple[int, int], verdict: Verdict | None) -> Block:
    if isinstance(verdict, Reason):
        return Block(*bounds, BlockKind.NOISE, verdict)
    return Block(*bounds, verdict or BlockKind.PARAGRAPH)


def _key(passage: str) -> str:
    return _SEPARATOR.sub(" ", passage).strip().casefold()


def _is_prose(passage: str) -> bool:
    """Whether it reads as a paragraph: whole sentences, or many words."""
    words = len(passage.split(None, _LONG_PROSE_WORDS))
    return words >= _LONG_PROSE_WORDS or (words >= _PROSE_WORDS and bool(_FINAL.search(passage)))


def _first_prose(page: _Page, verdicts: _Verdicts) -> int:
    found = (i for i, words in enumerate(page.words) if i not in verdicts and _is_prose(words))
    return next(found, len(page.words))


def _titles(page: _Page, _: _Verdicts) -> dict[int, Verdict]:
    """The title where it first stands, and its repetitions."""
    titles = page.titles
    if not titles and len(page.words) > 1 and looks_like_title(page.words[0]):
        titles = _title_keys(page.words[0])
    places = [
        i
        for i, words in enumerate(page.words)
        if titles and len(words) <= _TITLE_LIMIT and not titles.isdisjoint(_title_keys(words))
    ]
    if not places or places[0] >= _TITLE_WITHIN:
        return {}
    return {**dict.fromkeys(places, Reason.DOUBLED_TITLE), places[0]: BlockKind.TITLE}


def _title_keys(title: str) -> frozenset[str]:
    """The title for comparing, with and without the site's name at its end."""
    keys = _key(title), _key(_SITE.split(title, maxsplit=1)[0])
    return frozenset(key for key in keys if key)


def _noisy_lines(page: _Page, verdicts: _Verdicts) -> dict[int, Verdict]:
    """What is noise by its own words; never what quotes somebody."""
    prose = _first_prose(page, verdicts)
    found: dict[int, Verdict] = {}
    for i, words in enumerate(page.words):
        reason = line_noise(words, in_body=i > prose)
        if reason and (reason is Reason.CREDIT or not quotes_somebody(words)):
            found[i] = reason
    return found


def _repetitions(page: _Page, verdicts: _Verdicts) -> dict[int, Verdict]:
    """Paragraphs that stood before, and lines that only repeat a sentence of a paragraph."""
    found: dict[int, Verdict] = {}
    seen: set[str] = set()
    for i, key in enumerate(page.keys):
        if i in verdicts or len(key.split(None, _REPEATED_WORDS)) < _REPEATED_WORDS:
            continue
        if key in seen:
            found[i] = Reason.REPEATED
        seen.add(key)
    told = _told(page, {**verdicts, **found})
    for i, words in enumerate(page.words):
        if i not in verdicts and i not in found and _key(without_credit(words)) in told:
            found[i] = Reason.CAPTION
    return found


def _told(page: _Page, verdicts: _Verdicts) -> set[str]:
    """The sentences of paragraphs of several sentences, long enough not to recur by chance."""
    told: set[str] = set()
    for i, (start, end) in enumerate(page.bounds):
        if i in verdicts:
            continue
        cut = sentences(page.text, start, end)
        if len(cut) > 1:
            keys = (_key(page.text[a:b]) for a, b in cut)
            told.update(key for key in keys if len(key.split(None, _REPEATED_WORDS)) > _REPEATED_WORDS)
    return told


def _boxes(page: _Page, verdicts: _Verdicts) -> dict[int, Verdict]:
    """Boxes round the article, with what stands in them: the author, links, readers' comments."""
    count = len(page.words)
    closing = _closing_part(page, _first_prose(page, verdicts))
    found: dict[int, Verdict] = {}
    for i, words in enumerate(page.words):
        reason = box_heading(words) if i not in found else None
        if reason is None or isinstance(verdicts.get(i), BlockKind):
            continue
        if reason is Reason.LINKS:
            found.update(dict.fromkeys((i, *_links_after(page, i)), reason))
        elif i >= closing and i + 1 < count:
            return {**dict.fromkeys(range(i, count), reason), **found}
    return found


def _links_after(page: _Page, heading: int) -> list[int]:
    """The lines of a box of links: up to the next prose, whose heading is not one of them."""
    inside: list[int] = []
    for i in range(heading + 1, len(page.words)):
        if _is_prose(page.words[i]) or quotes_somebody(page.words[i]) or page.words[i].endswith(":"):
            return inside[:-1] if inside and _may_head(page.words[inside[-1]]) else inside
        inside.append(i)
    return inside


def _closing_part(page: _Page, prose: int) -> int:
    """From where on a box may end the page: after prose, past the middle, with nobody quoted any more."""
    left = _BOX_LIMIT * sum(map(len, page.words))
    for i in reversed(range(len(page.words))):
        left -= len(page.words[i])
        if left < 0 or i <= prose or quotes_somebody(page.words[i]):
            return i
    return len(page.words)


def _loose_ends(page: _Page, verdicts: _Verdicts) -> dict[int, Verdict]:
    """A list of links at the very end: several short lines without a full stop, and no prose after them."""
    inside: list[int] = []
    for i in reversed(range(len(page.words))):
        if isinstance(verdicts.get(i), Reason):
            continue
        if i in verdicts or not _is_link(page.words[i]):
            introduced = i not in verdicts and page.words[i].endswith(":")
            return dict.fromkeys(inside, Reason.LINKS) if len(inside) > 1 and not introduced else {}
        inside.append(i)
    return {}


def _is_link(words: str) -> bool:
    bare = words.lstrip("•▪●◦‣■►–—*>·- ")
    return (
        len(words) <= _TITLE_LIMIT
        and not _FINAL.search(words)
        and bare[:1].isupper()
        and not quotes_somebody(words)
        and not has_cue(words)
    )


def _bylines(page: _Page, verdicts: _Verdicts) -> dict[int, Verdict]:
    """Lines above the first paragraph that are nothing but a name."""
    prose = _first_prose(page, verdicts)
    if prose == len(page.words) or BlockKind.TITLE not in verdicts.values():
        return {}
    names = (i for i in range(prose) if _NAME_LINE.fullmatch(page.words[i]))
    return {i: Reason.BYLINE for i in names if i not in verdicts}


def _headings(page: _Page, verdicts: _Verdicts) -> dict[int, Verdict]:
    """Short lines without a final mark that a paragraph follows."""
    found: dict[int, Verdict] = {}
    following: Verdict | str | None = None
    for i in reversed(range(len(page.words))):
        if isinstance(verdicts.get(i), Reason):
            continue
        words = page.words[i]
        if following and i not in verdicts and _may_head(words):
            found[i] = BlockKind.HEADING
        following = words if i not in verdicts and i not in found and _is_prose(words) else None
    return found


def _may_head(words: str) -> bool:
    if len(words) > _HEADING_LIMIT or len(words.split()) > _HEADING_WORDS or starts_with_bullet(words):
        return False
    if words[0] in "\"'“‘«" or has_cue(words) or not (words[0].isupper() or words[0].isdigit()):
        return False
    return not re.search(r"[.!?…:;,\"”]$", words) or (words.isupper() and words.endswith("."))
