"""From bytes to articles: encodings, refusals, metadata and rows of JSON Lines."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.articles.decoding import LARGEST
from summaries.articles.metadata import Metadata, metadata_name, parse_metadata
from summaries.articles.reading import read_file, read_jsonl_row, read_path_bytes, read_text
from summaries.errors import UnreadableArticle
from summaries.model import Article
from summaries.when import Precision, When

WORDS = "Ferries to sail again\r\n\r\nThe mayor of Ålund said: “We are ready.”\rNothing\tmore… \n\n"
KNOWN = Metadata(id="ferries")


def refusal(data: bytes, name: str = "page.txt") -> UnreadableArticle:
    with pytest.raises(UnreadableArticle) as caught:
        read_path_bytes(name, data)
    assert caught.value.problem
    assert caught.value.cure
    return caught.value


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_the_text_is_what_was_written_in_any_clear_encoding(encoding: str) -> None:
    text = WORDS * 20
    assert read_text(text.encode(encoding), KNOWN).text == text


def test_a_text_in_cyrillic_letters_is_read_in_its_own_encoding() -> None:
    text = (
        "Паромы снова пойдут в понедельник, сообщил мэр города после долгих переговоров с рабочими порта. "
        * 4
    )
    assert read_text(text.encode("cp1251"), KNOWN).text == text


_LETTERS = st.characters(exclude_categories=["Cs", "Cc"])


@given(st.text(st.one_of(_LETTERS, st.sampled_from("\t\n\r\f\u2028\x85"))).map("Words. ".__add__))
def test_utf_8_text_is_never_changed(text: str) -> None:
    assert read_text(text.encode(), KNOWN).text == text


@given(st.binary(max_size=300))
def test_any_bytes_give_an_article_or_a_refusal_with_its_cure(data: bytes) -> None:
    (found,) = read_file("page.txt", data)
    if isinstance(found, UnreadableArticle):
        assert found.problem
        assert found.cure
    else:
        assert found.text.encode()


def test_a_stray_nul_is_replaced_and_moves_nothing() -> None:
    assert read_text(b"The ferries\0 will sail again on Monday.", KNOWN).text[10:13] == "s\ufffd "


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "no words"),
        ("“”\"'".encode(), "no words"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"\x1f\x8b\x08\x00", "compressed"),
        (bytes(range(32)) * 40 + b"ferries", "control characters"),
        (b"\xff\xfeF\x00e\x00r\x00r", "UTF-16"),
        (b"\xef\xbb\xbfFerries \xff sail", "UTF-8"),
        ("Die Fähren in Ålund".encode() + b"\x81\xff\x8d and more", "encoding"),
    ],
)
def test_what_is_no_article_is_refused_with_a_sentence_and_a_cure(data: bytes, named: str) -> None:
    assert named in refusal(data).problem


PAGE = "<html><head><title>Ferries</title></head><body>{}</body></html>".format(
    "<p>The ferries will sail again on Monday, the mayor of Ålund said.</p>" * 3
)


@pytest.mark.parametrize(
    "name", ["page.html", "page.HTML", "folder/page.htm", "page.txt", "page.pdf", "page"]
)
def test_a_web_page_is_read_as_one_whatever_its_name_says(name: str) -> None:
    (article,) = read_file(name, PAGE.encode())
    assert isinstance(article, Article)
    assert article.text.endswith("The ferries will sail again on Monday, the mayor of Ålund said.")
    assert "<" not in article.text


@pytest.mark.parametrize("name", ["page.html", "page.pdf", "page.eml"])
def test_a_text_under_another_name_is_read_as_text(name: str) -> None:
    (article,) = read_file(name, WORDS.encode())
    assert isinstance(article, Article)
    assert article.text == WORDS


def test_fifty_megabytes_are_refused_without_being_decoded() -> None:
    data = b"ferries " * 6_250_000
    begun = time.perf_counter()
    assert "too large" in refusal(data).problem
    assert time.perf_counter() - begun < 0.5


def test_without_metadata_the_file_names_the_article_and_nothing_is_known_of_its_date() -> None:
    article = read_path_bytes("news/ferries.v2.txt", WORDS.encode())
    assert (article.id, article.document) == ("ferries.v2", "ferries.v2")
    assert article.title == "Ferries to sail again"
    assert article.published == When.unknown()


def test_a_first_line_of_prose_is_no_title() -> None:
    prose = "The ferries will sail again on Monday after a strike of three weeks, the mayor said."
    assert not read_path_bytes("a.txt", f"{prose}\n{prose}".encode()).title


def test_metadata_says_what_the_text_does_not() -> None:
    toml = """
    id = "ferries-1"
    title = "Ferries"
    publisher = "Northern Gazette"
    byline = "Ana Pohl"
    url = "https://example.org/ferries"
    language = "en-GB"
    published = "2013-05-06/2013-05-11"
    published_inferred = true
    published_basis = "It tells of a Sunday."
    """
    article = read_path_bytes("a.txt", WORDS.encode(), parse_metadata(toml, "a.toml"))
    assert (article.id, article.title, article.byline) == ("ferries-1", "Ferries", "Ana Pohl")
    assert article.published.precision is Precision.INTERVAL
    assert article.published.inferred
    assert article.published.end == date(2013, 5, 11)
    assert article.text == WORDS


@pytest.mark.parametrize(
    ("toml", "iso"),
    [
        ("published = 2013-05-06", "2013-05-06"),
        ("published = 2013", "2013"),
        ('published = "2013-05"', "2013-05"),
        ("published = 2013-05-06T09:30:00Z", "2013-05-06T09:30:00+00:00"),
        ('published = ""', ""),
        ("published_inferred = true", ""),
    ],
)
def test_dates_are_read_in_quotation_marks_or_as_toml_writes_them(toml: str, iso: str) -> None:
    assert parse_metadata(toml, "a.toml").published.iso() == iso


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("title = Ferries", "line 1"),
        ('titel = "Ferries"', "Did you mean “title”?"),
        ('x = "Ferries"', "The keys are"),
        ("title = 5", "“title” must be words"),
        ('id = " "', "“id” is empty"),
        ('url = "javascript:alert(1)"', "“url” is no web address"),
        ('language = "English, mostly"', "“language”"),
        ('published = "6 May"', "“published” is no date"),
        ('published = "2013-05-11/2013-05-06"', "“published” is no date"),
        ("published = true", "“published” must be words"),
        ('published_inferred = "yes"', "true or false"),
        ('title = "a\\u0007b"', "cannot be shown"),
    ],
)
def test_metadata_that_breaks_a_rule_names_file_key_and_cure(toml: str, named: str) -> None:
    with pytest.raises(UnreadableArticle) as caught:
        parse_metadata(toml, "a.toml")
    assert str(caught.value).startswith("a.toml")
    assert named in str(caught.value)
    assert caught.value.cure


def test_metadata_in_another_encoding_is_refused() -> None:
    with pytest.raises(UnreadableArticle, match="UTF-8"):
        parse_metadata('title = "Fähre"'.encode("cp1252"), "a.toml")


@pytest.mark.parametrize(
    ("name", "beside"),
    [("a.txt", "a.toml"), ("d.x/a", "d.x/a.toml"), ("d/a.v2.txt", "d/a.v2.toml"), ("a", "a.toml")],
)
def test_metadata_stands_beside_the_text_under_its_name(name: str, beside: str) -> None:
    assert metadata_name(name) == beside


def test_a_row_keeps_its_id_and_its_text() -> None:
    row = {"id": "r/1", "text": WORDS, "title": None, "published": "2013-05", "language": "en", "other": [1]}
    article = read_jsonl_row(json.dumps(row))
    assert (article.id, article.text, article.published.iso()) == ("r/1", WORDS, "2013-05")


def test_half_a_surrogate_pair_is_replaced_one_for_one() -> None:
    article = read_jsonl_row(b'{"id": "a", "text": "Sail \\ud83d again \\u0000!"}')
    assert article.text == "Sail \ufffd again \ufffd!"
    assert article.text.encode()


@pytest.mark.parametrize(
    "row",
    [
        b"",
        b"{",
        b"[]",
        b"5",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"id": "a"}',
        b'{"text": "Ferries"}',
        b'{"id": 5, "text": "Ferries"}',
        b'{"id": "", "text": "Ferries"}',
        b'{"id": "a", "text": " "}',
        b'{"id": "a", "text": "Ferries", "title": 5}',
        b'{"id": "a", "text": "Ferries", "published": "soon"}',
    ],
)
def test_a_malformed_row_is_refused_with_its_cure(row: bytes) -> None:
    with pytest.raises(UnreadableArticle) as caught:
        read_jsonl_row(row)
    assert caught.value.cure


def test_a_row_with_a_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableArticle, match="too long"):
        read_jsonl_row(json.dumps({"id": "a", "text": "a" * (LARGEST + 1)}))


def test_an_address_that_is_none_is_left_out_of_a_row() -> None:
    assert not read_jsonl_row('{"id": "a", "text": "Ferries", "url": "javascript:alert(1)"}').url


def test_one_bad_row_does_not_spoil_the_others() -> None:
    data = b'{"id": "a", "text": "Ferries"}\r\n{\n\n{"id": "b", "text": "Ports"}'
    first, second, third = read_file("rows.jsonl", data)
    assert isinstance(first, Article)
    assert isinstance(second, UnreadableArticle)
    assert second.problem.startswith("rows.jsonl, line 2:")
    assert isinstance(third, Article)


def test_a_file_is_read_with_what_stands_beside_it() -> None:
    (article,) = read_file("a.txt", WORDS.encode(), {"publisher": "Northern Gazette"})
    assert isinstance(article, Article)
    assert (article.id, article.publisher) == ("a", "Northern Gazette")


def test_a_file_that_cannot_be_read_gives_its_error() -> None:
    (error,) = read_file("a.txt", b"", {})
    assert isinstance(error, UnreadableArticle)
