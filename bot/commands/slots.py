"""Filling a command's slots from its words, in any order in which they can be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.commands.dates import EXAMPLES, LONGEST, read_date
from bot.commands.grammar import KEYWORDS, Keyword, Rule, Slot, SlotType
from bot.commands.misunderstanding import NotUnderstood
from bot.commands.naming import Named, cause, is_topic, issue_of, name_at
from bot.commands.reading import Reading, check, example_of, only, unknown
from bot.commands.request import Request
from bot.commands.suggestions import whole
from bot.commands.tokens import Token, show, tokenise
from summaries.lookup import Match
from summaries.topics import Topic
from summaries.when import When

_FILLERS = """
a an the of by to for from in at and with between against vs versus s is are was do does did has have
me us i please show give tell say says what where how
"""
FILLERS = frozenset(_FILLERS.split())
"""Words that a command may hold without a meaning of their own."""


# Dates first, as offices have their holders by date; "on" last, so that its suggestions know the actor.
_TURNS = {Keyword.AS_OF: 0, Keyword.SINCE: 0, Keyword.NONE: 1, Keyword.ON: 2}


_SIDES = (SlotType.ACTOR, SlotType.SPEAKER)


def fill(request: Request, runs: Sequence[Sequence[Token]], today: date) -> Request:
    """Read ``runs`` (the words before and after the command's name) into the slots of ``request``.

    Raises NotUnderstood: a slot is missing, a name or a date is not known, or words are left over.
    """
    reading = Reading(request, today)
    segments = [segment for run in runs for segment in _segments(run, reading.rule)]
    for keyword, words in sorted(segments, key=lambda segment: _TURNS[segment[0]]):
        _positional(reading, _announced(reading, keyword, words) if keyword else words)
    _speaker_among_words(reading)
    check(reading)
    return reading.request


# ---- slots that a keyword announces ------------------------------------------------------------------


def _segments(run: Sequence[Token], rule: Rule) -> list[tuple[Keyword, tuple[Token, ...]]]:
    """The words up to the first keyword, and then each keyword with the words up to the next."""
    segments: list[tuple[Keyword, list[Token]]] = [(Keyword.NONE, [])]
    at = 0
    while at < len(run):
        keyword, length = keyword_at(run, at)
        inside = segments[-1][0] is Keyword.ON and rule.takes(SlotType.WORDS)
        if keyword and not (keyword is Keyword.ON and inside):
            segments.append((keyword, []))
            at += length
        else:
            segments[-1][1].append(run[at])
            at += 1
    return [(keyword, tuple(words)) for keyword, words in segments if keyword or words]


def keyword_at(run: Sequence[Token], at: int) -> tuple[Keyword, int]:
    """The keyword that begins at a word, and how many words it takes; none between quotation marks."""
    for length in (2, 1):
        words = run[at : at + length]
        plain = len(words) == length and not any(token.quoted for token in words)
        if plain and (found := KEYWORDS.get(" ".join(token.fold for token in words))):
            return found, length
    return Keyword.NONE, 0


def _announced(reading: Reading, keyword: Keyword, words: tuple[Token, ...]) -> tuple[Token, ...]:
    """Fill the slot of ``keyword``; gives back the words that come after it."""
    slot = reading.rule.slot(keyword)
    if slot is None:
        reading.excess.append(f"{keyword} {_text(words)}".rstrip())
        return ()
    if slot.name in reading.given or not words:
        wrong = (
            f"Something is missing after “{keyword}”." if not words else f"“{keyword}” stands there twice."
        )
        reading.problems.append(lambda request: NotUnderstood(wrong, _like(slot, request), (whole(request),)))
        return ()
    if slot.type is SlotType.WORDS:
        plain = words[1:] if len(words) > 1 and words[0].fold in {"the", "a", "an"} else words
        reading.fill(**{slot.name: _text(plain)})
        return ()
    return _date(reading, slot, words) if slot.type is SlotType.DATE else _target(reading, slot, words)


def _like(slot: Slot, request: Request) -> str:
    return f"For example: {example_of(request, slot)}"


def _date(reading: Reading, slot: Slot, words: tuple[Token, ...]) -> tuple[Token, ...]:
    found = date_at(words, 0, reading.today)
    if found is None:
        reading.problems.append(lambda request: _no_date(slot, _text(words), request, reading.today))
        return ()
    _fill_date(reading, slot, found[0], words[: found[1]])
    return words[found[1] :]


def _no_date(slot: Slot, words: str, request: Request, today: date) -> NotUnderstood:
    days = (read_date(text, today) for text in ("3d", "last month"))
    return NotUnderstood(
        f"I can't read “{show(words, 40)}” as a date.",
        f"Dates that work: {', '.join(EXAMPLES)}.",
        tuple(whole(request.filled(**{slot.name: day.start})) for day in days if day),
    )


def _fill_date(reading: Reading, slot: Slot, when: When, words: Sequence[Token]) -> None:
    if when.start is None or when.end is None:
        return
    if when.start > reading.today:
        future = NotUnderstood(
            f"“{show(_text(words), 40)}” lies in the future.",
            f"“{slot.keyword}” takes a day up to today, {When.day(reading.today)}.",
        )
        reading.given.add(slot.name)
        reading.problems.append(lambda _: future)
        return
    reading.fill(**{slot.name: when.start if slot.name == "since" else min(when.end, reading.today)})


def date_at(words: Sequence[Token], at: int, today: date) -> tuple[When, int] | None:
    """The longest date that begins at a word, and how many words it takes."""
    for length in range(min(LONGEST, len(words) - at), 0, -1):
        if when := read_date(_text(words[at : at + length]), today):
            return when, length
    return None


def _target(reading: Reading, slot: Slot, words: tuple[Token, ...]) -> tuple[Token, ...]:
    """What a position is about: an issue, else an actor, else the side of a person."""
    topic = reading.request.topic
    skipped = next((n for n, token in enumerate(words) if token.quoted or token.fold not in FILLERS), 0)
    named = name_at(topic, words, skipped, ("issue", "actor", "person"), reading.when)
    if named is None and (about := issue_of(topic, _text(words[skipped:]))):
        reading.fill(**{slot.name: about})
        return ()
    if named is None:
        partly = Reading(reading.request, reading.today)
        for run in [words[skipped:]]:
            _positional(partly, run)
        strange = partly.unknown[0] if partly.unknown else _text(words)
        reading.problems.append(lambda request: unknown(strange, "issue", request))
        return ()
    match = only(named.of("issue") or named.of("actor") or named.of("person"), slot.name, reading)
    typed = _text(words[skipped : skipped + named.length])
    reading.fill(**{slot.name: _towards(topic, match, typed)})
    return words[skipped + named.length :]


def _towards(topic: Topic, match: Match, typed: str) -> str:
    """The issue, or the actor where its id was typed; other names of a side mean its cause, if it has one."""
    if match.kind == "issue" or typed == match.id:
        return match.id
    return cause(topic, topic.person(match.id).actor if match.kind == "person" else match.id)


# ---- slots that are told by what stands in them ------------------------------------------------------


def _positional(reading: Reading, words: Sequence[Token]) -> None:
    at = 0
    run: list[str] = []
    while at < len(words):
        named = _wanted(reading, words, at)
        taken = named.length if named else _loose_date(reading, words, at)
        if not taken and (words[at].quoted or words[at].fold not in FILLERS):
            run.append(words[at].text)
        elif run:
            _strange(reading, " ".join(run))
            run = []
        at += taken or 1
    if run:
        _strange(reading, " ".join(run))


def _strange(reading: Reading, words: str) -> None:
    """Words that name nothing: after a speaker they are what to look for ("quotes brandt river")."""
    slot = reading.rule.takes(SlotType.WORDS)
    if slot and "actor" in reading.given and slot.name not in reading.given:
        reading.fill(**{slot.name: words})
    else:
        reading.unknown.append(words)


def _wanted(reading: Reading, words: Sequence[Token], at: int) -> Named | None:
    """Fill a slot by the name at ``at``, if there is one that this command can take."""
    slots = {slot.type for slot in reading.rule.slots}
    kinds = {"issue"} if slots & {SlotType.ISSUE, SlotType.WORDS} else set()
    kinds |= {"actor", "person"} if slots & {SlotType.ACTOR, SlotType.SPEAKER} else set()
    named = name_at(reading.request.topic, words, at, kinds, reading.when)
    if named is None:
        return None
    sides = named.of("person") + named.of("actor")
    if len(sides) > 1 and is_topic(reading.request.topic, _text(words[at : at + named.length])):
        required = any(slot.required and slot.type in _SIDES for slot in reading.rule.slots)
        if not required:
            return named
    if sides and not _full(reading):
        _fill_side(reading, sides)
    elif (issues := named.of("issue")) and not {"issue", "words"} & reading.given:
        _fill_issue(reading, issues, _text(words[at : at + named.length]))
    else:
        reading.excess.append(_text(words[at : at + named.length]))
    return named


def _full(reading: Reading) -> bool:
    names = {slot.name for slot in reading.rule.slots if slot.name in ("actor", "other")}
    return names <= reading.given


def _fill_side(reading: Reading, matches: tuple[Match, ...]) -> None:
    """An actor, or a person: as the speaker where the command takes one, else for that person's side."""
    takes_person = reading.rule.name in ("quotes", "stance")
    persons = tuple(match for match in matches if match.kind == "person")
    actors = tuple(match for match in matches if match.kind == "actor")
    slot = "other" if "actor" in reading.given else "actor"
    match = only((persons if takes_person else actors) or persons or actors, slot, reading)
    if match.kind == "actor":
        reading.fill(**{slot: match.id})
        return
    side = reading.request.topic.person(match.id).actor
    reading.fill(**({"actor": side, "person": match.id} if takes_person else {slot: side}))


def _fill_issue(reading: Reading, issues: tuple[Match, ...], words: str) -> None:
    if reading.rule.takes(SlotType.WORDS):
        reading.fill(words=words)
    else:
        reading.fill(issue=only(issues, "issue", reading).id)


def _loose_date(reading: Reading, words: Sequence[Token], at: int) -> int:
    """Fill ``since`` by a date that stands alone ("latest 3d"); the number of its words, 0 for none."""
    slot = reading.rule.slot(Keyword.SINCE)
    if slot is None or slot.name in reading.given or (found := date_at(words, at, reading.today)) is None:
        return 0
    _fill_date(reading, slot, found[0], words[at : at + found[1]])
    return found[1]


def _speaker_among_words(reading: Reading) -> None:
    """Find the speaker at the end of the words looked for: "quotes on oil lavrov"."""
    if reading.rule.takes(SlotType.SPEAKER) is None or "actor" in reading.given:
        return
    words = tokenise(reading.request.words)
    for at in range(1, len(words)):
        named = name_at(reading.request.topic, words, at, ("actor", "person"), reading.when)
        if named and at + named.length == len(words):
            _fill_side(reading, named.matches)
            reading.fill(words=_text(words[:at]))
            return


def _text(words: Sequence[Token]) -> str:
    return " ".join(token.text for token in words)
