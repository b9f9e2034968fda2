"""A small dispute of our own making, told by three articles, with its evidence built by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from summaries.briefs import Material
from summaries.model import (
    Article,
    Coverage,
    Development,
    Grade,
    Kind,
    Position,
    Quotation,
    Remark,
    RemarkKind,
    Span,
    StanceStatement,
)
from summaries.topics import Actor, Issue, Office, Person, Topic
from summaries.when import When

TOPIC = Topic(
    id="delta",
    title="The Delta dam",
    actors=(
        Actor(id="upland", name="Upland", short="Upland", adjectives=("Uplander",)),
        Actor(id="lowland", name="Lowland", short="Lowland"),
        Actor(id="league", name="River League", short="League"),
    ),
    people=(
        Person(
            id="ada-brook",
            name="Ada Brook",
            actor="upland",
            pronoun="she",
            offices=(Office(title="Prime Minister"),),
        ),
        Person(id="otto-weir", name="Otto Weir", actor="upland", pronoun="he"),
        Person(id="ines-marsh", name="Ines Marsh", actor="lowland", pronoun="she"),
    ),
    issues=(
        Issue(id="dam", name="Building the dam", terms=("dam",)),
        Issue(id="treaty", name="Water treaty", terms=("treaty",)),
    ),
)

FIRST = """Uplander leaders differ on the dam.
“We will finish the dam whatever our neighbours say,” Prime Minister Ada Brook told parliament on Tuesday.
Her water minister Otto Weir said a day later: “Nobody here wants a dam that dries out a neighbour.”
Lowland rejects the dam. “The dam would empty our fields and we will never accept it,” said Ines Marsh.
No agreement was reached, and both sides refuse to budge."""

SECOND = """Brook stood firm: “We'll finish the dam whatever our neighbours say.”
Upland has moved 400 engineers to the site. Talks were held in Ferry on 3 March 2021."""

THIRD = "Delegates of Upland and Lowland held talks in Ferry on 3 March 2021, the first since 2018."


@dataclass
class Desk:
    """Builds evidence from words that must stand in the articles."""

    articles: dict[str, Article] = field(default_factory=dict)

    def article(self, id: str, text: str, publisher: str, published: str) -> Article:
        made = Article(
            id=id, document=id, title=id, publisher=publisher, published=When.parse(published), text=text
        )
        self.articles[id] = made
        return made

    def span(self, words: str, article: str) -> Span:
        text = self.articles[article].text
        assert text.count(words) == 1, words
        start = text.index(words)
        return self.articles[article].span(start, start + len(words))

    def said(self, person: str, words: str, article: str, said: str = "", **more: object) -> Quotation:
        span = self.span(words, article)
        who = TOPIC.person(person)
        fields: dict[str, object] = {
            "kind": Kind.DIRECT, "content": (span,), "context": span, "name": who.name, "person": person,
            "actor": who.actor, "grade": Grade.DIRECT, "said": When.parse(said),
        }  # fmt: skip
        return Quotation.model_validate(fields | more)

    def stance(
        self, actor: str, target: str, position: Position, words: str, article: str, **more: object
    ) -> StanceStatement:
        span = self.span(words, article)
        fields: dict[str, object] = {
            "actor": actor, "target": target, "position": position, "grade": Grade.REPORTED, "span": span,
            "context": span,
        }  # fmt: skip
        return StanceStatement.model_validate(fields | more)

    def backed(self, quotation: Quotation, target: str, position: Position) -> StanceStatement:
        return StanceStatement(
            actor=quotation.actor or "",
            person=quotation.person,
            name=quotation.name,
            target=target,
            position=position,
            grade=quotation.grade,
            said=quotation.said,
            span=quotation.content[0],
            context=quotation.context,
            quotation=quotation.id,
        )


def build_desk() -> Desk:
    made = Desk()
    made.article("courier", FIRST, "The Courier", "2021-03-05")
    made.article("herald", SECOND, "The Herald", "2021-03-06")
    made.article("post", THIRD, "The Post", "2021-03")
    return made


@pytest.fixture
def desk() -> Desk:
    return build_desk()


@pytest.fixture
def material(desk: Desk) -> Material:
    return build_material(desk)


def build_material(desk: Desk) -> Material:
    firm = desk.said(
        "ada-brook",
        "We will finish the dam whatever our neighbours say",
        "courier",
        "2021-03-02",
        office="Prime Minister",
    )
    again = desk.said("ada-brook", "We'll finish the dam whatever our neighbours say.", "herald")
    soft = desk.said(
        "otto-weir", "Nobody here wants a dam that dries out a neighbour.", "courier", "2021-03-03"
    )
    never = desk.said("ines-marsh", "The dam would empty our fields and we will never accept it", "courier")
    met = When.day(date(2021, 3, 3))
    remark = desk.span("No agreement was reached, and both sides refuse to budge.", "courier")
    return Material(
        topic=TOPIC,
        quotations=(again, never, soft, firm),
        stances=(
            desk.backed(firm, "dam", Position.SUPPORTS),
            desk.backed(again, "dam", Position.SUPPORTS),
            desk.backed(soft, "dam", Position.OPPOSES),
            desk.backed(never, "dam", Position.OPPOSES),
            desk.stance("lowland", "dam", Position.OPPOSES, "Lowland rejects the dam.", "courier"),
        ),
        developments=(
            Development(
                when=met,
                type="CONSULT",
                spans=(desk.span("Talks were held in Ferry on 3 March 2021.", "herald"),),
                actors=("upland", "lowland"),
            ),
            Development(
                when=met,
                type="CONSULT",
                spans=(desk.span(THIRD, "post"),),
                actors=("upland", "lowland"),
            ),
            Development(
                when=When.month(2021, 3),
                type="MOBILIZE",
                spans=(desk.span("Upland has moved 400 engineers to the site.", "herald"),),
                actors=("upland",),
            ),
        ),
        remarks=(Remark(kind=RemarkKind.OBSTACLE, actors=("upland", "lowland"), span=remark),),
        sources={id: article.source for id, article in desk.articles.items()},
        coverage=Coverage(articles=3, publishers=("The Courier", "The Herald", "The Post")),
    )


@pytest.fixture(scope="session")
def material_once() -> Material:
    """The same evidence for property tests, which don't go with a fixture made anew."""
    return build_material(build_desk())
