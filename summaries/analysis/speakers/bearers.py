"""Who bears a transcript's label: a person of the topic or the article, where nothing speaks against it."""

from __future__ import annotations

import re

from summaries.analysis.attribution import Place
from summaries.analysis.document import Document
from summaries.analysis.quotations.label_words import ADDRESS, NAMELESS, NUMBERS, TITLES
from summaries.analysis.speakers.cast import Cast, Named
from summaries.english import PRONOUN_OF_TITLE
from summaries.names import Form, Mention

_NAME = re.compile(r"[^(\[,:]+")
_THE = frozenset(("the", "a", "an", "of", "for", "and"))


class Bearers:
    """Reads the labels of one article."""

    def __init__(self, document: Document, cast: Cast) -> None:
        self.document, self.cast = document, cast

    def bearer(self, label: Place) -> Mention | Named | None:
        """Whom a label names: a mention of the topic's person, somebody of the article, or nobody.

        Nobody where it is a number or a part ("Speaker Two", "Q"), a bare office, or where the form of
        address, the first name or the country in brackets is not that of the person with this surname.
        """
        start, end = label
        match = _NAME.match(self.document.text, start, end)
        words = match[0].split() if match is not None else []
        keys = [word.casefold().strip(".'’") for word in words]
        if all(key in NAMELESS | NUMBERS | _THE | ADDRESS or key.isdigit() for key in keys):
            return self._in_brackets(label, match.end() if match is not None else start)
        names = [w for w, key in zip(words, keys, strict=True) if key not in TITLES | _THE]
        if not names:
            return self._in_brackets(label, match.end() if match is not None else start)
        pronoun = PRONOUN_OF_TITLE.get(keys[0], "")
        mention = self.cast.person_at(*label) or self.cast.with_last_name(_cased(names[-1]))
        if mention is not None and self._can_be_known(mention):
            return mention if self._fits(mention, names, pronoun, label) else None
        named = self.cast.stranger(" ".join(_cased(name) for name in names))
        clash = named is not None and pronoun and named.pronoun not in ("", pronoun)
        return None if clash else named

    def _in_brackets(self, label: Place, begin: int) -> Mention | None:
        """The topic's person in brackets after an office: "The Prime Minister (Mr Rui Carvao)"."""
        return self.cast.person_at(begin, label[1])

    def _can_be_known(self, mention: Mention) -> bool:
        """Whether more than a surname shows that the topic's person speaks: a namesake bears the same label.

        His full name, his side anywhere in the text, or an office that he held when it appeared.
        """
        published = self.document.article.published
        for other in self.document.mentions:
            same = other.kind == "person" and set(other.ids) & set(mention.ids)
            if (same and other.form is Form.FULL) or (other.kind == "actor" and mention.actor in other.ids):
                return True
        people = [person for person in self.document.topic.people if person.id in mention.ids]
        dated = published.start is not None
        return dated and any(office.held(published) for person in people for office in person.offices)

    def _fits(self, mention: Mention, names: list[str], pronoun: str, label: Place) -> bool:
        known = self.cast.known(mention)
        if known is None:
            return False
        if pronoun and known.pronoun and known.pronoun != pronoun:
            return False
        own = {part.casefold().strip(".") for part in known.name.split()}
        given = {name.casefold().strip(".'’") for name in names[:-1]}
        strange = {name for name in given - own if not any(part[0] == name for part in own)}
        sides = {m.actor for m in self.document.mentions_in(*label) if m.kind == "actor"}
        return not strange and not (sides and mention.actor and mention.actor not in sides)


def _cased(word: str) -> str:
    """A word in capitals as names are written."""
    return word.title() if word.isupper() and len(word) > 1 else word
