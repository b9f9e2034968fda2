"""What of a sentence is still to be read: what is understood is taken out, and nothing may be left."""

from __future__ import annotations

import re

from bot.errors import BotError


class NotADigest(BotError):
    """A sentence can't be read as the terms of a digest."""


class Unread:
    """The words of a sentence nobody has read yet; "|" stands where something was taken out."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: str) -> list[re.Match[str]]:
        """Take out whatever matches, whole words in any case, in order."""
        whole = re.compile(rf"(?<![\w@#/:+-])(?:{pattern})(?![\w/:])", re.IGNORECASE)
        found = list(whole.finditer(self.text))
        self.text = whole.sub(" | ", self.text)
        return found

    def one(self, pattern: str, what: str) -> re.Match[str] | None:
        """The one match, taken out; None where there is none. Raises NotADigest where there are several."""
        found = self.take(pattern)
        if len(found) > 1:
            raise NotADigest(f"This says {what} twice.", f"Say it once: “{found[0][0].strip()}”.")
        return found[0] if found else None
