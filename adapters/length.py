"""Lengths as platforms may count them, and cutting text to one without spoiling it."""

from __future__ import annotations

from collections.abc import Iterator


def units(text: str) -> int:
    """The length in UTF-16 units, counted in C: a page asks for it hundreds of times."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class Limit:
    """A greatest length, in UTF-16 units."""

    def __init__(self, most: int) -> None:
        self.most = most

    def holds(self, text: str) -> bool:
        """Whether the text is short enough."""
        return units(text) <= self.most

    def cut(self, text: str) -> str:
        """The text, with an ellipsis in place of what is too much."""
        return text if self.holds(text) else _head(text, self.most - 1).rstrip() + "…"

    def pieces(self, text: str) -> Iterator[str]:
        """The whole text in pieces that fit, parted at blanks where there are any."""
        while not self.holds(text):
            head = _head(text, self.most)
            blank = max(head.rfind(" "), head.rfind("\n"))
            if blank > len(head) // 2:
                head = head[: blank + 1]
            yield head
            text = text[len(head) :]
        yield text


def _head(text: str, most: int) -> str:
    """The longest beginning of at most so many units."""
    head = text[:most]
    while units(head) > most:
        head = head[: len(head) - max(1, (units(head) - most) // 2)]
    return head
