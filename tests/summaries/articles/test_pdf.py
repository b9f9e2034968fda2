"""What becomes of PDFs: their paragraphs rejoined, or a refusal that says what they are."""

from __future__ import annotations

import io
import time
import zlib

import pytest
from pypdf import PdfWriter

from summaries.articles.pdf import MOST_PAGES, paragraphs
from summaries.articles.reading import read_file, read_page
from summaries.articles.told import Told
from summaries.errors import UnreadableArticle
from summaries.model import Article
from summaries.when import When
from tests.summaries.articles.pdfs import pdf_of

FIRST = (
    "Norland Institute                                  Report 7",
    "The ferries between Arvik and the islands will sail again on Mon-",
    "day, after the government of Norland and the crews agreed on new",
    "hours, and on a well-known form of self-",
    "service.",
    "“We are ready to sail,” Mayor Olaf Quist told reporters on the quay",
    "of the old harbour, and waved to the",
    "1",
)
SECOND = (
    "Norland Institute                                  Report 7",
    "islanders who had waited there with their bread and their children",
    "for three weeks.",
    "The crews chose self-service over a canteen, and the ministry of",
    "transport will pay for half of it, as it had promised in April.",
    "2",
)
TOLD = Told(id="report")


def read(data: bytes, told: Told = TOLD) -> Article:
    (article,) = read_page(data, told)
    return article


def refusal(data: bytes) -> UnreadableArticle:
    with pytest.raises(UnreadableArticle) as caught:
        read_page(data, TOLD)
    assert caught.value.cure
    return caught.value


def test_lines_are_paragraphs_again_without_headers_hyphens_and_page_numbers() -> None:
    assert read(pdf_of(FIRST, SECOND)).text.split("\n\n") == [
        "The ferries between Arvik and the islands will sail again on Monday, after the government of Norland"
        " and the crews agreed on new hours, and on a well-known form of self-service.",
        "“We are ready to sail,” Mayor Olaf Quist told reporters on the quay of the old harbour, and waved to"
        " the islanders who had waited there with their bread and their children for three weeks.",
        "The crews chose self-service over a canteen, and the ministry of transport will pay for half of it,"
        " as it had promised in April.",
    ]


def test_a_name_with_a_hyphen_keeps_it_at_the_end_of_a_line() -> None:
    lines = (
        "The minister went to the islands with her deputy, Mr. Jean-\n"
        "Luc Brandt, to speak of the plan of the banks and of the U.S.-\n"
        "backed fund, which nobody on the islands had asked them for."
    )
    (whole,) = paragraphs([lines])
    assert whole == lines.replace("-\n", "-")


def test_title_author_and_day_come_from_sane_metadata() -> None:
    about = {"/Title": "Ferries and bread", "/Author": "Ana Pohl", "/CreationDate": "D:20190506101500+02'00'"}
    article = read(pdf_of(FIRST, about=about))
    assert (article.title, article.byline, article.published.iso()) == (
        *("Ferries and bread", "Ana Pohl"),
        "2019-05-06",
    )
    assert article.published.inferred
    assert article.published_basis == "the PDF's metadata"


@pytest.mark.parametrize("title", ["Microsoft Word - final2.docx", "untitled", "report_final.pdf", "", "42"])
def test_a_title_that_a_program_made_up_is_none(title: str) -> None:
    about = {"/Title": title, "/Author": "admin", "/CreationDate": "D:19700101000000"}
    article = read(pdf_of(FIRST, about=about), Told(id="report", title="Told"))
    assert (article.title, article.byline, article.published) == ("Told", "", When())


def test_what_the_feed_told_of_the_date_counts_more_than_the_files() -> None:
    told = Told(id="a", published=When.parse("2019-05-07"))
    article = read(pdf_of(FIRST, about={"/CreationDate": "D:20190506"}), told)
    assert (article.published.iso(), article.published_basis) == ("2019-05-07", "the feed")


def test_an_encrypted_pdf_is_read_where_it_asks_for_no_password() -> None:
    assert "the crews agreed" in read(pdf_of(FIRST, password="")).text
    assert "asks for a password" in refusal(pdf_of(FIRST, password="secret")).problem


def test_a_scanned_pdf_is_refused_as_pictures() -> None:
    writer = PdfWriter()
    writer.add_blank_page(600, 850)
    written = io.BytesIO()
    writer.write(written)
    assert "pictures of pages" in refusal(written.getvalue()).problem


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj\n<<" * 100, pdf_of(FIRST)[:200]])
def test_a_damaged_pdf_is_refused(data: bytes) -> None:
    assert "damaged PDF" in refusal(data).problem or "without text" in refusal(data).problem


def test_a_pdf_whose_end_is_missing_is_read_with_what_there_is() -> None:
    whole = pdf_of(FIRST, SECOND)
    assert "ferries" in read(whole[: whole.rindex(b"startxref")]).text


def test_a_pdf_of_too_many_pages_is_refused_by_their_number() -> None:
    data = pdf_of(*[FIRST] * (MOST_PAGES + 1))
    assert f"{MOST_PAGES + 1} pages" in refusal(data).problem


def test_a_stream_that_unpacks_to_gigabytes_is_refused_in_good_time() -> None:
    bomb = zlib.compress(b"(x) Tj " * 5_000_000, 9)
    content = b"<</Filter/FlateDecode/Length %d>>stream\n" % len(bomb) + bomb + b"\nendstream"
    data = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj"
        + content
        + b"endobj\n"
        b"trailer<</Root 1 0 R>>"
    )
    begun = time.process_time()
    assert "PDF" in refusal(data).problem
    assert time.process_time() - begun < 10


def test_a_pdf_that_promises_objects_it_does_not_hold_is_refused_in_good_time() -> None:
    # Found by fuzzing: for each of 65,535 promised objects the whole file was searched for a missing root.
    data = b"%PDF-1.7\n" + b"x" * 2_000_000 + b"\ntrailer\n<</Size 65535>>\nstartxref\n9\n%%EOF"
    begun = time.process_time()
    assert "damaged PDF" in refusal(data).problem
    assert time.process_time() - begun < 5


def test_a_paragraph_of_very_many_lines_is_rejoined_in_good_time() -> None:
    begun = time.process_time()
    (whole,) = paragraphs(["the ferries and the islands of the north and the sea\n" * 50_000])
    assert len(whole) > 2_500_000
    assert time.process_time() - begun < 5


def test_a_pdf_that_draws_without_end_is_refused_in_good_time() -> None:
    begun = time.process_time()
    data = pdf_of(*[["x" * 60] * 4_000] * 50)
    assert "PDF" in refusal(data).problem or "too long" in refusal(data).problem
    assert time.process_time() - begun < 20


def test_a_pdf_under_another_name_is_still_one() -> None:
    (article,) = read_file("report.html", pdf_of(FIRST))
    assert isinstance(article, Article)
    assert article.id == "report"
    assert "The ferries between Arvik" in article.text
