"""The line editor: completion from the service, history in a file, a quiet prompt."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, ThreadedCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.shortcuts import CompleteStyle
from prompt_toolkit.styles import Style

from adapters.terminal.text import clean_line
from bot.messages import Command, Service

_PROMPT: StyleAndTextTuples = [("class:prompt", "readout "), ("class:mark", "› ")]
_STYLE = Style.from_dict(
    {
        "prompt": "ansibrightblack",
        "mark": "ansicyan bold",
        "completion-menu": "noinherit",
        "completion-menu.completion": "noinherit ansicyan",
        "completion-menu.completion.current": "noinherit ansicyan reverse",
        "completion-menu.meta.completion": "noinherit ansibrightblack",
        "completion-menu.meta.completion.current": "noinherit ansibrightblack",
        "auto-suggestion": "ansibrightblack",
    }
)


class ServiceCompleter(Completer):
    """What the service would go on with."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """The service's completions at the cursor, best first."""
        text = document.text_before_cursor
        for found in self._service.complete(Command(text=text)):
            yield Completion(
                clean_line(found.text) + " ",
                start_position=found.start - len(text),
                display_meta=clean_line(found.hint),
            )


def open_session(
    service: Service, history: Path | None, keys: Input | None = None, screen: Output | None = None
) -> PromptSession[str]:
    """A line editor for ``service`` that remembers in ``history``, where that can be written."""
    return PromptSession(
        _PROMPT,
        completer=ThreadedCompleter(ServiceCompleter(service)),
        complete_style=CompleteStyle.COLUMN,
        complete_while_typing=True,
        auto_suggest=AutoSuggestFromHistory(),
        history=_remembered(history),
        style=_STYLE,
        color_depth=ColorDepth.DEPTH_1_BIT if os.environ.get("NO_COLOR") else None,
        input=keys,
        output=screen,
    )


def _remembered(file: Path | None) -> History:
    """The history in ``file``, readable by its owner alone; forgotten at the end where it can't be kept."""
    if file is None:
        return InMemoryHistory()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        with file.open("ab"):
            return FileHistory(str(file))
    except OSError:
        return InMemoryHistory()
