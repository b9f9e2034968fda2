"""Reading commands from a person or a pipe, and printing the answers."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, TextIO

from adapters.terminal.render import picture, write
from bot.messages import Command, Finding, PlatformSettings, Reply, Route, Service

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

_LEAVE = {"exit", "quit", "bye", ":q"}


class Terminal:
    """The platform that needs no account.

    What is typed is kept for the next time in the file ``history`` of the data folder, where ``settings``
    name one. ``out`` is where answers go, standard output by default. ``keys`` and ``screen`` are for tests
    without a terminal.
    """

    def __init__(
        self,
        settings: PlatformSettings | None = None,
        *,
        out: TextIO | None = None,
        keys: Input | None = None,
        screen: Output | None = None,
    ) -> None:
        self._history = settings.data / "history" if settings else None
        self._out = out or sys.stdout
        self._keys = keys
        self._screen = screen

    async def run(self, service: Service) -> None:
        """Answer until the person leaves or the pipe ends."""
        if self._keys or (sys.stdin.isatty() and sys.stdout.isatty()):
            await self._chat(service)
        else:
            async for line in _piped(sys.stdin.buffer):
                self.show(await service.answer(Command(text=line, administrator=True)))

    async def stop(self) -> None:
        """The person leaves, or the pipe ends: nobody else stops a terminal."""

    @property
    def ready(self) -> bool:
        """Always."""
        return True

    @property
    def posting(self) -> None:
        """None: a terminal has no channels."""

    def sending(self, service: Service) -> None:
        """None: there is nothing to post to."""

    @property
    def lanes(self) -> Sequence[str]:
        """One for all."""
        return ("",)

    @property
    def shared_out(self) -> int:
        """0: there is nothing to share out."""
        return 0

    def lane(self, workspace: str, of: int) -> str:
        """One for all."""
        return ""

    def routes(self, service: Service) -> Sequence[Route]:
        """None."""
        return ()

    async def examine(self) -> Sequence[Finding]:
        """Nothing can be wrong with it."""
        return ()

    def show(self, reply: Reply) -> None:
        """Print one reply."""
        write(reply, self._out)

    @staticmethod
    def picture(reply: Reply) -> str:
        """One reply as an SVG document."""
        return picture(reply)

    async def _chat(self, service: Service) -> None:
        session = self._session(service)
        self.show(service.greeting())
        async for line in _typed(session):
            self.show(await service.answer(Command(text=line, administrator=True)))

    def _session(self, service: Service) -> PromptSession[str]:
        from adapters.terminal.prompt import open_session

        return open_session(service, self._history, self._keys, self._screen)


async def _typed(session: PromptSession[str]) -> AsyncIterator[str]:
    """Lines as they are typed. Ctrl-C clears a line and leaves from an empty one; Ctrl-D leaves."""
    while True:
        try:
            line = (await session.prompt_async()).strip()
        except KeyboardInterrupt:
            if session.default_buffer.document.text:
                continue
            return
        except EOFError:
            return
        if line.casefold() in _LEAVE:
            return
        if line:
            yield line


async def _piped(stream: BinaryIO) -> AsyncIterator[str]:
    """The lines of a pipe as they come, in UTF-8; what is not UTF-8 is replaced rather than refused."""
    while line := await asyncio.to_thread(stream.readline):
        if text := line.decode("utf-8-sig", "replace").strip():
            yield text
