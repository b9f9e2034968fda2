"""Where the meaning of a word goes in a parse: which word it belongs to, and in which slot."""

from __future__ import annotations

from collections.abc import Iterator

from summaries.analysis.clauses import Tree
from summaries.analysis.stances.holders import hyphened, request_above

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
    if nominal:
        yield from _from_modifiers(tree, place)


def _through_preposition(tree: Tree, preposition: int) -> Iterator[tuple[int, str]]:
    governor, slot = tree.heads[preposition], tree.words[preposition]
    if tree.kinds[governor] == "ADP" and tree.deps[governor] == "prep":
        governor = tree.heads[governor]
    yield governor, slot
    yield from _beside(tree, governor, preposition, slot)
    if slot == "against" and tree.kinds[governor] not in _VERBAL:
        verb = next((a for a in tree.ancestors(governor) if tree.kinds[a] == "VERB"), None)
        if verb is not None:
            yield from _beside(tree, verb, preposition, slot)


def _beside(tree: Tree, governor: int, preposition: int, slot: str) -> Iterator[tuple[int, str]]:
    """Nouns the preposition may belong to as well: parsers go wrong in "put a ban on imports on Y"."""
    for child in tree.children[governor]:
        if child > preposition:
            break
        if tree.deps[child] in ("dobj", "obj", "nsubjpass"):
            yield child, slot
        elif tree.deps[child] == "prep" and child != preposition:
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
