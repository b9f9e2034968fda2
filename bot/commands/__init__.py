"""Commands: the grammar, and one file for each command that has an answer."""

from bot.commands.completion import complete
from bot.commands.handling import handle
from bot.commands.help import greeting

__all__ = ["complete", "greeting", "handle"]
