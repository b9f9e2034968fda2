"""Quotation marks: which ones belong together, and what lies between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summaries.analysis.plain import REFERENCES
from summaries.articles.cues import has_cue

_NAMED = {f"&{name};": mark for name, mark in REFERENCES.items() if mark in "“”‘’„\"'«»"}
"""Marks that a page's source left behind by name or number."""

_MARK = re.compile(rf"``|''|\"\"|{'|'.join(_NAMED)}|[“”„‟\"«»‹›「」『』‚‘’']", re.IGNORECASE)
_CLOSERS = {
    "“": '”"“',
    "„": '“”"',
    "‟": '”"',
    "”": '”"',
    '"': '"”',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "``": ("''",),
    "''": ("''",),
    '""': ('""',),
}
"""What may close a mark: its partner, and the wrong marks that editors mix up in practice."""

_SINGLE_CLOSERS = {"‘": "’", "’": "’", "‚": "‘", "'": "'"}
_STRAIGHT = frozenset(('"', "''", '""'))
_TURNED = "”»›"
"""Marks that usually close, or may be something else: they open only where a partner follows."""

_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters without width, and those that turn the direction of writing."""

_ELISION = re.compile(r"['‘’](?:em|til|till|cause|cos|tis|twas|n|round|bout|\d0s?)\b", re.IGNORECASE)
_BEFORE_OPENING = frozenset(f' \t\n\r\xa0([{{—–-/“"«„:{_UNSEEN}') | {""}
_AFTER_CLOSING = frozenset(f" \t\n\r\xa0)]}}—–-/.,;:!?…”\"»'’{_UNSEEN}") | {""}
_FAR, _DEEPEST = 200, 6
"""How many marks ahead a partner is looked for, and how many open ones a closing mark may skip."""
_PUNCTUATION = frozenset(".,;:!?…)—")
_SENTENCE_END = re.compile(r"[.!?…](?=\s)")
_SHORT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Col|Lt|St)\Z")
_OPENS_PARAGRAPH = re.compile(
    rf"[\s{_UNSEEN}]*(?:``|''|[“\"«„‟「『‘']|&(?:ldquo|quot|laquo|bdquo|#8220|#34);)"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """A pair of quotation marks: ``start`` to ``end`` with them, ``inner_start`` to ``inner_end`` without.

    ``closed`` is False where no mark closes: the quotation goes on in the next paragraph, which then opens
    with a mark, or the closing mark is missing. ``depth`` is 0 for outermost marks, 1 for marks inside marks.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    depth: int = 0


def find_marks(text: str, paragraphs: Sequence[tuple[int, int]]) -> tuple[Marks, ...]:
    """Pair the quotation marks of each paragraph (start, end); sorted by start.

    Curly marks, guillemets and low marks pair by shape, straight ones by turns; single marks count only
    where a closing one fits, so that apostrophes stay apostrophes. Pairs without words are left out. Where a
    closing mark is missing, the first sentence counts as quoted, if it is not itself told by a cue: how far
    the words go on, nobody can tell.
    """
    found: list[Marks] = []
    followers = [*(start for start, _ in paragraphs[1:]), len(text)]
    for (start, end), following in zip(paragraphs, followers, strict=bool(paragraphs)):
        goes_on = _OPENS_PARAGRAPH.match(text, following) is not None
        ended = (m if goes_on else _ended(text, m, end) for m in _Paragraph(text, start, end).pairs())
        pairs = [m for m in ended if m is not None and _has_words(text, m)]
        found.extend(_nested(sorted(pairs, key=lambda m: (m.start, -m.end))))
    return tuple(found)


def _ended(text: str, pair: Marks, end: int) -> Marks | None:
    """A pair left open at its paragraph's end, cut to its first sentence; None where a cue tells that one."""
    if pair.closed or text[pair.end : end].strip():
        return pair
    stop = next(
        (s for s in _SENTENCE_END.finditer(text, pair.inner_start, pair.end) if not _abbreviates(text, s)),
        None,
    )
    cut = stop.end() if stop is not None else pair.end
    told = has_cue(text[pair.inner_start : cut])
    return None if told else replace(pair, end=cut, inner_end=cut)


def _abbreviates(text: str, stop: re.Match[str]) -> bool:
    """Whether a full stop belongs to its word and the sentence goes on: "U.S. ships", "Mr. Cole"."""
    follows = text[stop.end() :].lstrip()[:1]
    return stop[0] == "." and (
        follows.islower() or _SHORT.search(text, max(0, stop.start() - 6), stop.start()) is not None
    )


def _has_words(text: str, pair: Marks) -> bool:
    return any(map(str.isalnum, text[pair.inner_start : pair.inner_end]))


def _nested(pairs: Sequence[Marks]) -> Iterator[Marks]:
    ends: list[int] = []
    for pair in pairs:
        while ends and ends[-1] <= pair.start:
            ends.pop()
        if ends and pair.end > ends[-1]:
            continue  # crossing pairs: the outer one stands
        yield replace(pair, depth=len(ends))
        ends.append(pair.end)


class _Paragraph:
    """The marks of one paragraph, read from left to right with the open ones on a stack."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        found = [
            (_NAMED.get(m[0].lower(), m[0]), m.start(), m.end()) for m in _MARK.finditer(text, start, end)
        ]
        self.doubles = [mark for mark in found if mark[0] not in "‚‘’'"]
        self.singles = [mark for mark in found if mark[0] in "‚‘’'"]
        self.stack: list[tuple[str, int, int]] = []
        self.done: list[Marks] = []
        self.double_pairs: tuple[Marks, ...] = ()

    def pairs(self) -> list[Marks]:
        for place, mark in enumerate(self.doubles):
            if not self._closes(place):
                self._opens(place, *mark)
        for _, start, inner in self.stack:
            self._leave_open(start, inner, self.end)
        self._pair_singles()
        return self.done

    def _before(self, at: int) -> str:
        return self.text[at - 1] if at > self.start else ""

    def _after(self, at: int) -> str:
        return self.text[at] if at < self.end else ""

    def _opens_by_shape(self, start: int, end: int) -> bool:
        after = self._after(end)
        return self._before(start) in _BEFORE_OPENING and after != "" and not after.isspace()

    def _closes(self, place: int) -> bool:
        mark, start, end = self.doubles[place]
        for depth in range(len(self.stack) - 1, max(-1, len(self.stack) - _DEEPEST), -1):
            opener, begun, inner = self.stack[depth]
            if mark not in _CLOSERS[opener] or (mark == opener and self._opens_by_shape(start, end)):
                continue
            if mark == opener == "“" and self._after(end) not in _AFTER_CLOSING:
                continue
            if mark == '"' and opener != '"' and self._opens_by_shape(start, end):
                continue
            self.done.append(Marks(begun, end, inner, start))
            del self.stack[depth:]
            return True
        return False

    def _opens(self, place: int, mark: str, start: int, end: int) -> None:
        if mark in "」』" or (
            mark in _TURNED and not (self._opens_by_shape(start, end) and self._partner_later(place))
        ):
            return
        spaced = mark in _STRAIGHT and not self._after(end).strip() and start > self.start
        if spaced and not self._spaced_partner(place):
            return  # the closing mark of nothing
        if mark == '"' and self._before(start).isdigit():
            return  # inches
        if self._same_open(mark) and not self._balanced(place):
            _, begun, inner = self.stack.pop()
            if mark not in _STRAIGHT:  # of straight ones, nobody knows which are the odd ones
                self._leave_open(begun, inner, start)
        self.stack.append((mark, start, end))

    def _partner_later(self, place: int) -> bool:
        mark = self.doubles[place][0]
        return any(later[0] in _CLOSERS[mark] for later in self.doubles[place + 1 : place + _FAR])

    def _spaced_partner(self, place: int) -> bool:
        """Whether a mark with spaces on both sides may open: the next one of its kind doesn't."""
        mark, start, _ = self.doubles[place]
        if not self._before(start).isspace() or place + 1 == len(self.doubles):
            return False
        following = self.doubles[place + 1]
        return following[0] == mark and not self._opens_by_shape(*following[1:])

    def _same_open(self, mark: str) -> bool:
        return bool(self.stack) and self.stack[-1][0] == mark

    def _balanced(self, place: int) -> bool:
        """Whether enough closing marks are left for this pair and for the one round it."""
        mark, begun, _ = self.doubles[place]
        if self._before(begun) == "\n":
            return False  # a new line of a quotation that goes on opens its mark again
        depth = 2
        for other, start, end in self.doubles[place + 1 : place + _FAR]:
            if other == mark and (mark not in _STRAIGHT | {"“"} or self._opens_by_shape(start, end)):
                depth += 1
            elif other in _CLOSERS[mark]:
                depth -= 1
                if depth == 0:
                    return True
        return False

    def _leave_open(self, start: int, inner: int, end: int) -> None:
        end = start + len(self.text[start:end].rstrip())
        if end > inner:
            self.done.append(Marks(start, end, inner, end, closed=False))

    def _pair_singles(self) -> None:
        until = self.start
        self.double_pairs = tuple(self.done)
        for place, (mark, start, end) in enumerate(self.singles):
            if start < until or not self._opens_by_shape(start, end):
                continue
            if mark == "’" and not self._starts_speech(start):
                continue
            if _ELISION.match(self.text, start):
                continue
            close = self._single_close(place)
            if close is not None:
                self.done.append(Marks(start, close + 1, end, close))
                until = close + 1

    def _starts_speech(self, start: int) -> bool:
        """Whether a closing single mark that stands for an opening one is where a quotation may begin."""
        return self.text[max(self.start, start - 2) : start].rstrip()[-1:] in ("", ".", ",", ":")

    def _single_close(self, place: int) -> int | None:
        """Where a single quotation ends: a mark after punctuation or before it, not a plural's apostrophe."""
        closing = _SINGLE_CLOSERS[self.singles[place][0]]
        begun, doubtful, turned = self.singles[place][1], None, self.singles[place][0] == "’"
        for mark, start, end in self.singles[place + 1 : place + _FAR]:
            if mark == "‘" and closing == "’":
                break
            if mark != closing or self._after(end) not in _AFTER_CLOSING or self._before(start).isspace():
                continue
            if self._crosses(begun, start):
                break
            before, after = self._before(start), self._after(end)
            if before in _PUNCTUATION or (not turned and (after not in {" ", "-"} or before not in "sS")):
                return start
            doubtful = start if doubtful is None else doubtful
        return None if turned else doubtful

    def _crosses(self, start: int, end: int) -> bool:
        """Whether a double pair begins on one side of the two places and ends on the other."""
        return any((start < m.start < end) != (start < m.end <= end) for m in self.double_pairs)
