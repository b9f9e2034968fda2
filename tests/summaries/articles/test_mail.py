"""What becomes of mails: a newsletter, an article that somebody sent, an attachment."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest

from summaries.articles.reading import read_file, read_page
from summaries.articles.told import Told
from summaries.errors import UnreadableArticle
from summaries.model import Article
from tests.summaries.articles.pdfs import pdf_of

PROSE = "The ferries will sail again on Monday, the mayor of Ålund said on the bridge of the ship."
NOBODY = Told(id="mail")
HEAD = b"From: a@b.example\r\nSubject: Ferries\r\n"


def mail(text: str = "", html: str = "", **headers: str) -> EmailMessage:
    message = EmailMessage()
    known = {"From": "Ana Pohl <ana@gazette.example>", "Subject": "Ferries to sail again"}
    for name, value in {**known, "Date": "Mon, 06 May 2019 10:15:00 +0200", **headers}.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message


def read(message: EmailMessage, told: Told = NOBODY) -> Article:
    (article,) = read_page(message.as_bytes(), told)
    return article


def test_a_mail_is_its_text_with_subject_sender_and_date() -> None:
    article = read(mail(f"{PROSE}\n\n“We are ready,” she said.\n\n-- \nAna Pohl\nNorthern Gazette\n"))
    assert article.title == "Ferries to sail again"
    assert (article.byline, article.publisher) == ("Ana Pohl", "gazette.example")
    assert (article.published.iso(), article.published_basis) == (
        "2019-05-06T10:15:00+02:00",
        "the mail's date",
    )
    assert article.text == f"{PROSE}\n\n“We are ready,” she said.\n"


def test_a_newsletter_in_html_is_read_as_a_page_of_its_sender() -> None:
    body = "".join(f"<tr><td><p>{PROSE} It is day {n}.</p></td></tr>" for n in range(4))
    foot = "<tr><td><a href='https://x.example'>Unsubscribe</a></td></tr>"
    html = f"<html><body><table>{body}{foot}</table></body></html>"
    article = read(mail("Read this mail in your browser.", html, List_Id="Morning <morning.gazette.example>"))
    assert (article.publisher, article.byline) == ("Ana Pohl", "")
    assert article.text.count("the mayor of Ålund said") == 4
    assert "Unsubscribe" not in article.text


def test_lines_that_flow_are_one_paragraph() -> None:
    message = mail("x")
    message.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed')
    message.set_payload("The ferries will sail again \non Monday, said the mayor.\n\nNobody waved.\n")
    assert read(message).text == "The ferries will sail again on Monday, said the mayor.\n\nNobody waved.\n"


def test_an_attached_pdf_is_read_where_the_mail_has_no_body() -> None:
    message = mail()
    message.add_attachment(
        pdf_of(["The ferries will sail again on Monday, said the mayor."]),
        maintype="application",
        subtype="pdf",
        filename="a.pdf",
    )
    article = read(message)
    assert article.text == "The ferries will sail again on Monday, said the mayor."
    assert (article.title, article.byline) == ("Ferries to sail again", "Ana Pohl")


def test_other_attachments_are_passed_over() -> None:
    message = mail(PROSE)
    message.add_attachment(b"MZ\x90\x00", maintype="application", subtype="octet-stream", filename="a.exe")
    message.add_attachment("Not the article.", filename="notes.txt")
    assert read(message).text == f"{PROSE}\n"


def test_an_encoded_subject_and_a_forwarding_prefix_are_read() -> None:
    article = read(mail(PROSE, Subject="Fwd: Re: Fähren in Ålund", From="gazette@gazette.example"))
    assert (article.title, article.byline) == ("Fähren in Ålund", "")


def test_a_mail_without_date_and_address_is_known_by_what_was_told() -> None:
    message = mail(PROSE, Message_ID="<1@gazette.example>")
    del message["Date"]
    assert read(message).id == "mail"
    article = read(message, Told())
    assert (article.id, article.published.iso()) == ("1@gazette.example", "")


@pytest.mark.parametrize(
    "data",
    [
        b"From: a@b.example\r\nSubject: Nothing\r\n\r\n",
        b"From: a@b.example\r\nSubject: Pictures\r\nContent-Type: image/png\r\n\r\nxyz",
        b"From: a@b.example\r\nSubject: Signs\r\n\r\n!!! ???",
    ],
)
def test_a_mail_without_words_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableArticle) as caught:
        read_page(data, NOBODY)
    assert caught.value.cure


PARAMETERS = b"; ".join(b"a*%d*=x" % number for number in range(20_000))
INSIDE = b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n'


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"Content-Type: text/plain; " + PARAMETERS + b"\r\n\r\nThe ferries sail.",
        HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nSail\r\n" * 100_000,
        HEAD + b"".join(INSIDE % (number, number) for number in range(3_000)),
        b"Subject: a\r\nFrom: " + b"(" * 20_000 + b"a@b.example\r\n\r\nThe ferries sail.",
        b"Subject: a\r\nFrom: " + b"a@b.example, " * 20_000 + b"\r\n\r\nThe ferries sail.",
        b"Subject: " + b"=?utf-8?q?=41?= " * 20_000 + b"\r\nTo: a@b.example\r\n\r\nThe ferries sail.",
        b"Subject: a\r\nTo: b\r\nDate: " + b"(" * 20_000 + b"\r\n\r\nThe ferries sail.",
    ],
    ids=["parameters", "parts", "parts in parts", "comments", "senders", "encoded words", "date"],
)
def test_a_mail_made_to_cost_time_is_read_or_refused_soon(data: bytes) -> None:
    begun = time.process_time()
    (found,) = read_file("a.eml", data)
    assert isinstance(found, Article) or "mail" in found.problem
    assert time.process_time() - begun < 5


def test_a_mail_is_known_by_its_headers_whatever_its_name() -> None:
    (article,) = read_file("saved", mail(PROSE).as_bytes())
    assert isinstance(article, Article)
    assert (article.id, article.title) == ("saved", "Ferries to sail again")
    (text,) = read_file("notes.txt", b"From: Ana\nSubject: Ferries\n\nThe ferries sail.")
    assert isinstance(text, Article)
    assert text.text.startswith("From: Ana")
