"""Pages that stand where an article should are refused by name; articles about such things are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from summaries.articles.reading import read_page
from summaries.articles.told import Told
from summaries.errors import UnreadableArticle
from summaries.model.articles import Form

FOLDER = Path(__file__).parent / "pages"
PROSE = "The ferries will sail again on Monday, the mayor said on the bridge of the ship that waited there."


def refusal(html: str, url: str = "https://www.gazette.example/news/a") -> UnreadableArticle:
    with pytest.raises(UnreadableArticle) as caught:
        read_page(html.encode(), Told(url=url))
    assert caught.value.cure
    assert caught.value.problem.startswith(url)
    return caught.value


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("consent", "cookie or consent wall"),
        ("missing", "error page"),
        ("scripts_only", "only with JavaScript"),
        ("captcha", "check for robots"),
        ("login", "login page"),
        ("front", "front page or a list"),
        ("tag", "front page or a list"),
        ("frames", "frame round other pages"),
    ],
)
def test_a_page_that_is_no_article_is_refused_by_its_name(name: str, named: str) -> None:
    assert named in refusal((FOLDER / f"{name}.html").read_text("utf-8")).problem


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("404 - Not Found", "error page"),
        ("Página no encontrada", "error page"),
        ("Страница не найдена", "error page"),
        ("503 Service Unavailable", "error page"),
        ("This article is no longer available", "error page"),
        ("Access Denied", "check for robots"),
        ("Please enable JavaScript to view this site", "JavaScript"),
        ("Usamos cookies. Aceptar todas las cookies", "consent"),
        ("Please log in to continue", "login page"),
    ],
)
def test_what_a_wall_says_is_known_in_several_languages(words: str, named: str) -> None:
    assert named in refusal(f"<html><title>{words}</title><body><h1>{words}</h1></body></html>").problem


def test_an_address_of_the_front_page_holds_no_article() -> None:
    body = "".join(f"<h2><a href='/{n}'>The ferries of line {n} will sail</a></h2>" for n in range(12))
    page = f"<html><body><main>{body}<p>{PROSE}</p></main></body></html>"
    assert "list of headlines" in refusal(page, "https://www.gazette.example/").problem


def test_a_page_without_words_is_refused() -> None:
    assert "holds no" in refusal("<html><body><img src=a.jpg></body></html>").problem
    assert "scripts" in refusal("<html><body><script src=a.js></script></body></html>").problem


def test_a_feed_is_no_article() -> None:
    feed = '<?xml version="1.0"?>\n<rss version="2.0"><channel></channel></rss>'
    assert "is a feed" in refusal(feed).problem


@pytest.mark.parametrize(
    "sentence",
    [
        "Visitors were asked whether they were human, and the captcha failed, the ministry said on Monday.",
        "The court ruled that we value your privacy is no consent to the use of cookies at all.",
        "The reform needs JavaScript, said nobody ever, and least of all the mayor of the town.",
        "Before the vote the page could not be found by anybody, the opposition told reporters.",
    ],
)
def test_a_short_article_that_speaks_of_such_things_is_an_article(sentence: str) -> None:
    body = f"<p>{PROSE}</p><p>{PROSE} Twice.</p><p>{sentence}</p>"
    page = f"<html><title>The vote</title><body>{body}</body></html>"
    (article,) = read_page(page.encode(), Told(id="vote"))
    assert article.text.endswith(sentence)


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("500 leave the islands after the strike of the ferries", f"{PROSE} {PROSE}"),
        ("Minister: the page has turned", f"{PROSE} Nobody waved at all, the mayor said."),
    ],
)
def test_a_report_of_one_sentence_with_buttons_and_banners_round_it_is_an_article(
    title: str, sentence: str
) -> None:
    head = f'<title>{title}</title><meta property="og:type" content="article">'
    round_it = "<div>Sign in or subscribe. We use cookies: accept all cookies. Already a subscriber?</div>"
    page = f"<html><head>{head}</head><body>{round_it}<article><p>{sentence}</p></article></body></html>"
    (article,) = read_page(page.encode(), Told(id="short"))
    assert (article.title, article.form) == (title, Form.ARTICLE)


def test_an_article_under_an_address_of_lists_is_an_article() -> None:
    link = "<li><h3><a href='/{0}'>Another story number {0} of the day</a></h3></li>"
    links = "".join(map(link.format, range(40)))
    body = "".join(f"<p>{PROSE} It was day {n} of the strike.</p>" for n in range(6))
    told = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Strike ends"}</script>'
    for url, head in (
        ("https://a.example/archive/2019/05/the-strike", ""),
        ("https://a.example/topics/the-strike", told),
    ):
        page = f"<html><head>{head}</head><body><article>{body}</article><ul>{links}</ul></body></html>"
        assert read_page(page.encode(), Told(url=url))


def test_an_article_with_many_links_beside_it_is_an_article() -> None:
    link = "<li><h3><a href='/{0}'>Headline number {0} of the day in Norland</a></h3></li>"
    links = "".join(map(link.format, range(30)))
    body = "".join(f"<p>{PROSE} It was day {n} of the strike.</p>" for n in range(12))
    page = f"<html><body><article><h1>Strike ends</h1>{body}</article><ul>{links}</ul></body></html>"
    (article,) = read_page(page.encode(), Told(url="https://www.gazette.example/a/b"))
    assert "Headline number" not in article.text
