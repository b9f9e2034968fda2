"""Somebody whom the topic does not know: by which name, in what quality, and for which side by a title."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from summaries.analysis.attribution import Place
from summaries.analysis.document import Document
from summaries.analysis.roles import OF_STATE, role_of
from summaries.analysis.speakers.allegiances import Allegiances, speaks_for_another
from summaries.analysis.speakers.cast import Cast, Named
from summaries.analysis.speakers.mentioned import only_side
from summaries.analysis.speakers.nouns import name_of, pronoun_of
from summaries.analysis.speakers.places import is_state
from summaries.analysis.speakers.speaker import Speaker
from summaries.model import Role


class Strangers:
    """The strangers of one article, in the order of reading."""

    def __init__(self, document: Document, cast: Cast) -> None:
        self._document, self._cast = document, cast
        self._sides = Allegiances()

    def named_behind(self, head: Token, source: Place) -> Speaker | None:
        """A name right behind the state whose office somebody holds: "President of Chile Ann Cole"."""
        of = next((c for c in head.rights if c.lower_ == "of"), None)
        last = next((c for c in of.rights if c.dep_ == "pobj" and c.pos_ == "PROPN"), None) if of else None
        parts = name_of(last).split() if last is not None else []
        for cut in range(1, len(parts) - 1):
            named = (
                self._cast.stranger(" ".join(parts[cut:]), source[0])
                if is_state(" ".join(parts[:cut]))
                else None
            )
            if last is not None and named is not None and named.likely:
                found = self.speaker(last, named, source)
                return replace(found, actor=self.side_of(named.name, head, source))
        return None

    def speaker(self, head: Token, named: Named, source: Place) -> Speaker:
        """Somebody the topic does not know; a side's only where a title of state says so."""
        nouns = {t.lemma_.lower() for t in head.subtree if t.dep_ in ("compound", "appos", "nmod", "amod")}
        spokesman = any(role_of(noun) is Role.SPOKESPERSON for noun in nouns)
        of_state = spokesman or bool(nouns & OF_STATE)
        actor = self.side_of(named.name, head, source) if of_state else self._sides.of(named.name, None)
        role = Role.SPOKESPERSON if spokesman else Role.PERSON
        return Speaker(
            named.name, None, actor, role=role, pronoun=named.pronoun or pronoun_of(head), single=True
        )

    def side_of(self, name: str, title: Token, source: Place) -> str | None:
        """The side that somebody with a title of state speaks for, by the words beside the title."""
        if speaks_for_another(t.lower_ for t in title.subtree):
            return None
        return self._sides.of(name, only_side(self._document, source))
