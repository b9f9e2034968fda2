"""What desks do to an agency's text before they print it, done by dice: the same seed, the same copy."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

_WORD = re.compile(r"\w[\w'’-]*")
_SENTENCE = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“])")
_QUOTED = re.compile(r"“[^”]*”")

# Words that desks exchange for each other. Whatever is not listed is exchanged for any word of the list.
_PAIRS = """
said=stated told=informed people=residents government=authorities country=nation after=following
about=around more=over against=versus began=started stopped=halted killed=slain big=large
small=minor company=firm city=town president=leader minister=secretary talks=negotiations
agreement=accord workers=employees police=officers called=termed asked=requested showed=revealed
wants=seeks hours=time early=soon late=tardy near=beside many=numerous few=several new=fresh
old=former first=initial last=final week=fortnight month=season year=twelvemonth day=date
morning=dawn night=evening money=funds dollars=greenbacks sent=dispatched gave=granted took=seized
made=produced found=discovered left=departed returned=reappeared arrived=landed met=encountered
agreed=consented refused=declined rose=climbed fell=dropped home=residence house=building road=route
bridge=crossing river=waterway water=liquid fire=blaze power=energy oil=petroleum gold=bullion
court=tribunal judges=magistrates law=statute vote=ballot election=poll party=grouping
campaign=drive rally=gathering protest=demonstration army=military soldiers=troops war=conflict
peace=calm border=frontier foreign=external state=public national=domestic major=leading chief=head
spokesman=representative official=functionary report=account statement=declaration news=reports
decision=ruling plan=scheme order=command question=matter answer=reply reason=motive result=outcome
effort=attempt attempt=try problem=difficulty danger=peril hope=expectation fear=worry
help=assistance support=backing pressure=force threat=menace visit=stay trip=journey meeting=session
"""
_SYNONYMS = dict(pair.split("=") for pair in _PAIRS.split())
_ANY = tuple(dict.fromkeys(_SYNONYMS.values()))

_BACKGROUND = (
    "The matter has occupied the region for years. Observers point to earlier episodes, none of which was "
    "ever fully explained, and warn that the underlying causes have hardly changed since then.",
    "It was not immediately clear what would follow. Officials contacted by this newspaper did not reply to "
    "requests for comment by the time of going to press.",
    "Several foreign governments said that they were watching the situation closely and advised their "
    "citizens to avoid unnecessary travel, without giving further details.",
    "A commentary on the background will appear in tomorrow's edition, together with a map, a chronology "
    "and an interview with a historian who has followed the affair from its beginnings.",
)
_BOILERPLATE = (
    "Sign up for our newsletter and get the day's most important stories in your inbox every morning.",
    "Reporting by our correspondents; editing by the foreign desk",
    "Read more: the week in pictures",
    "All rights reserved. This material may not be published, broadcast, rewritten or redistributed.",
)
_HEADLINES = (
    "What happened, and what comes next",
    "Anger and doubt after a long day",
    "The day's main story",
)
_LEADS = (
    "It was a day that few will forget, and by its end there were more questions than anybody could answer.",
    "Officials spoke of progress and critics of failure, but all agreed that the next days would decide.",
    "Events moved quickly, as so often, and those who had warned of it felt that they had been proved right.",
)

Edit = Callable[[list[str], random.Random], int]
"""Changes paragraphs in place, the headline first; gives the number of words it changed."""


def edited(text: str, share: float, seed: str, kind: str = "mixed") -> str:
    """A copy in which ``share`` of the words were cut, added or changed, by the means of ``kind``.

    "words" exchanges, cuts and adds single words all over the text, and moves sentences; "blocks" drops,
    cuts and adds paragraphs and rewrites headline and lead; "mixed" does either as the dice fall. Words
    inside quotation marks stay as they are, as any desk leaves them.
    """
    dice = random.Random(seed)
    paragraphs = [p for p in text.split("\n\n") if p.strip()]
    wanted = share * _count(paragraphs)
    done = _frame(paragraphs, dice) if kind != "words" else 0
    while done < wanted:
        edits = _BY_KIND[kind]
        left = wanted - done
        fitting = [edit for edit, least in edits if least <= left] or [_exchange]
        done += dice.choice(fitting)(paragraphs, dice)
    return "\n\n".join(paragraphs)


def _frame(paragraphs: list[str], dice: random.Random) -> int:
    """A headline of one's own, and at times a lead and the boxes that pages have."""
    paragraphs[0] = dice.choice(_HEADLINES)
    changed = 8
    if dice.random() < 0.5:
        paragraphs.insert(1, dice.choice(_LEADS))
        changed += 18
    paragraphs.extend(dice.sample(_BOILERPLATE, dice.randrange(3)))
    return changed


def _drop(paragraphs: list[str], dice: random.Random) -> int:
    place = dice.randrange(1, len(paragraphs))
    return _count([paragraphs.pop(place)]) if len(paragraphs) > 3 else 1


def _cut_the_end(paragraphs: list[str], _: random.Random) -> int:
    return _count([paragraphs.pop()]) if len(paragraphs) > 3 else 1


def _add(paragraphs: list[str], dice: random.Random) -> int:
    added = dice.choice(_BACKGROUND)
    paragraphs.insert(dice.randrange(2, len(paragraphs) + 1), added)
    return _count([added])


def _drop_a_sentence(paragraphs: list[str], dice: random.Random) -> int:
    place = dice.randrange(1, len(paragraphs))
    sentences = _SENTENCE.split(paragraphs[place])
    if len(sentences) < 2:
        return 1
    gone = sentences.pop(dice.randrange(len(sentences)))
    paragraphs[place] = " ".join(sentences)
    return _count([gone])


def _reorder(paragraphs: list[str], dice: random.Random) -> int:
    """Sentences of one paragraph, and two paragraphs, change places; a few words' worth of change."""
    place = dice.randrange(1, len(paragraphs))
    sentences = _SENTENCE.split(paragraphs[place])
    dice.shuffle(sentences)
    paragraphs[place] = " ".join(sentences)
    one, other = dice.randrange(1, len(paragraphs)), dice.randrange(1, len(paragraphs))
    paragraphs[one], paragraphs[other] = paragraphs[other], paragraphs[one]
    return 4


def _exchange(paragraphs: list[str], dice: random.Random) -> int:
    """One word outside quotation marks is replaced, cut or given a companion; a number is changed."""
    place = dice.randrange(1, len(paragraphs))
    text = paragraphs[place]
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    words = [m for m in _WORD.finditer(text) if not any(a <= m.start() < b for a, b in quoted)]
    if not words:
        return 1
    word = dice.choice(words)
    paragraphs[place] = text[: word.start()] + _other(word[0], dice) + text[word.end() :]
    return 1


def _other(word: str, dice: random.Random) -> str:
    if word.isdigit():
        return str(int(word) + dice.randrange(1, 9))
    fate = dice.random()
    if fate < 0.15:
        return ""
    if fate < 0.3:
        return f"{word} {dice.choice(_ANY)}"
    return _SYNONYMS.get(word, dice.choice(_ANY))


def _count(paragraphs: list[str]) -> int:
    return sum(len(_WORD.findall(p)) for p in paragraphs)


_Edits = Sequence[tuple[Edit, int]]
_WORDS: _Edits = (*[(_exchange, 1)] * 12, (_reorder, 4))
_BLOCKS: _Edits = [(_drop, 30), (_cut_the_end, 30), (_add, 30), (_drop_a_sentence, 15), (_reorder, 4)]
_BY_KIND: dict[str, _Edits] = {"words": _WORDS, "blocks": _BLOCKS, "mixed": (*_WORDS[:4], *_BLOCKS)}
