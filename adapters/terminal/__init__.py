"""The terminal: a chat with completion and history, or plain answers to lines that are piped in."""

from adapters.terminal.chat import Terminal

__all__ = ["Terminal"]
