"""What changed since a channel was last told: shifts first, then what is new, corrections and silences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, zip_longest

from summaries.briefs.contrast import Pair, pulling_apart
from summaries.briefs.digest_corrections import Reviewed, corrections
from summaries.briefs.digest_keys import event_keys
from summaries.briefs.digest_news import News, events
from summaries.briefs.digest_period import Age, Period
from summaries.briefs.lines import event_line, quoted_line
from summaries.briefs.material import Material, newest_first
from summaries.briefs.shifts import shift_sections
from summaries.briefs.silence import half_read, silence
from summaries.briefs.utterances import Utterance
from summaries.model import (
    Brief,
    Coverage,
    Development,
    Line,
    Nature,
    Quotation,
    Section,
    StanceStatement,
)
from summaries.when import When

LINES = 12
SINCE_THE_LAST = "since the last digest"
_EARLIER = 3
_EXPECTED = 2
_ACTORS_NAMED = 3


def digest(
    period: Period,
    *,
    told: AbstractSet[str] = frozenset(),
    actors: Collection[str] = (),
    issues: Collection[str] = (),
    most: int = LINES,
    reviewed: Reviewed | None = None,
    covers: str = SINCE_THE_LAST,
) -> Brief:
    """What the ``period`` brought that was not known before, nor the channel ``told`` (see ``told_key``).

    Its ``now`` has the coverage of the period alone. No ``actors`` or ``issues`` means all. At most ``most``
    lines, besides corrections. A digest with nothing new is ``empty``, and says so in one note. ``covers``
    says when its articles came in, in words that follow "came in".
    """
    news, now = News(period, told, actors, issues), period.now
    corrected = corrections(news, reviewed or Reviewed())
    sections = list(shift_sections(news, most))
    sections += _tensions(news, most - _count(sections))
    new = _News(news, most - _count(sections))
    sections += [*new.told, corrected, *new.old]
    title = _title(now, actors, issues)
    if not any(s.lines or s.note for s in sections):
        alone = now.model_copy(update={"coverage": Coverage()})
        return alone.brief("digest", title, [], [_nothing(now, covers, bool(actors or issues))])
    notes = [*new.left_out, *_silences(news, actors), *half_read(now.coverage)]
    return now.brief("digest", title, sections, notes).model_copy(update={"covers": covers})


def candidate_keys(period: Period) -> frozenset[str]:
    """The keys of all that a digest might tell: of these, what a channel was told has to be known.

    They are those of what is new, of what it may be set beside, and of events that are told anew.
    """
    now = period.now
    fresh = {(stance.actor, stance.target) for stance in now.stances if period.is_fresh(stance)}
    beside = (stance for stance in now.stances if (stance.actor, stance.target) in fresh)
    every = period.once(events, tuple(actor.id for actor in now.topic.actors), frozenset[str]())
    told_anew = (event for event in every if not all(map(period.was_known, event.spans)))
    return frozenset(
        chain(
            *map(period.keys, beside),
            *map(period.keys_of, period.utterances),
            *map(event_keys, told_anew),
        )
    )


# ---- tensions ----------------------------------------------------------------------------------------


def _tensions(news: News, most: int) -> Iterator[Section]:
    """Statements of one actor that pull apart, one of them at least new."""
    for actor in news.actors:
        for pair in news.period.once(tensions_of, actor):
            if most < 2:
                return
            if not _is_new_tension(news, pair) or not (lines := news.selection.pair(*pair)):
                continue
            most -= 2
            title = f"Tension: {news.now.actor(actor)} on {news.now.about(pair[0].target)}"
            yield Section(title=title, lines=lines)


def _is_new_tension(news: News, pair: Sequence[StanceStatement]) -> bool:
    if news.issues and pair[0].target not in news.issues:
        return False
    return any(map(news.period.is_fresh, pair)) and not news.was_told(*pair)


def tensions_of(period: Period, actor: str) -> list[Pair]:
    """The statements of an actor that pull apart, of whatever age."""

    def utterance(statement: StanceStatement) -> str:
        said = period.index.told_by(statement)
        return said.best.id if said else statement.id

    return pulling_apart(period.now, actor, utterance)


# ---- what is new -------------------------------------------------------------------------------------


class _News:
    """The sections of new statements and developments, within so many lines between them."""

    def __init__(self, news: News, most: int) -> None:
        self._news = news
        self._period = news.period
        self._material = news.now
        said = {age: self._said(age) for age in Age}
        done = {age: [e for e in news.new_events if news.period.event_age(e) is age] for age in Age}
        happened = [e for e in done[Age.NEW] if e.nature is Nature.EVENT and e.when.start]
        expected = [e for e in done[Age.NEW] if e.nature is Nature.PLAN and e.when.start][:_EXPECTED]
        old = [e for e in done[Age.EARLIER] if e.nature is Nature.EVENT and e.when.start]
        late = [e for e in done[Age.LATE] if e.nature is Nature.EVENT and e.when.start]
        undated = said[Age.UNDATED]
        statements = list(
            self._statements(said[Age.NEW], most - _kept_for(most, happened, expected, old, late, undated))
        )
        rest = most - _count(statements)
        events = self._section("What happened, newest first", (self._event(e) for e in happened), rest)
        rest -= len(events.lines)
        plans = self._section("Planned or expected", (self._event(e) for e in expected), rest)
        rest -= len(plans.lines)
        earlier = self._mixed("Earlier, told only now", old, said[Age.EARLIER], min(rest, _EARLIER))
        rest -= len(earlier.lines)
        found = self._mixed("Old articles, found late", late, said[Age.LATE], min(rest, _EARLIER), late=True)
        rest -= len(found.lines)
        unknown = self._mixed("Of unknown date, perhaps old", [], undated, min(rest, _EARLIER))
        self.told, self.old = [*statements, events, plans], [earlier, found, unknown]
        self.left_out = list(
            _left_out(len(said[Age.NEW]) - _count(statements), len(happened) - len(events.lines))
        )

    def _said(self, age: Age) -> list[Utterance]:
        """The new utterances of that age, the most telling first."""
        news = self._news
        found = [u for u in news.selection.unused(news.utterances) if self._period.age(u) is age]
        return sorted(found, key=self._rank)

    def _rank(self, said: Utterance) -> tuple[bool, int, int, int, int, str]:
        best = said.best
        when = newest_first(self._material.dated(best.said, best.content[0].article))
        return (not self._period.issues_of(said), best.grade, *when, -len(said.all), best.id)

    def _statements(self, said: list[Utterance], most: int) -> Iterator[Section]:
        """A section for each actor that spoke; each in turn is given a line while there are any."""
        turns = {actor: [u for u in said if u.best.actor == actor] for actor in self._news.actors}
        dealt = (u for turn in zip_longest(*turns.values()) for u in turn if u is not None)
        taken: dict[str, list[Line]] = {}
        for utterance in dealt:
            if most <= 0:
                break
            lines = self._news.selection.quoted([utterance], 1)
            taken.setdefault(utterance.best.actor or "", []).extend(lines)
            most -= len(lines)
        for actor in self._news.actors:
            yield Section(
                title=f"{self._material.actor(actor)}: new statements", lines=tuple(taken.get(actor, ()))
            )

    def _event(self, event: Development) -> Line:
        return event_line(self._material, event)

    def _section(self, title: str, lines: Iterable[Line], most: int) -> Section:
        return Section(title=title, lines=self._news.selection.lines(lines, max(0, most)))

    def _mixed(
        self, title: str, done: list[Development], said: list[Utterance], most: int, *, late: bool = False
    ) -> Section:
        """Events and statements in turn."""
        told = [self._event(e) for e in done]
        spoken = [quoted_line(self._material, u) for u in said]
        lines = [line for turn in zip_longest(told, spoken) for line in turn if line is not None]
        return self._section(title, map(self._found_late, lines) if late else lines, most)

    def _found_late(self, line: Line) -> Line:
        """The line with its article's age before all other small print."""
        published = self._material.published(line.citations[0].article)
        same = {f"published {published}", f"{published}, inferred", f"{published}"}
        rest = [words for words in line.note.split(" · ") if words and words not in same]
        return line.model_copy(update={"note": " · ".join((f"found late: published {published}", *rest))})


def _kept_for(most: int, happened: Sequence[object], *others: Sequence[object]) -> int:
    """How many lines statements leave: to what happened up to half of them, to all the rest a third."""
    rest = sum(min(len(some), _EARLIER) for some in others)
    return max(min(len(happened), most // 2), min(len(happened) + rest, most // 3))


def _left_out(statements: int, events: int) -> Iterator[str]:
    words = []
    if statements > 0:
        words.append("1 more statement" if statements == 1 else f"{statements:,} more statements")
    if events > 0:
        words.append("1 more development" if events == 1 else f"{events:,} more developments")
    if words:
        yield f"Not shown: {' and '.join(words)}."


# ---- silences ----------------------------------------------------------------------------------------


def _silences(news: News, actors: Collection[str]) -> Iterator[str]:
    """For each actor that was asked for and said nothing new, what it said last."""
    spoke = {u.best.actor for u in news.utterances if news.period.age(u) is Age.NEW}
    for actor in news.actors if actors else ():
        if actor not in spoke:
            said = (q for q in news.before.quotations if _is_on(news, q, actor))
            last = min(said, key=lambda q: (*newest_first(_dated(news, q)), q.id), default=None)
            issues = [i.id for i in news.now.topic.issues if i.id in news.issues]
            about = f" on {' or '.join(map(news.now.about, issues))}" if issues else ""
            yield silence(news.before, f"No new statement by {news.now.called(actor)}{about}", None, last)


def _is_on(news: News, quotation: Quotation, actor: str) -> bool:
    """Whether it is a statement of that actor on what was asked for."""
    mine = quotation.actor == actor and quotation.type == "statement"
    return mine and (not news.issues or not news.issues.isdisjoint(quotation.issues))


def _dated(news: News, quotation: Quotation) -> When:
    return news.before.dated(quotation.said, quotation.content[0].article)


def _nothing(now: Material, covers: str, chosen: bool) -> str:
    """One line; of what was ``chosen`` where that is not all: the rest may well be news."""
    count = now.coverage.articles
    if not count:
        return f"Nothing new: no article came in {covers}."
    articles = "the one article" if count == 1 else f"the {count:,} articles"
    return f"Nothing new {'on this ' if chosen else ''}in {articles} that came in {covers}."


def _title(material: Material, actors: Collection[str], issues: Collection[str]) -> str:
    """The topic, and what of it was asked for where that is not much."""
    chosen = [material.actor(a.id) for a in material.topic.actors if a.id in actors]
    chosen += [i.name for i in material.topic.issues if i.id in issues]
    about = ", ".join(chosen[:_ACTORS_NAMED]) + (" and more" if len(chosen) > _ACTORS_NAMED else "")
    return f"What changed: {material.topic.title}" + (f" ({about})" if about else "")


def _count(sections: Iterable[Section]) -> int:
    return sum(len(section.lines) for section in sections)
