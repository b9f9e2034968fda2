"""Whose word it is: the table of publishers, what a pack says of them, and how they are shown."""

from __future__ import annotations

from collections import Counter

import pytest

from summaries.errors import InvalidTopic
from summaries.publishers import (
    Publisher,
    default_publishers,
    known_countries,
    publisher_of,
    whose_word,
)
from summaries.topics import Topic, parse_topic

PACK = """
id = "dam"
title = "The dam"
[[actors]]
id = "upland"
name = "Upland"
"""
PUBLISHERS = """
[[publishers]]
name = "Upland Herald"
domains = ["herald.example", "bbc.com"]
aliases = ["The Herald"]
country = "NO"
kind = "state"
source = "imprint"
[[publishers]]
name = "El Universal"
country = "MX"
source = "imprint"
"""


def pack(more: str = "") -> Topic:
    return parse_topic(PACK + more)


def shown(url: str = "", name: str = "", topic: Topic | None = None) -> str:
    found = publisher_of(topic, url, name)
    return found.shown if found else ""


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://news.cgtn.com/news/2019-05-06/a.html", "CGTN, Chinese state media"),
        ("https://www.reuters.com/article/x", "Reuters, wire service, UK"),
        ("http://www.bbc.co.uk/mundo/a", "BBC, UK public broadcaster"),
        ("https://elpais.com/a", "El País, Spain"),
        ("https://2017-2021.state.gov/a", "U.S. Department of State, US government"),
        ("https://tass.com/world/1", "TASS, Russian state news agency"),
        ("https://actualidad.rt.com/actualidad/1", "RT, funded by the Russian state"),
        ("https://www.granma.cu/a", "Granma, newspaper of the Communist Party of Cuba"),
        ("https://www.telesurenglish.net/a", "teleSUR, funded by Venezuela and other states"),
        ("https://news.un.org/en/story/1", "United Nations"),
        ("https://www.oas.org/en/a", "Organization of American States, intergovernmental organisation"),
        ("https://www.crisisgroup.org/a", "International Crisis Group, nonprofit, Belgium"),
        ("https://www.csis.org/a", "CSIS, think tank, US"),
    ],
)
def test_a_publisher_is_shown_with_whose_it_is_in_few_words(url: str, words: str) -> None:
    assert shown(url) == words


def test_the_longest_domain_counts() -> None:
    assert shown("https://www.eluniversal.com.mx/a") == "El Universal (Mexico), Mexico"
    assert shown("https://www.eluniversal.com/a") == "El Universal, Venezuela"
    assert shown("https://home.treasury.gov/a") == "U.S. Department of the Treasury, US government"
    assert shown("https://www.texas.gov/a") == "U.S. public authorities, US public authority"


def test_a_domain_is_no_mere_ending_of_letters() -> None:
    assert shown("https://notcnn.com/a") == ""
    assert shown("https://cnn.com.example/a") == ""
    assert shown("https://bbc.com@evil.example/a") == ""


def test_a_name_or_an_alias_is_found_whatever_its_case_and_accents() -> None:
    assert shown(name="efecto COCUYO") == "Efecto Cocuyo, Venezuela"
    assert shown(name="Agencia Venezolana de Noticias") == "AVN, Venezuelan state news agency"
    assert shown(name="Nobody's Gazette") == shown() == ""


def test_the_address_counts_before_the_name_and_the_name_where_the_address_is_an_aggregators() -> None:
    assert shown("https://www.rt.com/a", "Reuters") == "RT, funded by the Russian state"
    assert shown("https://aggregator.example/articles/1", "Reuters") == "Reuters, wire service, UK"


def test_a_name_that_two_publishers_bear_names_neither() -> None:
    assert shown(name="El Universal") == shown(name="The Guardian") == ""


def test_what_the_pack_says_comes_before_the_default_table() -> None:
    topic = pack(PUBLISHERS)
    assert shown("https://news.bbc.com/a", topic=topic) == "Upland Herald, Norwegian state media"
    assert shown(name="the herald", topic=topic) == "Upland Herald, Norwegian state media"
    assert shown(name="El Universal", topic=topic) == "El Universal, Mexico"
    assert shown("https://www.reuters.com/a", topic=topic) == "Reuters, wire service, UK"


def test_a_publisher_without_country_is_told_by_its_kind_alone() -> None:
    assert Publisher(name="A", kind="state", source="imprint").described == "state media"
    assert Publisher(name="A", kind="wire", source="imprint").shown == "A, wire service"
    assert Publisher(name="A", source="imprint").shown == "A"


def test_the_default_table_is_sound() -> None:
    publishers = default_publishers()
    assert len(publishers) > 150
    domains = Counter(domain for publisher in publishers for domain in publisher.domains)
    assert [domain for domain, times in domains.items() if times > 1] == []
    assert all(domain == domain.lower() and not domain.startswith("www.") for domain in domains)
    assert {publisher.country for publisher in publishers} - known_countries() == {""}
    assert all(publisher.domains and publisher.language and publisher.source for publisher in publishers)
    assert all(len(publisher.described) <= 50 and publisher.described for publisher in publishers)


def test_who_directs_or_pays_is_never_said_on_an_imprint_of_private_press_alone() -> None:
    vague = [
        p.name for p in default_publishers() if p.kind in ("state-funded", "public") and p.source == "imprint"
    ]
    assert vague == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[[publishers]]\nname = "A"\nsource = "x"\ndomains = ["https://a.example"]', "cannot be a domain"),
        ('[[publishers]]\nname = "A"\nsource = "x"\ncountry = "Norway"', "cannot be a country"),
        ('[[publishers]]\nname = "A"\nsource = "x"\ncountry = "XX"', "no country is known by XX"),
        ('[[publishers]]\nname = "A"', "publishers[0].source: this key is missing"),
        ('[[publishers]]\nname = "A"\nsource = "x"\nkind = "bad"', "publishers[0].kind"),
        (PUBLISHERS + PUBLISHERS, "publishers[2] (Upland Herald): Upland Herald is of publishers[0]"),
        ('[[feeds]]\nurl = "ftp://a.example/feed"', "cannot be an address"),
        ('[[feeds]]\nurl = "file:///etc/passwd"', "cannot be an address"),
        (
            '[[feeds]]\nurl = "https://a.example/feed"\n[[feeds]]\nurl = "http://www.a.example/feed/"',
            "feeds[1]: http://www.a.example/feed/ is feeds[0] already",
        ),
    ],
)
def test_what_is_wrong_with_a_packs_sources_is_said_with_its_place(more: str, said: str) -> None:
    with pytest.raises(InvalidTopic) as caught:
        pack(more)
    assert said in " ".join(caught.value.problems)


def test_what_is_read_and_who_publishes_it_leaves_the_evidence_as_it_is() -> None:
    read = '[[feeds]]\nurl = "https://a.example/feed"\npublisher = "A"\n'
    assert pack(PUBLISHERS + read).fingerprint == pack().fingerprint
    assert pack('[[issues]]\nid = "height"\nname = "Height"').fingerprint != pack().fingerprint


@pytest.mark.parametrize(
    ("url", "name", "said"),
    [
        ("", "CGTN", "Chinese state media"),
        ("https://news.cgtn.com/news/a.html", "CGTN", "Chinese state media"),
        ("https://news.cgtn.com/news/a.html", "", "Chinese state media"),
        ("https://news.cgtn.com/news/a.html", "CGTN America", "Chinese state media"),
        ("https://news.cgtn.com/news/a.html", "Reuters", None),  # shown by one, of another
        ("https://impostor.example/news", "Reuters", None),  # anybody can call himself so
    ],
)
def test_whose_word_it_is_needs_name_and_address_to_agree(url: str, name: str, said: str | None) -> None:
    found = whose_word(None, url, name)
    assert (found.described if found else None) == said
