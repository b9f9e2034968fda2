"""Which PLOVER type the words of a clause give it: its verb, what is done or moved, an event's noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summaries.analysis.clauses import Tree
from summaries.analysis.developments import words
from summaries.model import EventType


def types_of(
    tree: Tree, verb: int, told: Sequence[bool], named: Sequence[bool]
) -> Iterator[tuple[int, EventType, bool]]:
    """The words that may give a clause its type, likeliest first, with the type and whether that is sure."""
    yield from _of_the_deed(tree, verb)
    yield from _of_the_verb(tree, verb, named)
    for noun, sure in _event_nouns(tree, verb):
        type = noun_type(tree, noun)
        if type is not None and told[noun]:
            undone = tree.lemmas[verb] in words.UNDOING and type is EventType.SANCTION
            yield noun, EventType.CONCEDE if undone else type, sure


def _of_the_deed(tree: Tree, verb: int) -> Iterator[tuple[int, EventType, bool]]:
    """What it is by who does it to whom: a weapon that hits, a parliament that rejects, troops sent."""
    if _is_struck(tree, verb) or _is_stormed(tree, verb):
        yield verb, EventType.ASSAULT, True
    if _is_blacklisted(tree, verb):
        yield verb, EventType.SANCTION, True
    if tree.lemmas[verb] == "reject" and _is_by_a_body(tree, verb):
        yield verb, EventType.REJECT, True
    if (moved := _moved(tree, verb)) is not None:
        yield verb, moved, True


def _of_the_verb(tree: Tree, verb: int, named: Sequence[bool]) -> Iterator[tuple[int, EventType, bool]]:
    phrase = tree.verb(verb)
    if (type := words.VERBS.get(phrase)) is not None and _is_meant(tree, verb, type):
        yield verb, type, True
    if (talked := _talked(tree, verb, named)) is not None:
        yield verb, EventType.CONSULT, talked
    if phrase == "agree" and tree.child(verb, "xcomp", "prep") is not None:
        yield verb, EventType.AGREE, False
    if phrase == "take" and any(tree.words[i] == "streets" for i in tree.below(verb)):
        yield verb, EventType.PROTEST, True
    if _is_by_a_crowd(tree, verb):
        yield verb, EventType.PROTEST, False


def _talked(tree: Tree, verb: int, named: Sequence[bool]) -> bool | None:
    """Whether it is sure that two spoke with each other; None where the words do not say so."""
    phrase = tree.verb(verb)
    if phrase in ("speak", "talk"):
        partners = (object_of(tree, verb, "to"), object_of(tree, verb, "with"))
        met = any(p is not None and any(named[i] for i in tree.below(p)) for p in partners)
        return True if met or _is_by_telephone(tree, verb) else None
    return False if phrase == "call" and _is_telephoned(tree, verb, named) else None


def _is_struck(tree: Tree, verb: int) -> bool:
    """Whether a weapon does what the verb tells: "a drone hit", "two shells landed"."""
    doer = tree.child(verb, "nsubj")
    return doer is not None and tree.lemmas[doer] in words.WEAPONS and tree.lemmas[verb] in words.STRIKING


def _is_by_a_crowd(tree: Tree, verb: int) -> bool:
    """Whether demonstrators do what they protest by: "burned a flag", "blocked the bridge"."""
    doer = tree.child(verb, "nsubj")
    return doer is not None and tree.lemmas[doer] in words.CROWDS and tree.lemmas[verb] in words.PROTESTING


def _is_stormed(tree: Tree, verb: int) -> bool:
    thing = tree.child(verb, "dobj", "nsubjpass")
    return tree.lemmas[verb] in ("storm", "raid") and thing is not None and tree.lemmas[thing] in words.POSTS


def _is_blacklisted(tree: Tree, verb: int) -> bool:
    """Whether somebody is put on a list of those under sanctions."""
    lists = (object_of(tree, verb, "to"), object_of(tree, verb, "on"))
    return tree.lemmas[verb] in ("add", "put", "place") and any(
        i is not None and tree.lemmas[i] in ("blacklist", "watchlist") for i in lists
    )


def _is_by_a_body(tree: Tree, verb: int) -> bool:
    """Whether a parliament or council does it, by whose vote saying is doing."""
    doer = tree.child(verb, "nsubj")
    return doer is not None and tree.lemmas[doer] in words.BODIES


def _is_by_telephone(tree: Tree, verb: int) -> bool:
    """Whether two speak "by telephone" or "on the phone"."""
    for child in tree.children[verb]:
        if tree.deps[child] == "prep" and tree.words[child] in ("by", "on", "over", "via"):
            means = tree.child(child, "pobj")
            return means is not None and any(tree.lemmas[t] in words.CALLS for t in tree.below(means))
    return False


def _is_aimed_at_words(tree: Tree, verb: int) -> bool:
    """Whether what an attack hits is only said: "shot down the idea", "bombarded with questions"."""
    for child in tree.children[verb]:
        dep = tree.deps[child]
        through = dep == "prep" and tree.words[child] in ("with", "on", "at")
        hit = tree.child(child, "pobj") if through else child if dep in ("dobj", "nsubjpass") else None
        if hit is not None and tree.lemmas[hit] in words.SPEECH:
            return True
    return False


def attacks_in_words(tree: Tree, verb: int) -> bool:
    """Whether the verb's object is an attack in words: "launched a scathing attack on"."""
    thing = tree.child(verb, "dobj")
    attack = thing is not None and words.NOUNS.get(tree.lemmas[thing]) is EventType.ASSAULT
    return attack and thing is not None and _is_verbal(tree, thing)


def _is_verbal(tree: Tree, attack: int) -> bool:
    on = object_of(tree, attack, "on")
    aimed = on is not None and tree.lemmas[on] in words.SPEECH
    return aimed or any(tree.lemmas[c] in words.VERBAL for c in tree.children[attack])


def _moved(tree: Tree, verb: int) -> EventType | None:
    """The type of sending, withdrawing or recalling, by who or what is moved."""
    lemma, thing = tree.lemmas[verb], tree.child(verb, "dobj", "nsubjpass")
    severs = lemma in words.SEVERING or lemma == "withdraw"
    if severs and thing is not None and tree.lemmas[thing] in words.RECALLED:
        return EventType.SANCTION
    if lemma in words.RENEWING and thing is not None and tree.lemmas[thing] in words.RELATIONS:
        return EventType.COOPERATE
    if (
        lemma == "summon"
        and thing is not None
        and any(tree.lemmas[i] in words.DIPLOMATS for i in tree.below(thing))
    ):
        return EventType.ACCUSE
    if tree.verb(verb) in words.RELEASING and thing is not None and tree.lemmas[thing] in words.CAPTIVES:
        return EventType.CONCEDE
    if lemma not in words.SENDING:
        return None
    if thing is None:
        thing = tree.child(verb, "nsubj")
    return _cargo(tree, thing) if thing is not None else None


def _is_telephoned(tree: Tree, verb: int, named: Sequence[bool]) -> bool:
    """Whether "called" has one person ring another: nobody is called anything, nor on to do anything."""
    called = tree.child(verb, "dobj")
    if called is None and is_garbled(tree, verb):
        called = tree.child(verb, "oprd")
    named_so = any(
        tree.deps[c] in ("oprd", "ccomp", "xcomp", "prt") for c in tree.children[verb] if c != called
    )
    return called is not None and named[called] and tree.kinds[called] == "PROPN" and not named_so


def is_garbled(tree: Tree, verb: int) -> bool:
    """Whether the parse took the only verb for a participle of its subject: "Ann called Bob"."""
    head = tree.heads[verb]
    return (
        tree.deps[verb] == "acl"
        and tree.tags[verb] == "VBN"
        and verb == head + 1
        and tree.heads[head] == head
        and tree.kinds[head] == "PROPN"
    )


def _cargo(tree: Tree, thing: int) -> EventType | None:
    things = {tree.lemmas[i] for i in tree.together(thing)}
    beside = {tree.lemmas[c] for c in tree.children[thing]}
    if things & words.FORCES or (things & words.SPECIALISTS and beside & words.MILITARY):
        return EventType.MOBILIZE
    if things & words.RELIEF or beside & {"humanitarian"}:
        return EventType.AID
    return EventType.CONSULT if things & words.ENVOYS else None


def _is_meant(tree: Tree, verb: int, type: EventType) -> bool:
    """Whether a verb of several senses has the one that is an event."""
    lemma = tree.lemmas[verb]
    thing, doer = tree.child(verb, "dobj", "nsubjpass"), tree.child(verb, "nsubj")
    if lemma == "meet":
        if tree.child(verb, "auxpass") is not None:
            return False
        return thing is None or tree.lemmas[thing] not in words.MET
    if type is EventType.ASSAULT and _is_aimed_at_words(tree, verb):
        return False
    if type is EventType.SUPPORT:
        return object_of(tree, verb, "as") is not None
    if lemma == "shoot" and any(tree.words[c] == "back" for c in tree.children[verb]) and thing is None:
        return False
    if type is EventType.PROTEST:
        return doer is None or tree.lemmas[doer] not in words.TRADED
    if lemma == "attack" and _is_in_words(tree, verb):
        return False
    return not (
        lemma in ("attack", "shoot", "wound", "injure") and thing is None and tree.tags[verb] == "VBG"
    )


def _is_in_words(tree: Tree, verb: int) -> bool:
    """Whether an attack is one of words: "attacked him for", "attacked her, saying"."""
    for child in tree.children[verb]:
        if tree.deps[child] == "prep" and tree.words[child] in ("for", "over", "as"):
            return True
        if tree.deps[child] in ("advcl", "conj") and tree.lemmas[child] in words.SAYING:
            return True
    return False


def noun_type(tree: Tree, noun: int) -> EventType | None:
    """The type of the event that a noun names, with the words beside it: "phone call", "air strike"."""
    lemma = tree.lemmas[noun]
    beside = {tree.lemmas[c] for c in tree.children[noun] if tree.deps[c] in ("compound", "amod", "nmod")}
    if lemma in ("attempt", "plot"):
        return next((words.NOUNS[word] for word in sorted(beside) if word in words.NOUNS), None)
    if lemma in ("call", "conversation", "session", "exchange"):
        parted = object_of(tree, noun, "between") is not None or object_of(tree, noun, "with") is not None
        return EventType.CONSULT if beside & words.CALLS or parted else None
    if lemma == "conference":
        return EventType.CONSULT if beside & words.CALLS else None
    if words.NOUNS.get(lemma) is EventType.ASSAULT and _is_verbal(tree, noun):
        return None
    if lemma == "strike":
        armed = beside & words.ARMS or _is_by_forces(tree, tree.heads[noun])
        return EventType.ASSAULT if armed else EventType.PROTEST
    if words.NOUNS.get(lemma) is EventType.MOBILIZE and lemma != "deployment":
        return EventType.MOBILIZE if beside & words.MILITARY else None
    return words.NOUNS.get(lemma)


def _is_by_forces(tree: Tree, verb: int) -> bool:
    """Whether an army's is what the verb tells: "coalition forces conducted", "launched by warplanes"."""
    agent = tree.child(verb, "agent")
    doer = tree.child(verb, "nsubj") if agent is None else tree.child(agent, "pobj")
    return doer is not None and bool(
        {tree.lemmas[doer], *(tree.lemmas[c] for c in tree.children[doer])} & (words.FORCES | {"military"})
    )


def _event_nouns(tree: Tree, verb: int) -> Iterator[tuple[int, bool]]:
    """The nouns of a clause that may name what happened, and whether that is sure without a date."""
    phrase = tree.verb(verb)
    for child in tree.children[verb]:
        dep = tree.deps[child]
        if (
            (dep == "dobj" and phrase in words.HOLDING | words.UNDOING)
            or (dep == "nsubjpass" and phrase in words.HOLDING | words.UNDOING)
            or (dep == "nsubj" and phrase in words.HAPPENING)
            or (dep == "nsubj" and phrase == "take" and _has_object(tree, verb, "place"))
        ):
            yield within(tree, child), True
        elif dep == "attr" and tree.lemmas[verb] == "be" and object_of(tree, child, "between") is not None:
            yield child, True
    for child in tree.children[verb]:
        if tree.deps[child] == "prep" and tree.words[child] in words.BESIDE:
            noun = tree.child(child, "pobj")
            if noun is not None:
                yield from _beside(tree, child, within(tree, noun))
        if (
            tree.deps[child] == "prep"
            and tree.words[child] == "for"
            and tree.lemmas[verb] in words.TRAVELLING
        ):
            noun = tree.child(child, "pobj")
            if noun is not None and object_of(tree, noun, "with") is not None:
                yield within(tree, noun), True


def _beside(tree: Tree, preposition: int, noun: int) -> Iterator[tuple[int, bool]]:
    """An event told on the way: "in a call between ..." surely, "following a coup attempt" if dated."""
    parted = object_of(tree, noun, "between") is not None
    called = noun_type(tree, noun) is EventType.CONSULT and any(
        tree.lemmas[c] in words.CALLS for c in tree.children[noun]
    )
    if called and tree.words[preposition] in ("in", "during"):
        yield noun, True
    elif parted or tree.words[preposition] in ("following", "after"):
        yield noun, parted


def within(tree: Tree, noun: int) -> int:
    """What a noun of amount is an amount of: "several rounds of *talks*", "an outbreak of *violence*"."""
    if tree.lemmas[noun] not in words.AMOUNTS:
        return noun
    of = object_of(tree, noun, "of")
    return noun if of is None else of


def _has_object(tree: Tree, verb: int, word: str) -> bool:
    return any(tree.deps[c] == "dobj" and tree.words[c] == word for c in tree.children[verb])


def object_of(tree: Tree, place: int, preposition: str) -> int | None:
    """What a preposition beside a word governs: "between ..."."""
    for child in tree.children[place]:
        if tree.deps[child] in ("prep", "dative") and tree.words[child] == preposition:
            return tree.child(child, "pobj")
    return None
