"""Articles that nobody wrote, with their evidence: as many as a measurement needs, the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from random import Random

from bot.storage.contract import Outcome, Place, Store
from summaries.model import (
    Act,
    Article,
    Development,
    EventType,
    Evidence,
    Grade,
    Kind,
    Nature,
    Position,
    Quotation,
    Remark,
    RemarkKind,
    Role,
    Span,
    StanceStatement,
)
from summaries.topics import Actor, Person, Topic
from summaries.when import When

QUOTATIONS = 5
STANCES = 3
DEVELOPMENTS = 3
"""In each article. One article in four also holds a remark."""

FIRST_DAY = date(2018, 1, 1)
DAYS = 3 * 365
PUBLISHERS = 60
STORED = datetime(2021, 1, 1, tzinfo=UTC)

# The commonest words of running English make up half of it; the rest is drawn from made-up words with the
# frequencies of Zipf's law (the n-th word is 1/n as common as the first), as in real texts.
_COMMON = """
the of and to in a is that for it was on are as with his they be at one have this from or had by not but
some what there we can out other were all your when up use word how said an each she which do their time
if will way about many then them would write like so these her long make thing see him two has look more
day could go come did my no most who over know than call first people may down side been now find any new
government country president minister talks sanctions military border aid oil election support crisis
"""
_SYLLABLES = ("ka", "re", "mon", "ti", "lo", "ver", "san", "du", "pel", "or", "gi", "fan", "tu", "bre", "mi")
_RARE = 20_000
_SAYS = ("said", "told reporters", "warned", "insisted", "wrote")


def generate(
    topic: Topic, count: int, *, seed: int = 1, first: date = FIRST_DAY, days: int = DAYS, after: int = 0
) -> Iterator[tuple[Article, Evidence]]:
    """``count`` articles of some 450 words on ``topic``; the n-th is the same whatever the count.

    They are published on ``days`` days from the ``first``. ``after`` so many others, with other ids.
    """
    words = Vocabulary(topic)
    for number in range(after, after + count):
        random = Random(f"{seed}/{number}")
        day = first + timedelta(days=random.randrange(days))
        yield Writer(topic, words, number, random, day).write()


def load(store: Store, topic: Topic, count: int, *, seed: int = 1) -> int:
    """Put ``count`` generated articles into the store; the number of quotations among them."""
    quotations = 0

    def placed() -> Iterator[tuple[Place, Evidence]]:
        nonlocal quotations
        for article, evidence in generate(topic, count, seed=seed):
            quotations += len(evidence.quotations)
            yield Place(article=article, outcome=Outcome.NEW), evidence

    store.save_many(topic.id, placed(), analyser="generated", at=STORED)
    return quotations


class Vocabulary:
    """Words by how common they are."""

    def __init__(self, topic: Topic) -> None:
        """Common words, the topic's own, and made-up ones."""
        random = Random(0)
        rare = ["".join(random.choices(_SYLLABLES, k=random.randint(2, 4))) for _ in range(_RARE)]
        terms = [term for issue in topic.issues for term in issue.terms]
        self.words = [*_COMMON.split(), *terms, *rare]
        weights = [1 / (rank + 2) for rank in range(len(self.words))]
        self.weights = list(accumulate(weights))

    def some(self, random: Random, count: int) -> str:
        """So many words, drawn by how common they are."""
        return " ".join(random.choices(self.words, cum_weights=self.weights, k=count))


class Writer:
    """Writes one article, and remembers where everything stands. ``id`` may be changed before."""

    def __init__(self, topic: Topic, words: Vocabulary, number: int, random: Random, day: date) -> None:
        """``number`` is the article's, ``day`` that of its publication; ``random`` decides all the rest."""
        self.topic, self.words, self.random, self.day = topic, words, random, day
        self.id = f"generated-{number:06}"
        self.text: list[str] = []
        self.length = 0

    def write(self) -> tuple[Article, Evidence]:
        """The article, and what stands in it."""
        title = self.words.some(self.random, 8).capitalize()
        self._put(title + "\n\n")
        self._paragraph(60)
        quotations = [self._quotation() for _ in range(QUOTATIONS)]
        developments = tuple(self._development() for _ in range(DEVELOPMENTS))
        stances = tuple(
            self._stance(quotations[i] if i < QUOTATIONS else None) for i in range(0, 2 * STANCES, 2)
        )
        remarks = (self._remark(),) if self.random.random() < 0.25 else ()
        self._paragraph(60)
        article = Article(
            id=self.id,
            document=self.id,
            title=title,
            publisher=f"The Daily {self.words.words[200 + self.random.randrange(PUBLISHERS)].title()}",
            url=f"https://example.org/{self.id}",
            published=When.day(self.day),
            text="".join(self.text),
        )
        return article, Evidence(
            article=self.id,
            quotations=tuple(quotations),
            stances=stances,
            developments=developments,
            remarks=remarks,
        )

    def _put(self, words: str) -> Span:
        """Go on writing; where the words stand now."""
        start = self.length
        self.text.append(words)
        self.length += len(words)
        return Span(article=self.id, start=start, end=self.length, text=words)

    def _paragraph(self, words: int) -> Span:
        written = self._put(f"{self.words.some(self.random, words).capitalize()}.")
        self._put("\n\n")
        return written

    def _actor(self) -> Actor:
        """An actor; the first of the topic are in the news most."""
        weights = [1 / (rank + 1) for rank in range(len(self.topic.actors))]
        return self.random.choices(self.topic.actors, weights)[0]

    def _person(self, actor: Actor) -> Person | None:
        people = [person for person in self.topic.people if person.actor == actor.id]
        return self.random.choice(people) if people and self.random.random() < 0.8 else None

    def _issues(self) -> tuple[str, ...]:
        known = [issue.id for issue in self.topic.issues]
        return (self.random.choice(known),) if known and self.random.random() < 0.7 else ()

    def _said(self) -> When:
        """The day before or two, the month, or not told."""
        chance = self.random.random()
        if chance < 0.6:
            return When.day(self.day - timedelta(days=self.random.randrange(3)))
        return When.month(self.day.year, self.day.month) if chance < 0.7 else When.unknown()

    def _quotation(self) -> Quotation:
        actor = self._actor()
        person = self._person(actor)
        kind = self.random.choices((Kind.DIRECT, Kind.MIXED, Kind.INDIRECT), (5, 2, 3))[0]
        name = person.name if person else actor.name
        speaker, _ = self._put(name), self._put(" ")
        cue = self._put(self.random.choice(_SAYS))
        self._put(" that " if kind is Kind.INDIRECT else ": “")
        content = self._put(self.words.some(self.random, self.random.randint(10, 30)))
        end = self._put("." if kind is Kind.INDIRECT else "”.")
        self._put("\n\n")
        grades = {Kind.DIRECT: Grade.DIRECT, Kind.MIXED: Grade.MIXED, Kind.INDIRECT: Grade.INDIRECT}
        return Quotation(
            kind=kind,
            content=(content,),
            context=self._between(speaker, end),
            speaker=speaker,
            cue=cue,
            name=name,
            person=person.id if person else None,
            actor=actor.id,
            role=Role.PERSON if person else Role.ACTOR,
            grade=grades[kind] if person else Grade.INSTITUTION,
            said=self._said(),
            issues=self._issues(),
        )

    def _between(self, first: Span, last: Span) -> Span:
        text = "".join(self.text)[first.start : last.end]
        return Span(article=self.id, start=first.start, end=last.end, text=text)

    def _stance(self, quotation: Quotation | None) -> StanceStatement:
        """Read from a quotation, or from a sentence of the article's own."""
        targets = [issue.id for issue in self.topic.issues] + [actor.id for actor in self.topic.actors]
        position = self.random.choice((Position.SUPPORTS, Position.OPPOSES, Position.MIXED))
        act = self.random.choice(tuple(Act))
        target = self.random.choice(targets)
        if quotation and quotation.actor:
            return StanceStatement(
                actor=quotation.actor,
                person=quotation.person,
                name=quotation.name,
                target=target,
                position=position,
                act=act,
                grade=quotation.grade,
                said=quotation.said,
                span=quotation.content[0],
                context=quotation.context,
                quotation=quotation.id,
            )
        sentence = self._paragraph(18)
        return StanceStatement(
            actor=self._actor().id,
            target=target,
            position=position,
            act=act,
            grade=Grade.REPORTED,
            said=self._said(),
            span=sentence,
            context=sentence,
        )

    def _development(self) -> Development:
        sentence = self._paragraph(20)
        actors = tuple(dict.fromkeys(self._actor().id for _ in range(self.random.randint(1, 2))))
        return Development(
            when=self._said(),
            nature=self.random.choices((Nature.EVENT, Nature.FIGURE, Nature.PLAN), (8, 1, 1))[0],
            type=self.random.choice(tuple(EventType)),
            actors=actors,
            issues=self._issues(),
            spans=(sentence,),
        )

    def _remark(self) -> Remark:
        sentence = self._paragraph(20)
        return Remark(
            kind=self.random.choice(tuple(RemarkKind)),
            actors=(self._actor().id,),
            issues=self._issues(),
            span=sentence,
        )
