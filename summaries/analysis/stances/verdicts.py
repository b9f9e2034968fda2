"""Praise and blame by what is said of a thing: "is a mistake", "called it a disgrace", "must go"."""

from __future__ import annotations

from summaries.analysis.clauses import Tree
from summaries.analysis.modality import is_negated
from summaries.analysis.word_classes import BAD, CRIMES, FAILURES, GOOD, MISDEEDS, REQUESTING, VALUES
from summaries.model import Act

_WANTING = REQUESTING | {"demand", "want", "insist", "have", "need"}


def is_option(tree: Tree, noun: int) -> bool:
    """Whether it is named as an option or a right."""
    return any(tree.lemmas[t] in ("option", "right") for t in tree.below(noun))


def called(tree: Tree, verb: int) -> tuple[Act, int] | None:
    """Praise or blame by name: "called it a disgrace", "described it as illegal"."""
    thing = tree.child(verb, "dobj", "obj", "nsubjpass")
    for child in (*tree.children[verb], *(tree.children[thing] if thing is not None else ())):
        naming = tree.deps[child] in ("oprd", "ccomp", "attr", "acomp", "npadvmod", "dobj") and child != thing
        names = tree.children[child] if tree.words[child] == "as" else [child] if naming else []
        words = {tree.lemmas[at] for name in names for at in (name, *_epithets(tree, name))}
        if words & BAD:
            return Act.CRITICISES, -1
        if words & GOOD:
            return Act.PRAISES, 1
    return None


def _epithets(tree: Tree, noun: int) -> list[int]:
    return [c for c in tree.children[noun] if tree.deps[c] in ("amod", "compound", "nmod")]


def is_warned_of(tree: Tree, verb: int) -> bool:
    """Whether somebody warns that it could do harm: "warned that a raid might trigger a war"."""
    warns = tree.deps[verb] == "ccomp" and tree.lemmas[tree.heads[verb]] in ("warn", "fear")
    harm = {tree.lemmas[at] for at in tree.below(verb) if at > verb}
    modal = any(tree.words[c] in ("may", "might", "could") for c in tree.children[verb])
    return warns and modal and not is_negated(tree, verb) and bool(harm & (BAD | FAILURES))


def blamed(tree: Tree, verb: int) -> bool:
    """Whether the verb's object is "held responsible", "taken to task" or "brought to account"."""
    after = {tree.lemmas[at] for at in tree.below(verb) if at > verb}
    if tree.lemmas[verb] == "hold":
        return bool(after & {"responsible", "accountable", "liable", "culpable"})
    return (tree.lemmas[verb] == "take" and "task" in after) or (
        tree.lemmas[verb] in ("bring", "call") and "account" in after
    )


_WARMLY = frozenset({"warmly", "positively", "enthusiastically", "favourably", "favorably", "approvingly"})
_COLDLY = frozenset(
    {
        "angrily",
        "furiously",
        "coolly",
        "coldly",
        "indignantly",
        "scornfully",
        "dismissively",
        "harshly",
        "sharply",
    }
)


def reacted(tree: Tree, verb: int) -> int:
    """How it was reacted to: warmly (1), angrily (-1), or it is not told (0)."""
    if tree.lemmas[verb] not in ("react", "respond", "speak"):
        return 0
    how = {tree.words[c] for c in tree.children[verb]}
    return bool(how & _WARMLY) - bool(how & _COLDLY)


def is_kept_open(tree: Tree, be: int) -> bool:
    """Whether it is said to be possible: "remains an option", "is on the table"."""
    for child in tree.children[be]:
        if tree.deps[child] == "attr" and tree.lemmas[child] in ("option", "possibility"):
            return True
        if tree.words[child] == "on" and any(tree.words[c] == "table" for c in tree.children[child]):
            return True
    return False


def sign_of_verdict(tree: Tree, be: int) -> int:
    """Whether what it is said to be is praise (1), blame (-1) or neither (0)."""
    for child in tree.children[be]:
        if tree.words[child] == "behind" and (crime := tree.child(child, "pobj")) is not None:
            return -1 if tree.lemmas[crime] in BAD | FAILURES | CRIMES else 0
        if tree.deps[child] in ("acomp", "attr") and not is_negated(tree, child):
            around = {
                tree.lemmas[child],
                *(tree.lemmas[c] for c in tree.children[child] if tree.deps[c] == "amod"),
            }
            if around & BAD or (tree.lemmas[child] == "responsible" and _blames(tree, child)):
                return -1
            if around & GOOD:
                return 1
    return 0


def is_responsible(tree: Tree, be: int) -> bool:
    """Whether somebody is said to be responsible or guilty."""
    return any(tree.lemmas[c] in ("responsible", "guilty") for c in tree.children[be])


def _blames(tree: Tree, responsible: int) -> bool:
    what = {tree.lemmas[t] for t in tree.below(responsible)}
    return "for" in what and bool(what & (BAD | MISDEEDS | FAILURES))


def is_bad(tree: Tree, thing: int) -> bool:
    """Whether to do or have the thing is blame: "misery", "nothing to do with justice"."""
    if tree.words[thing] == "nothing" and any(tree.lemmas[t] in VALUES for t in tree.below(thing)):
        return True
    return any(tree.lemmas[t] in BAD for t in tree.below(thing)[:12])


def is_obliged(tree: Tree, verb: int) -> bool:
    """Whether it must or should be done, or somebody wants it done."""
    if any(tree.deps[c] == "aux" and tree.words[c] in ("must", "should") for c in tree.children[verb]):
        return True
    head = tree.heads[verb]
    return head != verb and tree.lemmas[head] in _WANTING and tree.deps[verb] in ("ccomp", "xcomp")


def stays_out(tree: Tree, take: int) -> bool:
    """Whether it is "will not take part", "join"; "did not" only tells who was missing."""
    thing = tree.child(take, "dobj")
    willing = any(tree.deps[c] == "aux" and tree.words[c] in ("will", "would") for c in tree.children[take])
    joins = tree.lemmas[take] in ("join", "participate")
    part = joins or (thing is not None and tree.words[thing] == "part")
    return part and willing and is_negated(tree, take)
