"""Pages that stand where an article should: walls, errors and lists of links; and articles cut short."""

from __future__ import annotations

import re
from typing import NamedTuple

from summaries.articles import wall_words
from summaries.articles.addresses import is_front
from summaries.articles.masthead import Masthead, meta_value
from summaries.articles.structured import ARTICLES, LISTS, Node, is_true, types
from summaries.articles.tree import Element
from summaries.errors import UnreadableArticle

SHORT = 120
"""Words below which a page may be a wall; with more it is an article that speaks of such things."""

STUB_LENGTH = 250
"""Words below which an article said to be for subscribers is taken to be only its beginning."""


class _Wall(NamedTuple):
    kind: str
    cure: str
    words: re.Pattern[str]


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE | re.MULTILINE)


_OPENED = "Open it in a browser, save the page or its words as a file, and give that."
_WALLS = (
    _Wall("a check for robots, not the article", _OPENED, _any(wall_words.ROBOTS)),
    _Wall(
        "an error page that says the article is not there",
        "Check the address; the article may have been moved or taken down.",
        _any(wall_words.ERRORS),
    ),
    _Wall("a cookie or consent wall, not the article", _OPENED, _any(wall_words.CONSENT)),
    _Wall("a page that shows its words only with JavaScript", _OPENED, _any(wall_words.SCRIPTS)),
    _Wall("a login page, not the article", _OPENED, _any(wall_words.LOGIN)),
)
_PAYWALL = _any(wall_words.PAYWALL)
_NUMBER = re.compile(r"[0-9]{1,5}")
_BROKEN_OFF = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\]|\(…\)|»»)\W*$")
_LIST_PATH = re.compile(
    r"/(?:tags?|topics?|category|categories|categoria|section|authors?|autor|archives?|search|temas?|etiqueta"
    r"|sujet|rubrique)(?:/[^/]*)?(?:/page/\d+)?/?$",
    re.IGNORECASE,
)
_HEADLINES = (
    "count(//body//*[self::h2 or self::h3 or self::h4 or self::article or self::li]"
    "[.//a[@href] or parent::a[@href]]"
    "[string-length(normalize-space()) > 25 and string-length(normalize-space()) < 220])"
)
_WHOLE, _BRIEF, _SENTENCE_WORDS, _ENOUGH_TO_FIND = 30, 12, 12, 40
_INDEX_LINKS, _FEW_PARAGRAPHS, _PROSE_WORDS = 8, 3, 20


def refuse_walls(name: str, text: str, seen: str, nodes: tuple[Node, ...], head: Masthead) -> None:
    """Raise UnreadableArticle where a page with so little ``text`` is a wall; ``seen`` is all it shows."""
    if len(text.split()) >= SHORT:
        return
    top = f"{head.title}\n{head.heading}"
    enough = _BRIEF if _is_marked(nodes, head) else _WHOLE
    for wall in _WALLS:
        if wall.words.search(top) or (wall.words.search(seen) and _prose(text, wall) < enough):
            raise UnreadableArticle(f"{name} is {wall.kind}.", wall.cure)


def refuse_lists(
    name: str, url: str, tree: Element, text: str, nodes: tuple[Node, ...], head: Masthead
) -> None:
    """Raise UnreadableArticle where the page is a site's front or a list: headlines, and no article."""
    told = any(types(node) & ARTICLES for node in nodes)
    listed = any(types(node) & LISTS for node in nodes) or bool(_LIST_PATH.search(url.partition("://")[2]))
    certain = is_front(url) or (listed and not told)
    paragraphs = sum(len(line.split()) > _PROSE_WORDS for line in text.split("\n\n"))
    few = paragraphs < _FEW_PARAGRAPHS
    if not certain and (not few or _is_marked(nodes, head)):
        return
    headlines = int(tree.xpath(_HEADLINES))
    if headlines >= _INDEX_LINKS or (certain and (few or paragraphs < headlines)):
        raise UnreadableArticle(
            f"{name} is a front page or a list of headlines, not an article.",
            "Give the addresses of its articles, or add its feed.",
        )


def is_stub(text: str, seen: str, nodes: tuple[Node, ...], meta: dict[str, str]) -> bool:
    """Whether only the beginning of an article is there, the rest being for those who pay or log in."""
    count = len(text.split())
    told = [str(node.get("wordCount")) for node in nodes if types(node) & ARTICLES]
    if any(_NUMBER.fullmatch(number) and count < 0.5 * int(number) for number in told):
        return True
    locked = any(is_true(node.get("isAccessibleForFree")) is False for node in nodes)
    locked = locked or meta.get("article:content_tier", "").lower() in {"locked", "metered"}
    asked = locked or bool(_PAYWALL.search(_from_the_end_of(text, seen)))
    return count < STUB_LENGTH if asked else count < SHORT and bool(_BROKEN_OFF.search(text[-80:]))


def _is_marked(nodes: tuple[Node, ...], head: Masthead) -> bool:
    """Whether the page says that it is an article."""
    kind = head.meta.get("og:type", "").lower()
    told = any(types(node) & ARTICLES for node in nodes)
    return told or kind == "article" or bool(meta_value(head.meta, "article:published_time"))


def _from_the_end_of(text: str, seen: str) -> str:
    """What stands on the page from the article's last paragraph on; all of it where that isn't found."""
    last = text.rpartition("\n\n")[2][:_ENOUGH_TO_FIND]
    return seen[max(0, seen.find(last)) :]


def _prose(text: str, wall: _Wall) -> int:
    """How many words of a short text are in sentences of its own, none of them the wall's."""
    lines = (line.split() for line in text.split("\n\n") if not wall.words.search(line))
    return sum(len(line) for line in lines if len(line) >= _SENTENCE_WORDS)
