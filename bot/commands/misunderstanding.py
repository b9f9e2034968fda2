"""What a command could not be read as, said so that the next try succeeds."""

from __future__ import annotations

from bot.errors import BotError


class NotUnderstood(BotError):
    """What was typed is no command that can be answered.

    ``suggestions`` are complete commands that can. Whoever reads commands catches this and shows it.
    """

    def __init__(self, problem: str, cure: str = "", suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(problem, cure)
        self.suggestions = tuple(dict.fromkeys(suggestions))[:3]
