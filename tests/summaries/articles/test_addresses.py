"""One address for an article, however it was come by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.articles.addresses import canonical, chosen, document_of, is_front, same_site
from summaries.articles.feed_links import web_address


@pytest.mark.parametrize(
    "url",
    [
        "https://www.gazette.example/2019/05/06/ferries",
        "http://gazette.example/2019/05/06/ferries/",
        "https://gazette.example:443/2019/05/06/ferries?utm_source=rss&utm_medium=x#comments",
        "https://user:pass@GAZETTE.example./2019/05/06/ferries?fbclid=1&at_medium=RSS",
        " https://www.gazette.example/2019/05/06/ferries\n",
    ],
)
def test_all_ways_to_an_article_share_one_document(url: str) -> None:
    assert document_of(url) == "gazette.example/2019/05/06/ferries"


def test_a_parameter_that_names_the_article_stays() -> None:
    assert document_of("https://a.example/story?id=7&utm_source=x&page=2") == "a.example/story?id=7&page=2"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ferries",
        "javascript:alert(1)",
        "ftp://a.example/x",
        "http://[::1",
        "http://a:99999/",
        "//x",
        "mailto:a",
    ],
)
def test_what_is_no_address_of_the_web_has_none(url: str) -> None:
    assert canonical(url) == document_of(url) == ""


def test_the_hosts_for_readers_of_all_kinds_are_one_site() -> None:
    assert same_site("https://m.gazette.example/a", "http://www.gazette.example/")
    assert same_site("https://amp.GAZETTE.example./a", "https://gazette.example:443/b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://ana.blogs.example/a", "https://ben.blogs.example/a"),
        ("https://ana.blogs.example/a", "https://blogs.example/a"),
        ("https://gazette.co.uk/a", "https://ledger.co.uk/a"),
        ("https://gazette.example/a", "https://gazette.example:8443/a"),
        ("https://gazette.example.ledger.example/a", "https://gazette.example/a"),
        ("https://gazette.example\\.ledger.example/a", "https://gazette.example/a"),
        ("https://gazette.example@ledger.example/a", "https://gazette.example/a"),
        ("https://10.0.0.1/a", "https://10.0.0.2/a"),
        ("https://m.example/a", "https://example/a"),
        ("", ""),
    ],
)
def test_a_host_that_may_be_somebody_elses_is_another_site(one: str, other: str) -> None:
    assert not same_site(one, other)


def test_a_front_page_is_known_by_its_address() -> None:
    assert is_front("https://gazette.example")
    assert is_front("https://gazette.example/index.html")
    assert not is_front("https://gazette.example/?p=12")


def test_without_an_address_of_its_own_a_page_is_where_it_says_it_is() -> None:
    assert chosen("", ["/relative", "https://gazette.example/a#b"]) == "https://gazette.example/a"
    assert chosen("https://gazette.example/x", ["/a?ref=x"]) == "https://gazette.example/a"


@given(st.one_of(st.text(), st.text().map("https://".__add__), st.text().map("https://a.example/".__add__)))
def test_an_address_in_its_plainest_form_stays_as_it_is(url: str) -> None:
    plain = canonical(url)
    assert canonical(plain) == plain
    assert not plain or plain.startswith(("http://", "https://"))


@pytest.mark.parametrize("steering", ["\x9b31m", "\x1b[2J", "\u202e", "\u2066", "\u200f", "\u2028", "\r\n"])
def test_no_address_steers_a_terminal_or_turns_the_direction_of_words(steering: str) -> None:
    for made in (canonical, web_address):
        address = made(f"https://gazette.example/a{steering}b")
        assert address.startswith("https://gazette.example/a")
        assert not any(c in address for c in steering if not c.isprintable())
