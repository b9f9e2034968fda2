"""What one sentence tells: each clause with an event, a plan or a forecast, or else its figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summaries.analysis.clauses import Tree
from summaries.analysis.developments import words
from summaries.analysis.developments.dating import (
    DATED_DAYS,
    is_out_of_time,
    is_over,
    is_set_in_the_past,
    when_it_was,
)
from summaries.analysis.developments.figures import figure_of
from summaries.analysis.developments.happenings import Happening, happenings
from summaries.analysis.developments.scene import Scene
from summaries.analysis.stances.holders import subject
from summaries.model import Development, EventType, Nature, Span
from summaries.when import When

_ASIDE = frozenset(
    ["following", "after", "before", "amid", "despite", "since", "during", "until", "because", "due"]
)
_SETTLING = frozenset(["vote", "agree", "decide", "move"])
"""What is settled is a part of it ("voted to extend"); other purposes only tell what something was for."""
_SUBORDINATE = ("relcl", "advcl", "ccomp", "parataxis", "conj", "acl")


def told_in(scene: Scene) -> Iterator[Development]:
    """What the sentence tells, each in its clause if there are several; its figure if no event is told."""
    if scene.document.text[scene.sentence.end - 1] == "?":
        return
    told = [
        (happening, when)
        for happening in happenings(scene.tree, scene.told, scene.named)
        if (when := _accepted(scene, happening)) is not None
    ]
    typed = any(happening.type for happening, _ in told)
    happened = [
        h.verb for h, when in told if h.nature is Nature.EVENT and 0 < when.span_of_days <= DATED_DAYS
    ]
    figure = None if typed or not scene.mentions else figure_of(scene, happened)
    if figure is not None:
        yield figure
        return
    told = _apart(scene, told)
    for happening, when in told:
        yield _development(scene, happening, when, _span(scene, happening, [h for h, _ in told]))


def _sides(scene: Scene, happening: Happening) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who takes part; a country in which talks are held takes part in them."""
    hosts = happening.type is EventType.CONSULT and happening.core != happening.verb
    own = scene.sides(_tokens(scene, happening), hosts=hosts)
    if own[0] or scene.tree.deps[happening.verb] != "advcl":
        return own
    return scene.sides(
        scene.tree.below(scene.tree.heads[happening.verb])
    )  # "two sailors died when a mine ..."


def _accepted(scene: Scene, happening: Happening) -> When | None:
    """When a clause's event was, unknown where it is not told; None where it is no development."""
    when = when_it_was(scene, happening)
    dated = 0 < when.span_of_days <= DATED_DAYS
    if not dated and not happening.sure:
        return None
    if happening.nature is Nature.EVENT and is_out_of_time(scene, when):
        return None
    if happening.nature is not Nature.EVENT and is_over(scene, when):
        return None
    if when.start is None and is_set_in_the_past(scene, happening):
        return None
    if happening.type is None and not _matters(scene, happening, dated=dated):
        return None
    return when if dated or _sides(scene, happening)[0] or _is_an_issue(scene, happening) else None


def _matters(scene: Scene, happening: Happening, *, dated: bool) -> bool:
    """Whether a clause without a type matters: done by a side, or planned with a date or on an issue."""
    if happening.nature is Nature.EVENT:
        return _is_done_by_a_side(scene, happening)
    return dated or any(mention.kind == "issue" for mention in scene.mentions)


def _is_an_issue(scene: Scene, happening: Happening) -> bool:
    """Whether the event itself is one of the topic's issues: "the *military uprising* took place"."""
    if happening.core == happening.verb:
        return False
    start, end = scene.extent([happening.core])
    return any(m.kind == "issue" and m.start < end and start < m.end for m in scene.mentions)


def _is_done_by_a_side(scene: Scene, happening: Happening) -> bool:
    doer = subject(scene.tree, happening.verb)
    if doer is None or scene.tree.lemmas[doer] in words.TOLD_OF:
        return False
    return any(scene.named[i] for i in scene.tree.below(doer))


def _tokens(scene: Scene, happening: Happening) -> list[int]:
    """The tokens of the clause with its subject, without the clauses below it."""
    kept, waiting = [], [happening.verb]
    while waiting:
        token = waiting.pop()
        kept.append(token)
        waiting.extend(c for c in scene.tree.children[token] if not _is_clause_below(scene, c, happening))
    doer = subject(scene.tree, happening.verb)
    doing = _doing(scene.tree, doer) if doer is not None else set()
    named = scene.tree.below(happening.core) if happening.core != happening.verb else ()
    return sorted({*kept, *named} | doing)


def _doing(tree: Tree, doer: int) -> set[int]:
    """The tokens of who does it, without what a clause tells about them: "the raid, which they blame on"."""
    clauses = (c for c in tree.below(doer) if tree.deps[c] == "relcl" and c != doer)
    return set(tree.below(doer)) - {token for clause in clauses for token in tree.below(clause)}


def _is_clause_below(scene: Scene, token: int, happening: Happening) -> bool:
    if token in (happening.dated, happening.core) or happening.core in scene.tree.below(token):
        return False
    if scene.tree.deps[token] == "prep":
        return scene.tree.words[token] in _ASIDE
    dep, tag = scene.tree.deps[token], scene.tree.tags[token]
    settled = scene.tree.lemmas[scene.tree.heads[token]] in _SETTLING
    if (dep, tag) == ("acl", "VBN") or ((dep, tag) == ("advcl", "VB") and settled):
        return False
    return scene.tree.kinds[token] in ("VERB", "AUX") and scene.tree.deps[token] in _SUBORDINATE


def _apart(scene: Scene, told: Sequence[tuple[Happening, When]]) -> list[tuple[Happening, When]]:
    """Without clauses that add nothing to another: the same date with the same type or subject."""
    kept: list[tuple[Happening, When]] = []
    for happening, when in sorted(told, key=lambda pair: (pair[0].type is None, pair[0].verb)):
        if not any(_adds_nothing(scene, happening, when, other, date) for other, date in kept):
            kept.append((happening, when))
    return sorted(kept, key=lambda pair: pair[0].verb)


def _adds_nothing(scene: Scene, one: Happening, when: When, other: Happening, date: When) -> bool:
    if (when.start, when.end) != (date.start, date.end) and when.start is not None:
        return False
    own = scene.tree.child(one.verb, "nsubj", "nsubjpass")
    return one.type in (other.type, None) or own is None


def _span(scene: Scene, happening: Happening, others: Sequence[Happening]) -> Span:
    """The sentence, or the clause where the sentence tells several things."""
    whole = scene.trimmed(scene.sentence.start, scene.sentence.end)
    if len(others) == 1:
        return whole
    below = {
        i
        for o in others
        if o is not happening
        for i in _clause(scene, o)
        if happening.verb not in _clause(scene, o)
    }
    tokens = [i for i in _clause(scene, happening) if i not in below]
    run = _bare(scene, _run(scene, tokens, happening.verb))
    start, end = scene.extent(run)
    return scene.trimmed(start, end) if len(run) >= 4 else whole


def _clause(scene: Scene, happening: Happening) -> list[int]:
    return scene.tree.below(happening.verb)


def _run(scene: Scene, tokens: Sequence[int], verb: int) -> list[int]:
    """The unbroken run of tokens round the verb."""
    held = set(tokens)
    first = last = verb
    while first - 1 in held:
        first -= 1
    while last + 1 in held:
        last += 1
    return list(range(first, last + 1))


def _bare(scene: Scene, run: list[int]) -> list[int]:
    """A run of tokens without the words at its ends that join it to others."""
    while len(run) > 1 and scene.tree.deps[run[-1]] in ("cc", "punct"):
        run = run[:-1]
    while len(run) > 1 and (
        scene.tree.deps[run[0]] in ("cc", "mark") or scene.tree.words[run[0]] in ("after", "when")
    ):
        run = run[1:]
    return run


def _development(scene: Scene, happening: Happening, when: When, span: Span) -> Development:
    actors, people = _sides(scene, happening)
    return Development(
        when=when,
        nature=happening.nature,
        type=happening.type,
        actors=actors,
        people=people,
        issues=scene.issues(span),
        spans=(span,),
    )
