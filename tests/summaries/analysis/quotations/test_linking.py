"""How marked words become attributions; here {S ...} marks a source, {U ...} a cue, {C ...} a content."""

from __future__ import annotations

import re

import pytest

from summaries.analysis.attribution import Attribution
from summaries.analysis.document import Document, prepare
from summaries.analysis.parsing import parse
from summaries.analysis.quotations.linking import link
from summaries.analysis.tagging.decoding import Marked, Part
from summaries.model import Article, Kind, QuotationType
from summaries.names import NameFinder
from summaries.topics import Actor, Topic

TOPIC = Topic(id="lane", title="The lane", actors=(Actor(id="nobody", name="Nobodyland"),))
_OPENING = re.compile(r"\{([SUC]) ")


def marked_up(text: str) -> tuple[Document, list[Marked]]:
    plain, marks, opened = "", [], list[tuple[str, int]]()
    while text:
        if match := _OPENING.match(text):
            opened.append((match[1], len(plain)))
            text = text[match.end() :]
        elif text[0] == "}":
            part, start = opened.pop()
            marks.append(Marked(Part(part), start, len(plain), 0.9))
            text = text[1:]
        else:
            plain, text = plain + text[0], text[1:]
    document = prepare(Article(id="a", document="a", text=plain), TOPIC, NameFinder(TOPIC))
    parse((document, sentence) for sentence in document.sentences)
    return document, sorted(marks, key=lambda m: m.start)


def linked(text: str) -> list[tuple[str | None, list[str]]]:
    """Each attribution's source and contents."""
    document, marks = marked_up(text)

    def words(one: Attribution) -> tuple[str | None, list[str]]:
        source = document.text[slice(*one.source)] if one.source else None
        return source, [document.text[start:end] for start, end in one.content]

    return [words(one) for one in link(document, marks)]


def only(text: str) -> Attribution:
    [found] = link(*marked_up(text))
    return found


def test_a_cue_takes_the_nearest_content() -> None:
    assert linked(
        "{S Brandt} {U said} {C ships may wait}, and {S Lund} {U warned} {C that pilots may strike}."
    ) == [
        ("Brandt", ["ships may wait"]),
        ("Lund", ["that pilots may strike"]),
    ]


def test_two_cues_share_the_source_between_them_and_the_sentence_begin() -> None:
    assert linked("{S Brandt} {U said} {C ships may wait} and {U promised} {C to pay for it}.") == [
        ("Brandt", ["ships may wait"]),
        ("Brandt", ["to pay for it"]),
    ]


def test_a_content_round_its_cue_is_one_attribution() -> None:
    assert linked("{C The lane}, {S Brandt} {U said}, {C is open}.") == [("Brandt", ["The lane", "is open"])]


def test_a_quote_that_goes_on_after_its_cue_is_one_attribution() -> None:
    assert linked("{C “We can talk,”} {S Brandt} {U said}. {C “We will not wait.”}") == [
        ("Brandt", ["We can talk,", "We will not wait."])
    ]


def test_reported_words_of_the_next_sentence_are_not_the_cue_s() -> None:
    assert linked("{S Brandt} {U said} {C ships may wait}. {C Pilots would strike}.") == [
        ("Brandt", ["ships may wait"])
    ]


def test_no_cue_reaches_into_another_paragraph() -> None:
    assert (
        linked("The union met {S Brandt}, who {U said} so.\n\n{C The pilots would strike on Monday}.") == []
    )


def test_a_source_of_another_sentence_is_not_taken() -> None:
    assert linked("{S Brandt} left. It {U was said} {C that ships may wait}.") == [
        (None, ["that ships may wait"])
    ]


def test_words_in_marks_end_at_their_marks_whatever_was_tagged() -> None:
    found = linked("“We can talk, {C but we will never wait for} them,” {S Brandt} {U said}.")
    assert found == [("Brandt", ["We can talk, but we will never wait for them,"])]


def test_marks_of_which_little_was_tagged_do_not_stretch_it() -> None:
    text = "{S Brandt} {U praised} {C the “quiet} rule that nobody in the harbour or the town likes much”."
    assert only(text).kind is Kind.MIXED


def test_two_pairs_of_marks_are_two_places() -> None:
    assert linked("{S Brandt} {U said}: {C “We can talk.” “We will not wait.”}") == [
        ("Brandt", ["We can talk.", "We will not wait."])
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{S Brandt} {U said} {C ships may wait}.", Kind.INDIRECT),
        ("{S Brandt} {U said} {C ships “may wait”}.", Kind.MIXED),
        ("{S Brandt} {U said}, {C “Ships may wait.”}", Kind.DIRECT),
    ],
)
def test_marks_decide_the_kind(text: str, kind: Kind) -> None:
    assert only(text).kind is kind


@pytest.mark.parametrize(
    ("cue", "type"),
    [
        ("said", QuotationType.STATEMENT),
        ("believes", QuotationType.BELIEF),
        ("wants", QuotationType.INTENTION),
        ("has long wanted", QuotationType.INTENTION),
    ],
)
def test_the_cue_decides_the_type(cue: str, type: QuotationType) -> None:
    assert only(f"{{S Brandt}} {{U {cue}}} {{C ships to wait}}.").type is type


def test_punctuation_alone_is_no_content() -> None:
    assert linked("{S Brandt} {U said} {C “} nothing.") == []


def test_thousands_of_parts_are_joined_in_no_time() -> None:
    sentence = "{S Brandt} {U said} {C ships may wait}. "
    assert len(linked(sentence * 400)) == 400


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "{S Lund} {U faces} a court for {C his leaflets and for claiming} {C that the water heals}.",
            [("Lund", ["his leaflets"]), ("Lund", ["that the water heals"])],
        ),
        (
            "“We stay,” {S Lund} {U nodded}, {C going on to say} {C that crews would be paid}.",
            [("Lund", ["that crews would be paid"])],
        ),
    ],
)
def test_a_verb_of_saying_between_two_contents_is_the_second_ones_cue(
    text: str, found: list[tuple[str | None, list[str]]]
) -> None:
    assert linked(text) == found


def test_a_content_in_pieces_without_a_word_between_is_one() -> None:
    text = "{S Lund} {U blamed} {C the crews for} {C the fire in the harbour}."
    assert linked(text) == [("Lund", ["the crews for the fire in the harbour"])]


def test_a_content_that_begins_amid_whom_it_was_told_begins_with_that() -> None:
    text = "{S Lund} {U told} the old {C harbour crews that the lane was open}."
    assert linked(text) == [("Lund", ["that the lane was open"])]


def test_who_as_a_source_gives_way_to_the_subject_of_the_verb_after_it() -> None:
    text = "Pilots, {S who} insist that all is safe, {U said} on Tuesday {C that they would sail}."
    assert linked(text) == [("Pilots", ["that they would sail"])]


@pytest.mark.parametrize("article", ["the", "The", "a"])
def test_a_lone_article_is_nobody_and_nobody_else_comes_in_for_it(article: str) -> None:
    assert linked(f"{{S Brandt}} left when {{S {article}}} port {{U ordered}} {{C ships to wait}}.") == [
        (None, ["ships to wait"])
    ]
