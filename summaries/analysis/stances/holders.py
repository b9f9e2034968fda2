"""Who does it: subjects, agents and owners, through passives, infinitives, relative clauses and nouns."""

from __future__ import annotations

from summaries.analysis.clauses import Tree
from summaries.analysis.grammar import TIMES
from summaries.analysis.stances.nouns import NOUNS
from summaries.analysis.stances.verbs import VERBS
from summaries.analysis.word_classes import DOCUMENTS, DOING, RECEIVING, REQUESTING, SPEAKING
from summaries.model import Act

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_ANYONE = frozenset({"anyone", "anybody", "everyone", "everybody", "others", "most", "someone", "somebody"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})


def subject(tree: Tree, verb: int, depth: int = 0) -> int | None:
    """The grammatical subject of a verb, its own or the one it shares with the verb that governs it.

    A relative pronoun gives way to the noun before it. None for an imperative or where the parse has none.
    """
    own = _own_subject(tree, verb)
    if own is not None:
        return _beside_anyone(tree, _antecedent(tree, verb, own))
    strayed = _strayed(tree, verb)
    return strayed if strayed is not None else _shared_subject(tree, verb, depth)


def _own_subject(tree: Tree, verb: int) -> int | None:
    """The subject nearest before the verb, since parsers take datelines for subjects too; else any."""
    subjects = [c for c in tree.children[verb] if tree.deps[c] in _SUBJECTS]
    before = [c for c in subjects if c < verb and tree.deps[c] in ("nsubj", "nsubjpass")]
    return before[-1] if before else next(iter(subjects), None)


def _shared_subject(tree: Tree, verb: int, depth: int) -> int | None:
    if depth > 6 or tree.heads[verb] == verb:
        return None
    head, dep = tree.heads[verb], tree.deps[verb]
    if dep == "pcomp":
        return _of_gerund(tree, head, depth)
    if dep in ("acl", "relcl"):
        if tree.tags[verb] in ("VBG", "VBN"):
            author = _of_noun(tree, head, depth + 1) if tree.lemmas[head] in DOCUMENTS else None
            return author if author is not None else head
        return next(iter(holders(tree, head, depth + 1)), None)
    if (request := request_above(tree, verb)) is not None:
        return tree.child(request, "dobj", "obj") or _pobj(tree, request, "on")
    if dep in ("conj", "xcomp", "advcl", "ccomp", "acomp", "attr", "dep", "parataxis"):
        if dep == "ccomp" and tree.lemmas[head] in SPEAKING:
            return None
        if tree.kinds[head] in ("VERB", "AUX"):
            return subject(tree, head, depth + 1)
        return next(iter(holders(tree, head, depth + 1)), None)
    return None


def _by_whom(tree: Tree, governor: int) -> int:
    """The verb in "accused by X of backing", where the parse hangs the rest on X."""
    by = tree.heads[governor]
    return tree.heads[by] if tree.deps[by] == "agent" and tree.deps[governor] == "pobj" else governor


def _beside_anyone(tree: Tree, own: int) -> int:
    """The name taken for an apposition to a pronoun: "more than anyone, its minister rejected"."""
    if tree.words[own] == "both":  # "X and Y both voted for it"
        beside = tree.children[tree.heads[own]]
        return next((c for c in beside if c < own and tree.names[c] and tree.deps[c] == "dep"), own)
    if tree.lemmas[own] not in _ANYONE:
        return own
    return tree.child(own, "appos") or own


def _strayed(tree: Tree, verb: int) -> int | None:
    """The subject given to an infinitive beside the verb: "X, the first *to keep* one, has argued"."""
    if tree.tags[verb] not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    for child in tree.children[verb]:
        own = tree.child(child, "nsubj") if tree.deps[child] == "ccomp" and child < verb else None
        infinitive = any(tree.words[c] == "to" and tree.deps[c] == "aux" for c in tree.children[child])
        if own is not None and infinitive and tree.child(own, "appos") is not None:
            return own
    return None


def _of_gerund(tree: Tree, preposition: int, depth: int) -> int | None:
    """Who does what a preposition governs: Russia in "accused Russia of backing", else the subject."""
    governor = _by_whom(tree, tree.heads[preposition])
    if tree.kinds[governor] not in ("VERB", "AUX"):
        return next(iter(holders(tree, governor, depth + 1)), None)
    done_to = tree.child(governor, "dobj", "obj", "nsubjpass")
    if (
        done_to is not None
        and tree.words[preposition] in ("of", "for", "from", "into")
        and done_to < preposition
    ):
        return done_to
    return subject(tree, governor, depth + 1)


def _antecedent(tree: Tree, verb: int, pronoun: int) -> int:
    if tree.words[pronoun] in _RELATIVES:
        for at in (verb, *tree.ancestors(verb)):
            if tree.deps[at] == "relcl":
                return tree.heads[at]
    return pronoun


def _pobj(tree: Tree, place: int, *prepositions: str) -> int | None:
    for child in tree.children[place]:
        if tree.deps[child] in ("prep", "agent", "dative") and tree.words[child] in prepositions:
            return tree.child(child, "pobj")
    return None


def holders(tree: Tree, place: int, depth: int = 0) -> list[int]:
    """Who does, feels or says what the word at ``place`` names; coordinated ones all; empty when not told."""
    if tree.kinds[place] in ("VERB", "AUX"):
        found = _of_verb(tree, place, depth)
    elif tree.kinds[place] == "ADJ":
        found = _of_adjective(tree, place, depth)
    else:
        found = _of_noun(tree, place, depth)
    return _alike(tree, found) if found is not None else []


def _alike(tree: Tree, holder: int) -> list[int]:
    """A holder with those said to do the same: "X and Y", "X, like Y," and "X together with Y"."""
    found = tree.together(holder)
    head = tree.heads[holder]
    beside = (*tree.children[holder], *(tree.children[head] if tree.kinds[head] in ("VERB", "AUX") else ()))
    for child in beside:
        other = tree.child(child, "pobj") if tree.deps[child] == "prep" else None
        with_it = tree.words[child] == "with" and any(
            tree.words[c] in ("along", "together") for c in tree.children[child]
        )
        if other is not None and (tree.words[child] in ("like", "alongside", "including") or with_it):
            found.extend(tree.together(other))
    return found


def _of_verb(tree: Tree, verb: int, depth: int) -> int | None:
    if not is_passive(tree, verb) or _is_garbled(tree, verb):
        return subject(tree, verb, depth)
    agent = tree.child(verb, "agent")
    if agent is not None:
        return tree.child(agent, "pobj")
    return hyphened(tree, verb)


def _is_garbled(tree: Tree, verb: int) -> bool:
    """Whether a passive is meant as an active: "X was called on Y to go" has an object, which is no time."""
    called = _pobj(tree, verb, "on", "upon") if tree.lemmas[verb] == "call" else None
    return called is not None and tree.words[called].lower() not in TIMES


def hyphened(tree: Tree, participle: int) -> int | None:
    """The word joined to a participle by a hyphen: "Russian" of "Russian-backed"."""
    if (
        participle > 1
        and tree.words[participle - 1] == "-"
        and tree.starts[participle] - 1 == tree.starts[participle - 1]
    ):
        return participle - 2
    return None


def _of_adjective(tree: Tree, place: int, depth: int) -> int | None:
    head, dep = tree.heads[place], tree.deps[place]
    if dep in ("acomp", "attr", "oprd", "conj", "advcl", "xcomp") and tree.kinds[head] in ("VERB", "AUX"):
        return subject(tree, head, depth + 1)
    if dep in ("amod", "acl", "appos", "relcl"):
        return head
    return tree.child(place, *_SUBJECTS)


def _of_noun(tree: Tree, noun: int, depth: int) -> int | None:
    if depth > 6:
        return None
    head, dep = tree.heads[noun], tree.deps[noun]
    if dep == "dobj" and tree.verb(head) in RECEIVING:
        return _pobj(tree, noun, "by", "from", "of") or _pobj(tree, head, "by", "from")
    if dep == "nsubj" and tree.lemmas[head] == "come" and (source := _pobj(tree, head, "from")) is not None:
        return source
    if (by := _pobj(tree, noun, "by", "from") or _maker(tree, noun)) is not None:
        return by
    owner = tree.child(noun, "poss")
    if dep == "conj" and tree.kinds[head] not in ("VERB", "AUX"):
        return owner if owner is not None else _of_noun(tree, head, depth + 1)
    if dep in ("dobj", "obj", "conj", "pobj") and (doer := _light_subject(tree, noun)) is not None:
        return doer
    if dep in ("attr", "oprd") and tree.kinds[head] in ("VERB", "AUX"):
        return subject(tree, head, depth + 1)
    if owner is None and dep == "appos":
        return head
    return owner if owner is not None else _named_before(tree, noun)


def _maker(tree: Tree, noun: int) -> int | None:
    """By whom it is told to be done in a participle: "criticism voiced by X"."""
    for child in tree.children[noun]:
        if tree.deps[child] == "acl" and tree.tags[child] == "VBN" and tree.verb(child) in DOING:
            return _pobj(tree, child, "by")
    return None


def _named_before(tree: Tree, noun: int) -> int | None:
    """The name before a noun of taking sides: "Russian" in "Russian support"."""
    if tree.lemmas[noun] not in NOUNS:
        return None
    named = (c for c in tree.children[noun] if tree.deps[c] in ("amod", "compound", "nmod"))
    return next((c for c in named if tree.names[c]), None)


def _light_subject(tree: Tree, noun: int) -> int | None:
    """The subject of the verb that only says that the noun is done: "voiced support"."""
    verb = tree.heads[noun]
    if tree.deps[noun] == "pobj":
        verb = tree.heads[verb]
    if tree.kinds[verb] != "VERB" or tree.verb(verb) not in DOING:
        return None
    return _of_verb(tree, verb, 1)


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether the verb's subject is what it is done to."""
    if any(tree.deps[c] in ("nsubjpass", "auxpass", "csubjpass", "agent") for c in tree.children[verb]):
        return True
    return tree.tags[verb] == "VBN" and tree.deps[verb] in ("acl", "amod")


def is_alleged(tree: Tree, place: int) -> bool:
    """Whether a deed is only what somebody is accused of: "accused Minsk of backing the rebels"."""
    return _accusing(tree, place) is not None


def accuser(tree: Tree, place: int) -> list[int]:
    """Who makes the accusation that ``is_alleged`` finds."""
    verb = _accusing(tree, place)
    return holders(tree, verb) if verb is not None else []


def request_above(tree: Tree, verb: int) -> int | None:
    """The verb that asks for what an infinitive names, also where the parse puts a noun between them."""
    if not any(tree.words[c] == "to" and tree.deps[c] == "aux" for c in tree.children[verb]):
        return None
    for at in tree.ancestors(verb):
        if tree.kinds[at] == "VERB":
            return at if tree.lemmas[at] in REQUESTING and at < verb else None
    return None


def asked_of(tree: Tree, request: int) -> int | None:
    """What a verb of requesting asks for: the infinitive after it."""
    for at in tree.below(request):
        if at > request and tree.tags[at] == "VB" and request_above(tree, at) == request:
            return at
    return None


def _accusing(tree: Tree, place: int) -> int | None:
    for at in (place, *tree.ancestors(place)):
        if tree.deps[at] == "pcomp" and tree.words[tree.heads[at]] in ("of", "for", "with"):
            governor = _by_whom(tree, tree.heads[tree.heads[at]])
            accuses = any(f.act is Act.ACCUSES for f in VERBS.get(tree.lemmas[governor], ()))
            return governor if accuses else None
    return None
