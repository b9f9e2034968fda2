"""JSON Lines in, JSON Lines out."""

import json

import pytest

from bot.extract import extract, read_lines
from summaries.model import Article
from summaries.topics import Topic
from tests.bot.conftest import SAID


def row(id: str, text: str = SAID, **more: object) -> bytes:
    return json.dumps({"id": id, "text": text, **more}).encode() + b"\n"


def test_a_record_has_the_promised_shape_and_offsets_into_the_text_given(strait: Topic) -> None:
    text = f"😀\n\n{SAID}"
    (record,) = extract(strait, [row("one", text, published="2021-03-04")], jobs=0)
    assert list(record) == ["id", "quotations", "stances", "developments"]
    (quotation,) = record["quotations"]
    assert set(quotation) == {"kind", "content", "source", "cue", "speaker", "actor", "type"}
    assert [text[start:end] for start, end in quotation["content"]] == [
        "We will never accept a toll on our ships,"
    ]
    assert text[slice(*quotation["source"])] == "Ana Berg"
    assert text[slice(*quotation["cue"])] == "told"
    assert (quotation["kind"], quotation["speaker"], quotation["actor"]) == ("direct", "Ana Berg", "norland")
    for stance in record["stances"]:
        assert set(stance) == {"actor", "target", "position", "act", "span"}
    for development in record["developments"]:
        assert set(development) == {"date", "precision", "type", "actors", "span"}
    assert json.loads(json.dumps(record)) == record


@pytest.mark.parametrize(
    ("line", "id", "words"),
    [
        (b"{broken\n", None, "not JSON"),
        (b"[1, 2]\n", None, "not a JSON object"),
        (b'{"id": "x"}\n', "x", "“text”"),
        (b'{"id": 7, "text": "Words."}\n', 7, "“id”"),
        (b'{"id": "x", "text": "Words.", "published": "soon"}\n', "x", "“published” is no date"),
        (b'{"id": "x", "text": "\xff"}\n', None, "not UTF-8"),
        (b"[" * 100_000 + b"\n", None, "not JSON"),
    ],
)
def test_a_malformed_line_becomes_an_error_in_its_place(
    strait: Topic, line: bytes, id: object, words: str
) -> None:
    first, error, last = extract(strait, [row("first"), line, row("last")], jobs=0)
    assert (first["id"], last["id"]) == ("first", "last")
    assert words in error["error"]
    assert error.get("id") == id
    assert set(error) <= {"id", "error"}


def test_empty_lines_are_passed_over() -> None:
    assert [type(item) for item in read_lines([b"\n", row("one"), b"  \r\n"])] == [Article]


def test_the_order_is_kept_across_processes(strait: Topic) -> None:
    lines = [b"oops\n" if n % 5 == 3 else row(str(n), f"{n}. {SAID} " * 8) for n in range(40)]
    found = list(extract(strait, lines, jobs=2))
    assert [record.get("id") for record in found] == [None if n % 5 == 3 else str(n) for n in range(40)]


def test_nothing_in_gives_nothing_out(strait: Topic) -> None:
    assert list(extract(strait, [], jobs=2)) == []
