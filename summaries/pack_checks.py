"""What a topic pack must keep to beyond its shape: every id, name, date and reference makes sense."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from summaries.folding import fold
from summaries.lookup import own_names
from summaries.pack_sources import SOURCES
from summaries.pack_text import did_you_mean

if TYPE_CHECKING:  # the topic is checked when it is parsed
    from summaries.topics import Actor, Topic

MOST_NAMES = 2_000


def faults(topic: Topic) -> tuple[str, ...]:
    """All that is wrong, each a sentence that names the key and one that says the cure."""
    checks = (
        _many,
        _doubled_ids,
        _references,
        _doubled_names,
        _doubled_abroad,
        _shared_adjectives,
        _dates,
        _cycles,
        *SOURCES,
    )
    return tuple(fault for check in checks for fault in check(topic))


def _where(kind: str, order: int, id: str, key: str = "") -> str:
    return f"{kind}[{order}] ({id}){'.' if key else ''}{key}"


def _many(topic: Topic) -> Iterator[str]:
    actors = (n for a in topic.actors for n in (*own_names(a), *a.adjectives, *a.nouns, *a.places))
    people = (n for p in topic.people for n in (p.name, *p.aliases, *p.called))
    titles = (n for p in topic.people for o in p.offices for n in topic.titles_of(o))
    issues = (n for i in topic.issues for n in (i.name, *i.aliases, *i.terms))
    count = len({fold(n) for names in (actors, people, titles, issues, topic.unrelated) for n in names})
    if count > MOST_NAMES:
        yield f"The topic has {count:,} names. Keep to {MOST_NAMES:,}; drop terms or people seldom met."


def _doubled_ids(topic: Topic) -> Iterator[str]:
    taken: dict[str, str] = {}
    for kind, ids in (
        ("actors", [actor.id for actor in topic.actors]),
        ("people", [person.id for person in topic.people]),
        ("issues", [issue.id for issue in topic.issues]),
    ):
        for order, id in enumerate(ids):
            where = _where(kind, order, id)
            if id in taken:
                yield f'{where}: the id "{id}" is taken by {taken[id]}. Give one of them another id.'
            taken.setdefault(id, where)


def _references(topic: Topic) -> Iterator[str]:
    known = [actor.id for actor in topic.actors]
    for where, id in _referred(topic):
        if id not in known:
            cure = did_you_mean(id, known, f"The actors are {', '.join(known)}.")
            yield f'{where}: there is no actor "{id}". {cure}'


def _referred(topic: Topic) -> Iterator[tuple[str, str]]:
    """Every place that names an actor, and the id there."""
    yield from (("core", id) for id in topic.core)
    for order, actor in enumerate(topic.actors):
        yield from ((_where("actors", order, actor.id, "member_of"), id) for id in actor.member_of)
    for order, person in enumerate(topic.people):
        yield _where("people", order, person.id, "actor"), person.actor
        for place, office in enumerate(person.offices):
            if office.actor is not None:
                yield _where("people", order, person.id, f"offices[{place}].actor"), office.actor
    for order, issue in enumerate(topic.issues):
        if issue.actor is not None:
            yield _where("issues", order, issue.id, "actor"), issue.actor


def _doubled_names(topic: Topic) -> Iterator[str]:
    """One name for two entities of a kind could never be resolved; surnames may be shared."""
    owned = Counter(key for actor in topic.actors for key in {*map(fold, actor.adjectives)})
    alone = {a.id: (name for name in a.adjectives if owned[fold(name)] == 1) for a in topic.actors}
    yield from _doubled("actors", ((a.id, (*own_names(a), *alone[a.id])) for a in topic.actors))
    yield from _doubled("people", ((p.id, (p.name, *p.aliases)) for p in topic.people))
    yield from _doubled("issues", ((i.id, (i.name, *i.aliases)) for i in topic.issues))
    yield from _doubled("titles", ((str(n), (t.title,)) for n, t in enumerate(topic.titles)))


def _doubled_abroad(topic: Topic) -> Iterator[str]:
    """As ``_doubled_names``, for the names in each other language; surnames, of one word, may be shared."""
    languages = {code for a in topic.actors for code in a.names_in}
    languages |= {code for p in topic.people for code in p.names_in}
    for language in sorted(languages):
        actors = ((a.id, a.names_in.get(language, ())) for a in topic.actors)
        people = ((p.id, tuple(n for n in p.names_in.get(language, ()) if " " in n)) for p in topic.people)
        for kind, named in (("actors", actors), ("people", people)):
            for fault in _doubled(kind, named):
                yield fault.replace("): ", f").names_in.{language}: ", 1)


def _doubled(kind: str, named: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    taken: dict[str, tuple[str, str]] = {}
    for order, (id, names) in enumerate(named):
        for name in names:
            key = fold(name)
            if not key:
                where = _where(kind, order, id)
                yield f'{where}: "{name}" has no letter or digit to find it by. Remove it.'
                continue
            other, as_written = taken.setdefault(key, (id, name))
            if other != id:
                where = _where(kind, order, id)
                yield f'{where}: "{name}" also names {other} ("{as_written}"). Remove it from one of them.'


def _shared_adjectives(topic: Topic) -> Iterator[str]:
    """Sides of one country share an adjective; then the noun after it must tell them apart."""
    for order, actor in enumerate(topic.actors):
        for other in topic.actors[:order]:
            for name in sorted({*map(fold, actor.adjectives)} & {*map(fold, other.adjectives)}):
                yield from _told_apart(_where("actors", order, actor.id), name, actor, other)


def _told_apart(where: str, name: str, actor: Actor, other: Actor) -> Iterator[str]:
    missing = [side.id for side in (actor, other) if not side.nouns]
    if missing:
        cure = f"Give {' and '.join(missing)} the nouns before which the adjective means it."
        yield f'{where}.adjectives: "{name}" also belongs to {other.id}. {cure}'
    for noun in sorted({*map(fold, actor.nouns)} & {*map(fold, other.nouns)}):
        yield (
            f'{where}.nouns: "{name} {noun}" could be {actor.id} or {other.id}. '
            "Remove the noun from one of them."
        )


def _dates(topic: Topic) -> Iterator[str]:
    for order, person in enumerate(topic.people):
        for place, office in enumerate(person.offices):
            if office.start and office.end and office.end < office.start:
                where = _where("people", order, person.id, f"offices[{place}].to")
                yield f"{where}: {office.end} is before the beginning, {office.start}. Correct one of them."


def _cycles(topic: Topic) -> Iterator[str]:
    above = {actor.id: actor.member_of for actor in topic.actors}
    found: set[frozenset[str]] = set()
    for order, actor in enumerate(topic.actors):
        cycle = _cycle(actor.id, above)
        if cycle and frozenset(cycle) not in found:
            found.add(frozenset(cycle))
            where = _where("actors", order, actor.id, "member_of")
            yield f"{where}: membership runs in a circle, {' -> '.join(cycle)}. Remove one of these links."


def _cycle(start: str, above: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The shortest way from an actor back to itself, both ends named; () when there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:  # grows while it is read: breadth first
        for id in above.get(way[-1], ()):
            if id == start:
                return (*way, id)
            if id not in seen:
                seen.add(id)
                ways.append((*way, id))
    return ()
