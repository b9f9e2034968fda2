"""Feeds in the shapes that publishers give them: invented items, real dialects."""

from __future__ import annotations

from pathlib import Path

from summaries.articles.feeds import FeedItem, FeedReading, read_feed
from summaries.publishers import publisher_of
from summaries.topics import parse_topic

HERE = Path(__file__).parent
PACK = Path(__file__).parents[4] / "seeds" / "venezuela" / "topic.toml"


def read(name: str, url: str = "https://tarn.example/feed", content_type: str = "text/xml") -> FeedReading:
    return read_feed((HERE / name).read_bytes(), url, content_type)


def dates(reading: FeedReading) -> list[str]:
    return [item.told.published.iso() for item in reading.items]


def only(reading: FeedReading) -> FeedItem:
    (item,) = reading.items
    return item


def test_tass_rss_2_with_moscow_time_and_a_time_to_live() -> None:
    reading = read("tass.xml", "https://tass.com/rss/v2.xml")
    assert (reading.kind, reading.title, reading.home, reading.language) == (
        "feed",
        "TASS",
        "https://tass.com/",
        "en",
    )
    assert reading.every == 600
    assert reading.faults == ()
    first, second = reading.items
    assert first.told.url == "https://tass.com/world/1000001"
    assert first.told.summary == "The parties will meet again in June"
    assert first.told.published.iso() == "2019-05-06T21:35:12+03:00"
    assert second.told.title == 'Tarn\'s fleet "stays in port" & waits'
    assert second.told.summary == ""


def test_xinhua_dates_without_a_zone_give_the_day() -> None:
    reading = read("xinhua.xml", "http://www.xinhuanet.com/english/rss/worldrss.xml")
    assert reading.language == "en"
    assert dates(reading) == ["2019-05-06", "2019-05-05T09:00:00+00:00"]
    first = reading.items[0]
    assert first.key == first.told.id == "http://www.xinhuanet.com/english/2019-05/06/c_100000001.htm"
    assert (first.told.title, first.told.byline) == ("Tarn, Fell resume ferry service", "")


def test_un_news_by_drupal_with_creators_and_links_of_its_own() -> None:
    reading = read("un-news.xml", "https://news.un.org/feed/subscribe/en/news/region/americas/feed/rss.xml")
    first, second = reading.items
    assert first.told.byline == "Ann Example"
    assert first.told.summary == "The Special Envoy asked both sides on Tuesday to step back."
    assert first.told.title == "Both sides in Tarn must ‘step back’, says envoy"
    assert second.told.url == "https://news.un.org/feed/view/en/story/2019/05/1000002"
    assert second.key == "1000002 at https://news.un.org/feed"


def test_wordpress_carries_the_whole_text_unless_it_ends_in_a_teaser() -> None:
    reading = read("wordpress.xml", "https://diario.example/feed/", "application/rss+xml; charset=UTF-8")
    whole, cut = reading.items
    assert reading.language == whole.told.language == "es"
    assert reading.every == 3_600
    assert whole.told.url == "https://diario.example/2019/05/alcalde/"
    assert whole.told.title == "Alcalde: «No habrá acuerdo sin garantías» – Tarn"
    assert whole.told.byline == "Ana Ejemplo"
    assert whole.key == "https://diario.example/?p=101"
    assert whole.html.startswith("<p>El alcalde de Tarn dijo este lunes que «no habrá acuerdo sin garantías»")
    assert whole.told.summary.startswith("El alcalde de Tarn dijo este lunes que «no habrá acuerdo […]")
    assert cut.html == ""


def test_atom_with_its_kinds_of_text_its_base_and_another_feeds_entry() -> None:
    reading = read("atom.xml", "https://tarn.example/atom.xml", "application/atom+xml")
    assert (reading.title, reading.home, reading.language) == (
        "The Tarn Review",
        "https://tarn.example/",
        "en",
    )
    ships, other, film = reading.items
    assert ships.told.title == "Fewer than <3> ships"
    assert ships.told.url == "https://tarn.example/ships.html"
    assert ships.told.byline == "Ann Example, Ben Sample"
    assert ships.told.published.iso() == "2019-05-06T10:00:00+02:00"
    assert ships.updated.iso() == "2019-05-07T08:00:00+00:00"
    assert ships.told.summary == "Only two left."
    assert (other.told.title, other.told.publisher) == ("Taken from another", "The Other Paper")
    assert other.told.summary == "Plain <words> here."
    assert (film.told.title, film.told.summary) == ("A film", "What it shows.")


def test_an_atom_entry_with_nothing_but_its_last_change_is_dated_by_it_as_inferred() -> None:
    ships, other, _ = read("atom.xml").items
    assert (ships.told.published.inferred, other.told.published.inferred) == (False, True)
    assert other.told.published.iso() == "2019-05-05T10:00:00+00:00"


def test_deutsche_welle_rss_1_with_dublin_core() -> None:
    reading = read("deutsche-welle.xml", "https://rss.dw.com/rdf/rss-sp-all")
    item = only(reading)
    assert (reading.publisher, reading.language, reading.every) == ("Deutsche Welle", "es", 3_600)
    assert item.key == "https://www.dw.com/es/a-1"
    assert item.told.url == "https://www.dw.com/es/tarn-cierra-su-puerto/a-1"
    assert item.told.published.iso() == "2019-05-06T18:21:00+00:00"
    assert item.told.published.inferred is False


def test_a_captions_words_in_el_pais_media_rss_are_not_the_articles() -> None:
    item = only(read("el-pais.xml"))
    assert (item.told.title, item.told.summary) == (
        "Tarn vota sin observadores",
        "La capital amanece en calma",
    )
    assert item.told.byline == "Ana Ejemplo, Luis Muestra"


def test_bbc_items_are_named_by_address_for_their_ids_count_versions() -> None:
    reading = read("bbc.xml", "https://feeds.bbci.co.uk/news/world/latin_america/rss.xml")
    assert (reading.title, reading.language) == ("BBC News", "en")
    assert only(reading).key == only(reading).told.url == "https://www.bbc.com/news/articles/c0000000001"


def test_folha_rss_091_in_latin_1_with_its_redirect_and_its_months() -> None:
    item = only(read("folha.xml", "https://feeds.folha.uol.com.br/mundo/rss091.xml"))
    assert item.told.title == "Eleição em Tarn é adiada"
    assert item.told.url == "https://www1.folha.uol.com.br/mundo/2019/05/eleicao.shtml"
    assert item.told.published.iso() == "2019-05-06T10:15:00-03:00"
    assert item.told.language == "pt"


def test_google_news_names_the_publisher_and_the_address_where_the_link_holds_it() -> None:
    reading = read("google-news.xml", "https://news.google.com/rss/search?q=tarn")
    clear, hidden = reading.items
    assert reading.publisher == ""
    assert clear.told.url == "https://tarn.example/ferry.html"
    assert (clear.told.title, clear.told.publisher) == ("Ferry back after two years", "The Tarn Review")
    assert hidden.told.url.startswith("https://news.google.com/rss/articles/")
    assert hidden.told.publisher == "Fell Times"


def test_a_news_sitemap_dates_by_publication_and_never_by_change() -> None:
    reading = read("news-sitemap.xml", "https://tarn.example/news-sitemap.xml", "application/xml")
    news, plain = reading.items
    assert reading.kind == "sitemap"
    assert news.told.url == "https://tarn.example/2019/05/06/ferry?a=1&b=2"
    assert (news.told.title, news.told.publisher) == ("Ferry back & running", "The Tarn Review")
    assert news.told.language == "en"
    assert dates(reading) == ["2019-05-06T09:30:00-04:00", ""]
    assert (news.updated.iso(), plain.updated.iso()) == ("2019-05-06T12:00:00+00:00", "2019-05-05")
    assert reading.faults == ("1 item was left out: no address, no title and no text.",)


def test_a_sitemap_of_sitemaps_gives_their_web_addresses() -> None:
    reading = read("sitemap-index.xml", "https://tarn.example/sitemap.xml")
    assert (reading.kind, reading.items) == ("index", ())
    assert reading.sitemaps == (
        "https://tarn.example/news-sitemap/?outputType=xml",
        "https://tarn.example/news-sitemap/?outputType=xml&from=100",
    )


def test_json_feed() -> None:
    reading = read("feed.json", "https://tarn.example/feed.json", "application/feed+json")
    ferry, untitled = reading.items
    assert (reading.title, reading.home, reading.language) == (
        "The Tarn Review",
        "https://tarn.example/",
        "en",
    )
    assert (ferry.told.title, ferry.told.url, ferry.told.byline) == (
        "Ferry <back>",
        "https://tarn.example/1",
        "Ann Example",
    )
    assert ferry.updated.iso() == "2019-05-06T11:00:00+02:00"
    assert (untitled.key, untitled.told.language, untitled.told.byline) == ("2", "es", "Ben Sample")
    assert untitled.told.summary == "No title, only words. And some more."
    assert reading.faults == ("1 of the items was left out: no JSON object.",)


def test_the_bundled_pack_names_feeds_of_all_sides_with_publishers_that_are_known() -> None:
    topic = parse_topic(PACK.read_text(encoding="utf-8"))
    publishers = [publisher_of(topic, feed.url) for feed in topic.feeds]
    assert 25 <= len(topic.feeds) <= 40
    assert [p.name if p else "" for p in publishers] == [feed.publisher for feed in topic.feeds]
    assert all(feed.language for feed in topic.feeds)
    assert {"US", "RU", "VE", "CN", "CU", "CO", "BR", "ES", "FR", "GB", "UN"} <= {
        p.country for p in publishers if p
    }
    assert {"government", "state", "opposition", "private", "wire", "institute"} <= {
        p.kind for p in publishers if p
    }


def test_a_feeds_title_is_one_line_of_a_title_s_length_whatever_it_is() -> None:
    title = "Gazette\n" + "of the harbour " * 500
    feed = f"<rss><channel><title>{title}</title><item><title>a</title></item></channel></rss>"
    reading = read_feed(feed.encode(), "https://gazette.example/rss")
    assert reading.title.startswith("Gazette of the harbour of")
    assert len(reading.title) <= 200
