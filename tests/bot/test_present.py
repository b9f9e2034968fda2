from datetime import date

import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Heading, Lines, Note, Sources, Style, Suggestions
from bot.present import coverage_note, present
from summaries import model
from summaries.model import Article, Brief, Coverage, Form, Line, Quoted, Section, Words
from summaries.when import When

ARTICLE = Article(
    id="a1",
    document="a1",
    title="Talks",
    publisher="Ferry Courier",
    byline="Mia Lund",
    published=When.interval(date(2021, 3, 2), date(2021, 3, 4), inferred=True),
    url="https://courier.example/talks",
    text="The envoy said: “We agree on water.” Nobody signed.",
)
OTHER = Article(id="b2", document="b2", title="More", text="Nothing else happened.")
SPAN = ARTICLE.span(17, 35)
STORED = {"a1": ARTICLE, "b2": OTHER}


def brief(*lines: Line, **more) -> Brief:
    values = {"command": "quotes", "topic": "delta", "title": "Quotes", "sources": (ARTICLE.source,)}
    return Brief(**values | {"sections": (Section(title="Said", lines=lines),)} | more)


def spoken(**more) -> Line:
    marked = (Words(text="“"), Quoted(span=SPAN, spoken=True), Words(text="”"))
    return Line(parts=marked, citations=(SPAN,), **more)


def of(reply, kind):
    return next((block for block in reply.blocks if isinstance(block, kind)), None)


def all_notes(reply):
    return [block.text for block in reply.blocks if isinstance(block, Note)]


def test_a_briefs_quotation_marks_stand_and_the_words_in_them_are_styled_as_quoted():
    (line,) = of(present(brief(spoken()), STORED), Lines).lines
    assert [(part.text, part.style) for part in line.parts] == [
        ("“", Style.PLAIN),
        ("We agree on water.", Style.QUOTE),
        ("”", Style.PLAIN),
    ]


def test_a_line_tells_speaker_words_and_small_print_in_their_styles():
    (line,) = of(
        present(
            brief(spoken(label="The envoy", note="3 March 2021 · direct quote", position="supports")), STORED
        ),
        Lines,
    ).lines
    assert line.text == "The envoy: “We agree on water.” (3 March 2021 · direct quote)"
    assert (line.parts[0].style, line.parts[-1].style) == (Style.LABEL, Style.FAINT)
    assert line.position == "supports"


def test_the_words_of_an_article_stay_as_they_are_and_cited_words_are_marked():
    around = ARTICLE.span(0, 17)
    line = Line(parts=(Quoted(span=around), Quoted(span=SPAN, highlight=True)), citations=(around, SPAN))
    (shown,) = of(present(brief(line), STORED), Lines).lines
    assert [part.style for part in shown.parts] == [Style.PLAIN, Style.HIGHLIGHT]
    assert shown.text == "The envoy said: “We agree on water."


def test_footnotes_are_numbered_by_article_in_the_order_of_first_citation():
    second = OTHER.span(0, 7)
    lines = (Line(parts=(Words(text="x"),), citations=(second,)), spoken(), spoken())
    reply = present(brief(*lines, sources=(ARTICLE.source, OTHER.source)), STORED)
    assert [[c.number for c in line.citations] for line in of(reply, Lines).lines] == [[1], [2], [2]]
    first, talks = of(reply, Sources).entries
    assert (first.article, first.date) == ("b2", "undated")
    assert (talks.publisher, talks.byline, talks.date) == (
        "Ferry Courier",
        "Mia Lund",
        "2 to 4 March 2021, inferred",
    )


def test_a_footnote_says_where_there_is_no_whole_article_and_names_what_has_no_title():
    stub = ARTICLE.source.model_copy(update={"form": Form.STUB})
    nameless = OTHER.source.model_copy(update={"title": "", "publisher": ""})
    lines = (spoken(), Line(parts=(Words(text="x"),), citations=(OTHER.span(0, 7),)))
    first, second = of(present(brief(*lines, sources=(stub, nameless)), STORED), Sources).entries
    assert first.facts[:2] == ("Ferry Courier", f"“{ARTICLE.title}” (beginning only)")
    assert second.facts == ("b2", "undated")


def test_a_line_whose_source_no_longer_matches_is_left_out_told_and_logged():
    changed = ARTICLE.model_copy(update={"text": ARTICLE.text.replace("agree", "argue")})
    with structlog.testing.capture_logs() as logs:
        reply = present(
            brief(spoken(), Line(parts=(Words(text="x"),), citations=(OTHER.span(0, 7),))),
            {"a1": changed, "b2": OTHER},
        )
    assert len(of(reply, Lines).lines) == 1
    assert "1 line was left out: its source no longer matches." in all_notes(reply)
    assert [log["places"] for log in logs] == [["a1:17-35"]]


def test_a_line_of_a_missing_article_is_left_out_and_a_section_without_lines_has_no_heading():
    reply = present(brief(spoken(), dropped=2), {})
    assert of(reply, Heading) is None
    assert of(reply, Lines) is None
    assert of(reply, Sources) is None
    assert "3 lines were left out: their sources no longer match." in all_notes(reply)


def test_a_sections_note_and_the_briefs_notes_are_shown():
    silent = Section(title="Said", note=model.Note(text="Nothing was said."))
    reply = present(brief(sections=(silent,), notes=(model.Note(text="Silence."),)), {})
    assert of(reply, Heading).text == "Said"
    assert all_notes(reply)[:2] == ["Nothing was said.", "Silence."]


def test_the_source_of_the_first_citation_is_offered_after_what_the_command_offers():
    reply = present(brief(spoken()), STORED, suggestions={"/delta overview": "Overview"})
    assert of(reply, Suggestions).commands == ("/delta overview", f"/delta source {SPAN.id}")


def test_coverage_names_publishers_and_months():
    covered = Coverage(
        articles=2, publishers=("CO", "GR"), first=When.day(date(2019, 5, 6)), last=When.month(2019, 6)
    )
    assert coverage_note(brief(coverage=covered)) == "2 articles by 2 publishers (CO; GR), May to June 2019."
    one = Coverage(articles=1, publishers=("CO",), first=When.month(2019, 5), last=When.month(2019, 5))
    assert coverage_note(brief(coverage=one)) == "1 article by CO, May 2019."
    years = covered.model_copy(update={"last": When.year(2020), "publishers": tuple("ABCDEF")})
    assert (
        coverage_note(brief(coverage=years))
        == "2 articles by 6 publishers (A; B; C; D and 2 more), May 2019 to December 2020."
    )


def test_coverage_names_the_window_and_an_empty_store_its_cure():
    window = {"since": date(2019, 5, 1), "as_of": date(2019, 6, 1)}
    assert (
        coverage_note(brief(**window)) == "No article is stored, since 1 May 2019, as known on 1 June 2019."
    )
    assert "readout ingest" in coverage_note(brief())


@given(st.text(min_size=1, max_size=60), st.data())
def test_whatever_an_article_holds_its_words_are_sent_character_for_character(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    article = Article(id="t", document="t", text=text)
    span = article.span(start, end)
    made = brief(Line(parts=(Quoted(span=span, spoken=True),), citations=(span,)), sources=(article.source,))
    (line,) = of(present(made, {"t": article}), Lines).lines
    assert [part.text for part in line.parts if part.style is Style.QUOTE] == [text[start:end]]
    assert line.citations[0].text == text[start:end]


def test_the_coverage_says_how_many_stories_the_articles_tell_where_some_are_copies():
    known = Coverage(articles=9, publishers=("A", "B"), copies=8)
    assert coverage_note(brief(coverage=known)) == "9 articles (1 story) by 2 publishers (A; B)."
    known = Coverage(articles=9, publishers=("A", "B"), copies=2)
    assert coverage_note(brief(coverage=known)) == "9 articles (7 stories) by 2 publishers (A; B)."
    known = Coverage(articles=9, publishers=("A", "B"))
    assert coverage_note(brief(coverage=known)) == "9 articles by 2 publishers (A; B)."
