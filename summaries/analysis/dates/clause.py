"""Which date goes with what is told: that of its own clause, never one of a noun or inside a quotation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from summaries.analysis.dates.context import DateMention
from summaries.analysis.document import Document, Sentence
from summaries.when import When

BOUNDS = frozenset({"since", "until", "till", "before", "after", "from"})
"""Before a date, these bound a time; they do not say when."""

_PARTS_OF_DAYS = frozenset(
    {"night", "morning", "afternoon", "evening", "day", "eve", "hours", "week", "weekend"}
)
"""Before "of" and a date, these are part of it: "on the night of 2 May"."""

_LOOSE_DAYS = 7
"""A date after a noun, as in "met in Sochi on 14 May", is the verb's only if it is at least so exact: coarser
ones belong to the noun ("the war in Iraq in 2003").
"""


def date_of(document: Document, dates: Sequence[DateMention], start: int, end: int) -> When:
    """When that happened or was said which is told between two offsets: in a clause, or by its verb alone.

    Of several dates in a sentence each goes with its own clause; one shared by joined verbs ("On Sunday he
    met ... and said") goes with both. A date inside quotation marks dates what is quoted, not the quoting.
    Unknown where no date goes with it.
    """
    for sentence in _sentences(document, start, end):
        mentions = [d for d in _among(dates, sentence) if _counts(document, d, start, end)]
        if not mentions:
            continue
        place = (max(start, sentence.start), min(end, sentence.end))
        when = (
            _by_parse(document, sentence, mentions, place) if sentence.parse else _by_place(mentions, place)
        )
        if when is not None:
            return when
    return When()


def _sentences(document: Document, start: int, end: int) -> Iterator[Sentence]:
    first = document.sentence_at(start)
    if first is not None:
        for sentence in document.sentences[first.index :]:
            if sentence.start >= end:
                return
            yield sentence


def _among(dates: Sequence[DateMention], sentence: Sentence) -> Sequence[DateMention]:
    first = bisect_left(dates, sentence.start, key=lambda mention: mention.start)
    last = bisect_left(dates, sentence.end, key=lambda mention: mention.start)
    return dates[first:last]


def _counts(document: Document, mention: DateMention, start: int, end: int) -> bool:
    marks = document.inside_marks(mention.start, mention.end)
    return marks is None or (marks.inner_start <= start and end <= marks.inner_end)


def _by_place(mentions: Sequence[DateMention], place: tuple[int, int]) -> When | None:
    """Without a parse: the only date of the sentence, or the first between the offsets."""
    inside = [d for d in mentions if place[0] <= d.start and d.end <= place[1]]
    if len(mentions) == 1 or inside:
        return (inside or mentions)[0].when
    return None


def _by_parse(
    document: Document, sentence: Sentence, mentions: Sequence[DateMention], place: tuple[int, int]
) -> When | None:
    doc = sentence.parse
    told = _verb_told(document, sentence, place)
    if doc is None or told is None:
        return None
    best: tuple[int, When] | None = None
    for mention in mentions:
        verb = _verb_of(doc, mention, sentence)
        distance = (
            _distance(verb, told, mention.when.span_of_days >= _LOOSE_DAYS) if verb is not None else None
        )
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, mention.when)
    return best[1] if best else None


def _verb_told(document: Document, sentence: Sentence, place: tuple[int, int]) -> Token | None:
    """The highest verb between the offsets, outside quotation marks where something is."""
    doc = sentence.parse
    if doc is None:
        return None
    inside = [t for t in doc if place[0] <= sentence.start + t.idx < place[1] and not t.is_space]
    if not document.inside_marks(*place):
        told = [t for t in inside if not _is_quoted(document, sentence, t)]
        inside = told or inside
    if not inside:
        return None
    return governing_verb(min(inside, key=_depth))


def _is_quoted(document: Document, sentence: Sentence, token: Token) -> bool:
    at = sentence.start + token.idx
    return document.inside_marks(at, at + len(token)) is not None


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def governing_verb(token: Token) -> Token:
    """The verb in whose clause a word stands, itself if it is one; the root where there is none."""
    while not _is_verb(token) and token.head.i != token.i:
        token = token.head
    return token


def _is_verb(token: Token) -> bool:
    """Whether a word heads a clause; a capital inside a sentence makes a name of it ("to Tell Rifat")."""
    if (
        token.tag_ == "VB"
        and token.is_title
        and token.i > 0
        and token.nbor(-1).lower_ in ("to", "outside", "near")
    ):
        return False
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in (
        "aux",
        "auxpass",
        "amod",
        "compound",
        "nmod",
        "prep",
    )


def _verb_of(doc: Doc, mention: DateMention, sentence: Sentence) -> Token | None:
    """The verb that a date goes with; None where it is a noun's: "Sunday's vote", "the war of 2003"."""
    first, last = mention.start - sentence.start, mention.end - sentence.start
    inside = [t for t in doc if t.idx < last and first < t.idx + len(t)]
    if not inside:
        return None
    if (verb := _verb_before(doc, inside[0])) is not None:
        return verb
    token = min(inside, key=_depth)
    if token.dep_ in ("poss", "compound", "amod", "nummod", "nmod", "nsubj", "nsubjpass") and not _is_verb(
        token.head
    ):
        return None
    through: Token | None = None
    while token.head.i != token.i:
        if token.dep_ == "prep" and token.lower_ in BOUNDS and through is None and not mention.is_range:
            return None
        token = token.head
        if _is_verb(token):
            return token if through is None or _may_pass(through, mention, token) else None
        if (
            token.pos_ in ("NOUN", "PROPN", "PRON")
            and token not in inside
            and token.lower_ not in _PARTS_OF_DAYS
        ):
            through = through or token
    return token


def _verb_before(doc: Doc, date: Token) -> Token | None:
    """The verb of the "on" before a date that the parse gave to the name after it: "On 9 May Ann met Bob"."""
    on = doc[date.i - 1] if date.i else None
    if on is None or on.dep_ != "prep" or on.lower_ in BOUNDS:
        return None
    joined = date.dep_ in ("compound", "nmod") and date.head.pos_ == "PROPN" and date.head.head == on
    lost = joined and on.i == 0 and not any(c.dep_ in ("nsubj", "nsubjpass") for c in on.head.children)
    if any(True for _ in on.children) and not lost:
        return None
    return on.head if _is_verb(on.head) else None


def _may_pass(noun: Token, mention: DateMention, verb: Token) -> bool:
    """Whether a date that the parse hangs on a noun may be the verb's all the same: at its clause's end."""
    before = mention.when.span_of_days <= _LOOSE_DAYS and noun.i > verb.i
    return before and not any(c.dep_ == "prep" and c.lower_ == "of" and c.i > noun.i for c in noun.children)


def _distance(verb: Token, told: Token, loose: bool) -> int | None:
    """0 where a date's verb is the verb told, more where they share the date, None where they do not."""
    if verb == told:
        return 0
    for steps, (low, high) in enumerate(((told, verb), (verb, told)), 1):
        token: Token | None = low
        while token is not None:
            token = _sharing(token, loose, is_told=low is told)
            if token == high:
                return steps
    return None


def _sharing(token: Token, loose: bool, *, is_told: bool) -> Token | None:
    """The verb above that has its date in common: "met ... and said", "died on Sunday when a shell hit".

    What was done before something else has its date only where that is no single day: "last week ... after".
    """
    if token.dep_ in ("advcl", "acl") and token.tag_ == "VBG":
        marks = [c.lower_ for c in token.children if c.dep_ == "mark"]
        return token.head if set(marks) <= {"while", "when"} else None
    if token.dep_ == "advcl" and any(c.lower_ == "when" and c.dep_ == "advmod" for c in token.children):
        return token.head
    if is_told and token.dep_ == "pcomp" and token.head.lower_ in ("after", "in", "by"):
        return governing_verb(token.head) if loose or token.head.lower_ != "after" else None
    return token.head if is_told and token.dep_ in ("conj", "xcomp") else None
