"""The chat with keys pressed on a make-believe keyboard, and with a pipe."""

import asyncio
import io
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from adapters.terminal import Terminal
from adapters.terminal.prompt import ServiceCompleter
from bot.messages import Command, Completion, PlatformSettings, Reply


class Echo:
    """A service of our own that says what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def answer(self, command: Command) -> Reply:
        self.asked.append(command.text)
        return Reply(title=f"you said {command.text}")

    def complete(self, command: Command) -> Sequence[Completion]:
        if command.text.startswith("sta"):
            return (Completion(text="stance ", start=0, hint="where an actor stands\x1b[2J"),)
        return ()

    def greeting(self) -> Reply:
        return Reply(title="Welcome")


async def chat(keys: str, data: Path | None = None) -> tuple[Echo, str]:
    service, out = Echo(), io.StringIO()
    with create_pipe_input() as keyboard:
        keyboard.send_text(keys)
        settings = PlatformSettings(data=data) if data else None
        terminal = Terminal(settings, out=out, keys=keyboard, screen=DummyOutput())
        await asyncio.wait_for(terminal.run(service), 10)
    return service, out.getvalue()


async def test_a_newcomer_is_greeted_and_answered() -> None:
    service, shown = await chat("latest\rexit\r")
    assert service.asked == ["latest"]
    assert shown.index("Welcome") < shown.index("you said latest")


@pytest.mark.parametrize("leaving", ["\x04", "\x03", "quit\r", "EXIT\r"])
async def test_one_leaves_by_control_d_control_c_or_a_word(leaving: str) -> None:
    service, _ = await chat(leaving)
    assert service.asked == []


async def test_control_c_on_a_half_typed_line_only_clears_it() -> None:
    service, _ = await chat("half a comm\x03latest\r\x04")
    assert service.asked == ["latest"]


async def test_an_empty_line_asks_nothing() -> None:
    service, _ = await chat("\r   \r\x04")
    assert service.asked == []


async def test_what_was_typed_is_remembered_for_its_owner_alone(tmp_path: Path) -> None:
    history = tmp_path / "new folder" / "history"
    await chat("latest russia\r\x04", history.parent)
    assert "latest russia" in history.read_text()
    assert history.stat().st_mode & 0o077 == 0


async def test_a_history_that_cannot_be_kept_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    service, _ = await chat("latest\r\x04", tmp_path / "file")
    assert service.asked == ["latest"]


def test_completions_replace_what_was_typed_and_carry_a_harmless_hint() -> None:
    found = list(ServiceCompleter(Echo()).get_completions(Document("sta"), CompleteEvent()))
    assert [(c.text, c.start_position, c.display_meta_text) for c in found] == [
        ("stance ", -3, "where an actor stands␛[2J")
    ]


async def test_each_line_of_a_pipe_is_answered_and_then_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    service, out = Echo(), io.StringIO()
    piped = io.TextIOWrapper(
        io.BytesIO("\ufefflatest\n\n  stance é \r\nlast\xff".encode("utf-8", "surrogatepass"))
    )
    monkeypatch.setattr(sys, "stdin", piped)
    await Terminal(out=out).run(service)
    assert service.asked == ["latest", "stance é", "lastÿ"]
    assert "Welcome" not in out.getvalue()


async def test_bytes_that_are_no_text_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Echo()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"lat\xffest\n")))
    await Terminal(out=io.StringIO()).run(service)
    assert service.asked == ["lat\ufffdest"]
