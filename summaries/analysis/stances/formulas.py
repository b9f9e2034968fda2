"""Set phrases that take a side as a whole: "out of the question", "no place for", "in favour of".

Chosen by hand from the language of statements to the press. Such a phrase says more than its words
do, so that no single word of it has a sign of its own.
"""

from __future__ import annotations

from summaries.analysis.clauses import Tree
from summaries.analysis.modality import is_negated
from summaries.analysis.word_classes import LEAVING, UNDOING
from summaries.model import Act

_ROOM = frozenset({"place", "room", "need", "justification", "excuse", "reason", "basis", "talk", "question"})
_OUT = {"out": "question", "off": "table", "on": "table"}
_ANSWERS = frozenset({"answer", "solution", "option", "way", "path", "choice"})
_FUTURE = frozenset({"will", "'ll", "can", "must", "shall", "would"})
_UNLESS = frozenset({"without", "until", "before", "yet", "soon", "today", "tomorrow"})
_FORCED = frozenset({"have", "need", "ought", "got"})
_LASTING = frozenset({"continue", "go_on", "last", "stand", "remain"})


def said_of(tree: Tree, verb: int) -> tuple[Act, int] | None:
    """What the verb and the words after it say of its subject; None where they are no set phrase."""
    if tree.lemmas[verb] == "be":
        if is_red_line(tree, verb) is not None or _is_unwanted(tree, verb) or _is_out(tree, verb):
            return Act.REJECTS, -1
        if (sign := _is_the_answer(tree, verb)) != 0:
            return (Act.PRAISES if sign > 0 else Act.REJECTS), sign
    elif _must_go(tree, verb) or _cannot_last(tree, verb):
        return Act.CALLS_FOR, -1
    elif _worsens(tree, verb):
        return Act.CRITICISES, -1
    return None


def is_red_line(tree: Tree, be: int) -> int | None:
    """The line in "is a red line (for us)"; None where there is none."""
    line = tree.child(be, "attr")
    red = (
        line is not None
        and tree.lemmas[line] == "line"
        and any(tree.lemmas[child] == "red" for child in tree.children[line])
    )
    return line if red and not is_negated(tree, be) else None


def whose_line(tree: Tree, be: int) -> int | None:
    """Who is told to have the red line: Russia in "is a red line for Russia"."""
    line = is_red_line(tree, be)
    for child in (*tree.children[line], *tree.children[be]) if line is not None else ():
        if tree.deps[child] == "prep" and tree.words[child] == "for":
            return tree.child(child, "pobj")
    return None


def _is_out(tree: Tree, be: int) -> bool:
    """Whether it is "out of the question", "off the table" or "not on the table"."""
    for child in tree.children[be]:
        thing = _OUT.get(tree.words[child])
        if thing is not None and any(tree.words[below] == thing for below in tree.below(child)[:5]):
            return is_negated(tree, be) == (tree.words[child] == "on")
    return False


def _is_unwanted(tree: Tree, be: int) -> bool:
    """Whether it is "the last thing we need"."""
    thing = tree.child(be, "attr")
    if thing is None or tree.lemmas[thing] != "thing" or is_negated(tree, be):
        return False
    last = any(tree.words[child] == "last" for child in tree.children[thing])
    return last and any(tree.lemmas[child] in ("need", "want") for child in tree.children[thing])


def _is_the_answer(tree: Tree, be: int) -> int:
    """Whether it is "the only way" (1), or "not the answer" or "no solution" (-1)."""
    thing = tree.child(be, "attr")
    if thing is None or tree.lemmas[thing] not in _ANSWERS:
        return 0
    if is_negated(tree, be) or is_negated(tree, thing):
        return -1
    only = any(tree.words[c] in ("only", "best", "right") for c in tree.children[thing])
    definite = any(tree.words[c] == "the" for c in tree.children[thing])
    return int(only or (definite and tree.lemmas[thing] in ("answer", "solution")))


def _worsens(tree: Tree, verb: int) -> bool:
    """Whether it "makes matters worse" or "solves nothing"."""
    after = {tree.words[at] for at in tree.below(verb) if at > verb}
    if is_negated(tree, verb):
        return False
    return (tree.lemmas[verb] == "make" and "worse" in after) or (
        tree.lemmas[verb] in ("solve", "achieve", "change") and "nothing" in after
    )


def _must_go(tree: Tree, verb: int) -> bool:
    """Whether it "has to go", "needs to end", "has got to stop"."""
    aim = tree.child(verb, "xcomp")
    forced = tree.lemmas[verb] in _FORCED and not is_negated(tree, verb)
    if not forced or aim is None or tree.tags[aim] != "VB" or tree.verb(aim) not in LEAVING | UNDOING:
        return False
    # "has to go to the polls" and "has to end the war" say something else
    return tree.child(aim, "dobj", "xcomp") is None and (
        tree.lemmas[aim] != "go" or tree.child(aim, "prep", "prt", "advmod") is None
    )


def _cannot_last(tree: Tree, verb: int) -> bool:
    """Whether it "cannot continue" or "must not go on"."""
    bound = any(tree.deps[c] == "aux" and tree.words[c] in ("can", "must") for c in tree.children[verb])
    return bound and tree.verb(verb) in _LASTING and is_negated(tree, verb)


def leaves_no_room(tree: Tree, noun: int, slot: str) -> bool:
    """Whether the noun is that of "there is no place for it", with ``slot`` the preposition."""
    if slot not in ("for", "of") or tree.lemmas[noun] not in _ROOM or not is_negated(tree, noun):
        return False
    above = tree.heads[noun]
    return tree.deps[noun] in ("attr", "dobj") and tree.lemmas[above] in ("be", "see", "have", "leave")


def rules_out(tree: Tree, be: int, noun: int) -> bool:
    """Whether "there will be no" is said of the noun: a refusal, where "there is no" only tells a fact."""
    if tree.child(be, "expl") is None or not is_negated(tree, noun) or tree.deps[noun] != "attr":
        return False
    bound = any(tree.deps[c] == "aux" and tree.words[c] in _FUTURE for c in tree.children[be])
    timed = tree.child(be, "npadvmod") is not None  # "there will be no deal this week" only foretells
    return bound and not timed and not any(tree.words[at] in _UNLESS for at in tree.below(be))
