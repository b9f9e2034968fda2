"""A feed's text cut into its head and its items, so that what is wrong with one item stays its own affair."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

MOST_ITEMS = 5_000
"""Items of one feed that are read, the first ones: feeds list the newest first, and few hold over 200."""
LONGEST_ITEM = 1_000_000
"""Characters of one item: a long book."""

_ITEM = re.compile(r"<((?:[a-z_][\w.-]{0,30}:)?(?:item|entry))(?=[\s/>])", re.IGNORECASE)
_HIDDEN = {"<![CDATA[": "]]>", "<!--": "-->"}


class Pieces(NamedTuple):
    """A feed in pieces: ``head`` up to the first item, the items, and a line for each thing left out."""

    head: str
    items: tuple[str, ...]
    faults: tuple[str, ...]


def cut(text: str) -> Pieces:
    """The head and the items of an RSS or Atom text; an item without an end ends where the next one begins.

    A last item without an end is left out, and so are too many items and too long ones. It takes time in
    proportion to the text's length, whatever is in it.
    """
    first = _ITEM.search(text)
    if first is None:
        return Pieces(text, (), ())
    places = list(islice(places_of(text, first[1], first.start()), MOST_ITEMS + 1))
    whole = [(start, end) for start, end in places[:MOST_ITEMS] if end]
    items = tuple(text[start:end] for start, end in whole if end - start <= LONGEST_ITEM)
    faults = []
    if len(places) > MOST_ITEMS:
        faults.append(f"The items after the first {MOST_ITEMS:,} were left out.")
    elif len(whole) < len(places):
        faults.append("The feed ends inside an item, which was left out.")
    if long := len(whole) - len(items):
        faults.append(f"{long} {'item was' if long == 1 else 'items were'} left out: over 1 MB each.")
    return Pieces(text[: first.start()], items, tuple(faults))


def places_of(text: str, tag: str, place: int) -> Iterator[tuple[int, int]]:
    """Where each element ``tag`` starts and ends; the end is 0 for a last one that has none."""
    opened = -1
    for start, end, closing in _marks(text, tag, place):
        if opened >= 0:
            yield opened, end if closing else start
        opened = -1 if closing else start
    if opened >= 0:
        yield opened, 0


def _marks(text: str, tag: str, place: int) -> Iterator[tuple[int, int, bool]]:
    """Where each opening or closing tag of items stands, outside of CDATA and comments."""
    mark = re.compile(rf"<!\[CDATA\[|<!--|<(/?){re.escape(tag)}(?=[\s/>])")
    missing: set[str] = set()  # what was looked for in vain to the end once is not looked for again
    while found := mark.search(text, place):
        place = found.end()
        if (closer := _HIDDEN.get(found[0])) is None:
            end = text.find(">", place, place + 1_000) + 1
            yield found.start(), end or place, bool(found[1])
        elif closer not in missing:
            past = text.find(closer, place)
            place = past + len(closer) if past >= 0 else place
            missing |= {closer} if past < 0 else set()
