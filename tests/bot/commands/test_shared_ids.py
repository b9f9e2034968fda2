"""Commands on an id that two passages share show both, and do nothing to either before it is said which."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.messages import Reply, Suggestions
from summaries.model import Article, Evidence, Grade, Kind, Quotation, Span
from summaries.when import When

SAID = "We refuse this loan. "
TWINS = ("gazette-467436", "gazette-1263126")
"""Articles whose first 21 letters have one citation id: found by trying a million."""


@pytest.fixture
def twins(own_context) -> tuple[Span, Span]:
    """The two passages, said by two people."""
    found = []
    for id, person in zip(TWINS, ("brandt", None), strict=True):
        one = Article(
            id=id, document=id, publisher=id.title(), published=When.parse("2021-03-01"), text=f"{SAID}No.\n"
        )
        span = one.span(0, len(SAID))
        quoted = Quotation(
            kind=Kind.DIRECT, content=(span,), context=span, actor="upland", person=person, grade=Grade.DIRECT
        )
        place = own_context.store.place("delta", one, "1")
        evidence = Evidence(article=id, quotations=(quoted,))
        own_context.store.save("delta", place, evidence, analyser="1", at=datetime(2021, 3, 2, tzinfo=UTC))
        found.append(span)
    assert found[0].id == found[1].id
    return found[0], found[1]


def offered(reply: Reply) -> str:
    return " ".join(
        command for block in reply.blocks if isinstance(block, Suggestions) for command in block.commands
    )


def test_source_shows_both_and_offers_to_report_either(tell, twins) -> None:
    reply = tell(f"source {twins[0].id}")
    shown = reply.model_dump_json()
    assert all(id in shown for id in TWINS)
    assert "Several passages share this id" in shown
    assert all(span.long_id in offered(reply) for span in twins)


def test_source_of_a_longer_id_shows_that_one_alone(tell, twins) -> None:
    shown = tell(f"source {twins[1].long_id}").model_dump_json()
    assert TWINS[1] in shown
    assert TWINS[0] not in shown


@pytest.mark.parametrize("asked", ["report {id} wrong speaker", "review restore {id}", "review confirm {id}"])
def test_nothing_is_done_under_a_shared_id_and_it_is_asked_which(tell, own_context, twins, asked) -> None:
    reply = tell(asked.format(id=twins[0].id))
    assert not reply.ok
    assert "2 passages share the id" in reply.title
    assert all(span.long_id in offered(reply) for span in twins)
    assert own_context.store.reviews() == ()


def test_a_report_by_the_longer_id_withholds_one_and_names_it_for_review(tell, own_context, twins) -> None:
    assert tell(f"report {twins[1].long_id} wrong speaker").ok
    assert [r.citation for r in own_context.store.reviews()] == [twins[1].long_id]
    assert twins[1].long_id in tell("review").model_dump_json()
    assert TWINS[1] not in tell("quotes upland").model_dump_json()
    assert TWINS[0] in tell("quotes upland").model_dump_json()
