"""Which side is named: where an adjective, a place or a capital stands for it, and where it does not."""

from __future__ import annotations

from collections.abc import Iterator

from summaries import english
from summaries.naming.lexicon import Sense
from summaries.naming.scene import Form, Hit, Mention, Scene


class Sides:
    """The actors named in a scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._words = scene, scene.words
        self._nouns = scene.roster.nouns

    def mentions(self, taken: set[int]) -> Iterator[Mention]:
        """The mentions, in order, without the hits that offices have taken."""
        for place, hit in enumerate(self._scene.hits):
            if place not in taken and not hit.ids("person", "office", "unrelated"):
                senses = [sense for sense in hit.senses if self._meant(hit, sense)]
                senses = [sense for sense in senses if not self._elsewhere(hit, sense)]
                if (
                    senses
                    and not self._is_a_part_of_the_world(hit)
                    and not self._against(hit)
                    and not self._pronoun(hit)
                ):
                    yield self._mention(hit, senses)

    def _mention(self, hit: Hit, senses: list[Sense]) -> Mention:
        ids = tuple(dict.fromkeys(sense.id for sense in senses))
        forms = {Form(sense.form or Form.ADJECTIVE) for sense in senses}
        form = forms.pop() if len(forms) == 1 else self._adjective_or_name(hit)
        return self._scene.mention(hit.first, hit.last, "actor", ids, form, ids)

    def _meant(self, hit: Hit, sense: Sense) -> bool:
        """Whether a place, a shared adjective or a metonym stands for the side here."""
        if sense.kind == "place":
            return self._words.key(hit.last + 1) == "'s" and self._noun(hit, hit.last + 2) == sense.id
        if sense.form == Form.ADJECTIVE and self._nouns[sense.id]:
            return self._noun(hit, hit.last + 1) == sense.id
        return sense.form != Form.METONYM or not self._on_the_map(hit.first)

    def _elsewhere(self, hit: Hit, sense: Sense) -> bool:
        """Whether it is another country's or another body: "Ruritanian opposition leaders", "X's opposition".

        Only a side's common nouns and its institutions are shared so; a name like "Americans" is its own.
        """
        words, before = self._words, self._words.key(hit.first - 1)
        common = sense.form == Form.FULL and words.key(hit.first)[:1].islower()
        if not (common or sense.form == Form.INSTITUTION) or words.gap(hit.first) not in {" ", "", "' "}:
            return False
        if before == "'s":
            return common and self._scene.like_a_name(hit.first - 2) and not self._own(hit.first - 2, sense)
        if self._own(hit.first - 1, sense):
            return False
        return english.like_a_nationality(before) or (not common and before in english.WIDENING)

    def _is_a_part_of_the_world(self, hit: Hit) -> bool:
        """Whether a capitalised word before it makes it another name: "Latin American", "South Sudan"."""
        before = self._words.key(hit.first - 1)
        return before in english.PARTS_OF_THE_WORLD and self._words.gap(hit.first) == " "

    def _own(self, place: int, sense: Sense) -> bool:
        """Whether the word at ``place`` ends a name of the same side, or of one of its people."""
        ending = self._scene.ending.get(place)
        if ending is None:
            return False
        roster = self._scene.roster
        senses = self._scene.hits[ending].senses
        return any(
            sense.id == (roster.people[one.id].actor if one.kind == "person" else one.id) for one in senses
        )

    def _on_the_map(self, first: int) -> bool:
        """Whether the words before a capital's name make it a place: "in X", "the capital of X"."""
        before, earlier = (self._words.key(first - back).lower() for back in (1, 2))
        return before in english.LOCATIVES or (earlier if before == "of" else before) in english.PLACES

    def _noun(self, hit: Hit, place: int) -> str | None:
        """Which of the hit's actors has one of its nouns at ``place``, or one word further on."""
        for at in (place, place + 1):
            if not self._words.joined(at):
                break
            word = self._words.key(at).lower()
            phrases = {word, f"{word} {self._words.key(at + 1).lower()}"}
            for id in hit.ids("actor", "place"):
                if phrases & self._nouns[id]:
                    return id
        return None

    def _adjective_or_name(self, hit: Hit) -> Form:
        """For a word that is both (US): an adjective before a capital or a noun of politics."""
        after = self._words.key(hit.last + 1)
        if not self._words.joined(hit.last + 1) or after == "'s":
            return Form.FULL
        return Form.ADJECTIVE if after[:1].isupper() or after.lower() in english.NOUNS else Form.FULL

    def _against(self, hit: Hit) -> bool:
        """Whether it is the other side that is meant, or several together: "anti-X", "Inter-X"."""
        return self._words.gap(hit.first) == "-" and self._scene.before(hit.first) in ("anti", "inter", "pan")

    def _pronoun(self, hit: Hit) -> bool:
        """Whether "US" is the pronoun in a line of capitals: "FOLLOW US"."""
        words, before = self._words, self._words.key(hit.first - 1)
        dotted = "." in words.flat[words.starts[hit.first] : words.ends[hit.last]]
        if dotted or words.key(hit.first).lower() not in english.PRONOUNS:
            return False
        shouted = len(before) > 2 and before.isupper() and hit.first - 1 not in self._scene.ending
        return words.joined(hit.first) and shouted
