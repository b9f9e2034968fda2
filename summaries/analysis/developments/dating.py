"""When it was that a clause tells of, and whether that is too long ago, or over, to be news."""

from __future__ import annotations

from datetime import timedelta

from summaries.analysis.clauses import Tree
from summaries.analysis.dates import BOUNDS, DateMention, date_of
from summaries.analysis.developments import words
from summaries.analysis.developments.happenings import Happening
from summaries.analysis.developments.scene import Scene
from summaries.analysis.developments.types import noun_type
from summaries.analysis.stances.holders import subject
from summaries.when import When

HISTORY = timedelta(days=548)
"""What happened longer than this before the publication is background and no development, unless a figure."""

ZONES = timedelta(days=1)
"""Where news comes from it may be the day after that of an instant of publication."""

DATED_DAYS = 92
"""A date at most this wide makes an event of a clause whose words alone would not: not "in 2011"."""


def when_it_was(scene: Scene, happening: Happening) -> When:
    """The date of a clause, of the event that it names, or of what was attended; unknown where none is."""
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
    if when.start is not None:
        return when
    attended = _when_attended(scene, happening)
    return attended if attended.start is not None else _when_of_doer(scene, happening) or when


def _when_attended(scene: Scene, happening: Happening) -> When:
    """The day of what was attended or stayed away from: "boycotted the vote of 22 May"."""
    thing = scene.tree.child(happening.verb, "dobj")
    if thing is None or scene.tree.lemmas[happening.verb] not in words.ATTENDING:
        return When()
    start, end = scene.extent(scene.tree.below(thing))
    inside = (d.when for d in scene.dates if start <= d.start and d.end <= end and not _is_bound(scene, d))
    return next(inside, When())


def _when_of_doer(scene: Scene, happening: Happening) -> When | None:
    """The day of an event that did it: "Monday's attack killed four"."""
    doer = subject(scene.tree, happening.verb)
    if doer is None or noun_type(scene.tree, doer) is None:
        return None
    own = {c for c in scene.tree.children[doer] if scene.tree.deps[c] in ("poss", "nmod", "compound")}
    starts = {scene.sentence.start + scene.tree.starts[c] for c in own}
    return next((d.when for d in scene.dates if d.start in starts), None)


def _is_bound(scene: Scene, date: DateMention) -> bool:
    """Whether the word before a date makes it the end of some time: "its first convoy since May"."""
    before = scene.document.text[max(scene.sentence.start, date.start - 10) : date.start].lower().split()
    return bool(before) and before[-1] in BOUNDS and not date.is_range


def is_out_of_time(scene: Scene, when: When) -> bool:
    """Whether it is history, or told as past but dated after the publication."""
    published = scene.document.article.published
    if when.start is None or when.end is None or published.start is None or published.end is None:
        return False
    last = published.end + ZONES if published.at else published.end
    if when.span_of_days > DATED_DAYS and when.end < published.start:
        return True  # dated by a year that is over: background
    return when.end < published.start - HISTORY or when.start > last


def is_over(scene: Scene, when: When) -> bool:
    """Whether the day of a plan had passed when the article appeared: nobody knows what became of it."""
    published = scene.document.article.published
    return bool(when.end and published.start and when.end < published.start)


def is_set_in_the_past(scene: Scene, happening: Happening) -> bool:
    """Whether an undated clause, or the noun that it is about, belongs to a time long past."""
    tree, told = scene.tree, {happening.verb}
    if tree.deps[happening.verb] in ("relcl", "acl") or tree.tags[happening.verb] == "VBG":
        told.add(tree.heads[happening.verb])
    for date in scene.dates:
        at = tree.within(date.start - scene.sentence.start, date.end - scene.sentence.start)
        if at and is_out_of_time(scene, date.when) and _nearest(tree, at[0], told) is not None:
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
