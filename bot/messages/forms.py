"""What can be asked, for platforms that offer forms, menus and completion."""

from __future__ import annotations

from bot.messages.reply import Message


class Choice(Message):
    """One way to fill in an option: ``name`` is shown, ``value`` is what goes into the command."""

    name: str
    value: str


class Option(Message):
    """A place to fill in a command. ``completes``: ``Service.choices`` knows values that go there.

    ``name`` has lower-case letters and underscores only, at most 32.
    """

    name: str
    description: str
    required: bool = False
    choices: tuple[Choice, ...] = ()
    completes: bool = False


class CommandDescription(Message):
    """A command with its options, the required ones first."""

    name: str
    summary: str
    options: tuple[Option, ...] = ()
    administrative: bool = False


class TopicDescription(Message):
    """A topic and its commands, in the order of the help."""

    id: str
    title: str
    commands: tuple[CommandDescription, ...]


class Completion(Message):
    """One way to go on typing: ``text`` replaces what stands from ``start`` (code points) to the cursor."""

    text: str
    start: int
    hint: str = ""
