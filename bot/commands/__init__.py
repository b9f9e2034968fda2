"""Commands: the grammar, and one file for each command that has an answer."""

from bot.commands.completion import complete
from bot.commands.forms import choices, describe, line
from bot.commands.handling import handle
from bot.commands.help import greeting
from bot.commands.parsing import name_of

__all__ = ["choices", "complete", "describe", "greeting", "handle", "line", "name_of"]
