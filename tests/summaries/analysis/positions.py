"""An invented quarrel over a canal, and a short way to read the positions in a text about it."""

from __future__ import annotations

from functools import cache

from summaries.analysis.parsing import load_language
from summaries.analysis.pipeline import Analyser
from summaries.analysis.stances.polarity import Judgement, polarity
from summaries.model import Article, Evidence, StanceStatement
from summaries.topics import Topic, parse_topic
from summaries.when import When

PACK = """
id = "canal"
title = "The canal dispute"

[[actors]]
id = "norland"
name = "Norland"
adjectives = ["Norlandic"]
metonyms = ["Osterby"]
institutions = ["the Norlandic Foreign Ministry"]

[[actors]]
id = "sudria"
name = "Sudria"
adjectives = ["Sudrian"]

[[actors]]
id = "port-union"
name = "Port Union"

[[actors]]
id = "tessaly"
name = "Tessaly"
adjectives = ["Tessalian"]

[[people]]
id = "ada-holm"
name = "Ada Holm"
actor = "norland"
pronoun = "she"
offices = [{ title = "Foreign Minister" }]

[[people]]
id = "ivo-brand"
name = "Ivo Brand"
actor = "sudria"
pronoun = "he"
offices = [{ title = "President" }]

[[people]]
id = "lena-moss"
name = "Lena Moss"
actor = "port-union"
pronoun = "she"

[[issues]]
id = "port-union-cause"
name = "The Port Union's cause"
actor = "port-union"
terms = ["strike", "dockers"]

[[issues]]
id = "blockade"
name = "The blockade"
terms = ["blockade", "naval blockade", "military force", "military action"]

[[issues]]
id = "talks"
name = "Talks"
terms = ["talks", "negotiation", "negotiate"]

[[issues]]
id = "tolls"
name = "Tolls"
terms = ["tolls", "toll increase"]
"""


@cache
def topic() -> Topic:
    return parse_topic(PACK)


@cache
def _analyser() -> Analyser:
    return Analyser(topic())


def evidence(text: str, published: str = "2019-05-20") -> Evidence:
    """Everything the pipeline finds in a text."""
    [found] = _analyser().analyse([Article(id="a", document="a", text=text, published=When.parse(published))])
    return found


def stances(text: str, published: str = "2019-05-20") -> tuple[StanceStatement, ...]:
    """The positions in a text, own ones and claims."""
    return evidence(text, published).stances


def own(text: str) -> set[tuple[str, str, str]]:
    """Actor, position and target of each position that is an actor's own."""
    return {(s.actor, s.position.value, s.target) for s in stances(text) if s.claimant is None}


def claims(text: str) -> set[tuple[str, str, str, str]]:
    """Claimant, actor, position and target of what is said of others."""
    return {
        (s.claimant, s.actor, s.position.value, s.target) for s in stances(text) if s.claimant is not None
    }


def between(text: str, source: str, target: str) -> Judgement | None:
    """Where one stands towards the other in a sentence, both given by their words there."""
    start, other = text.index(source), text.index(target)
    return polarity(load_language()(text), (start, start + len(source)), (other, other + len(target)))
