"""Where the meaning of a word goes in a parse: which word it belongs to, and in which slot."""

from __future__ import annotations

from collections.abc import Iterator

from summaries.analysis.clauses import Tree
from summaries.analysis.stances.holders import hyphened, request_above
from summaries.analysis.stances.idioms import by_object
from summaries.analysis.stances.verbs import VERBS
from summaries.analysis.word_classes import CALLING, DOCUMENTS, DOING, MOVES

_VERBAL = ("VERB", "AUX")


_SLOTS = {
    "dobj": "obj",
    "obj": "obj",
    "nsubjpass": "obj",
    "csubjpass": "obj",
    "dative": "to",
    "poss": "poss",
    "compound": "mod",
    "nmod": "mod",
    "amod": "adj",
    "nsubj": "subj",
    "csubj": "subj",
    "xcomp": "clause",
    "ccomp": "clause",
    "acl": "clause",
    "relcl": "rel",
    "acomp": "attr",
    "attr": "attr",
    "oprd": "attr",
}
"""spaCy's (ClearNLP's) relations, by the slot their token fills in the word above."""


def links(tree: Tree, place: int) -> Iterator[tuple[int, str]]:
    """The words that a token's meaning goes on to, each with the slot that it fills there.

    A slot is one of those that ``verbs.Frame`` names, or ``subj``, ``adj``, ``attr``, ``rel``.
    """
    head, dep = tree.heads[place], tree.deps[place]
    nominal = tree.kinds[place] not in _VERBAL
    if nominal and dep in ("conj", "appos") and head != place:
        yield from links(tree, head)
    elif not nominal and (request := request_above(tree, place)) is not None:
        yield request, "clause"
    elif dep in ("pobj", "pcomp"):
        yield from _through_preposition(tree, head)
    elif dep in _SLOTS:
        yield head, _SLOTS[dep]
    elif dep == "conj" and tree.deps[head] in ("acl", "relcl") and tree.lemmas[tree.heads[head]] in DOCUMENTS:
        yield tree.heads[head], "clause"
    if nominal:
        yield from _as_called(tree, place)
        yield from _from_modifiers(tree, place)


def _through_preposition(tree: Tree, preposition: int) -> Iterator[tuple[int, str]]:
    governor, slot = tree.heads[preposition], tree.words[preposition]
    twice = tree.heads[tree.heads[governor]]  # "shoulder to shoulder with"
    if tree.deps[governor] == "pobj" and tree.lemmas[twice] == tree.lemmas[governor]:
        governor = twice
    if tree.kinds[governor] == "ADP" and tree.deps[governor] == "prep":
        governor = tree.heads[governor]
    yield governor, slot
    yield from _beside(tree, governor, preposition, slot)
    yield from _of_the_verb(tree, governor, preposition, slot)
    if slot == "against" and tree.kinds[governor] not in _VERBAL:
        verb = next((a for a in tree.ancestors(governor) if tree.kinds[a] == "VERB"), None)
        if verb is not None:
            yield from _beside(tree, verb, preposition, slot)


def _of_the_verb(tree: Tree, noun: int, preposition: int, slot: str) -> Iterator[tuple[int, str]]:
    """Verbs, or the nouns they tell of, that a preposition may belong to, though the parse has another.

    "Blamed the deaths on Y", where it hangs on the deaths; "sanctions imposed on Y"; "a plan made by Y".
    """
    verb = tree.heads[noun]
    if slot == "from" and tree.lemmas[noun] in MOVES:
        return
    if tree.deps[noun] in ("dobj", "nsubjpass") and tree.kinds[noun] not in _VERBAL:
        framed = any(frame.slot == slot for frame in VERBS.get(tree.verb(verb), ()))
        if framed or by_object(tree, verb, slot):
            yield verb, slot
    by = tree.deps[preposition] == "agent"
    if tree.deps[noun] == "acl" and tree.tags[noun] == "VBN" and (by or tree.verb(noun) in DOING):
        yield verb, slot


def _as_called(tree: Tree, place: int) -> Iterator[tuple[int, str]]:
    """What is done to "what it called Y's aggression" is done to the aggression."""
    calling = tree.heads[place]
    if tree.kinds[calling] == "ADP":
        calling = tree.heads[calling]
    what = any(tree.words[child] == "what" for child in tree.children[calling])
    if not what or tree.verb(calling) not in CALLING or tree.kinds[place] in _VERBAL:
        return
    if tree.deps[calling] in ("ccomp", "dobj", "csubjpass"):
        yield tree.heads[calling], "obj"
    elif tree.deps[calling] == "pcomp":
        yield from _through_preposition(tree, tree.heads[calling])


def _beside(tree: Tree, governor: int, preposition: int, slot: str) -> Iterator[tuple[int, str]]:
    """Nouns the preposition may belong to as well: parsers go wrong in "put a ban on imports on Y"."""
    for child in tree.children[governor]:
        if child > preposition:
            break
        if tree.deps[child] in ("dobj", "obj", "nsubjpass"):
            yield child, slot
        elif tree.deps[child] == "prep" and child != preposition and slot != "by":
            yield from ((c, slot) for c in tree.children[child] if tree.deps[c] == "pobj")


def _from_modifiers(tree: Tree, noun: int) -> Iterator[tuple[int, str]]:
    """Clauses and participles that depend on the noun: "Maduro, whom Russia backs", "Saudi-led forces"."""
    for child in tree.children[noun]:
        dep = tree.deps[child]
        if dep == "relcl":
            yield from _relative(tree, child)
        elif (dep == "acl" and tree.tags[child] == "VBN") or (
            dep == "amod" and hyphened(tree, child) is not None
        ):
            yield child, "obj"


def _relative(tree: Tree, verb: int) -> Iterator[tuple[int, str]]:
    own = tree.child(verb, "nsubj", "nsubjpass")
    if own is not None and tree.words[own] in ("who", "which", "that"):
        yield verb, "obj" if tree.deps[own] == "nsubjpass" else "subj"
        return
    done_to = tree.child(verb, "dobj", "obj")
    if done_to is None or tree.words[done_to] in ("who", "whom", "which", "that"):
        yield verb, "obj"
