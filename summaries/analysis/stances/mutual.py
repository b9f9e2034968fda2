"""What two parties are told to be to each other: "X and Y clashed", "are allies", "signed a pact"."""

from __future__ import annotations

from collections.abc import Iterator

from summaries.analysis.clauses import Tree
from summaries.analysis.modality import is_former, is_negated, is_supposed
from summaries.analysis.stances.idioms import by_phrase
from summaries.analysis.word_classes import UNDOING, words
from summaries.model import Act

_VERBS = dict.fromkeys(("agree", "cooperate", "co-operate", "collaborate", "reconcile", "ally"), 1) | (
    dict.fromkeys(("clash", "quarrel", "feud", "spar", "bicker", "disagree", "skirmish", "fall_out"), -1)
)
_CLOSING = frozenset({"sign", "reach", "conclude", "strike", "ink", "seal", "announce", "agree", "declare"})
_PACTS = words("""agreement deal pact treaty truce ceasefire cease-fire memorandum accord compromise
    settlement""")
_TRADING = frozenset({"trade", "exchange", "swap"})
_BLOWS = words("accusation insult barb fire blow threat recrimination jibe shot")
_TIES = frozenset({"tie", "relation", "link"})
_MENDING = frozenset(
    {"restore", "resume", "establish", "normalise", "normalize", "mend", "strengthen", "deepen"}
)
_BREAKING = frozenset({"sever", "break_off", "cut", "cut_off", "break", "downgrade", "suspend"})
_FRIENDS = frozenset({"ally", "friend", "partner"})
_ENEMIES = frozenset({"enemy", "foe", "rival", "adversary", "arch-rival", "arch-enemy", "archenemy"})
_HOSTILITIES = words(
    """tension clash feud rivalry dispute row hostility rift conflict fighting quarrel enmity animosity spat
    standoff stand-off friction war"""
)
_AMITIES = words("friendship alliance solidarity cooperation")
_ENDING = frozenset({"end", "halt", "mediation", "talk", "solution", "peace", "resolution", "risk", "fear"})


def mutual(tree: Tree, target: int) -> Iterator[tuple[int, int, Act, tuple[int, ...]]]:
    """The word that tells it, its sign and act, and the others beside the party ``target``.

    Nothing where it is denied, supposed, over, or only to be ended.
    """
    first = _first(tree, target)
    others = tuple(token for token in tree.together(first) if token != target)
    if not others or target not in tree.together(first):
        return
    place, sign = _told(tree, first)
    if sign and not _is_open(tree, place):
        yield place, sign, Act.AGREES if sign > 0 else Act.REJECTS, others


def _first(tree: Tree, token: int) -> int:
    while tree.deps[token] == "conj" and tree.kinds[tree.heads[token]] not in ("VERB", "AUX"):
        token = tree.heads[token]
    return token


def _told(tree: Tree, first: int) -> tuple[int, int]:
    head = tree.heads[first]
    if tree.deps[first] == "pobj" and tree.words[head] == "between":
        noun = tree.heads[head]
        return noun, (tree.lemmas[noun] in _AMITIES) - (tree.lemmas[noun] in _HOSTILITIES)
    if tree.deps[first] != "nsubj" or tree.kinds[head] not in ("VERB", "AUX"):
        return head, 0
    return head, _by_verb(tree, head)


def _by_verb(tree: Tree, verb: int) -> int:
    name, thing = tree.verb(verb), tree.child(verb, "dobj", "attr")
    if name == "fail" and (aim := tree.child(verb, "xcomp")) is not None:
        return min(0, -_by_verb(tree, aim))
    if thing is None or name == "agree":
        phrase = next((sign for c in tree.children[verb] if (sign := _phrase(tree, c))), 0)
        return _VERBS.get(name, 0) or (phrase if name in ("be", "remain", "stand") else 0)
    what = tree.lemmas[thing]
    if any(tree.words[c] in ("with", "against") for c in (*tree.children[thing], *tree.children[verb])):
        return 0  # with somebody else
    if name in ("be", "remain", "become"):
        return (what in _FRIENDS and tree.tags[thing] == "NNS") - (what in _ENEMIES)
    good = (name in _CLOSING and what in _PACTS) or (name in _MENDING and what in _TIES)
    bad = (name in _TRADING and what in _BLOWS) or (name in _BREAKING and what in _TIES)
    return good - bad


def _phrase(tree: Tree, preposition: int) -> int:
    """Of "are at odds", which says with whom by its subject."""
    noun = tree.child(preposition, "pobj") if tree.deps[preposition] == "prep" else None
    if noun is None or tree.child(noun, "prep") is not None:
        return 0
    frames, _ = by_phrase(tree, noun, "with")
    return frames[0].sign if frames else 0


def _is_open(tree: Tree, place: int) -> bool:
    """Whether it is not told as a fact: denied, supposed, past, or what somebody wants to end."""
    if is_negated(tree, place) or is_supposed(tree, place) or is_former(tree, place):
        return True
    if tree.kinds[place] in ("VERB", "AUX"):
        return False
    above = [tree.heads[place], *tree.ancestors(place)]
    verb = next((at for at in above if tree.kinds[at] in ("VERB", "AUX")), None)
    if any(tree.lemmas[at] in _ENDING for at in above[:3]):
        return True
    return verb is not None and (
        tree.verb(verb) in UNDOING or is_negated(tree, verb) or is_supposed(tree, verb)
    )
