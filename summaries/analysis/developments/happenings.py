"""Reading one parsed sentence as what happened in it: its events, plans, forecasts and figures, by token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summaries.analysis.clauses import Tree
from summaries.analysis.developments import words
from summaries.analysis.developments.reality import is_told_as_fact, is_unreal
from summaries.analysis.developments.types import attacks_in_words, is_garbled, noun_type, types_of, within
from summaries.analysis.modality import is_negated
from summaries.model import EventType, Nature


@dataclass(frozen=True, slots=True)
class Happening:
    """What a clause tells: ``verb`` heads it, ``dated`` has the date that counts ("plans to *meet* on ...").

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
    return tree.deps[verb] != "xcomp" or tree.lemmas[tree.heads[verb]] in words.ACHIEVING


def _is_past(tree: Tree, verb: int) -> bool:
    """Whether the verb tells what is over or going on: past or perfect, or a participle beside one."""
    auxiliaries = [tree.words[c] for c in tree.children[verb] if tree.deps[c] in ("aux", "auxpass")]
    if any(word in words.UNREAL or word == "to" for word in auxiliaries):
        return tree.deps[verb] == "xcomp" and tree.heads[verb] != verb and _is_past(tree, tree.heads[verb])
    if tree.tags[verb] == "VBD":
        return True
    if tree.tags[verb] == "VBN":
        if not auxiliaries and (tree.child(verb, "nsubj") is not None or is_garbled(tree, verb)):
            return True  # a simple past that the tagger took for a participle
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
    if tree.deps[verb] == "xcomp" and tree.lemmas[tree.heads[verb]] == "fail":
        return Happening(Nature.EVENT, None, verb, verb, verb, sure=False)
    found = next(types_of(tree, verb, told, named), None)
    if found is not None:
        core, type, sure = found
        return Happening(Nature.EVENT, type, verb, core, verb, sure)
    if tree.verb(verb) in words.VERBS:  # in another sense: "met the deadline", "attacked her, saying"
        return None
    if attacks_in_words(tree, verb):
        return None
    if tree.verb(verb) == "swear_in":
        return Happening(Nature.EVENT, None, verb, verb, verb, sure=False)
    unreal = words.RESTING | words.SAYING | words.ESTIMATING | words.PLANNING
    if tree.lemmas[verb] in unreal or tree.tags[verb] == "VBG":
        return None
    return Happening(Nature.EVENT, None, verb, verb, verb, sure=False)


# ---- plans and forecasts -----------------------------------------------------------------------------


def _planned(tree: Tree, verb: int, told: Sequence[bool], named: Sequence[bool]) -> Happening | None:
    """A plan or an expectation: "plans to", "is considering", "there was a plan", "will meet on Monday"."""
    if is_negated(tree, verb) or any(tree.words[c] == "had" for c in tree.children[verb]):
        return None  # what had been planned is a plan no more
    lemma = tree.lemmas[verb]
    aim = tree.child(verb, "xcomp", "ccomp")
    if lemma in words.PLANNING and not is_unreal(tree, verb):
        return _aimed(tree, verb, aim, Nature.PLAN, told, named)
    if lemma in words.ESTIMATING and tree.child(verb, "auxpass") is not None and aim is not None:
        return _aimed(tree, verb, aim, Nature.FORECAST, told, named)
    if lemma == "be":
        return _plan_there_is(tree, verb, told, named)
    if any(tree.deps[c] == "aux" and tree.words[c] in ("will", "'ll") for c in tree.children[verb]):
        found = next(types_of(tree, verb, told, named), None)
        if found is not None:
            return Happening(Nature.PLAN, found[1], verb, found[0], verb, sure=False)
    return None


def _to_come(tree: Tree, be: int) -> int | None:
    """What has its day set: the infinitive of "are to sign", or the verb itself of "is due in Oslo"."""
    aim, due = tree.child(be, "xcomp"), tree.child(be, "acomp")
    if aim is not None and any(tree.words[c] == "to" and tree.deps[c] == "aux" for c in tree.children[aim]):
        return aim
    there = due is not None and tree.words[due] == "due" and tree.child(due, "xcomp") is None
    place = [tree.words[c] for c in (tree.children[due] if due is not None else ()) if tree.deps[c] == "prep"]
    return be if there and {"in", "at"} & {*place} else None


def _aimed(
    tree: Tree, verb: int, aim: int | None, nature: Nature, told: Sequence[bool], named: Sequence[bool]
) -> Happening | None:
    if aim is None:
        noun = tree.child(verb, "dobj", "nsubjpass")
        noun = within(tree, noun) if noun is not None else None
        type = noun_type(tree, noun) if noun is not None else None
        return Happening(nature, type, verb, noun, verb) if noun is not None and type else None
    found = next(types_of(tree, aim, told, named), None)
    core, type = (found[0], found[1]) if found else (aim, None)
    return Happening(nature, type, verb, core, aim)


def _plan_there_is(tree: Tree, verb: int, told: Sequence[bool], named: Sequence[bool]) -> Happening | None:
    plan = tree.child(verb, "attr", "nsubj")
    if plan is not None and tree.lemmas[plan] in words.PLANS and tree.child(verb, "expl") is not None:
        return Happening(Nature.PLAN, None, verb, plan, verb)
    if tree.words[verb] in ("is", "are") and (coming := _to_come(tree, verb)) is not None:
        found = next(types_of(tree, coming, told, named), None)
        core, type = (found[0], found[1]) if found else (coming, None)
        return Happening(Nature.PLAN, type, verb, core, coming, sure=False)
    ready = tree.child(verb, "acomp")
    if ready is not None and tree.words[ready] in ("due", "set", "likely", "ready"):
        aim = tree.child(ready, "xcomp")
        found = next(types_of(tree, aim, told, named), None) if aim is not None else None
        if aim is not None and found is not None:
            nature = Nature.FORECAST if tree.words[ready] == "likely" else Nature.PLAN
            return Happening(nature, found[1], verb, found[0], aim, sure=False)
    return None
