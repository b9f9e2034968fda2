"""Whether a clause is told as a fact, and not as what one side says, a rumour, a wish, a film or a memory."""

from __future__ import annotations

from collections.abc import Sequence

from summaries.analysis.clauses import Tree
from summaries.analysis.developments import words
from summaries.analysis.modality import is_negated, is_supposed

_OF_DEEDS = frozenset({"of", "for", "about", "over", "with"})
"""Between a verb of saying and a deed: "accused of shelling", "blamed for killing"."""

_PAST_TIMES = frozenset({"anniversary", "commemoration", "memory"})
_INVERTED = frozenset({"had", "should", "were"})


def is_told_as_fact(tree: Tree, place: int, named: Sequence[bool], *, estimates: bool = False) -> bool:
    """Whether no one's words, wishes or conditions stand above a token; ``estimates`` are let through.

    A source at the end of the sentence ("..., police said") is no party unless ``named`` tells so: what only
    a side of the conflict says is that side's claim.
    """
    if not estimates and (is_supposed(tree, place) or _is_inverted(tree, place)):
        return False
    if _is_according_to_a_party(tree, named) and not (estimates and _is_no_deed(tree, place)):
        return False
    if not _is_vouched_for(tree, place, named):
        return False
    low = place
    for high in tree.ancestors(place):
        if tree.deps[low] in ("ccomp", "xcomp", "pcomp", "acl") and tree.lemmas[high] in words.SAYING:
            if not (estimates and tree.lemmas[high] in words.ESTIMATING):
                at_end = tree.deps[low] == "ccomp" and low < high
                return at_end and not _is_by_a_party(tree, high, named)
        elif _is_undone_by(tree, low, high):
            return False
        if tree.kinds[high] in ("VERB", "AUX") and not _is_vouched_for(tree, high, named):
            return False
        low = high
    return True


def _is_undone_by(tree: Tree, low: int, high: int) -> bool:
    """Whether what stands above a clause takes its truth away, or puts it into the past."""
    dep, lemma = tree.deps[low], tree.lemmas[high]
    if dep in ("acl", "ccomp", "relcl") and lemma in words.TOLD_OF:
        return True
    if dep == "prep" and tree.child(low, "pcomp") is not None and _is_kept_from(tree, low, high):
        return True
    if dep in ("ccomp", "xcomp", "pcomp") and is_unreal(tree, high):
        return True
    if dep in ("ccomp", "csubj") and (is_negated(tree, high) or _is_doubted(tree, high)):
        return True
    return _is_remembered(tree, low, high)


def _is_kept_from(tree: Tree, preposition: int, high: int) -> bool:
    """Whether a deed after a preposition is only blamed on somebody, or was not done: "instead of meeting".

    Parsers hang "of" on whoever is accused, or on who accuses, so that the verb above them counts.
    """
    word = tree.words[preposition]
    verb = next((a for a in (high, *tree.ancestors(high)) if tree.kinds[a] == "VERB"), high)
    if word in _OF_DEEDS and tree.lemmas[verb] in words.SAYING | words.SUSPECTING:
        return True
    stopped = word == "from" and tree.lemmas[verb] in words.STOPPING
    beside = (tree.words[high], *(tree.words[c] for c in tree.children[preposition]))
    return stopped or any(word in words.SHORT_OF for word in beside)


def _is_doubted(tree: Tree, high: int) -> bool:
    """Whether the clause is called untrue, or told by a rumour or a work of art."""
    called = tree.child(high, "acomp")
    teller = tree.child(high, "nsubj")
    untrue = called is not None and tree.words[called] in words.UNTRUE
    return untrue or (teller is not None and tree.lemmas[teller] in words.TOLD_OF | words.INVENTED)


def _is_remembered(tree: Tree, low: int, high: int) -> bool:
    """Whether a clause hangs on an anniversary, or what is commemorated: "the day its troops left"."""
    if tree.lemmas[high] in _PAST_TIMES:
        return True
    clause = tree.deps[low] in ("advcl", "relcl", "acl")
    beside = [c for c in tree.children[high] if tree.deps[c] in ("attr", "dobj", "nsubj", "pobj")]
    if clause and any(tree.lemmas[c] in _PAST_TIMES for c in beside):
        return low not in tree.children[high] or tree.tags[low] != "VB"
    thing = tree.deps[low] in ("dobj", "npadvmod", "nsubjpass")
    return thing and tree.lemmas[high] in ("mark", "commemorate", "remember", "celebrate")


def _is_according_to_a_party(tree: Tree, named: Sequence[bool]) -> bool:
    """Whether "according to" stands before the name of a party; parsers hang it on any word of the sentence.

    That is no reason to doubt how many refugees there are: whoever counts is named. But a side's count of
    those whom it killed is a claim.
    """
    if "according" not in tree.words:
        return False
    for at in range(len(tree) - 1):
        if tree.words[at] == "according" and tree.words[at + 1] == "to":
            end = next((i for i in range(at, len(tree)) if tree.kinds[i] == "PUNCT"), len(tree))
            if any(named[at:end]):
                return True
    return False


def _is_no_deed(tree: Tree, place: int) -> bool:
    verb = next((a for a in tree.ancestors(place) if tree.kinds[a] in ("VERB", "AUX")), None)
    return verb is None or tree.verb(verb) not in words.VERBS


def _is_vouched_for(tree: Tree, clause: int, named: Sequence[bool]) -> bool:
    """Whether nothing beside a clause makes it hearsay: "reportedly", or "as" a party "says"."""
    for child in tree.children[clause]:
        dep, word = tree.deps[child], tree.words[child]
        if dep == "advmod" and word in words.HEARSAY:
            return False
        if dep in ("nsubj", "nsubjpass") and any(
            tree.words[i] in words.ALLEGED for i in tree.children[child]
        ):
            return False
        if dep == "csubj":
            below = tree.below(child)
            if tree.words[below[0]] == "what" and any(named[i] for i in below):
                return False
        as_told = dep == "parataxis" or (
            dep == "advcl" and any(tree.words[c] == "as" for c in tree.children[child])
        )
        if as_told and tree.lemmas[child] in words.SAYING and _is_by_a_party(tree, child, named):
            return False
    return True


def _is_by_a_party(tree: Tree, saying: int, named: Sequence[bool]) -> bool:
    """Whether it is a party that says so: then it is that party's statement, not the reporter's."""
    speaker = tree.child(saying, "nsubj")
    return speaker is None or any(named[i] for i in tree.below(speaker)) or tree.kinds[speaker] == "PRON"


def is_unreal(tree: Tree, verb: int) -> bool:
    """Whether a verb is only wanted, possible or to come: "will", "should", "could"."""
    return any(tree.deps[c] == "aux" and tree.words[c] in words.UNREAL for c in tree.children[verb])


def _is_inverted(tree: Tree, verb: int) -> bool:
    """Whether the auxiliary stands before the subject, as a condition has it: "Had they attacked, ..."."""
    head, doer = tree.heads[verb], tree.child(verb, "nsubj", "nsubjpass")
    if doer is None:
        return False
    if tree.deps[verb] == "ccomp" and tree.words[head] in _INVERTED and head < doer:
        return True
    return any(
        tree.deps[c] in ("aux", "auxpass") and c < doer and tree.words[c] in _INVERTED
        for c in tree.children[verb]
    )
