"""Whatever the bytes are: articles that can be stored, or a refusal with its cure, and soon."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summaries.articles.reading import read_file, read_page
from summaries.articles.told import Told
from summaries.errors import UnreadableArticle
from summaries.model import Article
from tests.summaries.articles.pdfs import pdf_of

PAGES = [page.read_bytes() for page in sorted((Path(__file__).parent / "pages").glob("*.html"))]
MAIL = (
    b"From: Ana Pohl <ana@gazette.example>\r\nSubject: =?utf-8?q?F=C3=A4hren?=\r\nMIME-Version: 1.0\r\n"
    b'Date: Mon, 6 May 2019 10:00:00 +0200\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
    b"Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nThe ferries sail.\r\n--b\r\n"
    b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+SGVsbG8gdGhlcmU8L3A+\r\n--b--"
)
PDF = pdf_of(
    ["The ferries will sail again on Monday, said the mayor."], about={"/CreationDate": "D:20190506"}
)
_TAGS = st.sampled_from(
    [
        *("<p>", "</p>", "<div>", "<article>", "<table><tr><td>", "<ul><li>", "<blockquote>", "<br>", "<h1>"),
        *("<script>", "<script type='application/ld+json'>", "</script>", "<!--", "-->", "<![CDATA["),
        *("<time datetime='", "'>", "<section id=a class=live-post>", "<figure><figcaption>", "<base href='"),
        *('{"@type":"NewsArticle","articleBody":"', '{"@type":"LiveBlogPosting","liveBlogUpdate":['),
        *('"}', "]}", "<meta charset=", "<meta property='article:published_time' content='", "9" * 400),
        *("2019-05-06T10:00", "<link rel=canonical href='http://[::1", "&#x110000;", "&lt;p&gt;", "\0"),
        *("\ud800", "The ferries. ", "<frameset><frame src=a>", "<html lang='", "<title>", "<svg>"),
        *("<template>", "<noscript>", "<a href=x>", "]]>"),
    ]
)
_MARKUP = st.lists(st.one_of(_TAGS, st.text(max_size=40)), max_size=40).map(
    lambda parts: "".join(["<html>", *parts]).encode("utf-8", "surrogatepass")
)
_QUICK = settings(deadline=10_000, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def spoilt(draw: st.DrawFn, whole: list[bytes]) -> bytes:
    """One of these with a part cut out, doubled or overwritten."""
    data = draw(st.sampled_from(whole))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 200)))
        put = draw(st.one_of(st.just(b""), st.binary(max_size=20), st.just(data[start:end] * 2)))
        data = data[:start] + put + data[end:]
    return data


def read(data: bytes, told: Told) -> tuple[Article, ...] | UnreadableArticle:
    try:
        return read_page(data, told)
    except UnreadableArticle as refusal:
        return refusal


def check(data: bytes, told: Told) -> None:
    articles = read(data, told)
    if isinstance(articles, UnreadableArticle):
        assert articles.problem
        assert articles.cure
        return
    assert articles
    assert len({article.id for article in articles}) == len(articles)
    for article in articles:
        assert any(map(str.isalnum, article.text))
        assert article.model_validate_json(article.model_dump_json()) == article
        article.text.encode()


_TOLD = st.builds(
    Told,
    url=st.one_of(st.just(""), st.text(max_size=30), st.just("https://gazette.example/2019/05/06/a?b=c#d")),
    content_type=st.sampled_from(["", "text/html; charset=utf-16", "application/pdf", "message/rfc822", "x"]),
    id=st.sampled_from(["", "page"]),
    language=st.sampled_from(["", "es", "?"]),
)


@_QUICK
@given(st.one_of(st.binary(max_size=400), _MARKUP), _TOLD)
def test_any_bytes_are_articles_or_refused(data: bytes, told: Told) -> None:
    check(data, told)


@_QUICK
@given(spoilt(PAGES))
def test_a_spoilt_page_is_articles_or_refused(data: bytes) -> None:
    check(data, Told(url="https://gazette.example/a"))


@_QUICK
@given(spoilt([PDF]))
def test_a_spoilt_pdf_is_an_article_or_refused(data: bytes) -> None:
    check(data, Told(id="report"))


@_QUICK
@given(spoilt([MAIL]))
def test_a_spoilt_mail_is_an_article_or_refused(data: bytes) -> None:
    check(data, Told(id="mail"))


@_QUICK
@given(st.binary(max_size=200), st.sampled_from(["a.html", "a.pdf", "a.eml", "a.txt", "a"]))
def test_a_file_of_any_bytes_gives_articles_or_its_refusal(data: bytes, name: str) -> None:
    found = list(read_file(name, data))
    assert found
    for one in found:
        if isinstance(one, UnreadableArticle):
            assert one.cure
