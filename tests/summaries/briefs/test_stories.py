"""Copies of one text count as one voice, and every publisher is still listed."""

from __future__ import annotations

import pytest

from summaries.briefs import Material, latest, quotes, stance
from summaries.briefs.positions import standings
from summaries.model import Development, Grade, Position, StanceStatement
from summaries.when import When
from tests.summaries.briefs.conftest import TOPIC, Desk

AGENCY = """Lowland is against it.
“The dam would empty our fields and we will never accept it,” said Ines Marsh of Lowland.
Delegates of Upland and Lowland held talks in Ferry on 3 March 2021, without result."""
EDITED = """“The dam would empty our fields and we will never accept it,” said Lowland's Ines Marsh.
On 3 March 2021 delegates of Upland and Lowland held talks in Ferry, without any result."""
QUOTED = "The dam would empty our fields and we will never accept it"
TEXTS = {"echo": AGENCY, "bugle": EDITED, "globe": AGENCY}
TALKS = {
    "echo": "Delegates of Upland and Lowland held talks in Ferry on 3 March 2021, without result.",
    "bugle": "On 3 March 2021 delegates of Upland and Lowland held talks in Ferry, without any result.",
}
TALKS["globe"] = TALKS["echo"]


def told(desk: Desk, *, one_story: bool) -> Material:
    """What three papers print: one story, or three of their own."""
    for id, text in TEXTS.items():
        desk.article(id, text, f"The {id.title()}", "2021-03-05")
    said = [desk.said("ines-marsh", QUOTED, id) for id in TEXTS]
    talks = [
        Development(
            when=When.parse("2021-03-03"),
            type="CONSULT",
            spans=(desk.span(TALKS[id], id),),
            actors=("upland", "lowland"),
        )
        for id in TEXTS
    ]
    story = "bugle" if one_story else ""
    return Material(
        topic=TOPIC,
        quotations=tuple(said),
        stances=tuple(desk.backed(quotation, "dam", Position.OPPOSES) for quotation in said),
        developments=tuple(talks),
        sources={id: desk.articles[id].source.model_copy(update={"story": story}) for id in TEXTS},
    )


@pytest.fixture
def one_story() -> Material:
    return told(Desk(), one_story=True)


def test_a_statement_in_three_copies_is_one_line_that_cites_all(one_story: Material) -> None:
    (line,) = quotes(one_story, person="ines-marsh").lines()
    assert {citation.article for citation in line.citations} == set(TEXTS)
    assert line.note.endswith("3 publishers (1 story)")


def test_a_statement_is_as_old_as_the_first_of_its_copies(one_story: Material) -> None:
    first = one_story.sources["globe"].model_copy(update={"published": When.parse("2021-03-04")})
    (line,) = quotes(
        one_story.model_copy(update={"sources": {**one_story.sources, "globe": first}}), person="ines-marsh"
    ).lines()
    assert line.note.startswith("published 4 March 2021")
    alone = told(Desk(), one_story=False)
    apart = {
        id: source.model_copy(update={"published": When.parse(day)})
        for (id, source), day in zip(
            alone.sources.items(), ("2021-03-05", "2021-04-05", "2021-05-05"), strict=True
        )
    }
    (line,) = quotes(alone.model_copy(update={"sources": apart}), person="ines-marsh").lines()
    assert line.when == apart[line.citations[0].article].published


def test_a_report_in_copies_is_one_line_that_cites_all_and_accounts_of_their_own_are_apart() -> None:
    for one_story, lines in ((True, 1), (False, 2)):
        material = told(Desk(), one_story=one_story)
        reported = [
            statement.model_copy(
                update={
                    "quotation": None,
                    "grade": Grade.REPORTED,
                    "span": development.spans[0],
                    "context": development.spans[0],
                }
            )
            for statement, development in zip(material.stances, material.developments, strict=True)
            if development.spans[0].article != "bugle"
        ]
        brief = stance(
            material.model_copy(update={"quotations": (), "developments": (), "stances": tuple(reported)}),
            "lowland",
        )
        assert len(list(brief.lines())) == lines
        assert {citation.article for line in brief.lines() for citation in line.citations} == {
            "echo",
            "globe",
        }


def test_an_event_in_three_copies_is_one_line_that_cites_all(one_story: Material) -> None:
    (line,) = latest(one_story).lines()
    assert {citation.article for citation in line.citations} == set(TEXTS)
    assert line.note == "3 publishers (1 story)"


def test_every_publisher_of_a_story_is_among_the_sources(one_story: Material) -> None:
    brief = stance(one_story, "lowland")
    assert {source.publisher for source in brief.sources} == {"The Echo", "The Bugle", "The Globe"}


def test_three_copies_have_one_vote_and_three_accounts_have_three(one_story: Material) -> None:
    (copied,) = standings(one_story, "lowland")
    (accounts,) = standings(told(Desk(), one_story=False), "lowland")
    assert accounts.weight == 3 * copied.weight > 0


def test_many_copies_do_not_outvote_one_account(one_story: Material) -> None:
    desk = Desk()
    desk.article("post", "Lowland may accept the dam after all.", "The Post", "2021-03-05")
    other = desk.stance(
        "lowland", "dam", Position.SUPPORTS, "Lowland may accept the dam", "post", grade=Grade.REPORTED
    )
    assert position(one_story, other, desk) is Position.MIXED
    assert position(told(Desk(), one_story=False), other, desk) is Position.OPPOSES


def position(material: Material, other: StanceStatement, desk: Desk) -> Position:
    (standing,) = standings(
        material.model_copy(
            update={
                "stances": (*material.stances, other),
                "sources": {**material.sources, "post": desk.articles["post"].source},
            }
        ),
        "lowland",
    )
    return standing.position


def test_a_publisher_that_prints_a_story_and_its_own_account_has_one_vote_still() -> None:
    desk = Desk()
    material = told(desk, one_story=True)
    desk.article("own", AGENCY.replace("Lowland is", "Lowland remains"), "The Echo", "2021-03-06")
    own = desk.backed(desk.said("ines-marsh", QUOTED, "own"), "dam", Position.OPPOSES)
    more = material.model_copy(
        update={
            "stances": (own, *material.stances),
            "sources": {**material.sources, "own": desk.articles["own"].source},
        }
    )
    (before,), (after,) = standings(material, "lowland"), standings(more, "lowland")
    assert after.weight == 2 * before.weight  # the Echo's own account, and the story in the Bugle
