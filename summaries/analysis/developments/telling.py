"""What one sentence tells: each clause with an event, a plan or a forecast, or else its figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from summaries.analysis.clauses import Tree
from summaries.analysis.dates import BOUNDS, DateMention, date_of
from summaries.analysis.developments import words
from summaries.analysis.developments.figures import figure_of
from summaries.analysis.developments.happenings import Happening, happenings
from summaries.analysis.developments.scene import Scene
from summaries.analysis.stances.holders import subject
from summaries.model import Development, EventType, Nature, Span
from summaries.when import When

HISTORY = timedelta(days=548)
"""What happened longer than this before the publication is background and no development, unless a figure."""

ZONES = timedelta(days=1)
"""Where news comes from it may be the day after that of an instant of publication."""

DATED_DAYS = 92
"""A date at most this wide makes an event of a clause whose words alone would not: not "in 2011"."""

_ASIDE = frozenset(
    ["following", "after", "before", "amid", "despite", "since", "during", "until", "because", "due"]
)
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
    when = _when(scene, happening)
    dated = 0 < when.span_of_days <= DATED_DAYS
    if not dated and not happening.sure:
        return None
    if happening.nature is Nature.EVENT and _is_out_of_time(scene, when):
        return None
    if happening.nature is not Nature.EVENT and _is_over(scene, when):
        return None
    if when.start is None and _is_set_in_the_past(scene, happening):
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


def _when(scene: Scene, happening: Happening) -> When:
    core = happening.core
    if core != happening.verb:
        start, end = scene.extent(scene.tree.below(core))
        for mention in scene.dates:
            inside = start <= mention.start and mention.end <= end
            if (
                inside
                and not _is_bound(scene, mention)
                and scene.document.inside_marks(mention.start, mention.end) is None
            ):
                return mention.when
    when = date_of(scene.document, scene.dates, *scene.extent([happening.dated]))
    attended = _when_attended(scene, happening) if when.start is None else when
    return attended if attended.start is not None else when


def _when_attended(scene: Scene, happening: Happening) -> When:
    """The day of what was attended or stayed away from: "boycotted the vote of 22 May"."""
    thing = scene.tree.child(happening.verb, "dobj")
    if thing is None or scene.tree.lemmas[happening.verb] not in words.ATTENDING:
        return When()
    start, end = scene.extent(scene.tree.below(thing))
    inside = (d.when for d in scene.dates if start <= d.start and d.end <= end and not _is_bound(scene, d))
    return next(inside, When())


def _is_bound(scene: Scene, date: DateMention) -> bool:
    """Whether the word before a date makes it the end of some time: "its first convoy since May"."""
    before = scene.document.text[max(scene.sentence.start, date.start - 10) : date.start].lower().split()
    return bool(before) and before[-1] in BOUNDS and not date.is_range


def _is_out_of_time(scene: Scene, when: When) -> bool:
    """Whether it is history, or told as past but dated after the publication."""
    published = scene.document.article.published
    if when.start is None or when.end is None or published.start is None or published.end is None:
        return False
    last = published.end + ZONES if published.at else published.end
    return when.end < published.start - HISTORY or when.start > last


def _is_over(scene: Scene, when: When) -> bool:
    """Whether the day of a plan had passed when the article appeared: nobody knows what became of it."""
    published = scene.document.article.published
    return bool(when.end and published.start and when.end < published.start)


def _is_set_in_the_past(scene: Scene, happening: Happening) -> bool:
    """Whether an undated clause, or the noun that it is about, belongs to a time long past."""
    tree, told = scene.tree, {happening.verb}
    if tree.deps[happening.verb] in ("relcl", "acl") or tree.tags[happening.verb] == "VBG":
        told.add(tree.heads[happening.verb])
    for date in scene.dates:
        at = tree.within(date.start - scene.sentence.start, date.end - scene.sentence.start)
        if at and _is_out_of_time(scene, date.when) and _nearest(tree, at[0], told) is not None:
            return True
    return False


def _nearest(tree: Tree, token: int, sought: set[int]) -> int | None:
    """The first of some tokens above a token with no other verb between."""
    for above in tree.ancestors(token):
        if above in sought:
            return above
        if tree.kinds[above] in ("VERB", "AUX"):
            return None
    return None


def _is_done_by_a_side(scene: Scene, happening: Happening) -> bool:
    doer = subject(scene.tree, happening.verb)
    return doer is not None and any(scene.named[i] for i in scene.tree.below(doer))


def _tokens(scene: Scene, happening: Happening) -> list[int]:
    """The tokens of the clause with its subject, without the clauses below it."""
    kept, waiting = [], [happening.verb]
    while waiting:
        token = waiting.pop()
        kept.append(token)
        waiting.extend(c for c in scene.tree.children[token] if not _is_clause_below(scene, c, happening))
    doer = subject(scene.tree, happening.verb)
    return sorted(
        {*kept, *scene.tree.below(happening.core), *(scene.tree.below(doer) if doer is not None else ())}
    )


def _is_clause_below(scene: Scene, token: int, happening: Happening) -> bool:
    if token in (happening.dated, happening.core) or happening.core in scene.tree.below(token):
        return False
    if scene.tree.deps[token] == "prep":
        return scene.tree.words[token] in _ASIDE
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
    while len(run) > 1 and (scene.tree.deps[run[0]] in ("cc", "mark") or scene.tree.words[run[0]] == "after"):
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
