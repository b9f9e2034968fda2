"""An article is found to say the same, whether it came as plain text or as a web page."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from summaries.analysis.pipeline import Analyser
from summaries.articles.layout import layout
from summaries.articles.metadata import parse_metadata
from summaries.articles.reading import read_page, read_path_bytes
from summaries.articles.told import Told
from summaries.model import Article, Evidence, Span
from summaries.topics import parse_topic

SEEDS = Path(__file__).parents[3] / "seeds" / "venezuela"
FRAME = """<!DOCTYPE html><html lang="en"><head><title>{title} | Example News</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Example News"></head>
<body><nav><ul><li><a href="/">Home</a></li></ul></nav><main><article><h1>{title}</h1>
<div class="share-buttons"><a href="#">Share</a></div><div class="article-body">{body}</div>
<div class="newsletter-signup"><p>Sign up for our newsletter and get the news of the day.</p></div></article>
<aside><h2>Most read</h2><ol><li><a href="/1">Something else that many people read today</a></li></ol></aside>
</main><footer><p>© Example News. All rights reserved.</p></footer></body></html>"""


def plain(name: str) -> Article:
    folder = SEEDS / "articles"
    metadata = parse_metadata((folder / f"{name}.toml").read_bytes(), f"{name}.toml")
    return read_path_bytes(f"{name}.txt", (folder / f"{name}.txt").read_bytes(), metadata)


def as_page(article: Article) -> Article:
    """The same article as a web page: headings as such, captions as captions, the rest round it as links."""
    tags = {"paragraph": "<p>{}</p>", "heading": "<h2>{}</h2>", "title": "", "noise": ""}
    captioned = "<figure><img src='a.jpg'><figcaption>{}</figcaption></figure>"
    body = "\n".join(
        (captioned if block.reason == "caption" else tags[block.kind]).format(
            html.escape(article.text[block.start : block.end], quote=False)
        )
        for block in layout(article.text, article.title)
    )
    page = FRAME.format(title=html.escape(article.title), body=body)
    (read,) = read_page(page.encode(), Told(id=article.id, published=article.published))
    return read


def said(evidence: Evidence) -> list[object]:
    """What is in the evidence, in words instead of places."""
    return [
        *((q.kind, q.type, q.name, q.actor, *map(words, q.content)) for q in evidence.quotations),
        *((s.actor, s.target, s.position, s.act, words(s.span)) for s in evidence.stances),
        *((d.when.iso(), d.type, d.actors, *map(words, d.spans)) for d in evidence.developments),
        *((r.kind, r.actors, words(r.span)) for r in evidence.remarks),
    ]


def words(span: Span) -> str:
    return " ".join(span.text.split())


@pytest.mark.parametrize(
    "name",
    ["cgtn-us-russia-stance-on-venezuela", "global-risk-insights-us-and-russia-developments-in-venezuela"],
)
def test_a_page_holds_the_same_evidence_as_the_text(name: str) -> None:
    article = plain(name)
    topic = parse_topic((SEEDS / "topic.toml").read_text("utf-8"))
    text, page = Analyser(topic).analyse([article, as_page(article)])
    assert said(text)
    assert said(page) == said(text)
