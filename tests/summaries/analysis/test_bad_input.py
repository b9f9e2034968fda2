"""Broken texts: nothing raises, nothing is quoted that no mark shows, and nobody is given another's words."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries.model import Article, Evidence, Kind, Quotation, Span
from summaries.when import When
from tests.summaries.analysis.damage import ARTICLE, DAMAGES, SPEAKERS, letters
from tests.summaries.analysis.reading import analyser

_MARKS = "“”„‟\"«»‹›「」『』‚‘’'`;"
_GAP = "[\\s\u200b-\u200f\u2060\ufeff\u202a-\u202e*_>]*"


def evidence(text: str) -> Evidence:
    [found] = analyser().analyse(
        [Article(id="a", document="a", text=text, published=When.parse("2019-05-20"))]
    )
    return found


def spans(found: Evidence) -> list[Span]:
    own = [span for q in found.quotations for span in (*q.content, q.context, q.speaker, q.cue) if span]
    own += [span for s in found.stances for span in (s.span, s.context)]
    own += [span for d in found.developments for span in d.spans]
    return own + [remark.span for remark in found.remarks]


def is_labelled(quotation: Quotation) -> bool:
    """Whether it is a turn of a conversation: the words stand after a label, without marks."""
    return quotation.cue is None or quotation.cue.text == ":"


def is_opened(text: str, span: Span) -> bool:
    before = re.sub(f"{_GAP}\\Z", "", text[: span.start])
    return before[-1:] in set(_MARKS)


def holds(text: str, found: Evidence) -> None:
    for span in spans(found):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
    for quotation in found.quotations:
        assert all(quotation.context.holds(span) for span in quotation.content)
        assert not [s for s in quotation.content if re.search(r"\S\n\n+\S", s.text)], "crosses a paragraph"
        if quotation.kind is Kind.DIRECT and not is_labelled(quotation):
            assert all(is_opened(text, span) for span in quotation.content), quotation.words


def misattributed(found: Evidence) -> list[tuple[str, str]]:
    return [
        (quotation.words, quotation.name)
        for quotation in found.quotations
        for key, name in SPEAKERS.items()
        if quotation.name and letters(key) in letters(quotation.words)
        if letters(quotation.name) not in letters(name)
    ]


@pytest.fixture(scope="module")
def damaged() -> dict[str, tuple[str, Evidence]]:
    """Each damaged article with its evidence, analysed together."""
    texts = {name: damage(ARTICLE) for name, damage in DAMAGES.items()}
    articles = (
        Article(id=name, document=name, text=text, published=When.parse("2019-05-20"))
        for name, text in texts.items()
    )
    found = dict(zip(texts, analyser().analyse(articles), strict=True))
    return {name: (text, found[name]) for name, text in texts.items()}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_moves_no_words_and_no_mark(name: str, damaged: dict[str, tuple[str, Evidence]]) -> None:
    holds(*damaged[name])


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_gives_nobody_anothers_words(name: str, damaged: dict[str, tuple[str, Evidence]]) -> None:
    assert misattributed(damaged[name][1]) == []


LEGIBLE = """none|lines wrapped|one line|single line ends|line ends of others|line separators|odd spaces
|straight|guillemets|guillemets turned|single guillemets|low|low and straight|single|apostrophes|corners
|grave and acute|doubled|references|numbers for marks|quot|without width|right to left|emoji|bulleted|numbered
|no spaces after stops|spaces within marks|opening for both|spanish between|russian between|chinese between
|heading between|caption between|update between|poem between"""


@pytest.mark.parametrize("name", LEGIBLE.replace("\n", "").split("|"))
def test_what_a_reader_can_still_tell_is_found(name: str, damaged: dict[str, tuple[str, Evidence]]) -> None:
    _, found = damaged[name]
    direct = [q for q in found.quotations if q.kind is Kind.DIRECT and q.name]
    for key in ("keep the lane open", "asked the fishermen", "not worth the ink"):
        names = [q.name for q in direct if q.name and letters(key) in letters(q.words)]
        assert [letters(name) for name in names] == [letters(SPEAKERS[key])], key


def test_a_foreign_paragraph_is_not_read_as_english(damaged: dict[str, tuple[str, Evidence]]) -> None:
    for name in ("spanish", "russian", "german", "french", "chinese", "arabic"):
        _, found = damaged[f"{name} between"]
        foreign = re.compile(r"canal|Мы|Frieden|Nous|海峡|السلام")
        assert [q.words for q in found.quotations if q.name and foreign.search(q.words)] == []
        assert [s for s in found.stances if foreign.search(s.span.text)] == []


def test_the_same_broken_article_gives_the_same_evidence_twice(
    damaged: dict[str, tuple[str, Evidence]],
) -> None:
    for name in ("capitals", "1 for l", "one line", "no closing marks"):
        text, found = damaged[name]
        again = Article(id=name, document=name, text=text, published=When.parse("2019-05-20"))
        assert list(analyser().analyse([again])) == [found]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(sorted(DAMAGES)), min_size=2, max_size=4))
def test_any_damage_upon_damage_breaks_nothing(names: list[str]) -> None:
    text = ARTICLE
    for name in names:
        text = DAMAGES[name](text)
    holds(text, evidence(text))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"“”\"'‘’«»„‹›「」`:.?—-\n ", "\n\n", "Q", "A", "MR. BRANDT", "Sollen", "NOTE", "said", "RT @x"]
        )
        | st.text(max_size=5),
        max_size=40,
    ).map("".join)
)
def test_any_heap_of_marks_and_labels_breaks_nothing(text: str) -> None:
    found = evidence(text) if any(map(str.isalnum, text)) else evidence(f"{text}a")
    assert all(span.text for span in spans(found))


TWEETS = """Otto Brandt @ottobrandt · May 20
The lane will open in June. #openlane 🚢

Mira Sollen @mirasollen · May 20
RT @ottobrandt: The lane will open in June. #openlane

Replying to @mirasollen
Rui Carvao @ruicarvao · 21 May
No, it won't. Ask the crews! 😂 https://t.co/xyz

@mirasollen: Talks go on.
@ruicarvao: Since when?
@mirasollen: Since Monday."""


def test_a_list_of_tweets_puts_nobodys_words_into_anothers_mouth() -> None:
    named = {(q.words, q.name) for q in evidence(TWEETS).quotations if q.name}
    assert not [(words, name) for words, name in named if "won't" in words and name != "Rui Carvao"]
    assert not [(words, name) for words, name in named if "June" in words and name != "Otto Brandt"]


def test_a_tweet_in_marks_is_whose_name_stands_under_it() -> None:
    found = evidence("“The lane opens in June. #lane” — Otto Brandt (@ottobrandt) May 20, 2019").quotations
    assert [(q.words, q.name) for q in found] == [("The lane opens in June. #lane", "Otto Brandt")]


def test_words_behind_a_mark_that_nothing_closes_are_nobodys() -> None:
    text = "Brandt said: “We want peace. The crowd then left, and Castelo was quiet.\n\nIt rained all night."
    [quotation] = evidence(text).quotations
    assert (quotation.words, quotation.name) == ("We want peace.", "Otto Brandt")


def test_marks_left_open_do_not_take_the_next_speakers_words() -> None:
    text = "Brandt said: “We want peace.\n\n“It is a trick,” said Carvao."
    assert {(q.words, q.name) for q in evidence(text).quotations} == {
        ("We want peace.", "Otto Brandt"),
        ("It is a trick,", "Rui Carvao"),
    }


@pytest.mark.parametrize(
    "unit",
    [
        "“we say ",
        " 'word",
        "“‘",
        "1,",
        "Q: Why?\n\nA: We do.\n\n",
        "– Why?\n\n– We do.\n\n",
        "said\n",
        "MR. BRANDT: Yes. ",
    ],
)
def test_four_times_as_much_takes_little_more_than_four_times_as_long(unit: str) -> None:
    def seconds(length: int) -> float:
        text = "a " + (unit * length)[:length]
        begun = process_time()
        evidence(text)
        return process_time() - begun

    seconds(200)
    assert seconds(6_000) < 8 * seconds(1_500) + 0.5
