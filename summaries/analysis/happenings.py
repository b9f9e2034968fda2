"""Reading one parsed sentence as what happened in it: its events, plans, forecasts and figures, by token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summaries.analysis import events
from summaries.analysis.clauses import Tree, is_negated, is_supposed
from summaries.model import EventType, Nature

_TOLD_OF = frozenset(
    [
        "claim",
        "accusation",
        "allegation",
        "report",
        "rumour",
        "rumor",
        "idea",
        "possibility",
        "threat",
        "fear",
        "hope",
    ]
)


@dataclass(frozen=True, slots=True)
class Happening:
    """What a clause tells: ``verb`` heads it, ``dated`` is the verb whose date counts ("plans to *meet* on ...").

    ``core`` is the word that shows the type, a verb or a noun such as "talks". Where not ``sure``, it is an
    event only if it has a date.
    """

    nature: Nature
    type: EventType | None
    verb: int
    core: int
    dated: int
    sure: bool = True


def happenings(tree: Tree, told: Sequence[bool], named: Sequence[bool]) -> Iterator[Happening]:
    """What a sentence tells of, in the order of its words.

    ``told`` is False for tokens inside quotation marks, ``named`` True for those that name a side or a person
    of the topic.
    """
    for verb in range(len(tree)):
        if told[verb] and _heads_a_clause(tree, verb) and is_told_as_fact(tree, verb, named):
            found = _planned(tree, verb, told, named) or _happened(tree, verb, told, named)
            if found:
                yield found


def _heads_a_clause(tree: Tree, verb: int) -> bool:
    if tree.kinds[verb] not in ("VERB", "AUX") or tree.deps[verb] in ("aux", "auxpass", "amod", "compound"):
        return False
    return tree.deps[verb] != "xcomp" or tree.lemmas[tree.heads[verb]] in events.ACHIEVING


def is_told_as_fact(tree: Tree, place: int, named: Sequence[bool], *, estimates: bool = False) -> bool:
    """Whether no one's words, wishes or conditions stand above a token; ``estimates`` are let through.

    A source at the end of the sentence ("..., police said") is no party unless ``named`` tells so.
    """
    if not estimates and is_supposed(tree, place):
        return False
    low = place
    for high in tree.ancestors(place):
        dep, lemma = tree.deps[low], tree.lemmas[high]
        if dep in ("acl", "ccomp", "relcl") and lemma in _TOLD_OF:
            return False
        if dep in ("ccomp", "xcomp", "pcomp", "acl") and lemma in events.SAYING:
            if not (estimates and lemma in events.ESTIMATING):
                return dep == "ccomp" and low < high and not _is_named(tree, high, named)
        elif dep in ("ccomp", "xcomp", "pcomp") and _is_unreal(tree, high):
            return False
        low = high
    return True


def _is_named(tree: Tree, saying: int, named: Sequence[bool]) -> bool:
    """Whether it is a party that says so: then it is that party's statement, not the reporter's."""
    speaker = tree.child(saying, "nsubj")
    return speaker is None or any(named[i] for i in tree.below(speaker)) or tree.kinds[speaker] == "PRON"


def _is_unreal(tree: Tree, verb: int) -> bool:
    return any(tree.deps[c] == "aux" and tree.words[c] in events.UNREAL for c in tree.children[verb])


def _is_past(tree: Tree, verb: int) -> bool:
    """Whether the verb tells what is over or going on: past or perfect, or a participle beside such a verb."""
    auxiliaries = [tree.words[c] for c in tree.children[verb] if tree.deps[c] in ("aux", "auxpass")]
    if any(word in events.UNREAL or word == "to" for word in auxiliaries):
        return tree.deps[verb] == "xcomp" and tree.heads[verb] != verb and _is_past(tree, tree.heads[verb])
    if tree.tags[verb] == "VBD":
        return True
    if tree.tags[verb] == "VBN":
        return any(word in ("has", "have", "had", "'ve", "was", "were", "been") for word in auxiliaries)
    if tree.tags[verb] == "VBG":
        if any(word in ("is", "are", "was", "were", "been") for word in auxiliaries):
            return True
        return tree.deps[verb] in ("advcl", "pcomp", "xcomp", "conj") and _above_is_past(tree, verb)
    return (
        tree.deps[verb] == "ccomp" and tree.lemmas[tree.heads[verb]] == "see" and _above_is_past(tree, verb)
    )


def _above_is_past(tree: Tree, verb: int) -> bool:
    above = next((a for a in tree.ancestors(verb) if tree.kinds[a] in ("VERB", "AUX")), None)
    return above is not None and _is_past(tree, above)


# ---- events ------------------------------------------------------------------------------------------


def _happened(tree: Tree, verb: int, told: Sequence[bool], named: Sequence[bool]) -> Happening | None:
    if not _is_past(tree, verb) or is_negated(tree, verb):
        return None
    found = next(_types(tree, verb, told, named), None)
    if found is not None:
        core, type, sure = found
        return Happening(Nature.EVENT, type, verb, core, verb, sure)
    if tree.lemmas[verb] in events.RESTING | events.SAYING | events.ESTIMATING or tree.tags[verb] == "VBG":
        return None
    return Happening(Nature.EVENT, None, verb, verb, verb, sure=False)


def _types(
    tree: Tree, verb: int, told: Sequence[bool], named: Sequence[bool]
) -> Iterator[tuple[int, EventType, bool]]:
    """The words that may give a clause its type, likeliest first, with the type and whether that is sure."""
    phrase = tree.verb(verb)
    if (moved := _moved(tree, verb)) is not None:
        yield verb, moved, True
    if (type := events.VERBS.get(phrase)) is not None and _is_meant(tree, verb, type):
        yield verb, type, True
    if phrase in ("speak", "talk"):
        partners = (_pobj(tree, verb, "to"), _pobj(tree, verb, "with"))
        if any(p is not None and any(named[i] for i in tree.below(p)) for p in partners):
            yield verb, EventType.CONSULT, True
    if phrase == "take" and any(tree.words[i] == "streets" for i in tree.below(verb)):
        yield verb, EventType.PROTEST, True
    for noun, sure in _event_nouns(tree, verb):
        type = noun_type(tree, noun)
        if type is not None and told[noun]:
            undone = tree.lemmas[verb] in events.UNDOING and type is EventType.SANCTION
            yield noun, EventType.CONCEDE if undone else type, sure


def _moved(tree: Tree, verb: int) -> EventType | None:
    """The type of sending, withdrawing or recalling, by who or what is moved."""
    lemma, thing = tree.lemmas[verb], tree.child(verb, "dobj", "nsubjpass")
    severs = lemma in events.SEVERING or lemma == "withdraw"
    if severs and thing is not None and tree.lemmas[thing] in events.RECALLED:
        return EventType.SANCTION
    if lemma not in events.SENDING:
        return None
    if thing is None:
        thing = tree.child(verb, "nsubj")
    return _cargo(tree, thing) if thing is not None else None


def _cargo(tree: Tree, thing: int) -> EventType | None:
    things = {tree.lemmas[i] for i in tree.together(thing)}
    beside = {tree.lemmas[c] for c in tree.children[thing]}
    if things & events.FORCES or (things & events.SPECIALISTS and beside & events.MILITARY):
        return EventType.MOBILIZE
    if things & events.RELIEF or beside & {"humanitarian"}:
        return EventType.AID
    return EventType.CONSULT if things & events.ENVOYS else None


def _is_meant(tree: Tree, verb: int, type: EventType) -> bool:
    """Whether a verb of several senses has the one that is an event."""
    lemma = tree.lemmas[verb]
    thing, doer = tree.child(verb, "dobj", "nsubjpass"), tree.child(verb, "nsubj")
    if lemma == "meet":
        return thing is None or tree.lemmas[thing] not in events.MET
    if type is EventType.SUPPORT:
        return _pobj(tree, verb, "as") is not None
    if type is EventType.PROTEST:
        return doer is None or tree.lemmas[doer] not in events.TRADED
    return not (
        lemma in ("attack", "shoot", "wound", "injure") and thing is None and tree.tags[verb] == "VBG"
    )


def noun_type(tree: Tree, noun: int) -> EventType | None:
    """The type of the event that a noun names, with the words beside it: "phone call", "air strike"."""
    lemma = tree.lemmas[noun]
    beside = {tree.lemmas[c] for c in tree.children[noun] if tree.deps[c] in ("compound", "amod", "nmod")}
    if lemma in ("attempt", "plot"):
        return next((events.NOUNS[word] for word in sorted(beside) if word in events.NOUNS), None)
    if lemma in ("call", "conversation", "session", "exchange"):
        parted = _pobj(tree, noun, "between") is not None or _pobj(tree, noun, "with") is not None
        return EventType.CONSULT if beside & {"phone", "telephone", "video"} or parted else None
    if lemma == "strike":
        return EventType.ASSAULT if beside & events.ARMS else EventType.PROTEST
    if events.NOUNS.get(lemma) is EventType.MOBILIZE and lemma != "deployment":
        return EventType.MOBILIZE if beside & events.MILITARY else None
    return events.NOUNS.get(lemma)


def _event_nouns(tree: Tree, verb: int) -> Iterator[tuple[int, bool]]:
    """The nouns of a clause that may name what happened, and whether that is sure without a date."""
    phrase = tree.verb(verb)
    for child in tree.children[verb]:
        dep = tree.deps[child]
        if (
            (dep == "dobj" and phrase in events.HOLDING | events.UNDOING)
            or (dep == "nsubjpass" and phrase in events.HOLDING | events.UNDOING)
            or (dep == "nsubj" and phrase in events.HAPPENING)
            or (dep == "nsubj" and phrase == "take" and _has_object(tree, verb, "place"))
        ):
            yield _within(tree, child), True
        elif dep == "attr" and tree.lemmas[verb] == "be" and _pobj(tree, child, "between") is not None:
            yield child, True
    for child in tree.children[verb]:
        if tree.deps[child] == "prep" and tree.words[child] in events.BESIDE:
            noun = tree.child(child, "pobj")
            if noun is not None:
                yield from _beside(tree, child, _within(tree, noun))


def _beside(tree: Tree, preposition: int, noun: int) -> Iterator[tuple[int, bool]]:
    """An event told on the way: "in a call between ..." surely, "following a coup attempt" if dated."""
    parted = _pobj(tree, noun, "between") is not None
    if parted or tree.words[preposition] in ("following", "after"):
        yield noun, parted


def _within(tree: Tree, noun: int) -> int:
    """What a noun of amount is an amount of: "several rounds of *talks*", "an outbreak of *violence*"."""
    if tree.lemmas[noun] not in events.AMOUNTS:
        return noun
    of = _pobj(tree, noun, "of")
    return noun if of is None else of


def _has_object(tree: Tree, verb: int, word: str) -> bool:
    return any(tree.deps[c] == "dobj" and tree.words[c] == word for c in tree.children[verb])


def _pobj(tree: Tree, place: int, preposition: str) -> int | None:
    for child in tree.children[place]:
        if tree.deps[child] in ("prep", "dative") and tree.words[child] == preposition:
            return tree.child(child, "pobj")
    return None


# ---- plans and forecasts -----------------------------------------------------------------------------


def _planned(tree: Tree, verb: int, told: Sequence[bool], named: Sequence[bool]) -> Happening | None:
    """A plan or an expectation: "plans to", "is considering", "there was a plan", "will meet on Monday"."""
    if is_negated(tree, verb):
        return None
    lemma = tree.lemmas[verb]
    aim = tree.child(verb, "xcomp", "ccomp")
    if lemma in events.PLANNING and not _is_unreal(tree, verb):
        return _aimed(tree, verb, aim, Nature.PLAN, told, named)
    if lemma in events.ESTIMATING and tree.child(verb, "auxpass") is not None and aim is not None:
        return _aimed(tree, verb, aim, Nature.FORECAST, told, named)
    if lemma == "be":
        return _plan_there_is(tree, verb, told, named)
    if any(tree.deps[c] == "aux" and tree.words[c] in ("will", "'ll") for c in tree.children[verb]):
        found = next(_types(tree, verb, told, named), None)
        if found is not None:
            return Happening(Nature.PLAN, found[1], verb, found[0], verb, sure=False)
    return None


def _aimed(
    tree: Tree, verb: int, aim: int | None, nature: Nature, told: Sequence[bool], named: Sequence[bool]
) -> Happening | None:
    if aim is None:
        noun = tree.child(verb, "dobj", "nsubjpass")
        noun = _within(tree, noun) if noun is not None else None
        type = noun_type(tree, noun) if noun is not None else None
        return Happening(nature, type, verb, noun, verb) if noun is not None and type else None
    found = next(_types(tree, aim, told, named), None)
    core, type = (found[0], found[1]) if found else (aim, None)
    return Happening(nature, type, verb, core, aim)


def _plan_there_is(tree: Tree, verb: int, told: Sequence[bool], named: Sequence[bool]) -> Happening | None:
    plan = tree.child(verb, "attr", "nsubj")
    if plan is not None and tree.lemmas[plan] in events.PLANS and tree.child(verb, "expl") is not None:
        return Happening(Nature.PLAN, None, verb, plan, verb)
    ready = tree.child(verb, "acomp")
    if ready is not None and tree.words[ready] in ("due", "set", "likely", "ready"):
        aim = tree.child(ready, "xcomp")
        found = next(_types(tree, aim, told, named), None) if aim is not None else None
        if aim is not None and found is not None:
            nature = Nature.FORECAST if tree.words[ready] == "likely" else Nature.PLAN
            return Happening(nature, found[1], verb, found[0], aim, sure=False)
    return None
