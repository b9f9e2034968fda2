"""For or against: follows a target up the parse to whoever takes a position on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from summaries.analysis.clauses import FIRST, THIRD, Tree
from summaries.analysis.modality import (
    is_asked,
    is_denied,
    is_left_open,
    is_negated,
    is_open_to,
    is_prescribed,
    is_waning,
    is_wanted,
)
from summaries.analysis.stances.climbing import DONE, Climb
from summaries.analysis.stances.holders import holders, is_alleged, request_above, subject
from summaries.analysis.stances.links import links
from summaries.analysis.stances.mutual import mutual
from summaries.analysis.stances.signs import step as step_up
from summaries.analysis.word_classes import AGENTS, DEEDS, DOCUMENTS, OFFICIALS, SPEAKING, UNDOING
from summaries.model import Act, Position

_DEEPEST = 9
_VERBAL = ("VERB", "AUX")
_PRIVATE = frozenset(
    {"people", "voter", "citizen", "resident", "woman", "man", "worker", "refugee", "migrant"}
)
_SHARES = frozenset(
    {"percent", "half", "third", "quarter", "part", "portion", "share", "most", "all", "some"}
)
_FOR = (Act.BACKS, Act.PRAISES, Act.HELPS)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Where a source stands towards a target, by which act, and how sure that is (0 to 1)."""

    position: Position
    act: Act
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One way from a target up to whoever takes a position on it.

    ``holders`` are tokens; empty where the clause names none, so that it is whoever speaks. ``place`` is the
    word that takes the position, ``top`` the highest word read. ``said`` are the subjects of the verbs of
    saying above, nearest first. ``alleged`` where somebody is only accused of it; of two readings the
    one of more ``steps`` knows more. A ``deed`` shows how two parties get on, without being a position.
    """

    sign: int
    act: Act
    place: int
    top: int
    holders: tuple[int, ...]
    said: tuple[int, ...]
    confidence: float
    steps: int
    alleged: bool
    deed: bool = False


def readings(tree: Tree, target: int, *, matter: bool = False) -> Iterator[Reading]:
    """Every position taken on the token ``target``; ``matter`` where it is an issue rather than a party."""
    for place, sign, act, others in mutual(tree, target) if not matter else ():
        yield Reading(sign, act, place, place, others, (), 0.8, 0, alleged=False, deed=True)
    denied = matter and is_denied(tree, target)  # "no intervention", "not to intervene"
    waiting = [Climb(target, sign=-1 if denied else 1, matter=matter)]
    seen: set[tuple[int, str]] = set()
    while waiting:
        climb = waiting.pop()
        for place, slot in links(tree, climb.at):
            if climb.depth >= _DEEPEST or (place, slot) in seen:
                continue
            seen.add((place, slot))
            for step in step_up(tree, climb, place, slot):
                reading = _reading(tree, step) if step.act is not None else None
                if reading is not None:
                    yield reading
                if reading is None or tree.kinds[step.at] not in _VERBAL or _is_of_a_deed(tree, step.at):
                    waiting.append(replace(step, depth=climb.depth + 1))


def _is_what_for(tree: Tree, verb: int) -> bool:
    """Whether the verb tells what a noun is for: "calls to lift it", "calls to ease or lift it"."""
    while tree.deps[verb] == "conj" and tree.kinds[tree.heads[verb]] in _VERBAL:
        verb = tree.heads[verb]
    to = any(tree.words[c] == "to" and tree.deps[c] == "aux" for c in tree.children[verb])
    return to and tree.deps[verb] in ("acl", "relcl") and tree.child(verb, "nsubj") is None


def _is_of_a_deed(tree: Tree, verb: int) -> bool:
    """Whether the verb tells what a decision or plan is, which others may be for or against."""
    deed = tree.heads[verb]
    named = tree.lemmas[deed] in DEEDS and tree.deps[deed] in ("dobj", "nsubjpass")
    return named and tree.deps[verb] == "acl" and tree.tags[verb] == "VB"


def _reading(tree: Tree, climb: Climb) -> Reading | None:
    """The position taken at this height, if somebody can be its holder here."""
    at = climb.at
    if climb.act is None or _is_decided_above(tree, at) or is_asked(tree, at) or is_waning(tree, at):
        return None
    verdict = climb.verdict or (is_prescribed(tree, at) and climb.holder is None)
    if climb.holder is not None:
        found: tuple[int, ...] = (climb.holder,)
    else:
        found = () if verdict else tuple(h for h in _holders(tree, climb) if h not in _chain(tree, climb))
    nominal = tree.kinds[at] not in _VERBAL
    if (nominal and _is_no_deed(tree, climb, found, verdict)) or _is_nobodys(tree, climb, found, verdict):
        return None
    said = tuple(speakers_above(tree, climb.at))
    alleged = is_alleged(tree, at)
    act = Act.REJECTS if climb.sign < 0 and climb.act in _FOR else climb.act
    return Reading(
        climb.sign, act, climb.place, at, found, said, climb.confidence, climb.depth, alleged, climb.deed
    )


def _is_decided_above(tree: Tree, at: int) -> bool:
    """Whether the verb above decides: "refused to back", "kept it from backing", "is not ready to back"."""
    infinitive = tree.deps[at] == "xcomp" or request_above(tree, at) is not None
    prevented = tree.deps[at] == "pcomp" and tree.words[tree.heads[at]] == "from"
    wanted = is_wanted(tree, at) or is_open_to(tree, at) or (infinitive and tree.child(at, "nsubj") is None)
    return prevented or wanted or (tree.kinds[at] == "ADJ" and _is_denied_of(tree, at))


def _is_no_deed(tree: Tree, climb: Climb, found: tuple[int, ...], verdict: bool) -> bool:
    """Whether a noun or adjective takes no position by itself: nobody's, undone, or left open."""
    at = climb.at
    if is_left_open(tree, at):
        return True
    share = _share(tree, at)
    undone = tree.deps[share] in ("dobj", "nsubjpass") and tree.verb(tree.heads[share]) in UNDOING
    nobodys = not found and not _is_fragment(tree)
    return not verdict and (
        nobodys or undone or (climb.act is Act.AGREES and tree.child(at, "poss") in found)
    )


def _share(tree: Tree, noun: int) -> int:
    """What a noun is counted by ("half of its aid", "50 percent of it"), itself where nothing counts it."""
    of = tree.heads[noun]
    if tree.deps[noun] == "pobj" and tree.words[of] == "of" and tree.lemmas[tree.heads[of]] in _SHARES:
        return tree.heads[of]
    return noun


def _is_nobodys(tree: Tree, climb: Climb, found: tuple[int, ...], verdict: bool) -> bool:
    """Whether it is not told whose it is, so that it is not the speaker's either.

    "Was arrested, she said"; "pressure to lift it", where whoever gives way or resists decides; "a resolution
    condemning it", where whoever adopts or rejects it does.
    """
    at = climb.at
    if found:
        papers = all(tree.lemmas[h] in DOCUMENTS for h in found)
        return papers and tree.deps[at] in ("acl", "relcl", "conj")
    done = not verdict and climb.act in DONE and not climb.matter and tree.kinds[at] in _VERBAL
    return done or _is_what_for(tree, at)


def _is_denied_of(tree: Tree, adjective: int) -> bool:
    verb = tree.heads[adjective]
    return tree.deps[adjective] in ("acomp", "attr") and is_negated(tree, verb)


def _is_fragment(tree: Tree) -> bool:
    """Whether the words have no verb of their own: "Sanctions, and then a set of further options."."""
    return all(tree.kinds[i] not in _VERBAL for i, head in enumerate(tree.heads) if head == i)


def _holders(tree: Tree, climb: Climb) -> list[int]:
    at = climb.at
    if tree.lemmas[at] in AGENTS and tree.kinds[at] in ("NOUN", "PROPN"):
        return _agents(tree, at)
    return holders(tree, at)


def _agents(tree: Tree, noun: int) -> list[int]:
    """Who an ally or critic is: the noun, its name beside it, or what it is said of."""
    found = [noun, *(c for c in tree.children[noun] if tree.deps[c] == "appos")]
    head, dep = tree.heads[noun], tree.deps[noun]
    if dep in ("appos", "compound", "nmod"):
        found.append(head)
    if dep == "pobj" and tree.words[tree.heads[head]] == "one":  # "is one of its critics"
        head = tree.heads[tree.heads[head]]
        head, dep = tree.heads[head], tree.deps[head]
    if dep in ("attr", "oprd") and (of := subject(tree, head)) is not None:
        found.extend(tree.together(of))
    return found


def _chain(tree: Tree, climb: Climb) -> set[int]:
    """Words that are part of the way itself can't hold the position."""
    return {climb.place} - ({climb.at} if tree.lemmas[climb.at] in AGENTS else set())


def speakers_above(tree: Tree, place: int) -> Iterator[int]:
    """Subjects of the verbs of saying or thinking that govern the clause of ``place``, nearest first."""
    below = place
    for at in tree.ancestors(place):
        clause = tree.deps[below] in ("ccomp", "parataxis", "advcl", "xcomp", "dep")
        if clause and tree.kinds[at] == "VERB" and tree.lemmas[at] in SPEAKING:
            yield from holders(tree, at)
        below = at
    for child in tree.children[below]:
        if tree.words[child] == "according":
            yield from (c for p in tree.children[child] for c in tree.children[p] if tree.deps[c] == "pobj")


def polarity(sentence: Doc | Tree, source: tuple[int, int], target: tuple[int, int]) -> Judgement | None:
    """Where ``source`` stands towards ``target``, both places (characters) in a parsed sentence.

    None where the sentence shows no position, or not whose.
    """
    tree = sentence if isinstance(sentence, Tree) else Tree.of(sentence)
    head = tree.head_of(*target)
    if head is None:
        return None
    spoken = set(tree.within(*source))
    found = [
        reading
        for reading in readings(tree, head)
        if not reading.alleged and any(_speaks_for(tree, h, spoken) for h in held_by(tree, reading))
    ]
    best = max(found, key=lambda r: (r.steps, r.confidence), default=None)
    return Judgement(position_of(best.sign), best.act, best.confidence) if best else None


def position_of(sign: int) -> Position:
    """A sign as a position; 0 is unclear."""
    return {1: Position.SUPPORTS, -1: Position.OPPOSES}.get(sign, Position.UNCLEAR)


def held_by(tree: Tree, reading: Reading) -> tuple[int, ...]:
    """Whose position it is, inside the sentence: pronouns and unnamed speakers give way to the speaker."""
    if not reading.holders or all(tree.words[h] in FIRST for h in reading.holders):
        return reading.said[:1] if reading.said else ()
    if all(tree.words[h] in THIRD for h in reading.holders):
        return reading.said[:1] or _clause_subject(tree, reading.holders[0])
    return reading.holders


def _clause_subject(tree: Tree, pronoun: int) -> tuple[int, ...]:
    for at in tree.ancestors(pronoun):
        if tree.kinds[at] in _VERBAL:
            named = subject(tree, at)
            if named is not None and named < pronoun and tree.words[named] not in THIRD:
                return (named,)
    return ()


def _speaks_for(tree: Tree, holder: int, source: set[int]) -> bool:
    """Whether a holder is the source, or a person or body named as the source's: "Iranian officials"."""
    if holder in source:
        return True
    official = tree.lemmas[holder] in OFFICIALS or tree.kinds[holder] == "PROPN"
    for child in tree.children[holder]:
        dep = tree.deps[child]
        if dep in ("amod", "compound", "nmod", "appos") and (
            child in source or _speaks_for(tree, child, source)
        ):
            return tree.lemmas[holder] not in AGENTS | _PRIVATE
        if official and dep == "poss" and child in source:
            return True
        places = ("of", "for", "in") if tree.lemmas[holder] in OFFICIALS else ("of", "for")
        if official and dep == "prep" and tree.words[child] in places:
            return any(c in source for c in tree.children[child])
    return False
