"""Invented news: sentences put together by dice, with invented people who say invented things."""

from __future__ import annotations

from functools import cached_property
from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_SYLLABLES = _words("ka re mon ti lo ver san du pel or gi fan tu bre mi zal quen dor ash bel cor vin hal")
_NOUNS = _words(
    "harbour ledger lantern quarry signal orchard convoy archive ferry garrison spring warehouse choir "
    "bridge workshop refinery terrace cable radio tunnel market chapel depot mill clinic viaduct pier"
)
_TRAITS = _words(
    "old northern quiet flooded silver narrow unpaid crowded distant ruined yellow sudden patient early "
    "modest foreign tired careful hollow sober windy wooden painted"
)
_DID = _words(
    "repaired counted guarded sold emptied rebuilt inspected photographed closed leased watched lit"
)
_OFFICES = (
    "a deputy of the National Assembly",
    "a spokesman for the Russian Foreign Ministry",
    "a State Department official",
    "an adviser to Nicolás Maduro",
    "an envoy of Juan Guaidó",
    "a retired general in Caracas",
    "a Chinese diplomat",
    "a border commander",
    "a trade unionist from Maracaibo",
)
_ON_TOPIC = (
    "Venezuela's government under Nicolás Maduro rejected the sanctions that Washington had announced.",
    "Juan Guaidó called on the armed forces to let aid cross the bridge at {place}.",
    "Moscow warned again against a military intervention in Venezuela after {count} men came to {place}.",
    "In Caracas, {count} people marched against the government, by the count of the opposition.",
    "The talks between Maduro's envoys and the Venezuelan opposition went on in {place} without a result.",
    "Oil exports from Venezuela fell to {count} barrels a day, a report from {place} said.",
    "The Lima Group met in {place} to discuss new elections in Venezuela.",
    "Beijing asked all sides in Venezuela to return to dialogue, {count} days after the vote in {place}.",
)
_OFF_TOPIC = (
    "The club from {place} won its match against {other} before {count} spectators.",
    "A bakery in {place} has kept the same sourdough alive for {count} weeks.",
    "The comet will be seen above {place} until {day}, {count} minutes before dawn.",
    "Heavy snow closed the pass between {place} and {other} for {count} hours.",
    "The orchestra of {place} opened its season with a symphony by a composer from {other}.",
    "A new tram line links {place} with {other}; {count} passengers rode on the first {day}.",
    "Gardeners in {place} planted {count} tulips along the canal to {other}.",
    "The museum in {place} bought a map of {other} that had been lost for {count} years.",
)
_FILLING = (
    "Shops in {place} stayed closed, and the road to {other} was empty for {count} minutes.",
    "It was the {count}th such meeting since the spring, and it ended as the one in {other} had.",
    "People in {place} spoke of little else on {day}.",
    "A letter of {count} lines reached the editors in {other} and was read with some surprise.",
    "Nobody in {place} could say what would follow, though {count} had signed the appeal.",
    "The figures from {other} were published on {day}; those from {place} are still awaited.",
)
_SAID = (
    "the people of {place} have waited {count} days too long",
    "we will not sign a paper that was written in {other}",
    "there is a door in {place}, and it has stood open for {count} days",
    "what was agreed in {other} holds, whatever was said on {day}",
    "not one of the {count} promises made in {place} was kept",
    "we came to {other} to listen and we heard nothing new",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Prose:
    """One article's words. ``on_topic`` decides what it is about; the random source decides the rest."""

    def __init__(self, random: Random, *, on_topic: bool) -> None:
        self._random = random
        self._about = _ON_TOPIC if on_topic else _OFF_TOPIC
        self.title = self._filled(random.choice(self._about)).rstrip(".")
        self.author = self.name()

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """The text; written only when somebody reads it."""
        return tuple(self._paragraph(number) for number in range(self._random.randint(5, 9)))

    def name(self) -> str:
        """A person who isn't."""
        return f"{self._word(2)} {self._word(3)}"

    def _paragraph(self, number: int) -> str:
        if number % 3 == 1:
            return self._quotation()
        count = self._random.randint(2, 4)
        kinds = [self._about if turn % 2 == 0 else _FILLING for turn in range(count)]
        told = [self._filled(self._random.choice(kind)) for kind in kinds]
        return " ".join([*told, self._aside(), self._aside()])

    def _quotation(self) -> str:
        said = self._filled(self._random.choice(_SAID))
        office = self._random.choice(_OFFICES) if self._about is _ON_TOPIC else "who lives there"
        first = f"“{said[0].upper()}{said[1:]},” said {self.name()}, {office}."
        return f"{first} {self._filled(self._random.choice(self._about))}"

    def _aside(self) -> str:
        """A sentence that no other article has, so that two about one event are not taken for copies."""
        pick = self._random.choice
        return (
            f"The {pick(_TRAITS)} {pick(_NOUNS)} near {self._word(3)} was {pick(_DID)} by {self.name()}, the "
            f"{pick(_TRAITS)} {pick(_NOUNS)} keeper, who {pick(_DID)} a {pick(_NOUNS)} by the {pick(_NOUNS)}."
        )

    def _filled(self, sentence: str) -> str:
        return sentence.format(
            place=self._word(2),
            other=self._word(3),
            day=self._random.choice(_DAYS),
            count=self._random.randint(3, 9999),
        )

    def _word(self, syllables: int) -> str:
        return "".join(self._random.choices(_SYLLABLES, k=syllables)).capitalize()
