"""Where sentences begin and end in a paragraph of news English, by rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summaries.articles.cues import CUES

MOST_WORDS = 400
"""No sentence is longer: what is longer is cut, so that a parser survives a text without full stops."""
MOST_CODE_POINTS = 4_000


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Our own word lists. Titles and the like never end a sentence; the others do when a word follows that
# seldom starts a name.
_NEVER = _words(
    "mr mrs ms dr prof sen sens rep reps gov govs gen lt col sgt capt cpl maj adm cmdr rev hon pres supt"
    " insp amb msgr fr sr. mt ft vs v cf fig figs pp viz approx est dept gov't messrs mme mlle det ald asst"
)
_BEFORE_NUMBER = _words("no nos p vol art sec ch par eq ca c")
_MONTHS = _words("jan feb mar apr jun jul aug sept sep oct nov dec")
_MAYBE = _MONTHS | _words(
    "st ave blvd rd jr sr inc corp co cos ltd plc bros etc al mon tue tues wed thu thurs fri sat sun"
    " ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mont neb nev okla ore"
    " pa penn tenn tex va vt wash wis wyo ont que intl assn univ ph.d bn"
)
_STARTERS = _words(
    "The A An He She It They We I You This That These Those There Here But And Or So In On At For From After"
    " Before While When As If His Her Its Their Our My Your Some Many Most Both However Meanwhile Still Yet"
    " What Who Why How Where Since Although Though Despite During According Earlier Later Now Then Among Also"
    " With Under Until To By Not No Nor Such One Two Three All Instead Indeed Moreover Once Because Asked"
    " Recently"
    " Without Even Only Other Others Another Between Over Through Nobody Everyone Either Neither Perhaps"
)
_AFTER_CLOCK = re.compile(
    r"(?:E[SD]?T|C[SDE]*T|M[SD]?T|P[SD]?T|GMT|BST|UTC|MSK|Eastern|Central|Pacific|Mountain|Moscow|Greenwich|local"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z][a-z]+ \d)"
)

_CLOSERS = "\"'”’»)\\]›"
_OPENERS = "\"'“‘«([„‹¿¡"
_STOP = re.compile(
    rf"[.!?…؟।]+(?:[{_CLOSERS}]|[ \xa0][\"”](?=\s|\Z))*(?=\s|\Z)"  # a full stop with what closes round it
    r"|[。！？]+[”’」』）]*"  # scripts that put no space after it
    r"|(?<=[a-z][a-z])[.!?](?=[A-Z][a-z])"  # a space lost when a page was scraped
    r"|(?<=[a-z][a-z])[.!?](?=[“«„][A-Z])"
    rf"|(?<=[a-z,][.!?])[”\"](?=[“A-Z])"
    r"|\n[^\S\n]*(?=\n)|\s(?=[•▪●◦‣■]\s)|\n(?=\s*[*–-]\s)"  # a blank line, a bullet
)
_NEXT = re.compile(rf"[\s{_OPENERS}\u200b\ufeff]*(\w*)")
_TITLED = r"(?:(?:Sen|Rep|Gov|Gen|Mr|Mrs|Ms|Dr|Lt|Col|Adm|Prof)\. )?"
_NAMED = (
    rf"{_TITLED}[A-Z][\w'’-]*(?: (?:{_TITLED}[A-Z][\w'’.-]*|of|the|for|and|de|la|al|foreign|prime|state"
    r"|\w*minister|president|secretary|spokes\w+|officials?|general|leader|also|later|then|himself|herself)){0,7}"
)
_TOLD = r"(?!,?:?\s*[\"“‘„«])"  # what the cue introduces is the next quotation, not the last
_CUE_AFTER_FULL_STOP = re.compile(
    rf"\s+{_NAMED} (?:{CUES}){_TOLD}(?:[.,]|\s+(?:in|on|at|during|to|after|before|of|as|while|when|with"
    r"|through|via|by|later|earlier|yesterday|last|this|reporters|journalists|me|him|her|them|us"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
_CUE_AFTER_MARK = re.compile(
    rf"\s+{_TITLED}[A-Z][^.!?“”\"\n:;]{{0,90}}?\s(?:{CUES})\b(?!\s+(?:that|he|she|they|it|there)\b){_TOLD}"
)
_SUBJECTS = _words("He She They I We You The A An One Another Others Some Many Both His Her Their Our My")
_WORD = re.compile(r"\S+\s*")
_DIGITS = re.compile(r"\(?\d{1,3}")
_ADDRESS = frozenset(("http", "https", "www"))
_LETTERS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?")


def sentences(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Give the bounds of the sentences in the paragraph ``text[start:end]``.

    Bounds are code points into the whole ``text``, sorted and disjoint, without outer white space, and
    cover every character of the paragraph that is not white space. Line ends inside the paragraph are
    spaces. A quotation stays with the cue that follows it; sentences inside a long quotation are each
    their own. What is longer than ``MOST_WORDS`` is cut at a comma or a space.
    """
    found: list[tuple[int, int]] = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and _ends(text, begin, stop, end):
            found.extend(_pieces(text, begin, stop.end()))
            begin = stop.end()
    found.extend(_pieces(text, begin, end))
    return tuple(found)


def _ends(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    """Whether the mark found ends the sentence that began at ``begin``."""
    mark = stop[0]
    if mark[0] not in ".!?…؟।":
        return True
    follows = _NEXT.match(text, stop.end(), end)
    word = follows[1] if follows else ""
    opened = follows is not None and bool(text[stop.end() : follows.start(1)].strip())
    if not word:
        at = text[stop.end() : min(end, stop.end() + 50)].lstrip()[:1]
        return at not in set(",;:-–—―.…!?%)")
    if word[0].islower() and word not in _ADDRESS:
        # A lower-case word goes on with the sentence, unless it opens a quotation after a plain full stop.
        return opened and mark == "." and not _abbreviates(text, begin, stop.start(), word)
    closed = mark.rstrip("\"'”’»› \xa0") != mark
    if closed:
        return not _cue_follows(text, stop.end(), end, mark[0], word)
    if mark == ".":
        return not _abbreviates(text, begin, stop.start(), word, text[stop.end() : stop.end() + 14].lstrip())
    return not (mark in {"...", "…"} and word == "I")


def _cue_follows(text: str, at: int, end: int, mark: str, word: str) -> bool:
    """Whether the words after a closing mark say who spoke: ``!” Lavrov said``."""
    if word in _STARTERS - _SUBJECTS:
        return False
    cue = _CUE_AFTER_FULL_STOP if mark == "." else _CUE_AFTER_MARK
    return cue.match(text, at, end) is not None


def _abbreviates(text: str, begin: int, dot: int, word: str, rest: str = "") -> bool:
    """Whether the full stop at ``dot`` belongs to an abbreviation, with ``word`` (and ``rest``) after it."""
    pieces = text[max(begin, dot - 16) : dot].split()
    if not pieces:
        return False
    last = pieces[-1].lstrip(_OPENERS + "”’»)-—–―/")
    lower = last.lower()
    if lower in _NEVER:
        return True
    initial = len(last) == 1 and last.isupper() and last != "I"
    if lower in _BEFORE_NUMBER and not initial:
        return word[0].isdigit()
    if lower in {"e.g", "i.e", "c.f"}:
        return True
    if lower in {"a.m", "p.m"}:
        return word[0].isdigit() or bool(_AFTER_CLOCK.match(rest))
    if lower in _MAYBE or _LETTERS.fullmatch(last) or initial:
        return word not in _STARTERS
    return bool(_DIGITS.fullmatch(last)) and dot - begin < 16 and text[begin:dot].strip() == last


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Trim white space off both ends; cut what is too long for a parser."""
    start, end = _trimmed(text, start, end)
    while end - start > MOST_CODE_POINTS or (end - start > MOST_WORDS and _too_many(text[start:end])):
        cut = _cut(text, start, end)
        yield _trimmed(text, start, cut)
        start, _ = _trimmed(text, cut, end)
    if start < end:
        yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _too_many(words: str) -> bool:
    return len(words.split()) > MOST_WORDS


def _cut(text: str, start: int, end: int) -> int:
    """Where to cut: after the last comma of the first ``MOST_WORDS`` words, else after a word."""
    limit = min(end, start + MOST_CODE_POINTS)
    at = start
    for _, word in zip(range(MOST_WORDS), _WORD.finditer(text, start, limit), strict=False):
        at = word.end()
    comma = text.rfind(", ", start + (at - start) // 2, at)
    if comma >= 0:
        return comma + 1
    if at == limit < end:
        space = max(text.rfind(" ", start, limit), text.rfind("\n", start, limit))
        return space if space > start else limit
    return at
