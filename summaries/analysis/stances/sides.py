"""From words to sides: which actor a word of a sentence speaks for, and what a position is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summaries.analysis.clauses import THIRD, Tree
from summaries.analysis.document import Document, Sentence
from summaries.analysis.word_classes import AGENTS, ASIDE, OFFICIALS, REFUSALS
from summaries.names import Form, Mention

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Side:
    """An actor by id, and the person by id who speaks or acts for it, where one is named."""

    actor: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What a position may be about: the token to climb from, and the ids it counts for.

    ``matter`` where it is an issue by its own words; an actor counts for its own cause where the topic has
    one. ``words`` are the issue's, in lower case.
    """

    token: int
    ids: tuple[str, ...]
    matter: bool
    actor: str | None = None
    words: frozenset[str] = frozenset()


class Sides:
    """The mentions of one sentence by token."""

    def __init__(self, document: Document, sentence: Sentence, tree: Tree) -> None:
        self._document = document
        self._tree = tree
        self._offset = sentence.start
        self._mentions = document.mentions_in(sentence.start, sentence.end)
        self._at: dict[int, Mention] = {}
        for mention in self._mentions:
            if mention.kind != "issue":
                for token in self._tokens(mention):
                    self._at[token] = mention

    def _tokens(self, mention: Mention) -> list[int]:
        return self._tree.within(mention.start - self._offset, mention.end - self._offset)

    def of(self, token: int) -> Side | None:
        """Whom the word speaks for: named itself, or an official or body named after its side."""
        mention = self._at.get(token)
        if mention is not None and mention.form is not Form.ADJECTIVE:
            return _side(mention)
        if self._tree.lemmas[token] not in OFFICIALS | REFUSALS:
            return self._apposed(token)
        for child in self._tree.children[token]:
            dep, found = self._tree.deps[child], self._at.get(child)
            if found is not None and dep in ("amod", "compound", "nmod", "poss", "appos"):
                return _side(found)
            if dep == "poss" and self._tree.words[child] in THIRD:
                return self._before(child)
            if dep == "prep" and self._tree.words[child] == "of" and (of := self._tree.child(child, "pobj")):
                return self.of(of)
        return None

    def _apposed(self, token: int) -> Side | None:
        """A person known by the name beside the word: "the senator, X", but not "X's senator"."""
        if self._tree.lemmas[token] in AGENTS or self._tree.kinds[token] not in ("NOUN", "PROPN"):
            return None
        for child in self._tree.children[token]:
            found = self._at.get(child)
            if found is not None and self._tree.deps[child] == "appos" and found.kind == "person":
                return _side(found)
        return None

    def _before(self, pronoun: int) -> Side | None:
        """The one person named earlier in the sentence, for "his government", or country, for "its"."""
        kinds = ("actor",) if self._tree.words[pronoun] == "its" else ("person", "office")
        named = {
            m.ids: m
            for t, m in self._at.items()
            if t < pronoun and m.kind in kinds and m.form is not Form.ADJECTIVE
        }
        return _side(*named.values()) if len(named) == 1 else None

    def targets(self) -> tuple[Target, ...]:
        """All that a position may be taken on in the sentence: issues by their own words, then actors.

        A name that is part of an issue's words ("use of U.S. military") is no target of its own, and an issue
        that is an actor's own cause is one by that actor's names only: its other words ("regime change") may
        speak for it or against it.
        """
        topic = self._document.topic
        tied = {issue.id for issue in topic.issues if issue.actor}
        matters, parties, covered = [], [], set[int]()
        for mention in self._mentions:
            ids = tuple(id for id in mention.ids if id not in tied)
            if mention.kind == "issue" and ids and (words := self._name(mention)):
                token = self._head(mention)
                covered.update(self._tokens(mention))
                matters.append(Target(token, ids, matter=True, words=words))
        for mention in self._mentions:
            side = _side(mention) if mention.kind != "issue" else None
            token = self._head(mention)
            if side is not None and not (mention.form is not Form.FULL and token in covered):
                own = tuple(issue.id for issue in topic.issues if issue.actor == side.actor)
                parties.append(Target(token, own or (side.actor,), matter=False, actor=side.actor))
        return (*matters, *self._pronouns(matters), *parties)

    def _pronouns(self, matters: Sequence[Target]) -> Iterator[Target]:
        """The issue once more where "it" or "them" can mean nothing else named before in the sentence."""
        tree = self._tree
        for token, word in enumerate(tree.words):
            if word not in ("it", "them") or tree.deps[token] not in ("dobj", "pobj", "nsubjpass"):
                continue
            before = [target for target in matters if target.token < token]
            if len({target.ids for target in before}) == 1 and self._means(token, before[-1].token):
                yield replace(before[-1], token=token)

    def _means(self, pronoun: int, noun: int) -> bool:
        """Whether a pronoun agrees with a noun of another clause, with no other thing named between."""
        tree = self._tree
        plural = tree.words[pronoun] == "them"
        alike = ("NNS", "NNPS") if plural else ("NN", "NNP")
        between = (tree.tags[i] in (*alike[:1], "PRP") for i in range(noun + 1, pronoun))
        return tree.tags[noun] in alike and not any(between) and tree.heads[noun] != tree.heads[pronoun]

    def _head(self, mention: Mention) -> int:
        return self._tree.head_of(mention.start - self._offset, mention.end - self._offset) or 0

    def _name(self, mention: Mention) -> frozenset[str]:
        """The words of an issue's term; none where it only shows what the passage is about."""
        text = self._document.text[mention.start : mention.end]
        words = frozenset(word.lower() for word in _WORD.findall(text))
        return frozenset() if words & ASIDE else words


def _side(mention: Mention) -> Side | None:
    if mention.actor is None:
        return None
    person = mention.ids[0] if mention.kind in ("person", "office") and len(mention.ids) == 1 else None
    return Side(mention.actor, person)
