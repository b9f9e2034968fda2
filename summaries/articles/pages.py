"""From a web page to its articles: one, or each entry of a live blog."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

from summaries.articles import dating
from summaries.articles.addresses import chosen, document_of
from summaries.articles.dating import Dated, decide
from summaries.articles.decoding import decode_declared, storable
from summaries.articles.galleries import captions_of
from summaries.articles.live import Entry, entries_of
from summaries.articles.masthead import Masthead, language_code, read_masthead
from summaries.articles.mojibake import mended
from summaries.articles.prose import main_text, tidy, walked_text
from summaries.articles.structured import Node, article_of, nodes_of, text_of
from summaries.articles.told import Told
from summaries.articles.tree import Element, is_vast, parse_page, plain, visible_words
from summaries.articles.walls import STUB_LENGTH, is_stub, refuse_lists, refuse_walls
from summaries.errors import UnreadableArticle
from summaries.model import Article
from summaries.model.articles import Form
from summaries.when import When

_FEWEST_WORDS = 8
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})|<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 8_192
_SEPARATOR = re.compile(r"\W+")


def read_html(data: bytes, told: Told, name: str) -> tuple[Article, ...]:
    """The articles of a web page's bytes; ``name`` is what messages call it. Raises UnreadableArticle."""
    return read_markup(decode_declared(data, name, encodings(data, told.content_type)), told, name)


def encodings(data: bytes, content_type: str) -> list[str]:
    """The encodings that a page's header and then the page itself declare, as they are written."""
    declared = _CHARSET.findall(content_type)
    for found in _DECLARED.finditer(data[:_DECLARED_WITHIN]):
        declared.append((found[1] or found[2]).decode("ascii", "replace"))
    return declared


def read_markup(page: str, told: Told, name: str) -> tuple[Article, ...]:
    """The articles of a page whose characters are known."""
    tree = parse_page(page, name)
    _refuse_frames(tree, name)
    nodes = nodes_of(tree)
    article = article_of(nodes)
    head = read_masthead(tree, article, told.url)
    url = chosen(told.url, list(head.addresses))
    known = _known(head, told, url)
    if entries := entries_of(tree, nodes, head.title, url):
        return tuple(_entry(entry, known) for entry in entries)
    known = _dated(known, tree, told, head)
    if captions := captions_of(tree, nodes, head.title, url):
        return (_article(known, "\n\n".join(captions), Form.GALLERY),)
    text = _text(tree, article)
    seen = visible_words(tree) if len(text.split()) < STUB_LENGTH else ""
    refuse_walls(name, text, seen, nodes, head)
    refuse_lists(name, url, tree, text, nodes, head)
    _refuse_what_is_empty(tree, text, name, article)
    return (_article(known, text, Form.STUB if is_stub(text, seen, nodes, head.meta) else Form.ARTICLE),)


def _text(tree: Element, article: Node) -> str:
    """The page's own text, or the one it gives to machines where its own is put in by scripts."""
    return (
        walked_text(tree) if is_vast(tree) else main_text(tidy(tree), text_of(article, "articleBody", "text"))
    )


def _known(head: Masthead, told: Told, url: str) -> dict[str, object]:
    """What page and feed say of the article, by the names of its fields."""
    when, basis = decide(told.published, head.dates)
    return {
        "id": document_of(url) or told.id,
        "title": head.title or told.title,
        "byline": head.byline or told.byline,
        "publisher": head.publisher or told.publisher,
        "url": url,
        "language": head.language or language_code(told.language) or "en",
        "published": when,
        "published_basis": basis,
    }


def _dated(known: dict[str, object], tree: Element, told: Told, head: Masthead) -> dict[str, object]:
    """With a date from the page's words, where nothing better says when it was published."""
    if known["published_basis"] or is_vast(tree):
        return known
    when = _searched(tree)
    found = decide(told.published, (Dated(when, dating.TEXT),)) if when.start else Dated()
    return {**known, "published": found.when, "published_basis": found.basis}


def _searched(tree: Element) -> When:
    from htmldate import find_date

    try:
        found = find_date(
            tree,
            extensive_search=False,
            original_date=True,
            min_date=datetime.combine(dating.EARLIEST, datetime.min.time()),
            max_date=datetime.combine(dating.LATEST, datetime.min.time()),
        )
    except (ValueError, TypeError, OverflowError, AttributeError, RecursionError):  # met in its fuzzing
        return When()
    day = dating.read_date(found or "")
    return day.model_copy(update={"inferred": True}) if day.start else day


def _entry(entry: Entry, known: dict[str, object]) -> Article:
    """One entry of a live blog, dated by itself where it is."""
    dated = {"published": entry.published, "published_basis": entry.basis} if entry.published.start else {}
    title = entry.title or str(known["title"])
    one = {**known, **dated, "title": title, "url": f"{known['url']}#{entry.key}" if known["url"] else ""}
    return _article(one, entry.text, Form.ENTRY, f"#{entry.key}", heading=entry.title)


def _article(
    known: dict[str, object], text: str, form: Form, entry: str = "", heading: str | None = None
) -> Article:
    title = mended(storable(str(known["title"])))
    whole = mended(storable(_headed(text, title if heading is None else heading)))
    document = str(known["id"]) or f"page-{hashlib.sha256(whole.encode()).hexdigest()[:12]}"
    named = {key: mended(storable(str(known[key]))) for key in ("byline", "publisher")}
    return Article.model_validate(
        {
            **known,
            **named,
            "id": document + entry,
            "document": document + entry,
            "title": title,
            "text": whole,
            "form": form,
        }
    )


def _headed(text: str, title: str) -> str:
    """The text under its title, as a reader sees it; a title that stands there already is not repeated."""
    above = "\n".join(text.split("\n\n", 3)[:2])
    if not title or _letters(title) in _letters(above):
        return text
    return f"{title}\n\n{text}".rstrip()


def _letters(passage: str) -> str:
    return _SEPARATOR.sub(" ", passage).strip().casefold()


def _refuse_frames(tree: Element, name: str) -> None:
    frames = [storable(plain(frame.get("src") or ""))[:200] for frame in tree.iter("frame")]
    if any(frames) and not tree.xpath("boolean(//body//p)"):
        raise UnreadableArticle(
            f"{name} is only a frame round other pages.",
            f"Give the address of the one that holds the article: {' or '.join(filter(None, frames[:4]))}",
        )


def _refuse_what_is_empty(tree: Element, text: str, name: str, article: Node) -> None:
    count = len(text.split())
    if count >= _FEWEST_WORDS or (count and article and any(map(str.isalnum, text))):
        return
    if tree.xpath("boolean(//script[not(contains(@type, 'json'))])"):
        raise UnreadableArticle(
            f"{name} holds no words: its scripts would fetch them.",
            "Open it in a browser, save the page or its words as a file, and give that.",
        )
    raise UnreadableArticle(f"{name} holds no article.", "Give a page that holds the article's words.")
