import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.briefs import (
    Material,
    compare,
    latest,
    overview,
    quotes,
    search,
    source,
    stance,
    tensions,
    timeline,
    verify,
)
from summaries.model import Brief, Hit, Line, Position, Quoted, Words

ALL = {
    "overview": overview,
    "stance": lambda m: stance(m, "upland"),
    "compare": lambda m: compare(m, "upland", "lowland"),
    "tensions": lambda m: tensions(m, "upland"),
    "latest": latest,
    "timeline": timeline,
    "quotes": lambda m: quotes(m, "upland"),
}


def text_of(brief: Brief) -> str:
    shown = [brief.title]
    for section in brief.sections:
        shown += [f"# {section.title}", *(f"{line.label}|{line.text}|{line.note}" for line in section.lines)]
    return "\n".join([*shown, *(note.text for note in brief.notes)])


def test_two_wordings_of_one_utterance_are_one_line_that_cites_both(material):
    brief = quotes(material, person="ada-brook")
    (line,) = brief.lines()
    assert {c.article for c in line.citations} == {"courier", "herald"}
    assert "Also worded: “We'll finish the dam whatever our neighbours say.”" in line.text


def test_quotes_name_the_speaker_with_the_office_and_the_date(material):
    (line,) = quotes(material, person="ada-brook").lines()
    assert line.label == "Ada Brook, Prime Minister"
    assert line.note.startswith("2 March 2021 · direct quote · 2 publishers")


def test_a_side_whose_people_pull_apart_is_mixed_and_both_are_shown(material):
    brief = stance(material, "upland")
    section = brief.sections[0]
    assert section.title == "Building the dam: mixed"
    assert [line.position for line in section.lines] == [Position.SUPPORTS, Position.OPPOSES]


def test_another_actors_words_never_appear_as_a_stance(material):
    assert "empty our fields" not in text_of(stance(material, "upland"))


def test_a_persons_stance_holds_only_that_persons_words(material):
    shown = text_of(stance(material, "upland", person="otto-weir"))
    assert "dries out" in shown
    assert "finish the dam" not in shown


def test_deeds_stand_beside_words(material):
    assert "400 engineers" in text_of(stance(material, "upland"))


def test_a_tension_shows_both_quotes_with_both_dates(material):
    brief = tensions(material, "upland")
    lines = brief.sections[0].lines
    assert [line.label for line in lines] == ["Ada Brook, Prime Minister", "Otto Weir"]
    assert [str(line.when) for line in lines] == ["2 March 2021", "3 March 2021"]


def test_no_tension_is_said_plainly(material):
    shown = text_of(tensions(material, "lowland"))
    assert "No two statements of Lowland pull apart in these articles." in shown


def test_one_event_told_twice_is_one_line_with_two_citations(material):
    brief = latest(material)
    talks = [line for line in brief.lines() if "Ferry" in line.text]
    assert len(talks) == 1
    assert {c.article for c in talks[0].citations} == {"herald", "post"}


def test_compare_says_where_they_differ_who_talked_and_what_blocks(material):
    titles = [section.title for section in compare(material, "upland", "lowland").sections]
    assert titles == [
        "Building the dam: they differ",
        "Talks between them",
        "What is said to block a settlement",
    ]


def test_an_unspoken_issue_is_an_honest_silence(material):
    brief = stance(material.model_copy(update={"since": date(2021, 1, 1)}), "upland", issue="treaty")
    assert "No position of Upland on water treaty since 1 January 2021." in text_of(brief)


def test_a_silence_tells_the_last_statement(material):
    last = material.quotations[3]
    empty = Material(topic=material.topic, sources=material.sources, since=date(2022, 1, 1))
    shown = text_of(quotes(empty, person="ada-brook", last=last))
    assert (
        "No verbatim quotation of Ada Brook since 1 January 2022; her last statement is of 2 March 2021."
        in shown
    )


@pytest.mark.parametrize("command", ALL)
def test_no_line_says_the_same_as_another(material, command):
    spans = [
        line.parts[-1].span for line in ALL[command](material).lines() if isinstance(line.parts[-1], Quoted)
    ]
    assert not any(one.overlaps(two) for n, one in enumerate(spans) for two in spans[:n])


@pytest.mark.parametrize("command", ALL)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_evidence_does_not_matter(command, seed, material_once):
    shuffled = random.Random(seed)
    fields = {
        name: tuple(shuffled.sample(getattr(material_once, name), len(getattr(material_once, name))))
        for name in ("quotations", "stances", "developments", "remarks")
    }
    assert ALL[command](material_once.model_copy(update=fields)) == ALL[command](material_once)


@pytest.mark.parametrize("command", ALL)
def test_every_line_verifies_against_the_stored_articles(material, desk, command):
    brief = ALL[command](material)
    assert brief.cited()
    assert verify(brief, desk.articles) == brief


@pytest.mark.parametrize("command", ALL)
def test_a_line_whose_article_changed_is_dropped_and_counted(material, desk, command):
    brief = ALL[command](material)
    changed = {id: a.model_copy(update={"text": "?" + a.text}) for id, a in desk.articles.items()}
    checked = verify(brief, changed)
    assert not list(checked.lines())
    assert checked.dropped == len(list(brief.lines()))
    assert checked.sources == ()


def test_a_line_whose_article_is_gone_is_dropped(material):
    brief = overview(material)
    assert verify(brief, {}).dropped == len(list(brief.lines()))


def test_a_line_cannot_quote_what_it_does_not_cite(desk):
    cited, other = desk.span("Lowland rejects the dam.", "courier"), desk.span("Brook stood firm", "herald")
    with pytest.raises(ValueError, match="quotes only what it cites"):
        Line(parts=(Words(text="Then: "), Quoted(span=other)), citations=(cited,))


def test_a_line_cannot_be_built_without_a_citation():
    with pytest.raises(ValueError, match="citations"):
        Line(parts=(Words(text="Trust me."),), citations=())


def test_the_source_of_a_citation_is_shown_highlighted_in_its_passage(material, desk):
    span = desk.span("Lowland rejects the dam.", "courier")
    brief = source(material, (span,), desk.articles)
    (line,) = brief.lines()
    highlighted = [p.text for p in line.parts if isinstance(p, Quoted) and p.highlight]
    assert highlighted == ["Lowland rejects the dam."]
    assert "".join(p.text for p in line.parts if isinstance(p, Quoted)) in desk.articles["courier"].text


def test_a_search_hit_shows_its_words_in_the_passage(material, desk):
    passage = desk.span(desk.articles["herald"].text.splitlines()[0], "herald")
    match = desk.span("firm", "herald")
    (line,) = search(material, "firm", (Hit(passage=passage, matches=(match,)),)).lines()
    assert [p.text for p in line.parts if isinstance(p, Quoted) and p.highlight] == ["firm"]
    assert line.text == passage.text
