"""What pages in the shapes of real sites become; the pages stand in pages/, their words are invented."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from summaries.articles.layout import layout
from summaries.articles.reading import read_file, read_page
from summaries.articles.told import Told
from summaries.errors import UnreadableArticle
from summaries.model import Article
from summaries.model.articles import Form
from summaries.when import Precision, When

FOLDER = Path(__file__).parent / "pages"
PROSE = "The ferries will sail again on Monday, the mayor said on the bridge of the ship that waited there."
NOBODY = Told(id="page")


def read(name: str, told: Told = NOBODY) -> Article:
    (article,) = read_page((FOLDER / f"{name}.html").read_bytes(), told)
    return article


def page(body: str, head: str = "", told: Told = NOBODY) -> Article:
    html = f"<!DOCTYPE html><html><head><title>Ferries sail</title>{head}</head><body>{body}</body></html>"
    (article,) = read_page(html.encode(), told)
    return article


def prose(article: Article) -> list[str]:
    return [
        article.text[block.start : block.end]
        for block in layout(article.text, article.title)
        if block.kind == "paragraph"
    ]


def test_a_broadcasters_page_is_its_article_and_nothing_round_it() -> None:
    article = read("broadcaster", Told(url="https://nbn.example/news/world-norland-48179124?at_medium=a"))
    assert article.id == article.document == "nbn.example/news/world-norland-48179124"
    assert article.url == "https://www.nbn.example/news/world-norland-48179124"
    assert article.title == "Ferries to sail again after three-week strike"
    assert (article.publisher, article.language) == ("Northern Broadcasting News", "en-GB")
    assert (article.published.iso(), article.published_basis) == (
        "2019-05-06T09:12:33+00:00",
        "the page's metadata",
    )
    assert [block.kind.value for block in layout(article.text, article.title)] == [
        *("title", "paragraph", "paragraph", "paragraph", "heading", "paragraph", "paragraph"),
    ]
    assert prose(article)[1] == (
        "“We are ready to sail,” Mayor Olaf Quist told reporters on the quay, “and we will wave to everybody"
        " who waited.”"
    )
    assert prose(article)[3].endswith("to vote by 20 May.")


def test_a_wire_story_in_paragraphs_that_are_no_p_is_read_without_credits_and_boxes() -> None:
    article = read("wire")
    assert (article.byline, article.publisher) == ("Ivo Brandt", "Northern Wire")
    assert article.published.precision is Precision.INSTANT
    assert len(prose(article)) == 5
    assert prose(article)[0].startswith("ARVIK, Norland, May 6 (Northern Wire) - Ferries")
    assert "Dam to reopen" not in article.text


def test_an_agencys_page_is_dated_by_the_seconds_in_its_text() -> None:
    article = read("agency")
    assert (article.id, article.publisher) == ("nta.example/world/1057000", "NTA")
    assert (article.published.iso(), article.published_basis) == (
        "2019-05-06T08:00:00+00:00",
        "the page's text",
    )
    assert article.title == "Norland’s crews end strike — transport ministry"
    assert '"The talks were difficult, yet they have been concluded.' in article.text
    assert len(prose(article)) == 4


def test_a_blog_keeps_headings_lists_and_quotations_and_loses_captions_comments_and_buttons() -> None:
    article = read("blog")
    assert (article.title, article.byline) == ("Why the ferries stopped", "Ana Holm")
    assert article.published.iso() == "2019-05-08T07:30:00+02:00"
    lines = article.text.split("\n\n")
    assert lines[2] == "Too few hands"
    assert lines[4] == "We asked for one more hand on every ship. They sent us an app."
    assert lines[6:8] == [
        "• The Norda, built in 1988, has seven hands.",
        "• The Alka, built in 1991, has six.",
    ]
    assert lines[-1] == "The minister promised on 7 May that both would get one more."


def test_a_mobile_page_is_known_by_the_address_of_the_full_one() -> None:
    article = read("mobile", Told(url="https://m.diariodelpuerto.example/amp/20190506-0012.html"))
    assert article.url.startswith("https://www.diariodelpuerto.example/mundo/")
    assert article.title == 'Los transbordadores vuelven a navegar "el lunes"'
    assert (article.byline, article.language) == ("Inés Vélez and Raúl Peña", "es")
    assert article.published.iso() == "2019-05-06T05:00:00-04:00"
    assert "«Estamos listos», dijo el alcalde" in article.text


def test_a_page_laid_out_in_tables_has_its_paragraphs() -> None:
    article = read("tables")
    assert len(prose(article)) == 4
    assert prose(article)[2] == "The crews will work ten days in a row instead of fourteen."


def test_the_text_for_machines_stands_in_where_scripts_would_put_the_words() -> None:
    article = read("scripts_with_text")
    assert len(prose(article)) == 3
    assert (article.byline, article.publisher, article.published.iso()) == (
        *("Ana Holm", "Northern Gazette"),
        "2019-05-02",
    )


def test_a_gallery_is_its_captions() -> None:
    article = read("gallery")
    assert article.form is Form.GALLERY
    assert article.published.iso() == "2019-05-07"
    assert article.text.count("\n\n") == 4


def test_what_a_paywall_shows_is_a_stub() -> None:
    article = read("paywall")
    assert article.form is Form.STUB
    assert article.text.endswith("planned it so from the first…")
    assert "Subscribe" not in article.text


def test_a_whole_text_behind_a_locked_mark_is_an_article() -> None:
    locked = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    body = "".join(f"<p>{PROSE} It was day {day} of the strike in the port.</p>" for day in range(20))
    assert page(f"<article>{body}</article>", locked).form is Form.ARTICLE
    assert page(f"<article><p>{PROSE}</p></article>", locked).form is Form.STUB


@pytest.mark.parametrize("count", ['"²"', '"many"', "[900]", "9" * 30, "-5", "null", "20"])
def test_a_count_of_words_that_is_none_makes_no_stub(count: str) -> None:
    told = f'<script type="application/ld+json">{{"@type":"NewsArticle","wordCount":{count}}}</script>'
    assert page(f"<article><p>{PROSE}</p></article>", told).form is Form.ARTICLE


def test_the_beginning_of_a_counted_text_is_a_stub() -> None:
    counted = '<script type="application/ld+json">{"@type":"NewsArticle","wordCount":"900"}</script>'
    assert page(f"<article><p>{PROSE}</p><p>{PROSE} Nobody waved.</p></article>", counted).form is Form.STUB


def test_the_feeds_instant_counts_more_than_the_pages_day() -> None:
    day = '<meta property="article:published_time" content="2019-05-06">'
    told = Told(id="page", published=When.parse("2019-05-06T08:15:00+00:00"))
    dated = page(f"<p>{PROSE}</p>", day, told)
    assert (dated.published, dated.published_basis) == (told.published, "the feed")
    exact = page(f"<p>{PROSE}</p>", day.replace("06", "06T07:00:00Z"), told)
    assert (exact.published.iso(), exact.published_basis) == (
        "2019-05-06T07:00:00+00:00",
        "the page's metadata",
    )


@pytest.mark.parametrize(
    "written", ["1970-01-01T00:00:00Z", "2119-05-06", "0001-01-01", "soon", "2019-13-45"]
)
def test_the_epoch_and_the_far_future_are_no_dates(written: str) -> None:
    article = page(f"<p>{PROSE}</p>", f'<meta property="article:published_time" content="{written}">')
    assert (article.published, article.published_basis) == (When(), "")


def test_a_page_that_is_later_than_its_feed_says_is_dated_by_the_feed() -> None:
    told = Told(id="page", published=When.parse("2019-05-06"))
    article = page(f"<p>{PROSE}</p>", '<meta name="date" content="2019-06-01T10:00:00Z">', told)
    assert (article.published.iso(), article.published_basis) == ("2019-05-06", "the feed")


def test_the_address_dates_a_page_that_says_nothing() -> None:
    article = page(f"<p>{PROSE}</p>", told=Told(url="https://www.gazette.example/2019/05/06/ferries/"))
    assert (article.published.iso(), article.published_basis) == ("2019-05-06", "the address")
    assert article.id == "gazette.example/2019/05/06/ferries"


def test_what_the_page_says_of_itself_counts_more_than_what_the_feed_said() -> None:
    told = Told(id="page", title="From the feed", byline="Feed", publisher="Feed News", language="fr")
    silent = page(f"<p>{PROSE}</p>", told=told)
    assert (silent.title, silent.byline, silent.publisher) == ("Ferries sail", "Feed", "Feed News")
    head = '<meta property="og:site_name" content="Gazette"><meta name="author" content="Ana Pohl">'
    assert page(f"<p>{PROSE}</p>", head, told).publisher == "Gazette"
    assert page(f"<p>{PROSE}</p>", head, told).byline == "Ana Pohl"


def test_a_canonical_address_on_another_site_or_on_the_front_page_is_not_believed() -> None:
    told = Told(url="https://www.gazette.example/a/ferries")
    for href in (
        "https://other.example/ferries",
        "https://www.gazette.example/",
        "javascript:alert(1)",
        "//",
    ):
        assert page(f"<p>{PROSE}</p>", f'<link rel="canonical" href="{href}">', told).url == told.url


def test_a_box_that_holds_the_article_itself_is_no_box() -> None:
    body = "".join(f"<p>{PROSE} It was day {day}.</p>" for day in range(5))
    for box in ("class='share-content'", "aria-hidden='true'", "class='promo story'"):
        assert page(f"<div {box}><h1>Ferries sail</h1>{body}</div>").text.count("It was day") == 5


def test_boxes_inside_the_article_are_left_out() -> None:
    boxes = (
        "<div class='newsletter-signup'><p>Get the news of the harbour in the morning.</p></div>",
        "<figure><img src=a><figcaption>The Norda in the harbour of Arvik in 2012.</figcaption></figure>",
        "<div class='related-articles'><p>Islanders bake their own bread during the strike.</p></div>",
        "<p class='read-more'>Read more: the islands without bread, the ships without crews.</p>",
        "<aside><p>Norland has four islands, and three of them have a harbour for ferries.</p></aside>",
        "<span class='photo-credit'>A photographer whom nobody knows</span>",
    )
    body = "".join(f"<p>{PROSE} It was day {day}.</p>{box}" for day, box in enumerate(boxes))
    text = page(f"<article><h1>Ferries sail</h1>{body}<p>{PROSE} The end.</p></article>").text
    lines = [*(f"{PROSE} It was day {day}." for day in range(6)), f"{PROSE} The end."]
    assert text == "\n\n".join(["Ferries sail", *lines])


def test_words_that_a_page_has_struck_out_or_hidden_are_not_its_words() -> None:
    body = f"<p>{PROSE} <del>He lied.</del><s>Never.</s></p><p hidden>Secret words that nobody sees here.</p>"
    assert page(body).text == f"Ferries sail\n\n{PROSE}"


def test_the_language_is_the_texts_own_whatever_the_page_declares() -> None:
    spanish = (
        "Los transbordadores volverán a navegar el lunes tras tres semanas de huelga, anunció el alcalde."
    )
    head = '<meta property="og:locale" content="en_US">'
    assert page(f"<p>{spanish}</p><p>{spanish} No dijo más.</p>", head).language == "es"
    assert page(f"<p>{PROSE}</p>", head).language == "en-US"
    (text,) = read_file("a.txt", f"{spanish}\n\n{spanish} No dijo más.".encode())
    assert isinstance(text, Article)
    assert text.language == "es"


def test_the_same_bytes_told_of_in_the_same_way_give_the_same_article() -> None:
    data = (FOLDER / "broadcaster.html").read_bytes()
    assert read_page(data, NOBODY) == read_page(data, NOBODY)


def test_what_stands_beside_a_file_counts_more_than_what_the_page_says() -> None:
    data = (FOLDER / "broadcaster.html").read_bytes()
    beside = {"id": "ferries", "publisher": "NBN", "published": "2019-05"}
    (article,) = read_file("a.html", data, beside)
    assert isinstance(article, Article)
    assert (article.id, article.document, article.publisher) == ("ferries", "ferries", "NBN")
    assert (article.published.iso(), article.published_basis) == ("2019-05", "")
    assert article.language == "en-GB"
    (named,) = read_file("a.html", data)
    assert isinstance(named, Article)
    assert named.id == "nbn.example/news/world-norland-48179124"


def test_a_page_file_without_an_address_is_known_by_its_name() -> None:
    (article,) = read_file("saved/ferries.html", f"<html><p>{PROSE}</p></html>".encode())
    assert isinstance(article, Article)
    assert article.id == "ferries"


@pytest.mark.parametrize(
    ("encoding", "header", "declared"),
    [
        ("utf-8", "", ""),
        ("cp1251", "text/html; charset=windows-1251", ""),
        ("cp1251", "text/html", '<meta charset="windows-1251">'),
        ("koi8-r", "", '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">'),
        ("utf-8", "text/html; charset=iso-8859-1", ""),
        ("utf-8", "text/html; charset=nonsense", '<meta charset="also-nonsense">'),
        ("cp1251", "text/html; charset=utf-8", '<meta charset="windows-1251">'),
        ("utf-16", "text/html", ""),
        ("utf-8-sig", "text/html; charset=windows-1251", ""),
    ],
)
def test_a_page_is_read_in_the_encoding_it_is_in(encoding: str, header: str, declared: str) -> None:
    words = "Паромы снова пойдут в понедельник, сообщил мэр города после переговоров с рабочими порта."
    html = f"<html><head>{declared}<title>Паромы</title></head><body><p>{words}</p></body></html>"
    (article,) = read_page(html.encode(encoding), Told(id="page", content_type=header))
    assert article.text.endswith(words)


def test_a_page_with_a_few_broken_bytes_is_read_with_marks_in_their_place() -> None:
    words = f"<p>{PROSE} “Über Ålund.”</p>".encode().replace(b"bridge", b"br\xffdge")
    declared = f'<meta charset="utf-8"><p>{PROSE * 9}</p><p>A caf\xe9.</p>'.encode("latin-1")
    for data in (words * 3, declared):
        (article,) = read_page(b"<html><body>" + data + b"</body></html>", NOBODY)
        assert "\ufffd" in article.text
        assert "Ã" not in article.text


def test_mojibake_in_text_and_title_is_mended() -> None:
    head = '<meta property="og:title" content="VÃ©lez habla"><meta property="og:site_name" content="EspaÃ±a">'
    article = page(f"<p>Inés VÃ©lez dijo: â€œEstamos listosâ€\x9d. {PROSE}</p>", head)
    assert (article.title, article.publisher) == ("Vélez habla", "España")
    assert "Vélez dijo: “Estamos listos”." in article.text


def test_entities_of_a_dtd_are_never_expanded_or_fetched() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        f"<html><body><p>{PROSE} &b; &x;</p><p>{PROSE} Twice.</p></body></html>"
    )
    (article,) = read_page(bomb.encode(), NOBODY)
    assert "lol" not in article.text
    assert "&x;" in article.text


def _huge(inside: str) -> bytes:
    return f"<html><body><article>{inside}</article></body></html>".encode()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_huge("<div>" * 100_000 + f"<p>{PROSE}</p>"), id="nested 100,000 deep"),
        pytest.param(_huge(f"<font><p>{PROSE}</p>" * 2_000), id="unclosed"),
        pytest.param(_huge(f"<p>{PROSE}</p>" * 20_000), id="many paragraphs"),
        pytest.param(
            _huge("<p " + " ".join(f"a{i}=1" for i in range(60_000)) + f">{PROSE}</p>"), id="attributes"
        ),
        pytest.param(_huge(f"<table><tr><td>{PROSE}" * 5_000), id="tables in tables"),
        pytest.param(_huge("<script>" + "x" * 3_000_000 + f"</script><p>{PROSE}</p>"), id="script"),
        pytest.param(_huge(f"<p>{PROSE}\0\0\x01</p>" * 3), id="null bytes"),
        pytest.param(f"<p>{PROSE}".encode(), id="no body"),
        pytest.param(b"<!---->" * 500 + b"<!-- " + _huge(f"--><p>{PROSE}</p>"), id="comments"),
        pytest.param(b"<!---->" * 5_000 + _huge(f"<p>{PROSE}</p>"), id="many comments"),
    ],
)
def test_a_monstrous_page_is_read_with_what_there_is_in_good_time(data: bytes) -> None:
    begun = time.process_time()
    (article,) = read_page(data, NOBODY)
    assert time.process_time() - begun < 10
    assert PROSE.rstrip(".") in article.text
    assert "\0" not in article.text


def test_twenty_megabytes_are_refused_unparsed() -> None:
    begun = time.process_time()
    with pytest.raises(UnreadableArticle, match="too large"):
        read_page(_huge(f"<p>{PROSE}</p>" * 200_000), NOBODY)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    "told",
    [
        "[" * 100_000,
        '{"@type":"NewsArticle","author":',
        '{"@type":["NewsArticle",5],"headline":{"a":[]}}',
        "\0",
        "5",
    ],
)
def test_broken_words_for_machines_spoil_nothing(told: str) -> None:
    article = page(f"<p>{PROSE}</p>", f'<script type="application/ld+json">{told}</script>')
    assert article.text.endswith(PROSE)


def test_words_for_machines_may_be_wrapped_nested_and_in_lists() -> None:
    thing = {"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "headline": "Bread &amp; ferries"}]}
    script = f'<script type="application/ld+json"><!--{json.dumps([thing])}--></script>'
    assert page(f"<p>{PROSE}</p>", script).title == "Bread & ferries"
