"""What can go wrong in the application, each error with the cure for whoever meets it."""

from __future__ import annotations


class BotError(Exception):
    """Base of every error the application raises on purpose.

    ``problem`` is one calm sentence for the user; ``cure`` says what to do about it.
    """

    def __init__(self, problem: str, cure: str = "") -> None:
        self.problem = problem
        self.cure = cure
        super().__init__(f"{problem} {cure}".strip())

    def __reduce__(self) -> tuple[type[BotError], tuple[str, str]]:
        """Travel between processes with problem and cure apart."""
        return type(self), (self.problem, self.cure)


class SettingsError(BotError):
    """A setting is wrong, or does not fit the others."""


class AdapterMissing(BotError):
    """A platform was asked for that no installed package offers."""


class AnalysisFailed(BotError):
    """An article could not be analysed; the articles beside it could."""
